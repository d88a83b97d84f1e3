// SPDX-License-Identifier: Apache-2.0
// One gain for all pixels.
#include "video/analysis/lighting.h"

#include <algorithm>

#include "video/analysis/picture_check.h"

namespace mingjing::video::analysis {

std::optional<ffmpeg::Picture> lighterCopy(const ffmpeg::Picture& picture,
                                           const LightingRules& rules) {
    const int high = spreadOf(picture).high;
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
