// SPDX-License-Identifier: Apache-2.0
// A histogram of every fourth pixel's brightness.
#include "video/analysis/picture_check.h"

#include <array>

namespace mingjing::video::analysis {

namespace {

constexpr std::size_t kStep = 4 * 3;

}  // namespace

Spread spreadOf(const ffmpeg::Picture& picture) {
    std::array<int, 256> histogram{};
    int count = 0;
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += kStep, ++count) {
        const int luma =
            (picture.rgb[i] * 77 + picture.rgb[i + 1] * 150 + picture.rgb[i + 2] * 29) >> 8;
        ++histogram.at(static_cast<std::size_t>(luma));
    }
    Spread out;
    if (count == 0) return out;
    int below = 0;
    for (int luma = 0; luma < 256; ++luma) {
        below += histogram.at(static_cast<std::size_t>(luma));
        if (below * 20 <= count) out.low = luma;
        if (below * 20 <= count * 19) out.high = luma;
    }
    return out;
}

const char* nameOf(PictureFault fault) {
    switch (fault) {
        case PictureFault::Dark:
            return "dark";
        case PictureFault::Covered:
            return "covered";
        case PictureFault::None:
            break;
    }
    return "";
}

PictureFault checkPicture(const ffmpeg::Picture& picture, const PictureRules& rules) {
    const Spread spread = spreadOf(picture);
    if (spread.high < rules.darkBelow) return PictureFault::Dark;
    if (spread.high - spread.low < rules.flatWithin) return PictureFault::Covered;
    return PictureFault::None;
}

}  // namespace mingjing::video::analysis
