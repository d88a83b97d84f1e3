// SPDX-License-Identifier: Apache-2.0
// Reading what center says of a camera.
#include "video/analysis/watch_settings.h"

#include <algorithm>

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;

namespace {

constexpr std::size_t kMaxZones = 64;
constexpr std::size_t kMaxCorners = 12;

const std::set<std::string>& allGroups() {
    static const std::set<std::string> all = {"persons",     "position", "health", "clock",
                                              "composition", "sound",    "guard",  "burst"};
    return all;
}

Error wrong(const char* what) {
    return Error::of(ErrorKind::InvalidInput, "node.desired_wrong", what);
}

Result<Zone> zoneOf(const Json& json) {
    Zone zone;
    const auto id = kernel::Uuid::parse(json.at("id").get<std::string>());
    if (!id) return wrong("zone id");
    zone.id = *id;
    json.at("kind").get_to(zone.kind);
    for (const Json& corner : json.at("polygon"))
        zone.corners.push_back({corner.at(0).get<int>(), corner.at(1).get<int>()});
    if (zone.corners.size() < 3 || zone.corners.size() > kMaxCorners) return wrong("zone corners");
    for (const Corner& corner : zone.corners)
        if (std::min(corner.x, corner.y) < 0 || std::max(corner.x, corner.y) > 1000)
            return wrong("zone corner");
    return zone;
}

}  // namespace

/// Even-odd rule.
bool Zone::holds(Corner point) const {
    bool inside = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const Corner& a = corners[i];
        const Corner& b = corners[j];
        if ((a.y > point.y) == (b.y > point.y)) continue;
        if (point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

std::pair<Corner, Corner> Zone::box() const {
    std::pair<Corner, Corner> out{{1000, 1000}, {0, 0}};
    for (const Corner& corner : corners) {
        out.first = {std::min(out.first.x, corner.x), std::min(out.first.y, corner.y)};
        out.second = {std::max(out.second.x, corner.x), std::max(out.second.y, corner.y)};
    }
    return out;
}

const std::map<std::string, std::int64_t>& defaultThresholds() {
    static const std::map<std::string, std::int64_t> all = {
        {"burst.milli", 600},
        {"clock.errorMs", 2'000},
        {"clock.missingMs", 15'000},
        {"composition.lastingMs", 30'000},
        {"composition.personMilli", 120},
        {"guard.emptyMs", 120'000},
        {"guard.motionlessMs", 1'200'000},
        {"health.slowFpsMilli", 3'000},
        {"health.troubleMs", 5'000},
        {"persons.seatEmptyMs", 10'000},
        {"position.lyingMs", 10'000},
        {"position.motionlessMs", 1'800'000},
        {"position.standingOverMs", 60'000},
        {"sound.silentMs", 300'000},
        {"sound.stoppedMs", 5'000},
    };
    return all;
}

WatchSettings WatchSettings::usual() {
    WatchSettings out;
    out.groups = allGroups();
    return out;
}

Result<WatchSettings> WatchSettings::of(const Json& camera) {
    WatchSettings out = usual();
    try {
        out.roomKind = camera.value("roomKind", "");
        out.version = camera.value("version", std::int64_t{0});
        if (camera.contains("checks"))
            camera.at("checks").get_to(out.groups);
        else
            out.groups.erase("sound");  // nobody said that this room needs sound
        if (camera.contains("zones")) {
            if (camera.at("zones").size() > kMaxZones) return wrong("zones");
            for (const Json& zone : camera.at("zones")) {
                MJ_ASSIGN(Zone read, zoneOf(zone));
                out.zones.push_back(std::move(read));
            }
        }
        if (camera.contains("thresholds")) camera.at("thresholds").get_to(out.thresholds);
    } catch (const Json::exception& e) {
        return wrong(e.what());
    }
    return out;
}

std::vector<const Zone*> WatchSettings::zonesOf(const std::string& kind) const {
    std::vector<const Zone*> out;
    for (const Zone& zone : zones)
        if (zone.kind == kind) out.push_back(&zone);
    return out;
}

std::int64_t WatchSettings::threshold(const std::string& name) const {
    const auto own = thresholds.find(name);
    return own != thresholds.end() ? own->second : defaultThresholds().at(name);
}

}  // namespace mingjing::video::analysis
