// SPDX-License-Identifier: Apache-2.0
// What rules may know of the rooms that a stay was placed in: observations and cover.
#include <algorithm>

#include "center/app/centre_reader.h"
#include "center/app/watching.h"

namespace mingjing::app {

namespace {

constexpr int kMostObserved = 500;  ///< in one room while a person is there

/// As rules see it; nothing when it says nothing to them: judged false, or staged and over.
Result<std::optional<domain::Observation>> forRules(UnitOfWork& unit, const ObservationRow& row) {
    if (row.verdict == "false") return std::optional<domain::Observation>();
    domain::Observation seen{row.id,       row.cameraId,        row.kind,
                             row.zoneKind, row.fromUs,          row.toUs,
                             row.value,    row.confidenceMilli, row.segment.value_or(Uuid{}),
                             row.fragment, row.offsetUs};
    if (row.stagedAct) {
        MJ_ASSIGN(const auto act, unit.stagedActs().find(*row.stagedAct));
        if (act) seen.fromUs = std::max(seen.fromUs, domain::stagedUntilUs(act->times));
        if (seen.toUs && *seen.toUs <= seen.fromUs) return std::optional<domain::Observation>();
    }
    return std::optional(std::move(seen));
}

struct Stretch {
    std::int64_t fromUs = INT64_MAX, toUs = 0;
};

std::map<Uuid, Stretch> stretchesOf(const domain::Stay& stay, std::int64_t nowUs) {
    std::map<Uuid, Stretch> all;
    for (const domain::Occupancy& there : domain::occupanciesOf(stay)) {
        Stretch& stretch = all[there.roomId];
        stretch.fromUs = std::min(stretch.fromUs, there.fromUs);
        stretch.toUs = std::max(stretch.toUs, there.toUs.value_or(nowUs));
    }
    return all;
}

/// What its cameras recorded; nothing where none is known.
Result<std::optional<std::vector<domain::Span>>> coverOf(UnitOfWork& unit, const Uuid& roomId,
                                                         const std::vector<CameraRow>& cameras,
                                                         domain::Span within) {
    std::optional<std::vector<domain::Span>> cover;
    for (const CameraRow& camera : cameras) {
        if (!camera.active || camera.roomId != roomId) continue;
        MJ_ASSIGN(const auto one, readCover(unit, camera, false, within));
        if (!cover) cover.emplace();
        cover->insert(cover->end(), one.covered.begin(), one.covered.end());
    }
    return cover;
}

}  // namespace

Status addObserved(UnitOfWork& unit, RecordingState& recording, domain::Centre& centre,
                   const domain::Stay& stay, std::int64_t nowUs) {
    if (!isHeld(stay.role)) return {};
    const auto stretches = stretchesOf(stay, nowUs);
    if (stretches.empty()) return {};
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    MJ_ASSIGN(const WatchingInForce watching, watchingInForce(unit));
    const bool somebodyLooks = recording.connected("analyst");
    for (const auto& [roomId, stretch] : stretches) {
        const auto room = centre.rooms.find(roomId);
        if (room == centre.rooms.end()) continue;
        domain::RoomRecord& record = centre.records.try_emplace(roomId).first->second;
        record.roomId = roomId;
        const domain::Span within{stretch.fromUs, stretch.toUs};
        if (permitsPicture(room->second)) {
            MJ_ASSIGN(record.placedCover, coverOf(unit, roomId, cameras, within));
        }
        if (!permitsAnalysis(room->second)) continue;
        MJ_ASSIGN(const auto rows, unit.observations().ofRoom(roomId, within, kMostObserved));
        for (const ObservationRow& row : rows) {
            MJ_ASSIGN(const auto seen, forRules(unit, row));
            if (seen) record.observations.push_back(*seen);
        }
        std::stable_sort(record.observations.begin(), record.observations.end(),
                         [](const auto& a, const auto& b) { return a.fromUs < b.fromUs; });
        if (somebodyLooks && record.placedCover) {
            const auto on = watching.checksOf(room->second.kind);
            record.checks = {on.begin(), on.end()};
        }
    }
    return {};
}

}  // namespace mingjing::app
