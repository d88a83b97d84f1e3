// SPDX-License-Identifier: Apache-2.0
// Tracks and samples in our own words, so that nobody else needs a libav header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::video::ffmpeg {

enum class Codec { Unknown, H264, Hevc, Aac, PcmAlaw, PcmMulaw };

[[nodiscard]] constexpr bool isVideo(Codec codec) {
    return codec == Codec::H264 || codec == Codec::Hevc;
}

/// One elementary stream. Times of its samples count in 1/timescale seconds.
struct Track {
    Codec codec = Codec::Unknown;
    std::string codecName;  ///< FFmpeg's name, for messages about codecs that we do not take
    std::string extradata;  ///< parameter sets with start codes; AudioSpecificConfig
    int timescale = 0;
    int width = 0;
    int height = 0;
    int sampleRate = 0;
    int channels = 0;
};

/// One coded picture or audio frame, borrowed for the call.
struct Sample {
    int track = 0;
    std::int64_t dts = 0;
    std::int64_t pts = 0;
    std::int64_t duration = 0;
    bool key = false;
    std::string_view data;
};

}  // namespace mingjing::video::ffmpeg
