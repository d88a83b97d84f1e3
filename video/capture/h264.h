// SPDX-License-Identifier: Apache-2.0
// As much of H.264 as a recorder must read: which picture is a key, what the parameter sets say.
// No picture is ever decoded.
#pragma once

#include <optional>

#include "video/capture/nal_units.h"

namespace mingjing::video::capture {

/// Adds what the units that begin in `piece` are. A piece that continues a unit adds nothing.
void inspectH264(std::string_view piece, NalFacts& facts);

struct SpsFacts {
    int width = 0;
    int height = 0;
    int profile = 0;
    int constraints = 0;
    int level = 0;
    bool fields = false;    ///< pictures may come as two fields
    int reorderFrames = 0;  ///< pictures that may be shown after later ones; 0 when not told
};
/// Reads the first SPS in parameter sets with start codes; empty when there is none or it is
/// broken.
std::optional<SpsFacts> readSps(std::string_view parameterSets);
bool hasPps(std::string_view parameterSets);
/// "avc1.64001f"
std::string codecString(const SpsFacts& sps);

}  // namespace mingjing::video::capture
