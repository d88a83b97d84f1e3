// SPDX-License-Identifier: Apache-2.0
// Reading the centre for rules.
#include "center/app/centre_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>

#include "center/domain/questioning/certificate.h"

namespace mingjing::app {

namespace {

/// Recording before a questioning tells when the first picture of the room is good enough.

using Settings = domain::Settings;
using Numbers = std::map<std::string, std::int64_t Settings::*>;

/// Names as in the rules' table of settings, in seconds; times of the day are seconds of it.
const Numbers& secondsByName() {
    static const Numbers all{
        {"safety_check_s", &Settings::safetyCheckUs},
        {"roster_grace_s", &Settings::rosterGraceUs},
        {"record_gap_s", &Settings::recordGapUs},
        {"record_close_s", &Settings::recordCloseUs},
        {"camera_offline_s", &Settings::cameraOfflineUs},
        {"unguarded_s", &Settings::unguardedUs},
        {"exit_grace_s", &Settings::exitGraceUs},
        {"total_time_s", &Settings::totalTimeUs},
        {"intake_result_s", &Settings::intakeResultUs},
        {"total_time_review_s", &Settings::totalTimeReviewUs},
        {"idle_s", &Settings::idleUs},
        {"release_s", &Settings::releaseUs},
        {"notice_at_once_s", &Settings::noticeAtOnceUs},
        {"family_notice_admin_reminder_s", &Settings::familyNoticeAdminReminderUs},
        {"family_notice_admin_s", &Settings::familyNoticeAdminUs},
        {"injuries_mapped_s", &Settings::injuriesMappedUs},
        {"sober_release_s", &Settings::soberReleaseUs},
        {"risk_assessment_s", &Settings::riskAssessmentUs},
        {"inspection_told_s", &Settings::inspectionToldUs},
        {"inspection_came_s", &Settings::inspectionCameUs},
        {"meal_gap_s", &Settings::mealGapUs},
        {"restraint_review_s", &Settings::restraintReviewUs},
        {"patrol_s", &Settings::patrolUs},
        {"patrol_night_s", &Settings::patrolNightUs},
        {"care_level_1_s", &Settings::careLevel1Us},
        {"care_level_2_s", &Settings::careLevel2Us},
        {"care_level_3_s", &Settings::careLevel3Us},
        {"care_level_4_s", &Settings::careLevel4Us},
        {"transcript_signed_s", &Settings::transcriptSignedUs},
        {"transcript_times_s", &Settings::transcriptTimesUs},
        {"recording_times_s", &Settings::recordingTimesUs},
        {"session_break_s", &Settings::sessionBreakUs},
        {"session_max_s", &Settings::sessionMaxUs},
        {"session_pause_s", &Settings::sessionPauseUs},
        {"night_from_s", &Settings::nightFromUs},
        {"night_to_s", &Settings::nightToUs},
    };
    return all;
}

const Numbers& numbersByName() {
    static const Numbers all{
        {"clock_reminder_percent", &Settings::clockReminderPercent},
        {"clock_warning_percent", &Settings::clockWarningPercent},
        {"check_stagger_percent", &Settings::checkStaggerPercent},
        {"injury_tolerance_milli", &Settings::injuryToleranceMilli},
    };
    return all;
}

/// A whole number above nothing; no sensible setting is larger than ten years of seconds.
std::optional<std::int64_t> positive(const std::string& text) {
    constexpr std::int64_t kLargest = 10LL * 366 * 24 * 3600;
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    const bool whole = error == std::errc() && stop == end;
    return whole && value > 0 && value <= kLargest ? std::optional(value) : std::nullopt;
}

}  // namespace

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

Result<domain::Settings> readSettings(UnitOfWork& unit) {
    domain::Settings settings;
    MJ_ASSIGN(const auto rows, unit.directory().settings());
    for (const auto& [name, text] : rows) {
        const auto value = positive(text);
        if (!value) continue;
        const auto seconds = secondsByName().find(name);
        if (seconds != secondsByName().end())
            settings.*seconds->second = *value * kernel::kSecondUs;
        const auto number = numbersByName().find(name);
        if (number != numbersByName().end()) settings.*number->second = *value;
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

Result<domain::RoomRecord> readRoomRecord(UnitOfWork& unit, RecordingState& recording,
                                          const domain::Room& room,
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
    const auto silentSinceUs = recording.silentSince("analyst");
    if (silentSinceUs && *silentSinceUs < within.toUs)
        record.notWatched.push_back({*silentSinceUs, within.toUs});
    MJ_ASSIGN(const auto declared, unit.stays().questioningsIn(room.id, within));
    for (const QuestioningRow& row : declared)
        record.declared.push_back({row.startedUs, row.endedUs.value_or(INT64_MAX)});
    return record;
}

Status addElsewhere(UnitOfWork& unit, domain::Centre& centre, const std::set<Uuid>& staff,
                    std::int64_t fromUs) {
    for (const Uuid& id : staff) {
        if (!centre.staff.contains(id)) continue;
        MJ_ASSIGN(const auto found, unit.stays().attendancesOf(id, fromUs));
        centre.elsewhere.insert(centre.elsewhere.end(), found.begin(), found.end());
    }
    return {};
}

Status addElsewhere(UnitOfWork& unit, domain::Centre& centre, const domain::Stay& stay) {
    std::set<Uuid> staff;
    std::int64_t fromUs = INT64_MAX;
    for (const domain::Questioning& questioning : stay.questionings) {
        fromUs = std::min(fromUs, questioning.startedUs);
        for (const auto& attendance : questioning.attendances) staff.insert(attendance.attendeeId);
    }
    return addElsewhere(unit, centre, staff, fromUs);
}

Status addRecords(UnitOfWork& unit, RecordingState& recording, domain::Centre& centre,
                  const domain::Stay& stay, std::int64_t nowUs) {
    if (stay.questionings.empty()) return {};
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    for (const domain::Questioning& questioning : stay.questionings) {
        const auto room = centre.rooms.find(questioning.roomId);
        if (room == centre.rooms.end()) continue;
        const domain::Span within = domain::certifiedSpan(questioning, nowUs);
        MJ_ASSIGN(auto record, readRoomRecord(unit, recording, room->second, cameras, within));
        auto [known, fresh] = centre.records.try_emplace(questioning.roomId, record);
        if (fresh) continue;
        // A second questioning in the same room: its recording joins the first one's.
        known->second.counts.insert(known->second.counts.end(), record.counts.begin(),
                                    record.counts.end());
        known->second.cameras.insert(known->second.cameras.end(), record.cameras.begin(),
                                     record.cameras.end());
        known->second.notWatched.insert(known->second.notWatched.end(), record.notWatched.begin(),
                                        record.notWatched.end());
        known->second.declared.insert(known->second.declared.end(), record.declared.begin(),
                                      record.declared.end());
        std::stable_sort(known->second.counts.begin(), known->second.counts.end(),
                         [](const auto& a, const auto& b) { return a.fromUs < b.fromUs; });
    }
    return {};
}

}  // namespace mingjing::app
