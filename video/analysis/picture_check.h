// SPDX-License-Identifier: Apache-2.0
// Whether a picture can be judged at all: not black, not covered.
#pragma once

#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

/// Measured on brightness from 0 to 255. Burnt-in clocks and titles are bright and full of edges
/// whatever the lens sees, so the brightest and darkest twentieths of a picture do not count.
struct PictureRules {
    int darkBelow = 40;   ///< nineteen twentieths of the picture are darker
    int flatWithin = 10;  ///< nine tenths of the picture lie this close together
};

/// Brightness below which one twentieth, and nineteen twentieths, of the pixels lie.
struct Spread {
    int low = 0;
    int high = 0;
};
/// Of every fourth pixel.
Spread spreadOf(const ffmpeg::Picture& picture);

enum class PictureFault { None, Dark, Covered };
const char* nameOf(PictureFault fault);

PictureFault checkPicture(const ffmpeg::Picture& picture, const PictureRules& rules = {});

}  // namespace mingjing::video::analysis
