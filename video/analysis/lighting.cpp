// SPDX-License-Identifier: Apache-2.0
// One gain for all pixels.
#include "video/analysis/lighting.h"

#include <algorithm>
#include <array>

#include "video/analysis/picture_check.h"

namespace mingjing::video::analysis {

namespace {

constexpr std::size_t kEvery = 4 * 3;

/// Nineteen twentieths of the pixels are darker.
int highOf(const ffmpeg::Picture& picture) {
    std::array<int, 256> histogram{};
    int count = 0;
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += kEvery, ++count)
        ++histogram[static_cast<std::size_t>(
            (picture.rgb[i] * 77 + picture.rgb[i + 1] * 150 + picture.rgb[i + 2] * 29) >> 8)];
    int below = 0;
    int high = 0;
    for (int luma = 0; luma < 256; ++luma) {
        below += histogram[static_cast<std::size_t>(luma)];
        if (below * 20 <= count * 19) high = luma;
    }
    return high;
}

}  // namespace

std::optional<ffmpeg::Picture> lighterCopy(const ffmpeg::Picture& picture,
                                           const LightingRules& rules) {
    const int high = highOf(picture);
    if (high >= rules.dimHigh || high < PictureRules{}.darkBelow) return std::nullopt;
    ffmpeg::Picture out{picture.size, std::vector<std::uint8_t>(picture.rgb.size())};
    const int gain = 256 * rules.litHigh / high;
    std::transform(picture.rgb.begin(), picture.rgb.end(), out.rgb.begin(), [&](std::uint8_t v) {
        return static_cast<std::uint8_t>(std::min(255, v * gain >> 8));
    });
    return out;
}

kernel::Json parametersOf(const LightingRules& rules) {
    return {{"dimHigh", rules.dimHigh}, {"litHigh", rules.litHigh}};
}

}  // namespace mingjing::video::analysis
