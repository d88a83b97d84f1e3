// SPDX-License-Identifier: Apache-2.0
// Decoding the picture with OpenCV and the code with ZBar.
#include "center/print/scan_reader.h"

#include <set>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <zbar.h>

namespace mingjing::print {

using kernel::Error;
using kernel::Result;

namespace {

constexpr std::int64_t kMostPixels = 40'000'000;

std::uint32_t bigEndian(const std::string& bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

bool isPng(const std::string& bytes) {
    return bytes.size() > 24 && bytes.compare(0, 8, "\x89PNG\r\n\x1a\n") == 0;
}

bool isJpeg(const std::string& bytes) {
    return bytes.size() > 4 && bytes.compare(0, 3, "\xff\xd8\xff") == 0;
}

std::string mediaTypeOf(const std::string& bytes) {
    return isPng(bytes) ? "image/png" : "image/jpeg";
}

/// Width times height as the JPEG's frame header says; 0 when there is none.
std::int64_t jpegPixels(const std::string& bytes) {
    for (std::size_t at = 2; at + 9 < bytes.size();) {
        if (static_cast<std::uint8_t>(bytes[at]) != 0xff) return 0;
        const auto marker = static_cast<std::uint8_t>(bytes[at + 1]);
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) return std::int64_t{bigEndian(bytes, at + 5, 2)} * bigEndian(bytes, at + 7, 2);
        at += marker == 0xff ? 1 : 2 + bigEndian(bytes, at + 2, 2);
    }
    return 0;
}

/// Before anything is decoded, so that a small file cannot ask for much memory.
std::int64_t pixelsOf(const std::string& bytes) {
    if (isJpeg(bytes)) return jpegPixels(bytes);
    return std::int64_t{bigEndian(bytes, 16, 4)} * bigEndian(bytes, 20, 4);
}

/// `what` is the field and the first part of the codes: scan or photo.
Result<cv::Mat> decoded(const std::string& bytes, const std::string& what) {
    const Error notAnImage = Error::invalid(what, what + ".not_an_image");
    if (!isPng(bytes) && !isJpeg(bytes)) return notAnImage;
    const std::int64_t pixels = pixelsOf(bytes);
    if (pixels > kMostPixels)
        return Error::invalid(what, what + ".too_large", {{"megapixels", kMostPixels / 1'000'000}});
    try {
        const std::vector<std::uint8_t> buffer(bytes.begin(), bytes.end());
        cv::Mat picture = pixels > 0 ? cv::imdecode(buffer, cv::IMREAD_GRAYSCALE) : cv::Mat();
        if (picture.empty()) return notAnImage;
        return picture;
    } catch (const cv::Exception&) {
        return notAnImage;
    }
}

std::set<std::string> codesIn(const cv::Mat& picture) {
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(picture.cols), static_cast<unsigned>(picture.rows),
                      "Y800", picture.data, picture.total());
    scanner.scan(image);
    std::set<std::string> codes;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        codes.insert(symbol->get_data());
    image.set_data(nullptr, 0);
    return codes;
}

/// A pale or coarse scan is tried again with more contrast, larger, and both.
std::set<std::string> codesOf(const cv::Mat& picture) {
    for (const double scale : {1.0, 1.5, 2.0, 3.0}) {
        if (static_cast<double>(picture.total()) * scale * scale > kMostPixels) break;
        cv::Mat larger, sharp;
        cv::resize(picture, larger, {}, scale, scale, cv::INTER_CUBIC);
        if (auto codes = codesIn(larger); !codes.empty()) return codes;
        cv::threshold(larger, sharp, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
        if (auto codes = codesIn(sharp); !codes.empty()) return codes;
    }
    return {};
}

}  // namespace

Result<std::set<std::string>> readCodes(const std::string& bytes) {
    MJ_ASSIGN(const cv::Mat picture, decoded(bytes, "scan"));
    return codesOf(picture);
}

Result<ScannedPage> readScan(const std::string& bytes) {
    MJ_ASSIGN(const std::set<std::string> codes, readCodes(bytes));
    if (codes.empty()) return Error::invalid("scan", "scan.no_code");
    std::optional<domain::PageCode> found;
    for (const std::string& text : codes) {
        const auto code = domain::parsePageCode(text);
        if (!code) continue;
        if (found) return Error::invalid("scan", "scan.several_codes");
        found = code;
    }
    if (!found) return Error::invalid("scan", "scan.foreign_code");
    return ScannedPage{mediaTypeOf(bytes), *found};
}

Result<std::string> photoType(const std::string& bytes) {
    MJ_TRY(decoded(bytes, "photo"));
    return mediaTypeOf(bytes);
}

}  // namespace mingjing::print
