// SPDX-License-Identifier: Apache-2.0
// A picture as JPEG.
#pragma once

#include <string>

#include "video/ffmpeg/picture.h"

namespace mingjing::video::ffmpeg {

/// `quality`: 2 (best) to 31. Empty when the picture is empty or cannot be encoded.
std::string jpegOf(const Picture& picture, int quality);

}  // namespace mingjing::video::ffmpeg
