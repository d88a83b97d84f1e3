// SPDX-License-Identifier: Apache-2.0
// As much of H.264 as a recorder must read: where units begin, which picture is a key, what the
// parameter sets say. No picture is ever decoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingjing::video::capture {

/// What one piece of an access unit (Annex B) contains.
struct NalFacts {
    bool picture = false;       ///< at least one slice
    bool key = false;           ///< an IDR slice
    std::string parameterSets;  ///< its SPS and PPS units, with start codes
};
/// Adds what the units that begin in `piece` are. A piece that continues a unit adds nothing.
void inspectH264(std::string_view piece, NalFacts& facts);

/// False for a piece that surely belongs to the picture of the piece before: the rest of a unit, or
/// a slice that does not begin its picture.
bool mayBeginPicture(std::string_view piece);

struct SpsFacts {
    int width = 0;
    int height = 0;
    int profile = 0;
    int constraints = 0;
    int level = 0;
    int reorderFrames = 0;  ///< pictures that may be shown after later ones; 0 when not told
};
/// Reads the first SPS in parameter sets with start codes; empty when there is none or it is
/// broken.
std::optional<SpsFacts> readSps(std::string_view parameterSets);
bool hasPps(std::string_view parameterSets);
/// "avc1.64001f"
std::string codecString(const SpsFacts& sps);

}  // namespace mingjing::video::capture
