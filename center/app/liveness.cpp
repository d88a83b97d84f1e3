// SPDX-License-Identifier: Apache-2.0
// Heads by time, slots by head.
#include "center/app/liveness.h"

#include <algorithm>

#include "center/app/audit.h"

namespace mingjing::app {

namespace {

constexpr int kMostHeads = 10'000;

/// Where the camera stood when that moment was recorded, and whether a recording says so.
struct Place {
    Uuid room;
    bool recorded = false;
};

Result<Place> placeOfRecording(UnitOfWork& unit, const Uuid& camera, std::int64_t atUs) {
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    const auto known = std::find_if(cameras.begin(), cameras.end(),
                                    [&](const CameraRow& row) { return row.id == camera; });
    if (known == cameras.end()) return Error::of(ErrorKind::NotFound, "camera.not_found");
    MJ_ASSIGN(const auto segments, unit.recordings().segments(camera, "main", {atUs, atUs + 1}));
    if (segments.empty()) return Place{known->roomId, false};
    return Place{segments.front().roomId.value_or(known->roomId), true};
}

Result<Uuid> roomOfRecording(UnitOfWork& unit, const Uuid& camera, std::int64_t atUs) {
    MJ_ASSIGN(const Place place, placeOfRecording(unit, camera, atUs));
    if (!place.recorded) return Error::invalid("atUs", "liveness.not_recorded");
    return place.room;
}

domain::Span shownAbout(std::int64_t atUs) {
    return {atUs - kDisplaySlackUs, atUs + kDisplaySlackUs};
}

LivenessReadingRow readingRow(const CodeReading& reading, const Uuid& room, const RoomCode& found,
                              std::int64_t nowUs) {
    LivenessReadingRow row;
    row.cameraId = reading.cameraId;
    row.slot = found.slot;
    row.roomId = room;
    row.atUs = reading.atUs;
    row.code = reading.code;
    row.headCounter = found.head.head.counter;
    row.readUs = nowUs;
    return row;
}

}  // namespace

Result<std::vector<RoomCode>> codesOf(UnitOfWork& unit, const Uuid& room, std::int64_t nowUs) {
    std::vector<RoomCode> codes;
    const std::int64_t current = kernel::slotAt(nowUs);
    for (const std::int64_t slot : {current, current + 1}) {
        MJ_ASSIGN(const auto head,
                  unit.log().headAt(kernel::slotBeginUs(slot) - kernel::kHeadLeadUs));
        if (head && kernel::mayCarry(head->head.signedAtUs, slot))
            codes.push_back({slot, kernel::livenessCode(head->hash, room, slot), *head});
    }
    return codes;
}

Result<std::optional<RoomCode>> findCode(UnitOfWork& unit, const std::string& code,
                                         const Uuid& room, domain::Span within) {
    MJ_ASSIGN(
        const auto heads,
        unit.log().headsSigned({within.fromUs - kernel::kOldestHeadUs, within.toUs}, kMostHeads));
    // The newest first: where two heads could carry a slot, the later one was shown.
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
        const std::int64_t signedUs = head->head.signedAtUs;
        const std::int64_t first = kernel::slotAt(std::max(within.fromUs, signedUs));
        const std::int64_t last =
            kernel::slotAt(std::min(within.toUs, signedUs + kernel::kOldestHeadUs));
        for (std::int64_t slot = first; slot <= last; ++slot)
            if (kernel::mayCarry(signedUs, slot) &&
                kernel::livenessCode(head->hash, room, slot) == code)
                return std::optional(RoomCode{slot, code, *head});
    }
    return std::optional<RoomCode>();
}

Result<CodeAnswer> takeReading(UnitOfWork& unit, const Actor& actor, const CodeReading& reading,
                               std::int64_t nowUs) {
    MJ_ASSIGN(const Uuid room, roomOfRecording(unit, reading.cameraId, reading.atUs));
    CodeAnswer answer;
    MJ_ASSIGN(answer.found, findCode(unit, reading.code, room, shownAbout(reading.atUs)));
    answer.fits = answer.found.has_value();
    if (answer.fits) {
        LivenessReadingRow row = readingRow(reading, room, *answer.found, nowUs);
        row.reader = "person";
        row.staffId = actor.id();
        MJ_TRY(unit.recordings().putLivenessReading(row));
    } else {
        const std::int64_t untilUs = std::min(nowUs, reading.atUs + kCodeSearchUs);
        MJ_ASSIGN(answer.found,
                  findCode(unit, reading.code, room, {reading.atUs - kCodeSearchUs, untilUs}));
    }
    MJ_TRY(audit(unit, actor, nowUs,
                 {"code_read", "camera", reading.cameraId,
                  answer.fits ? "liveness.fits" : "liveness.fits_not", true}));
    return answer;
}

Result<MachineReading> takeMachineReading(UnitOfWork& unit, const CodeReading& reading,
                                          std::int64_t nowUs) {
    MJ_ASSIGN(const Place place, placeOfRecording(unit, reading.cameraId, reading.atUs));
    const domain::Span shown = shownAbout(reading.atUs);
    MJ_ASSIGN(const auto found, findCode(unit, reading.code, place.room, shown));
    if (found) {
        LivenessReadingRow row = readingRow(reading, place.room, *found, nowUs);
        row.reader = "analyst";
        MJ_TRY(unit.recordings().putLivenessReading(row));
        return MachineReading::Fits;
    }
    MJ_ASSIGN(const auto heads,
              unit.log().headsSigned({shown.fromUs - kernel::kOldestHeadUs, shown.toUs}, 1));
    return heads.empty() ? MachineReading::CannotTell : MachineReading::FitsNot;
}

}  // namespace mingjing::app
