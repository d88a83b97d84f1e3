// SPDX-License-Identifier: Apache-2.0
// The tables.
#include "center/domain/observations/kinds.h"

#include <algorithm>
#include <cstring>

namespace mingjing::domain {

namespace {

using K = RoomKind;

std::set<RoomKind> everywhere() {
    std::set<RoomKind> all;
    for (const auto& [kind, word] : Words<RoomKind>::all) all.insert(kind);
    return all;
}

std::set<RoomKind> questioningRooms(std::set<RoomKind> others = {}) {
    others.insert({K::Interrogation, K::Questioning, K::MinorQuestioning, K::RemoteInterrogation});
    return others;
}

}  // namespace

const std::vector<KindGroup>& kindGroups() {
    static const std::vector<KindGroup> all{
        {"persons", everywhere()},
        {"position", questioningRooms({K::Waiting, K::Sobering})},
        {"health", everywhere()},
        {"clock", questioningRooms()},
        {"composition", questioningRooms()},
        {"sound", questioningRooms()},
        {"guard", {K::Waiting}},
        {"burst", questioningRooms({K::Waiting, K::Sobering})},
    };
    return all;
}

const std::vector<ObservationKind>& observationKinds() {
    static const std::vector<ObservationKind> all{
        {"seat_empty", "persons", "INTR-03"},
        {"lying", "position", "WAIT-15"},
        {"motionless", "position", "WAIT-15"},
        {"standing_over", "position", "INTR-17"},
        {"covered", "health", "VID-06"},
        {"defocused", "health", "VID-06"},
        {"sprayed", "health", "VID-06"},
        {"moved", "health", "VID-06"},
        {"turned_away", "health", "VID-06"},
        {"dark", "health", "VID-06"},
        {"blinded", "health", "VID-06"},
        {"frozen", "health", "VID-06"},
        {"no_pictures", "health", "VID-06"},
        {"colour_lost", "health", "VID-06"},
        {"replayed", "health", "VID-06"},
        {"slow", "health", "VID-06"},
        {"clock_missing", "clock", "REC-10"},
        {"clock_wrong", "clock", "REC-10"},
        {"clock_backwards", "clock", "REC-10"},
        {"display_missing", "clock", "REC-10"},
        {"display_wrong", "clock", "REC-10"},
        {"person_small", "composition", "REC-09"},
        {"front_hidden", "composition", "REC-09"},
        {"officers_out", "composition", "REC-09"},
        {"clock_covered", "composition", "REC-09"},
        {"sound_missing", "sound", "REC-06"},
        {"silent", "sound", "VID-06"},
        {"clipping", "sound", "VID-06"},
        {"hum", "sound", "VID-06"},
        {"quiet", "sound", "VID-06"},
        {"sound_stopped", "sound", "REC-06"},
        {"post_empty", "guard", "WAIT-04"},
        {"post_motionless", "guard", "WAIT-06"},
        {"unguarded", "guard", "WAIT-04"},
        {"burst", "burst", "INTR-17"},
    };
    return all;
}

const std::vector<Threshold>& thresholds() {
    using S = ThresholdSense;
    static const std::vector<Threshold> all{
        {"persons.seatEmptyMs",
         "persons",
         "ms",
         10'000,
         2'000,
         600'000,
         S::Lasting,
         {"seat_empty"}},
        {"position.lyingMs", "position", "ms", 10'000, 3'000, 300'000, S::Lasting, {"lying"}},
        {"position.motionlessMs",
         "position",
         "ms",
         1'800'000,
         60'000,
         14'400'000,
         S::Lasting,
         {"motionless"}},
        {"position.standingOverMs",
         "position",
         "ms",
         60'000,
         10'000,
         1'800'000,
         S::Lasting,
         {"standing_over"}},
        {"health.troubleMs",
         "health",
         "ms",
         5'000,
         1'000,
         60'000,
         S::Lasting,
         {"covered", "defocused", "sprayed", "moved", "turned_away", "dark", "blinded", "frozen",
          "no_pictures", "colour_lost", "replayed", "slow"}},
        {"health.slowFpsMilli", "health", "milliFps", 3'000, 500, 25'000, S::Below, {"slow"}},
        {"clock.errorMs", "clock", "ms", 2'000, 500, 60'000, S::AtLeast, {"clock_wrong"}},
        {"clock.missingMs",
         "clock",
         "ms",
         15'000,
         5'000,
         600'000,
         S::Lasting,
         {"clock_missing", "display_missing"}},
        {"composition.personMilli",
         "composition",
         "milli",
         120,
         30,
         600,
         S::Below,
         {"person_small"}},
        {"composition.lastingMs",
         "composition",
         "ms",
         30'000,
         5'000,
         600'000,
         S::Lasting,
         {"person_small", "front_hidden", "officers_out", "clock_covered"}},
        {"sound.silentMs", "sound", "ms", 300'000, 10'000, 3'600'000, S::Lasting, {"silent"}},
        {"sound.stoppedMs", "sound", "ms", 5'000, 1'000, 60'000, S::Lasting, {"sound_stopped"}},
        {"guard.emptyMs",
         "guard",
         "ms",
         120'000,
         10'000,
         1'800'000,
         S::Lasting,
         {"post_empty", "unguarded"}},
        {"guard.motionlessMs",
         "guard",
         "ms",
         1'200'000,
         60'000,
         7'200'000,
         S::Lasting,
         {"post_motionless"}},
        {"burst.milli", "burst", "milli", 600, 100, 1'000, S::AtLeast, {"burst"}},
    };
    return all;
}

const ObservationKind* findObservationKind(const std::string& kind) {
    for (const ObservationKind& known : observationKinds())
        if (kind == known.kind) return &known;
    return nullptr;
}

const Threshold* findThreshold(const std::string& name) {
    for (const Threshold& known : thresholds())
        if (name == known.name) return &known;
    return nullptr;
}

std::vector<std::string> usualChecks(RoomKind kind) {
    std::vector<std::string> on;
    for (const KindGroup& group : kindGroups())
        if (group.rooms.contains(kind)) on.emplace_back(group.name);
    return on;
}

std::set<std::string> kindsOf(const std::string& group) {
    std::set<std::string> kinds;
    for (const ObservationKind& known : observationKinds())
        if (group == known.group) kinds.insert(known.kind);
    return kinds;
}

}  // namespace mingjing::domain
