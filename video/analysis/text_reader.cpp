// SPDX-License-Identifier: Apache-2.0
// The band of ink, enlarged, black on white: what the recogniser was made for.
#include "video/analysis/text_reader.h"

#include <algorithm>
#include <clocale>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <tesseract/baseapi.h>

/// Of OpenMP's run time, which the recogniser brings; its header is not everywhere beside it.
extern "C" void omp_set_max_active_levels(int levels);

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

constexpr int kTextHeight = 40;
constexpr int kMostLineWidth = 2400;
constexpr int kMargin = 14;
constexpr double kInkAtLeast = 140;  ///< levels; dimmer is no burnt-in text
constexpr int kSoftLevels = 70;      ///< from ground to ink

/// Rows or columns from the first to the last that hold ink; for rows, the fullest band of them.
cv::Range inkRange(const cv::Mat& ink, int dimension, bool band) {
    cv::Mat sums;
    cv::reduce(ink, sums, dimension, cv::REDUCE_SUM, CV_32S);
    const int count = static_cast<int>(sums.total());
    const int* sum = sums.ptr<int>();
    const int most = *std::max_element(sum, sum + count);
    const int least = band ? most / 10 : 0;
    cv::Range best(0, 0);
    std::int64_t bestSum = 0;
    if (!band) {
        int first = 0;
        int last = count;
        while (first < count && sum[first] <= least) ++first;
        while (last > first && sum[last - 1] <= least) --last;
        return {first, last};
    }
    for (int begin = 0; begin < count;) {
        int end = begin;
        std::int64_t here = 0;
        while (end < count && sum[end] > least) here += sum[end++];
        if (here > bestSum) {
            bestSum = here;
            best = {begin, end};
        }
        begin = end + 1;
    }
    return best;
}

/// The brightness of half the part, and of its brightest pixel.
std::pair<double, double> groundAndInk(const cv::Mat& grey) {
    cv::Mat counts;
    cv::calcHist(std::vector{grey}, {0}, {}, counts, {256}, {0, 256});
    int ground = 0;
    float below = 0;
    while (ground < 255 &&
           (below += counts.at<float>(ground)) * 2 < static_cast<float>(grey.total()))
        ++ground;
    double most = 0;
    cv::minMaxLoc(grey, nullptr, &most);
    return {ground, most};
}

/// A bright wall behind outlined letters is no letter: it reaches the edge of the part. Nor is the
/// piece of wall inside a letter, which is never as bright as ink.
cv::Mat lettersOf(const cv::Mat& grey, double level, double inkLevel) {
    const cv::Mat marked = grey > level;
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(marked, labels, stats, centres, 8, CV_32S);
    cv::Mat out = marked.clone();
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH),
                           stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const bool edge =
            box.x == 0 || box.y == 0 || box.br().x == marked.cols || box.br().y == marked.rows;
        const cv::Mat own = labels(box) == i;
        double most = 0;
        cv::minMaxLoc(grey(box), nullptr, &most, nullptr, nullptr, own);
        if (edge || box.width > marked.cols / 3 || most < inkLevel) out(box).setTo(0, own);
    }
    return out;
}

/// Black letters on white, kTextHeight high, with a margin; empty when nothing stands out.
cv::Mat prepared(const ffmpeg::Picture& line, Ink ink) {
    const cv::Mat colour(line.size.height, line.size.width, CV_8UC3,
                         const_cast<std::uint8_t*>(line.rgb.data()));
    cv::Mat grey;
    cv::cvtColor(colour, grey, cv::COLOR_RGB2GRAY);
    if (ink == Ink::Dark) cv::bitwise_not(grey, grey);
    const auto [ground, most] = groundAndInk(grey);
    const double level = std::max(kInkAtLeast, most * 0.78);
    const cv::Mat marked = lettersOf(grey, level, (ground + most) / 2);
    // What is no letter becomes ground, and its neighbours keep their soft edges.
    cv::Mat near;
    cv::dilate(marked, near, cv::Mat::ones(3, 3, CV_8U));
    grey.setTo(0, near == 0);
    const cv::Range rows = inkRange(marked, 1, true);
    if (rows.size() < 5) return {};
    const cv::Range columns = inkRange(marked.rowRange(rows), 0, false);
    if (columns.size() < 8) return {};
    const cv::Range tall(std::max(0, rows.start - 2), std::min(grey.rows, rows.end + 2));
    const cv::Range wide(std::max(0, columns.start - 2), std::min(grey.cols, columns.end + 2));
    cv::Mat out = grey(tall, wide);
    const double scale = std::min(static_cast<double>(kTextHeight) / rows.size(),
                                  static_cast<double>(kMostLineWidth) / out.cols);
    cv::resize(out, out, {}, scale, scale, cv::INTER_CUBIC);
    const double none = level - kSoftLevels;
    out.convertTo(out, CV_8U, -255.0 / kSoftLevels, 255.0 * (1 + none / kSoftLevels));
    cv::copyMakeBorder(out, out, kMargin, kMargin, kMargin, kMargin, cv::BORDER_CONSTANT,
                       cv::Scalar::all(255));
    return out;
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

ReadText TextReader::read(const ffmpeg::Picture& line, std::string_view letters, Ink ink) {
    const auto [width, height] = line.size;
    if (width < 8 || height < 6 ||
        line.rgb.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)
        return {};
    // The recogniser asks for four threads a line and lets them spin, which on few cores costs more
    // than the reading. Said of this thread: it reads alone.
    omp_set_max_active_levels(0);
    try {
        const cv::Mat image = prepared(line, ink);
        if (image.empty()) return {};
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
