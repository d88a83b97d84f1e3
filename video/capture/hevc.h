// SPDX-License-Identifier: Apache-2.0
// As much of H.265 as a recorder must read: which picture is a key, what the parameter sets say.
// No picture is ever decoded.
#pragma once

#include <optional>

#include "video/capture/nal_units.h"

namespace mingjing::video::capture {

/// Adds what the units that begin in `piece` are. Parameter sets are kept in the order VPS, SPS,
/// PPS, in whatever order a camera sends them: files want it so.
void inspectHevc(std::string_view piece, NalFacts& facts);

struct HevcSpsFacts {
    int width = 0;
    int height = 0;
    int reorderFrames = 0;  ///< pictures that may be shown after later ones
    std::string codec;      ///< "hvc1.1.6.L93.90"
};
/// Reads the first SPS in parameter sets with start codes; empty when there is none or it is
/// broken.
std::optional<HevcSpsFacts> readHevcSps(std::string_view parameterSets);
/// VPS, SPS and PPS are all there.
bool hasHevcSets(std::string_view parameterSets);

}  // namespace mingjing::video::capture
