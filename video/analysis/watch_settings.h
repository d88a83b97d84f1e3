// SPDX-License-Identifier: Apache-2.0
// What a camera is watched for: its room's kind, the groups of checks that are on, zones, masks and
// thresholds. Two persons agreed on them; center sends them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "center/kernel/result.h"

namespace mingjing::video::analysis {

/// A corner, in thousandths of the picture's width and height.
struct Corner {
    int x = 0;
    int y = 0;
    bool operator==(const Corner&) const = default;
};

/// Kinds: person_seat, officer_seat, door, bed, clock, display, guard_post, mask.
struct Zone {
    kernel::Uuid id;
    std::string kind;
    std::vector<Corner> corners;  ///< 3 to 12, in order, any direction

    bool operator==(const Zone&) const = default;
    [[nodiscard]] bool holds(Corner point) const;
    /// left, top, right, bottom of the corners.
    [[nodiscard]] std::pair<Corner, Corner> box() const;
};

struct WatchSettings {
    std::string roomKind;
    std::set<std::string> groups;  ///< "persons", "position", …
    std::vector<Zone> zones;
    std::map<std::string, std::int64_t> thresholds;  ///< only those set for this camera
    std::int64_t version = 0;                        ///< 0: nobody has approved any yet

    bool operator==(const WatchSettings&) const = default;
    /// All groups, no zones.
    static WatchSettings usual();
    /// Fails with InvalidInput (`node.desired_wrong`).
    static kernel::Result<WatchSettings> of(const kernel::Json& camera);

    [[nodiscard]] bool watches(const std::string& group) const { return groups.contains(group); }
    [[nodiscard]] std::vector<const Zone*> zonesOf(const std::string& kind) const;
    [[nodiscard]] std::int64_t threshold(const std::string& name) const;
    /// A threshold in milliseconds, as microseconds.
    [[nodiscard]] std::int64_t lastingUs(const std::string& name) const {
        return threshold(name) * 1000;
    }
};

/// Every threshold with its default.
const std::map<std::string, std::int64_t>& defaultThresholds();

}  // namespace mingjing::video::analysis
