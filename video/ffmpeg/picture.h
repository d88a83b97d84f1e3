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

/// RGB, three bytes per pixel, rows without padding.
struct Picture {
    Size size;
    std::vector<std::uint8_t> rgb;
};

}  // namespace mingjing::video::ffmpeg
