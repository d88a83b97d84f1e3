// SPDX-License-Identifier: Apache-2.0
// The same few questions to either coding of pictures.
#pragma once

#include <optional>

#include "video/capture/nal_units.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::capture {

/// What complete parameter sets say.
struct CodingFacts {
    int width = 0;
    int height = 0;
    int reorderFrames = 0;
    bool fields = false;  ///< one time stamp may stand for two coded fields
    std::string codec;    ///< as browsers want it: "avc1.64001f", "hvc1.1.6.L93.90"
};

void inspect(ffmpeg::Codec codec, std::string_view piece, NalFacts& facts);
/// False for a piece that surely belongs to the picture of the piece before: the rest of a unit, or
/// a slice that does not begin its picture.
bool mayBeginPicture(ffmpeg::Codec codec, std::string_view piece);
/// Only the parameter sets in `bytes`, in the order in which files want them.
std::string parameterSetsIn(ffmpeg::Codec codec, std::string_view bytes);
/// Empty when a set is missing or broken: nothing could show such pictures.
std::optional<CodingFacts> readCoding(ffmpeg::Codec codec, std::string_view parameterSets);

}  // namespace mingjing::video::capture
