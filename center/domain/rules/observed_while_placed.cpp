// SPDX-License-Identifier: Apache-2.0
// WAIT and VID families: what cameras saw of the rooms that a person was placed in (rules sections
// 3 and 6). None of it stands for a round: WAIT-05 asks for those whoever watches.
#include <algorithm>

#include "center/domain/observations/kinds.h"
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/observed.h"

namespace mingjing::domain {

namespace {

/// Asks about each room that somebody who is held was in.
Verdicts overRooms(const StayInput& input, const SeenQuestion& question) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const auto& [room, spans] : spansByRoom(input.stay))
        for (Verdict& verdict :
             judgeSeen(input, recordOf(input.centre, room),
                       std::string(question.group) + ":" + room.text(), spans, question)) {
            verdict.roomId = room;
            verdicts.push_back(std::move(verdict));
        }
    return verdicts;
}

Verdict notRecorded(const Uuid& room, const Span& missing, bool lasts) {
    Verdict verdict = breach("gap:" + std::to_string(missing.fromUs), missing.fromUs,
                             "finding.placed_unrecorded");
    if (!lasts) verdict.untilUs = missing.toUs;
    verdict.provisional = lasts;
    verdict.roomId = room;
    return verdict;
}

/// What is younger than the tolerance may still become durable.
void judgeCover(const StayInput& input, const Occupancy& occupancy, const RoomRecord& record,
                Verdicts& verdicts) {
    const std::int64_t toleranceUs = input.centre.settings.cameraOfflineUs;
    const std::int64_t knownUs = input.nowUs - toleranceUs;
    const std::int64_t untilUs = std::min(occupancy.toUs.value_or(INT64_MAX), knownUs);
    const std::vector<Span> needed{{occupancy.fromUs, untilUs}};
    if (untilUs > occupancy.fromUs)
        for (const Span& missing : without(needed, unionOf(*record.placedCover)))
            if (missing.toUs - missing.fromUs > toleranceUs)
                verdicts.push_back(notRecorded(occupancy.roomId, missing,
                                               missing.toUs == knownUs && !occupancy.toUs));
    if (!occupancy.toUs || *occupancy.toUs > knownUs)
        verdicts.push_back(
            pending("look:" + std::to_string(occupancy.fromUs), input.nowUs + toleranceUs));
}

}  // namespace

Verdicts guardOnDuty(const StayInput& input) {
    SeenQuestion question{{"post_empty", "unguarded"}, "guard", "finding.unguarded"};
    question.longerThanUs = input.centre.settings.unguardedUs;
    return overRooms(input, question);
}

Verdicts guardAwake(const StayInput& input) {
    return overRooms(input, {{"post_motionless"}, "guard", "finding.guard_motionless"});
}

Verdicts nobodyCollapsed(const StayInput& input) {
    return overRooms(input, {{"lying", "motionless"}, "position", "finding.lying_or_motionless"});
}

Verdicts placedWhereRecorded(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Occupancy& occupancy : occupanciesOf(input.stay)) {
        const RoomRecord* record = recordOf(input.centre, occupancy.roomId);
        if (record != nullptr && record->placedCover)
            judgeCover(input, occupancy, *record, verdicts);
        else
            verdicts.push_back(abstain("cover:" + std::to_string(occupancy.fromUs), "camera"));
    }
    return verdicts;
}

Verdicts camerasHealthy(const StayInput& input) {
    SeenQuestion picture{kindsOf("health"), "health", "finding.camera_trouble"};
    picture.perCamera = true;
    SeenQuestion sound{{"silent", "clipping", "hum", "quiet"}, "sound", "finding.sound_trouble"};
    sound.perCamera = true;
    Verdicts verdicts = overRooms(input, picture);
    for (Verdict& verdict : overRooms(input, sound)) verdicts.push_back(std::move(verdict));
    return verdicts;
}

}  // namespace mingjing::domain
