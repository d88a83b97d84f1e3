// SPDX-License-Identifier: Apache-2.0
// Reading the centre for rules.
#include "center/app/centre_reader.h"

#include <algorithm>
#include <charconv>

namespace mingjing::app {

namespace {

/// Recording before a questioning tells when the first picture of the room is good enough.
constexpr std::int64_t kMarginUs = 10 * kernel::kSecondUs;

std::int64_t secondsUs(const std::string& text, std::int64_t otherwise) {
    std::int64_t seconds = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seconds);
    return error == std::errc() && stop == end && seconds > 0 ? seconds * kernel::kSecondUs
                                                              : otherwise;
}

Result<domain::CameraCover> readCover(UnitOfWork& unit, const CameraRow& camera, bool soundNeeded,
                                      domain::Span within) {
    domain::CameraCover cover;
    cover.cameraId = camera.id;
    cover.name = camera.name;
    MJ_ASSIGN(const auto segments, unit.recordings().segments(camera.id, "main", within));
    for (const SegmentRow& segment : segments) {
        // Where sound is needed, a part without it does not count, whatever other parts have.
        if (soundNeeded && !segment.hasAudio) continue;
        cover.covered.push_back({segment.startUs, segment.endUs});
        cover.hasSound = cover.hasSound || segment.hasAudio;
    }
    // What the recorder itself calls a gap is not covered, whatever its segments say.
    MJ_ASSIGN(const auto gaps, unit.recordings().gaps(camera.id, "main", within));
    std::vector<domain::Span> missing;
    for (const GapRow& gap : gaps) missing.push_back({gap.fromUs, gap.toUs.value_or(INT64_MAX)});
    cover.covered = domain::without(domain::unionOf(std::move(cover.covered)),
                                    domain::unionOf(std::move(missing)));
    return cover;
}

}  // namespace

Result<domain::Settings> readSettings(UnitOfWork& unit) {
    domain::Settings settings;
    MJ_ASSIGN(const auto rows, unit.directory().settings());
    for (const auto& [name, value] : rows) {
        if (name == "safety_check_s")
            settings.safetyCheckUs = secondsUs(value, settings.safetyCheckUs);
        if (name == "roster_grace_s")
            settings.rosterGraceUs = secondsUs(value, settings.rosterGraceUs);
        if (name == "record_gap_s") settings.recordGapUs = secondsUs(value, settings.recordGapUs);
        if (name == "record_close_s")
            settings.recordCloseUs = secondsUs(value, settings.recordCloseUs);
    }
    return settings;
}

Result<domain::Centre> readCentre(UnitOfWork& unit, RecordingState& recording, const Uuid& caseId) {
    domain::Centre centre;
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const domain::Room& room : rooms) centre.rooms[room.id] = room;
    MJ_ASSIGN(const auto staff, unit.directory().staff());
    for (const domain::Staff& member : staff) centre.staff[member.id] = member;
    MJ_ASSIGN(centre.settings, readSettings(unit));
    MJ_ASSIGN(const auto confirmed, unit.directory().confirmedRules());
    centre.confirmedRules.insert(confirmed.begin(), confirmed.end());
    MJ_ASSIGN(const auto someCase, unit.directory().findCase(caseId));
    centre.caseManyPersons = someCase && someCase->manyPersons;
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    centre.recordingRooms = recording.recordingRooms(cameras, centre.rooms);
    return centre;
}

Result<domain::RoomRecord> readRoomRecord(UnitOfWork& unit, const domain::Room& room,
                                          const std::vector<CameraRow>& cameras,
                                          domain::Span within) {
    domain::RoomRecord record;
    record.roomId = room.id;
    record.soundNeeded = needsSound(room);
    for (const CameraRow& camera : cameras) {
        if (camera.roomId != room.id) continue;
        MJ_ASSIGN(auto cover, readCover(unit, camera, record.soundNeeded, within));
        record.cameras.push_back(std::move(cover));
        MJ_ASSIGN(const auto counts, unit.recordings().counts(camera.id, within));
        record.counts.insert(record.counts.end(), counts.begin(), counts.end());
        MJ_ASSIGN(const auto notWatched, unit.recordings().notWatched(camera.id, within));
        for (const WatchRow& watch : notWatched)
            record.notWatched.push_back({watch.fromUs, watch.toUs});
    }
    std::sort(record.counts.begin(), record.counts.end(),
              [](const auto& a, const auto& b) { return a.fromUs < b.fromUs; });
    return record;
}

Status addRecords(UnitOfWork& unit, RecordingState& recording, domain::Centre& centre,
                  const domain::Stay& stay, std::int64_t nowUs) {
    if (stay.questionings.empty()) return {};
    const std::optional<std::int64_t> silentSinceUs = recording.silentSince("analyst");
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    for (const domain::Questioning& questioning : stay.questionings) {
        const auto room = centre.rooms.find(questioning.roomId);
        if (room == centre.rooms.end()) continue;
        const domain::Span within{questioning.startedUs - kMarginUs,
                                  questioning.endedUs.value_or(nowUs) + kMarginUs};
        MJ_ASSIGN(auto record, readRoomRecord(unit, room->second, cameras, within));
        if (silentSinceUs && *silentSinceUs < within.toUs)
            record.notWatched.push_back({*silentSinceUs, within.toUs});
        auto [known, fresh] = centre.records.try_emplace(questioning.roomId, record);
        if (fresh) continue;
        // A second questioning in the same room: its recording joins the first one's.
        known->second.counts.insert(known->second.counts.end(), record.counts.begin(),
                                    record.counts.end());
        known->second.cameras.insert(known->second.cameras.end(), record.cameras.begin(),
                                     record.cameras.end());
        known->second.notWatched.insert(known->second.notWatched.end(), record.notWatched.begin(),
                                        record.notWatched.end());
        std::stable_sort(known->second.counts.begin(), known->second.counts.end(),
                         [](const auto& a, const auto& b) { return a.fromUs < b.fromUs; });
    }
    return {};
}

}  // namespace mingjing::app
