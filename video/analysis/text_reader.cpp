// SPDX-License-Identifier: Apache-2.0
// Grey, enlarged, dark on light: what the recogniser was made for.
#include "video/analysis/text_reader.h"

#include <algorithm>
#include <clocale>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <tesseract/baseapi.h>

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

constexpr int kLineHeight = 48;
constexpr int kMaxWidth = 2400;
constexpr int kMargin = 12;

/// Dark letters on a light ground, `kLineHeight` high, with a margin. What is outlined (white with
/// a black edge) keeps its inner side only.
cv::Mat prepared(const ffmpeg::Picture& line) {
    const cv::Mat colour(line.size.height, line.size.width, CV_8UC3,
                         const_cast<std::uint8_t*>(line.rgb.data()));
    cv::Mat grey;
    cv::cvtColor(colour, grey, cv::COLOR_RGB2GRAY);
    const double scale = std::min(static_cast<double>(kLineHeight) / grey.rows,
                                  static_cast<double>(kMaxWidth) / grey.cols);
    cv::resize(grey, grey, {}, scale, scale, cv::INTER_CUBIC);
    cv::Mat out;
    cv::threshold(grey, out, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    // Letters cover less than their ground.
    if (cv::countNonZero(out) * 2 < out.rows * out.cols) cv::bitwise_not(grey, grey);
    cv::normalize(grey, grey, 0, 255, cv::NORM_MINMAX);
    cv::copyMakeBorder(grey, grey, kMargin, kMargin, kMargin, kMargin, cv::BORDER_REPLICATE);
    return grey;
}

}  // namespace

struct TextReader::Impl {
    tesseract::TessBaseAPI api;
};

TextReader::TextReader() : impl_(new Impl) {}
TextReader::~TextReader() = default;

Result<std::unique_ptr<TextReader>> TextReader::create() {
    cv::setNumThreads(1);
    std::unique_ptr<TextReader> made(new TextReader);
    if (made->impl_->api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) != 0)
        return Error::of(ErrorKind::NotFound, "model.missing", "tesseract-ocr-eng");
    made->impl_->api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    return made;
}

std::string TextReader::version() const {
    return tesseract::TessBaseAPI::Version();
}

ReadText TextReader::read(const ffmpeg::Picture& line, std::string_view letters) {
    const auto [width, height] = line.size;
    if (width < 8 || height < 6 ||
        line.rgb.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)
        return {};
    try {
        const cv::Mat image = prepared(line);
        impl_->api.SetVariable("tessedit_char_whitelist", std::string(letters).c_str());
        impl_->api.SetImage(image.data, image.cols, image.rows, 1, static_cast<int>(image.step));
        impl_->api.SetSourceResolution(150);
        const std::unique_ptr<char[]> text(impl_->api.GetUTF8Text());
        ReadText out;
        if (text) out.text = text.get();
        out.text.erase(std::find(out.text.begin(), out.text.end(), '\n'), out.text.end());
        out.confidenceMilli = std::clamp(impl_->api.MeanTextConf(), 0, 100) * 10;
        impl_->api.Clear();
        return out;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace mingjing::video::analysis
