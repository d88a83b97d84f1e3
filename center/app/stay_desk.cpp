// SPDX-License-Identifier: Apache-2.0
// The way of every act on a stay: read, lock, decide, guard, append, project.
#include "center/app/stay_desk.h"

#include <algorithm>

#include "center/app/body_checks.h"
#include "center/app/centre_reader.h"
#include "center/app/exports.h"
#include "center/app/plan_checks.h"
#include "center/app/same_person.h"
#include "center/domain/stays/holds.h"
#include "center/domain/stays/steps.h"

namespace mingjing::app {

namespace {

constexpr std::int64_t kClockSlackUs = 60 * kernel::kSecondUs;

/// Others in the rooms that the plan touches, and the stay itself as it would be.
Result<std::vector<domain::Occupancy>> meetings(UnitOfWork& unit, const domain::Stay& after,
                                                const std::vector<Uuid>& rooms,
                                                std::int64_t nowUs) {
    MJ_ASSIGN(auto all, unit.stays().occupancies(rooms, nowUs));
    std::erase_if(all, [&](const auto& o) { return o.stayId == after.id; });
    for (domain::Occupancy& own : ownOccupancies(after, rooms, nowUs))
        all.push_back(std::move(own));
    return all;
}

Error roomError(const char* code, const domain::Room& room) {
    Error error = Error::of(ErrorKind::Precondition, code);
    error.field = "roomId";
    error.params["room"] = room.name;
    return error;
}

/// A plan's notices: a refusing rule ends it; warnings need a typed reason.
Status settleNotices(const std::vector<domain::Notice>& notices, const ActMode& mode) {
    Json warnings = Json::array();
    for (const domain::Notice& notice : notices) {
        if (notice.refuses)
            return Error::refused(notice.rule->id, notice.verdict.explanation,
                                  notice.verdict.params);
        warnings.push_back(noticeJson(notice));
    }
    if (warnings.empty() || !mode.overrideReason.empty()) return {};
    Error error = Error::of(ErrorKind::Precondition, "plan.needs_reason");
    error.field = "overrideReason";
    error.params["notices"] = warnings;
    return error;
}

Status checkSeq(const ActMode& mode, const domain::Stay& stay) {
    if (mode.report || !mode.expectedSeq || *mode.expectedSeq == stay.seq) return {};
    Error error = Error::of(ErrorKind::Conflict, "stay.changed");
    error.params = {{"expectedSeq", *mode.expectedSeq}, {"seq", stay.seq}};
    return error;
}

/// Nobody left before they came; such a report would end a legal clock that runs.
Status checkOrder(const std::optional<domain::Step>& step, const domain::Stay& stay,
                  std::int64_t happenedUs) {
    using domain::Step;
    const bool ends = step == Step::Decide || step == Step::ExitCheck || step == Step::Depart;
    if (ends && happenedUs < stay.arrived.atUs)
        return Error::invalid("happenedAtUs", "time.before_arrival");
    return {};
}

}  // namespace

Status checkTime(const ActMode& mode, std::int64_t nowUs) {
    if (!mode.report) return {};
    if (mode.happenedUs <= 0) return Error::invalid("happenedAtUs", "field.required");
    if (mode.happenedUs > nowUs + kClockSlackUs)
        return Error::invalid("happenedAtUs", "time.in_future");
    return {};
}

ActMode modeAt(const std::optional<std::int64_t>& us) {
    ActMode mode;
    mode.report = true;
    mode.happenedUs = us.value_or(0);
    return mode;
}

Status checkRoom(const domain::Room& room, std::int64_t others, const domain::Stay& stay,
                 domain::Step step) {
    if (!room.active) return roomError("room.out_of_service", room);
    // One questioning has its room to itself (rules section 10, S6 to S7).
    if (step == domain::Step::Question && others > 0) return roomError("room.in_use", room);
    if (!domain::isFor(room, stay.facts)) return roomError("room.other_sex", room);
    if (others < room.capacity) return {};
    Error error = roomError("room.full", room);
    error.params["capacity"] = room.capacity;
    return error;
}

Json noticeJson(const domain::Notice& notice) {
    return {{"code", notice.verdict.explanation},
            {"params", notice.verdict.params},
            {"refuses", notice.refuses},
            {"rule", notice.rule->id}};
}

Result<Json> StayDesk::act(const Actor& actor, const CommandKey& key, const Act& act) {
    return bus_.run(actor, key,
                    [&](CommandTransaction& transaction) { return perform(transaction, act); });
}

Result<Json> StayDesk::perform(CommandTransaction& transaction, const Act& act) {
    UnitOfWork& unit = transaction.unit();
    const Actor& actor = transaction.actor();
    if (!act.aboutNow) MJ_TRY(checkTime(act.mode, transaction.nowUs()));
    // Locked before it is read: who comes second waits here and then sees what the first one did.
    const StreamRef stream{domain::kStayStream, act.stayId};
    std::vector<StreamRef> heads{stream};
    for (const Uuid& room : act.rooms) heads.push_back({domain::kRoomStream, room});
    for (const Uuid& member : act.staff) heads.push_back({domain::kStaffStream, member});
    heads.insert(heads.end(), act.also.begin(), act.also.end());
    MJ_TRY(transaction.lock(heads));
    MJ_ASSIGN(const SharedStay loaded, stays_.find(unit, act.stayId, transaction.head(stream)));
    const domain::Stay& before = loaded->stay;
    if (!actor.id().isNil() && !maySeeStayOf(actor.staff, before.unitId))
        return Error::of(ErrorKind::NotFound, "stay.not_found");
    if (transaction.head(stream).seq != before.seq)
        return Error::of(ErrorKind::Conflict, "stream.moved");
    MJ_TRY(checkSeq(act.mode, before));
    MJ_ASSIGN(domain::Centre centre, readCentre(unit, recording_, before.caseId));
    MJ_TRY(addElsewhere(unit, centre, act.staff, transaction.nowUs()));
    if (act.step == domain::Step::Information) {
        MJ_ASSIGN(const auto same, staysOfSamePerson(unit, stays_, before));
        addTaken(centre, same);
    }
    const bool plan = !act.mode.report;
    if (plan && act.step && act.ordered)
        if (const auto refusal = domain::stepRefusal(before, *act.step))
            return Error::of(ErrorKind::Precondition, *refusal);
    const bool now = plan || act.aboutNow;
    const std::int64_t happenedUs = now ? transaction.nowUs() : act.mode.happenedUs;
    MJ_TRY(checkOrder(act.step, before, happenedUs));
    const Scene scene{before, loaded->events, centre, actor, happenedUs, transaction.nowUs()};
    if (act.first) MJ_TRY(act.first(transaction, scene));
    MJ_ASSIGN(auto events, act.make(scene));
    std::vector<domain::Notice> notices;
    if (plan && act.step) {
        const domain::Stay after = foldWith(*loaded, events, transaction.nowUs(), actor.id());
        MJ_ASSIGN(const auto meeting, meetings(unit, after, act.rooms, transaction.nowUs()));
        MJ_TRY(checkRooms(meeting, act.rooms, centre, before, *act.step));
        notices = domain::guard(*act.step, before, after, meeting, centre, transaction.nowUs());
        MJ_TRY(settleNotices(notices, act.mode));
    }
    noteMode(events, act.mode, notices);
    MJ_TRY(store(transaction, stream, *loaded, std::move(events)));
    Json receipt = transaction.receipt(act.about.isNil() ? act.stayId : act.about, stream);
    for (const domain::Notice& notice : notices) receipt["warnings"].push_back(noticeJson(notice));
    return receipt;
}

Status StayDesk::store(CommandTransaction& transaction, const StreamRef& stream,
                       const LoadedStay& before, std::vector<domain::NewEvent> events) {
    const KeyRing keys{stream.id, personKeyOf(before)};
    domain::EventList more;
    for (domain::NewEvent& event : events) {
        MJ_ASSIGN(auto recorded, transaction.append(stream, std::move(event), keys));
        more.push_back(std::make_shared<domain::RecordedEvent>(std::move(recorded)));
    }
    auto after = std::make_shared<LoadedStay>();
    after->stay = domain::foldFurther(before.stay, before.events, more);
    after->events = before.events;
    after->events.insert(after->events.end(), more.begin(), more.end());
    MJ_TRY(projectStay(transaction.unit(), &before.stay, after->stay));
    stays_.keep(std::move(after));
    return {};
}

Result<Json> StayDesk::actOnQuestioning(const Actor& actor, const CommandKey& key,
                                        const Uuid& questioning, Act request) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        MJ_ASSIGN(const auto row, transaction.unit().stays().findQuestioning(questioning));
        if (!row) return Error::of(ErrorKind::NotFound, "questioning.not_found");
        request.stayId = row->stayId;
        request.about = questioning;
        return perform(transaction, request);
    });
}

// ------------------------------------------------------------------------------ projection

StayRow stayRowOf(const domain::Stay& stay) {
    StayRow row;
    row.id = stay.id;
    row.number = stay.number;
    row.seq = stay.seq;
    row.state = domain::wordOf(stay.state);
    row.caseId = stay.caseId;
    row.unitId = stay.unitId;
    row.roomId = stay.roomId;
    row.arrivedUs = stay.arrived.atUs;
    if (stay.departure) row.departedUs = stay.departure->moment.atUs;
    return row;
}

namespace {

bool sameOccupancies(const domain::Stay& a, const domain::Stay& b) {
    const auto same = [](const domain::Occupancy& x, const domain::Occupancy& y) {
        return x.roomId == y.roomId && x.fromUs == y.fromUs && x.toUs == y.toUs && x.sex == y.sex &&
               x.minor == y.minor;
    };
    return std::ranges::equal(domain::occupanciesOf(a), domain::occupanciesOf(b), same);
}

bool sameQuestioning(const domain::Questioning& a, const domain::Questioning& b) {
    const auto same = [](const domain::Attendance& x, const domain::Attendance& y) {
        return x.attendeeId == y.attendeeId && x.fromUs == y.fromUs && x.toUs == y.toUs;
    };
    return a.startedUs == b.startedUs && a.endedUs == b.endedUs && a.roomId == b.roomId &&
           std::ranges::equal(a.attendances, b.attendances, same);
}

Status projectQuestioning(UnitOfWork& unit, const domain::Stay& stay,
                          const domain::Questioning& questioning) {
    QuestioningRow row;
    row.id = questioning.id;
    row.stayId = stay.id;
    row.roomId = questioning.roomId;
    row.ordinal = questioning.ordinal;
    row.kind = isHeld(stay.role) && questioning.caseKind == domain::CaseKind::Criminal
                   ? "interrogation"
                   : "questioning";
    row.startedUs = questioning.startedUs;
    row.endedUs = questioning.endedUs;
    MJ_TRY(unit.stays().putQuestioning(row));
    return unit.stays().replaceAttendances(questioning.id, questioning.attendances);
}

}  // namespace

namespace {

std::int64_t lastDecisionUs(const domain::Stay& stay) {
    std::int64_t last = 0;
    for (const domain::Approval& approval : stay.approvals)
        if (approval.decided) last = std::max(last, approval.decided->atUs);
    return last;
}

/// Why the video of its way is kept, in words.
Status projectHold(UnitOfWork& unit, const domain::Stay* before, const domain::Stay& after) {
    const auto reasons = domain::holdReasonsOf(after);
    if (before != nullptr && domain::holdReasonsOf(*before) == reasons) return {};
    std::string words;
    for (const domain::HoldReason reason : reasons)
        words += (words.empty() ? "" : " ") + std::string(domain::wordOf(reason));
    return unit.retention().putStayHold(after.id, !reasons.empty(), words);
}

Status projectApprovals(UnitOfWork& unit, const domain::Stay* before, const domain::Stay& after) {
    for (const domain::Approval& approval : after.approvals) {
        const domain::Approval* known = before ? before->findApproval(approval.id) : nullptr;
        if (known != nullptr && *known == approval) continue;
        const auto decidedUs =
            approval.decided ? std::optional(approval.decided->atUs) : std::nullopt;
        MJ_TRY(unit.stays().putApproval(
            {approval.id, after.id, approval.neededByUs, approval.requested.atUs, decidedUs}));
    }
    const std::int64_t decidedUs = after.approvals.empty() ? 0 : lastDecisionUs(after);
    if (decidedUs == 0) return {};
    MJ_TRY(projectBodyChecks(unit, after));
    return releaseExports(unit, after, decidedUs);
}

}  // namespace

Status projectStay(UnitOfWork& unit, const domain::Stay* before, const domain::Stay& after) {
    MJ_TRY(projectApprovals(unit, before, after));
    MJ_TRY(projectHold(unit, before, after));
    MJ_TRY(unit.stays().put(stayRowOf(after)));
    if (before == nullptr || !sameOccupancies(*before, after))
        MJ_TRY(unit.stays().replaceOccupancies(after.id, domain::occupanciesOf(after)));
    for (const domain::Questioning& questioning : after.questionings) {
        const domain::Questioning* known =
            before ? before->findQuestioning(questioning.id) : nullptr;
        if (known != nullptr && sameQuestioning(*known, questioning)) continue;
        MJ_TRY(projectQuestioning(unit, after, questioning));
    }
    return {};
}

}  // namespace mingjing::app
