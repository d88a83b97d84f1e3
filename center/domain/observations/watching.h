// SPDX-License-Identifier: Apache-2.0
// Settings of watching: zones and thresholds of one camera, and which groups of kinds are switched
// on in rooms of a kind. Two persons of different units decide them (app/watching.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "center/domain/observations/kinds.h"
#include "center/kernel/result.h"

namespace mingjing::domain {

using kernel::Json;
using kernel::Result;

/// A part of the picture. Corners are per mille of width and height, 0 to 1000.
struct Zone {
    Uuid id;
    std::string kind;  ///< person_seat, officer_seat, door, bed, clock, display, guard_post, mask
    std::vector<std::pair<int, int>> polygon;  ///< 3 to 12 corners, around an area
    bool operator==(const Zone&) const = default;
};

struct WatchingTerms {
    std::vector<Zone> zones;
    std::map<std::string, std::int64_t> thresholds;  ///< only those that differ from the usual
    bool operator==(const WatchingTerms&) const = default;
};

inline constexpr std::size_t kMostZones = 32;

/// Fails with InvalidInput at the field: `zone.too_many`, `zone.malformed`, `zone.kind_unknown`,
/// `zone.corners`, `zone.outside`, `zone.no_area`, `zone.twice`, `threshold.unknown`,
/// `threshold.range` (with least and most).
Result<WatchingTerms> readWatching(const Json& zones, const Json& thresholds);
Json zonesJson(const WatchingTerms& terms);
Json thresholdsJson(const WatchingTerms& terms);

/// Words of groups, each once, in the catalogue's order. Fails with InvalidInput at `checks`
/// (`watching.group_unknown`).
Result<std::vector<std::string>> readChecks(const Json& checks);

/// The usual value where the camera has none of its own.
std::int64_t valueOf(const Threshold& threshold, const WatchingTerms& terms);

}  // namespace mingjing::domain
