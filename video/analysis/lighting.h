// SPDX-License-Identifier: Apache-2.0
// Networks were taught with well lit pictures: a dim one is shown to them lighter.
#pragma once

#include <optional>

#include "center/kernel/json.h"
#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

struct LightingRules {
    int dimHigh = 190;  ///< where nineteen twentieths of the pixels are darker, a picture is dim
    int litHigh = 235;  ///< and is made as light as this
};

/// The picture with more light; nothing when it has enough, or too little to show anything.
std::optional<ffmpeg::Picture> lighterCopy(const ffmpeg::Picture& picture,
                                           const LightingRules& rules = {});

/// For the configuration's name.
kernel::Json parametersOf(const LightingRules& rules);

}  // namespace mingjing::video::analysis
