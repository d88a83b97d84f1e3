// SPDX-License-Identifier: Apache-2.0
// A decoded picture in plain bytes, so that nobody needs a libav or OpenCV header to hold one.
#pragma once

#include <cstdint>
#include <vector>

namespace mingjing::video::ffmpeg {

struct Size {
    int width = 0;
    int height = 0;
    auto operator<=>(const Size&) const = default;
};

/// Edges of a part of a picture, in thousandths of its width and height.
struct Part {
    int left = 0;
    int top = 0;
    int right = 1000;
    int bottom = 1000;
};

/// RGB, three bytes per pixel, rows without padding.
struct Picture {
    Size size;
    std::vector<std::uint8_t> rgb;
};

}  // namespace mingjing::video::ffmpeg
