// SPDX-License-Identifier: Apache-2.0
// What each act in a questioning writes on the stay's timeline.
#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/kernel/clock.h"

namespace mingjing::app {

using domain::AttendeeFunction;
using domain::NewEvent;
using domain::Step;
using Events = Result<std::vector<NewEvent>>;

namespace {

Result<const domain::Questioning*> findOpen(const domain::Stay& stay, const Uuid& id, bool report) {
    const domain::Questioning* questioning = stay.findQuestioning(id);
    if (questioning == nullptr) return Error::of(ErrorKind::NotFound, "questioning.not_found");
    if (!report && questioning->endedUs)
        return Error::of(ErrorKind::Precondition, "questioning.ended");
    return questioning;
}

bool isPresent(const domain::Questioning& questioning, const Uuid& who) {
    return std::any_of(questioning.attendances.begin(), questioning.attendances.end(),
                       [&](const auto& a) { return a.attendeeId == who && !a.toUs; });
}

bool isStaffFunction(AttendeeFunction function) {
    return function == AttendeeFunction::Officer || function == AttendeeFunction::Auxiliary;
}

/// What is said to have happened in a questioning lies within it.
Status checkWithin(const domain::Questioning& questioning, std::int64_t happenedUs) {
    if (happenedUs < questioning.startedUs)
        return Error::invalid("happenedAtUs", "time.before_questioning");
    if (questioning.endedUs && happenedUs > *questioning.endedUs)
        return Error::invalid("happenedAtUs", "time.after_questioning");
    return {};
}

/// Staff speak for themselves; for others speaks an officer who is in the room.
Result<Uuid> attendeeOf(const ChangeAttendance& command, const domain::Questioning& questioning,
                        const Actor& actor, std::int64_t nowUs) {
    const bool self = !command.attendeeId || *command.attendeeId == actor.id();
    if (isStaffFunction(command.function)) {
        if (!self && !command.mode.report)
            return Error::of(ErrorKind::Forbidden, "attendance.own_sign_in");
        return self ? actor.id() : *command.attendeeId;
    }
    if (!command.mode.report && !isPresent(questioning, actor.id()))
        return Error::of(ErrorKind::Forbidden, "attendance.not_in_room");
    if (command.attendeeId) return *command.attendeeId;
    if (!command.join) return Error::invalid("attendeeId", "field.required");
    if (command.name.empty()) return Error::invalid("name", "field.required");
    return Uuid::make(nowUs);
}

/// Only an officer by law may join as officer; auxiliaries never count; and staff are staff, under
/// whatever other name they come or go.
Status checkFunction(const ChangeAttendance& command, const domain::Centre& centre,
                     const Uuid& attendee) {
    const auto staff = centre.staff.find(attendee);
    if (!isStaffFunction(command.function))
        return staff == centre.staff.end()
                   ? Status()
                   : Status(Error::invalid("function", "attendance.staff_function"));
    if (staff == centre.staff.end()) return Error::invalid("attendeeId", "staff.unknown");
    const bool officer = staff->second.function == domain::StaffFunction::Officer;
    if (command.function == AttendeeFunction::Officer && !officer)
        return Error::invalid("function", "attendance.not_officer");
    return {};
}

}  // namespace

Result<Json> StayDesk::startQuestioning(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                        const StartQuestioning& command) {
    const Uuid id = Uuid::make(kernel::SystemClock().wall().us);
    Act request;
    request.stayId = stay;
    request.mode = command.mode;
    request.step = Step::Question;
    request.rooms = {command.roomId};
    request.staff = {command.officers.begin(), command.officers.end()};
    request.about = id;
    request.make = [&](const Scene& scene) -> Events {
        Json officers = Json::array();
        for (std::size_t i = 0; i < command.officers.size(); ++i) {
            if (!scene.centre.staff.contains(command.officers[i]))
                return Error::invalid(fmt::format("officers/{}", i), "staff.unknown");
            officers.push_back(command.officers[i].text());
        }
        if (!scene.centre.rooms.contains(command.roomId))
            return Error::invalid("roomId", "room.unknown");
        std::vector<NewEvent> events{eventOf(domain::kQuestioningStarted, scene.happenedUs,
                                             {{"caseKind", domain::wordOf(scene.stay.caseKind)},
                                              {"officers", officers},
                                              {"ordinal", scene.stay.questionings.size() + 1},
                                              {"questioningId", id.text()},
                                              {"recordingTold", command.recordingTold},
                                              {"rightsRead", command.rightsRead},
                                              {"roomId", command.roomId.text()}})};
        for (const Uuid& officer : command.officers) {
            // A report says who was there. Of a plan only the one who starts is there
            // already, and only when named: who starts for others from the desk is in
            // no room.
            if (!command.mode.report && officer != scene.actor.id()) continue;
            const domain::StaffFunction function = scene.centre.staff.at(officer).function;
            const bool isOfficer = function == domain::StaffFunction::Officer;
            events.push_back(eventOf(domain::kAttendeeJoined, scene.happenedUs,
                                     {{"attendeeId", officer.text()},
                                      {"function", isOfficer ? "officer" : "auxiliary"},
                                      {"questioningId", id.text()}}));
        }
        return events;
    };
    return act(actor, key, request);
}

Result<Json> StayDesk::changeAttendance(const Actor& actor, const CommandKey& key,
                                        const Uuid& questioningId,
                                        const ChangeAttendance& command) {
    Act request;
    request.mode = command.mode;
    if (command.join && isStaffFunction(command.function)) {
        request.step = Step::Attend;
        request.ordered = false;
        request.staff = {command.attendeeId.value_or(actor.id())};
    }
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const domain::Questioning* questioning,
                  findOpen(scene.stay, questioningId, command.mode.report));
        MJ_TRY(checkWithin(*questioning, scene.happenedUs));
        MJ_ASSIGN(const Uuid attendee, attendeeOf(command, *questioning, scene.actor, scene.nowUs));
        MJ_TRY(checkFunction(command, scene.centre, attendee));
        if (!command.mode.report && command.join == isPresent(*questioning, attendee))
            return Error::of(ErrorKind::Precondition,
                             command.join ? "attendance.already_in" : "attendance.not_in");
        NewEvent made = eventOf(command.join ? domain::kAttendeeJoined : domain::kAttendeeLeft,
                                scene.happenedUs,
                                {{"attendeeId", attendee.text()},
                                 {"function", domain::wordOf(command.function)},
                                 {"questioningId", questioningId.text()}});
        if (command.join && !command.name.empty())
            made.sealed["who"] = {"visitor", {{"name", command.name}}};
        return std::vector{made};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

Result<Json> StayDesk::setMark(const Actor& actor, const CommandKey& key, const Uuid& questioningId,
                               const SetMark& command) {
    Act request;
    request.mode = command.mode;
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const domain::Questioning* questioning,
                  findOpen(scene.stay, questioningId, command.mode.report));
        MJ_TRY(checkWithin(*questioning, scene.happenedUs));
        NewEvent made = eventOf(domain::kMarkSet, scene.happenedUs,
                                {{"kind", command.kind}, {"questioningId", questioningId.text()}});
        if (!command.note.empty()) made.sealed["note"] = {"note", {{"text", command.note}}};
        return std::vector{made};
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

Result<Json> StayDesk::endQuestioning(const Actor& actor, const CommandKey& key,
                                      const Uuid& questioningId, const EndQuestioning& command) {
    Act request;
    request.mode = command.mode;
    if (command.nextRoomId) {
        request.rooms = {*command.nextRoomId};
        request.step = Step::Place;
        request.ordered = false;  // the questioning that still runs is the one that ends here
    }
    request.make = [&](const Scene& scene) -> Events {
        MJ_ASSIGN(const domain::Questioning* questioning,
                  findOpen(scene.stay, questioningId, command.mode.report));
        if (scene.happenedUs < questioning->startedUs)
            return Error::invalid("happenedAtUs", "time.before_questioning");
        if (!command.transcriptSigned && command.interruptedReason.empty())
            return Error::invalid("interruptedReason", "questioning.reason_needed");
        NewEvent ended = eventOf(domain::kQuestioningEnded, scene.happenedUs,
                                 {{"questioningId", questioningId.text()},
                                  {"transcriptSigned", command.transcriptSigned}});
        if (!command.interruptedReason.empty())
            ended.sealed["reason"] = {"reason", {{"text", command.interruptedReason}}};
        std::vector<NewEvent> events{ended};
        if (command.nextRoomId) {
            if (!scene.centre.rooms.contains(*command.nextRoomId))
                return Error::invalid("nextRoomId", "room.unknown");
            events.push_back(
                eventOf(domain::kPersonPlaced, scene.happenedUs,
                        {{"purpose", "waiting"}, {"roomId", command.nextRoomId->text()}}));
        }
        return events;
    };
    return actOnQuestioning(actor, key, questioningId, std::move(request));
}

}  // namespace mingjing::app
