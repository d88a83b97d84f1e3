// SPDX-License-Identifier: Apache-2.0
// What an analyst saw in a recording (视频观察): of a kind, during an interval, by one camera.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "center/kernel/ids.h"

namespace mingjing::domain {

/// As rules read it: what a person judged to be false is left out before, and what a staged act
/// caused begins where the act was over.
struct Observation {
    kernel::Uuid id, cameraId;
    std::string kind;      ///< of the catalogue in kinds.h
    std::string zoneKind;  ///< empty: of no zone
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;  ///< nothing: it lasts
    std::int64_t value = 0;            ///< its unit is the kind's
    int confidenceMilli = 0;
    kernel::Uuid segment;  ///< where its begin is recorded; nil: not told
    std::int64_t fragment = 0;
    std::int64_t offsetUs = 0;
};

}  // namespace mingjing::domain
