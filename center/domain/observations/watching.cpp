// SPDX-License-Identifier: Apache-2.0
// Strict reading of settings of watching.
#include "center/domain/observations/watching.h"

#include <algorithm>

namespace mingjing::domain {

using kernel::Error;

namespace {

constexpr int kWhole = 1000;  ///< per mille
constexpr std::size_t kLeastCorners = 3;
constexpr std::size_t kMostCorners = 12;
/// Half a per cent of a per cent of the picture: less is no area that anything fits in.
constexpr std::int64_t kLeastDoubleArea = 100;

const std::set<std::string>& zoneKinds() {
    static const std::set<std::string> all{"person_seat", "officer_seat", "door",       "bed",
                                           "clock",       "display",      "guard_post", "mask"};
    return all;
}

std::int64_t doubleArea(const std::vector<std::pair<int, int>>& corners) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto& a = corners[i];
        const auto& b = corners[(i + 1) % corners.size()];
        sum += std::int64_t{a.first} * b.second - std::int64_t{b.first} * a.second;
    }
    return std::abs(sum);
}

bool isPlace(const Json& corner) {
    return corner.is_array() && corner.size() == 2 && corner[0].is_number_integer() &&
           corner[1].is_number_integer();
}

bool isInside(const Json& number) {
    const auto value = number.get<std::int64_t>();
    return value >= 0 && value <= kWhole;
}

Result<std::vector<std::pair<int, int>>> readPolygon(const Json& polygon, const std::string& at) {
    if (!polygon.is_array() || polygon.size() < kLeastCorners || polygon.size() > kMostCorners)
        return Error::invalid(at, "zone.corners",
                              {{"least", kLeastCorners}, {"most", kMostCorners}});
    std::vector<std::pair<int, int>> corners;
    for (const Json& corner : polygon) {
        if (!isPlace(corner)) return Error::invalid(at, "zone.malformed");
        if (!isInside(corner[0]) || !isInside(corner[1])) return Error::invalid(at, "zone.outside");
        corners.emplace_back(corner[0].get<int>(), corner[1].get<int>());
    }
    if (doubleArea(corners) < kLeastDoubleArea) return Error::invalid(at, "zone.no_area");
    return corners;
}

Result<Zone> readZone(const Json& json, const std::string& at) {
    const bool whole = json.is_object() && json.size() == 3 && json.contains("id") &&
                       json["id"].is_string() && json.contains("kind") &&
                       json["kind"].is_string() && json.contains("polygon");
    if (!whole) return Error::invalid(at, "zone.malformed");
    Zone zone;
    const auto id = Uuid::parse(json["id"].get<std::string>());
    if (!id || id->isNil()) return Error::invalid(at + "/id", "zone.malformed");
    zone.id = *id;
    zone.kind = json["kind"].get<std::string>();
    if (!zoneKinds().contains(zone.kind)) return Error::invalid(at + "/kind", "zone.kind_unknown");
    MJ_ASSIGN(zone.polygon, readPolygon(json["polygon"], at + "/polygon"));
    return zone;
}

}  // namespace

Result<WatchingTerms> readWatching(const Json& zones, const Json& thresholds) {
    WatchingTerms terms;
    if (!zones.is_array() || zones.size() > kMostZones)
        return Error::invalid("zones", "zone.too_many", {{"most", kMostZones}});
    std::set<Uuid> ids;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const std::string at = "zones/" + std::to_string(i);
        MJ_ASSIGN(Zone zone, readZone(zones[i], at));
        if (!ids.insert(zone.id).second) return Error::invalid(at + "/id", "zone.twice");
        terms.zones.push_back(std::move(zone));
    }
    if (!thresholds.is_object()) return Error::invalid("thresholds", "threshold.unknown");
    for (const auto& [name, value] : thresholds.items()) {
        const Threshold* known = findThreshold(name);
        const std::string at = "thresholds/" + name.substr(0, 48);
        if (known == nullptr) return Error::invalid(at, "threshold.unknown");
        const bool fits = value.is_number_integer() && value.get<std::int64_t>() >= known->least &&
                          value.get<std::int64_t>() <= known->most;
        if (!fits)
            return Error::invalid(at, "threshold.range",
                                  {{"least", known->least}, {"most", known->most}});
        terms.thresholds[name] = value.get<std::int64_t>();
    }
    return terms;
}

Json zonesJson(const WatchingTerms& terms) {
    Json list = Json::array();
    for (const Zone& zone : terms.zones) {
        Json polygon = Json::array();
        for (const auto& [x, y] : zone.polygon) polygon.push_back(Json::array({x, y}));
        list.push_back(
            {{"id", zone.id.text()}, {"kind", zone.kind}, {"polygon", std::move(polygon)}});
    }
    return list;
}

Json thresholdsJson(const WatchingTerms& terms) {
    Json json = Json::object();
    for (const auto& [name, value] : terms.thresholds) json[name] = value;
    return json;
}

Result<std::vector<std::string>> readChecks(const Json& checks) {
    std::set<std::string> given;
    if (!checks.is_array()) return Error::invalid("checks", "watching.group_unknown");
    for (const Json& check : checks)
        if (check.is_string()) given.insert(check.get<std::string>());
    std::vector<std::string> on;
    for (const KindGroup& group : kindGroups())
        if (given.contains(group.name)) on.emplace_back(group.name);
    if (on.size() != checks.size()) return Error::invalid("checks", "watching.group_unknown");
    return on;
}

std::int64_t valueOf(const Threshold& threshold, const WatchingTerms& terms) {
    const auto own = terms.thresholds.find(threshold.name);
    return own == terms.thresholds.end() ? threshold.usual : own->second;
}

}  // namespace mingjing::domain
