// SPDX-License-Identifier: Apache-2.0
// What each act of the desk writes on the timeline.
#include <algorithm>

#include <fmt/format.h>

#include "center/app/bookings.h"
#include "center/app/event_making.h"
#include "center/app/own_key.h"
#include "center/app/stay_desk.h"
#include "center/domain/stays/steps.h"

namespace mingjing::app {

using domain::NewEvent;
using domain::Step;
using Events = Result<std::vector<NewEvent>>;

namespace {

/// Only who helps a case may be protected by another name (刑事诉讼法 art. 64).
Status checkPseudonym(const ReportArrival& report) {
    if (!report.trueIdentity) return {};
    if (isHeld(report.role)) return Error::invalid("trueIdentity", "pseudonym.not_for_role");
    if (report.trueIdentity->value("name", "") == report.identity.value("name", ""))
        return Error::invalid("identity/name", "pseudonym.same_name");
    return {};
}

Status checkArrival(UnitOfWork& unit, const ReportArrival& report, std::int64_t nowUs,
                    domain::Case& someCase) {
    MJ_ASSIGN(const auto found, unit.directory().findCase(report.caseId));
    if (!found) return Error::invalid("caseId", "case.unknown");
    someCase = *found;
    MJ_ASSIGN(const auto units, unit.directory().units());
    const bool known = std::any_of(units.begin(), units.end(),
                                   [&](const auto& u) { return u.id == report.unitId; });
    if (!known) return Error::invalid("unitId", "unit.unknown");
    if (report.arrivedUs > nowUs + 60 * kernel::kSecondUs)
        return Error::invalid("arrivedAtUs", "time.in_future");
    if (report.arrivedUs <= 0) return Error::invalid("arrivedAtUs", "field.required");
    if (!domain::suits(report.basis, someCase.kind))
        return Error::invalid("basis", "arrival.basis_not_of_case");
    MJ_TRY(checkPseudonym(report));
    MJ_TRY(checkBirth(report.facts, nowUs));
    for (std::size_t i = 0; i < report.broughtBy.size(); ++i) {
        MJ_ASSIGN(const auto member, unit.directory().findStaff(report.broughtBy[i]));
        if (!member) return Error::invalid(fmt::format("broughtBy/{}", i), "staff.unknown");
    }
    return {};
}

NewEvent arrivalEvent(const ReportArrival& report, const domain::Case& someCase,
                      const std::string& number, const Uuid& personId) {
    NewEvent arrived = eventOf(domain::kPersonArrived, report.arrivedUs,
                               {{"basis", domain::wordOf(report.basis)},
                                {"broughtBy", idsOf(report.broughtBy)},
                                {"caseId", report.caseId.text()},
                                {"caseKind", domain::wordOf(someCase.kind)},
                                {"number", number},
                                {"oral", report.oral},
                                {"personId", personId.text()},
                                {"role", domain::wordOf(report.role)},
                                {"unitId", report.unitId.text()}});
    if (report.arrivalPaperUs) arrived.body["arrivalPaperUs"] = *report.arrivalPaperUs;
    arrived.sealed["identity"] = {"identity", report.identity};
    arrived.sealed["facts"] = {"facts", report.facts};
    arrived.sealed["paper"] = {
        "paper", {{"documentNumber", report.documentNumber}, {"issuedBy", report.issuedBy}}};
    return arrived;
}

}  // namespace

Result<Json> StayDesk::reportArrival(const Actor& actor, const CommandKey& key,
                                     const ReportArrival& report) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) {
        return admit(transaction, report, std::nullopt);
    });
}

Result<Json> StayDesk::reportBookedArrival(const Actor& actor, const CommandKey& key,
                                           const ReportBookedArrival& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        MJ_ASSIGN(const Booking booking,
                  readBooking(transaction.unit(), transaction.vault(), command.bookingId));
        if (!maySeeStayOf(transaction.actor().staff, booking.row.unitId))
            return Error::of(ErrorKind::NotFound, "booking.not_found");
        ReportArrival report = booking.arrival;
        if (report.identity.is_null() || report.facts.is_null())
            return Error::of(ErrorKind::Precondition, "booking.erased");
        report.arrivedUs = command.arrivedUs;
        report.arrivalPaperUs = command.arrivalPaperUs;
        report.broughtBy = command.broughtBy;
        return admit(transaction, report, command.bookingId);
    });
}

Result<Json> StayDesk::admit(CommandTransaction& transaction, const ReportArrival& report,
                             const std::optional<Uuid>& booking) {
    UnitOfWork& unit = transaction.unit();
    domain::Case someCase;
    MJ_TRY(checkArrival(unit, report, transaction.nowUs(), someCase));
    const Uuid stayId = Uuid::make(transaction.nowUs());
    const Uuid personId = Uuid::make(transaction.nowUs());
    const StreamRef stream{domain::kStayStream, stayId};
    std::vector<StreamRef> heads{stream};
    if (booking) heads.push_back({domain::kBookingStream, *booking});
    MJ_TRY(transaction.lock(heads));
    const std::string day = kernel::beijingDate(report.arrivedUs);
    MJ_ASSIGN(const int running, unit.stays().nextNumber(day));
    const std::string number = fmt::format("{}-{:02}", day, running);
    MJ_TRY(transaction.vault().makeKey(unit, stayId, transaction.nowUs()));
    MJ_TRY(transaction.vault().makeKey(unit, personId, transaction.nowUs()));
    NewEvent arrival = arrivalEvent(report, someCase, number, personId);
    if (booking) arrival.body["bookingId"] = booking->text();
    if (report.trueIdentity) {
        MJ_ASSIGN(arrival.body["trueIdentity"],
                  sealApart(transaction, "true_identity", *report.trueIdentity));
    }
    MJ_ASSIGN(auto recorded, transaction.append(stream, std::move(arrival), {stayId, personId}));
    auto arrived = std::make_shared<LoadedStay>();
    arrived->events = {std::make_shared<domain::RecordedEvent>(std::move(recorded))};
    arrived->stay = domain::foldStay(stayId, arrived->events);
    MJ_TRY(projectStay(unit, nullptr, arrived->stay));
    if (booking) MJ_TRY(settleBooking(transaction, *booking, stayId));
    stays_.keep(std::move(arrived));
    Json receipt = transaction.receipt(stayId, stream);
    receipt["number"] = number;
    return receipt;
}

Result<Json> StayDesk::registerPerson(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                      const RegisterPerson& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Register,
                {},
                [&](const Scene& scene) -> Events {
                    if (command.facts) MJ_TRY(checkBirth(*command.facts, scene.nowUs));
                    NewEvent made = eventOf(domain::kPersonRegistered, scene.happenedUs,
                                            {{"rightsNoticeGiven", command.rightsNoticeGiven},
                                             {"wristband", command.wristband}});
                    if (command.identity) made.sealed["identity"] = {"identity", *command.identity};
                    if (command.facts) made.sealed["facts"] = {"facts", *command.facts};
                    if (command.groups)
                        made.sealed["groups"] = {"facts", {{"answers", *command.groups}}};
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::completeSafetyCheck(const Actor& actor, const CommandKey& key,
                                           const Uuid& stay, const CompleteSafetyCheck& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::SafetyCheck,
                {},
                [&](const Scene& scene) -> Events {
                    MJ_TRY(checkStaff(scene.centre, command.checkers, "checkers"));
                    Json checkers = Json::array();
                    for (const Uuid& id : command.checkers) {
                        const domain::Staff& member = scene.centre.staff.at(id);
                        checkers.push_back({{"function", domain::wordOf(member.function)},
                                            {"sex", domain::wordOf(member.sex)},
                                            {"staff", id.text()}});
                    }
                    NewEvent made = eventOf(domain::kSafetyCheckCompleted, scene.happenedUs,
                                            {{"byDoctor", command.byDoctor},
                                             {"checkers", checkers},
                                             {"contraband", command.contraband},
                                             {"startedUs", command.startedUs}});
                    if (command.startedUs > scene.nowUs + kernel::kMinuteUs)
                        return Error::invalid("startedAtUs", "time.in_future");
                    if (command.roomId && !scene.centre.rooms.contains(*command.roomId))
                        return Error::invalid("roomId", "room.unknown");
                    if (command.roomId) made.body["roomId"] = command.roomId->text();
                    made.sealed["health"] = {"health", command.health};
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::listBelongings(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                      const ListBelongings& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Belongings,
                {},
                [&](const Scene& scene) -> Events {
                    MJ_TRY(checkStaff(scene.centre, {command.keeper}, "keeper"));
                    NewEvent made = eventOf(domain::kBelongingsListed, scene.happenedUs,
                                            {{"count", command.items.size()},
                                             {"keeper", command.keeper.text()},
                                             {"locker", command.locker},
                                             {"signedByPerson", command.signedByPerson}});
                    made.sealed["items"] = {"belongings", {{"items", command.items}}};
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::collectInformation(const Actor& actor, const CommandKey& key,
                                          const Uuid& stay, const CollectInformation& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Information,
                {},
                [&](const Scene& scene) -> Events {
                    if (command.collected.empty() && command.notDoneReason.empty())
                        return Error::invalid("notDoneReason", "information.reason_needed");
                    const bool asks = scene.stay.role == domain::PersonRole::Victim &&
                                      !command.collected.empty() && !command.mode.report;
                    if (asks && !command.consent)
                        return Error::invalid("consent", "field.required");
                    NewEvent made = eventOf(domain::kInformationCollected, scene.happenedUs,
                                            {{"collected", command.collected}});
                    if (command.consent) made.body["consent"] = *command.consent;
                    if (command.officer) {
                        MJ_TRY(checkStaff(scene.centre, {*command.officer}, "officer"));
                        made.body["officer"] = command.officer->text();
                    }
                    sealText(made, "reason", "reason", command.notDoneReason);
                    return std::vector{made};
                },
                {}});
}

const char* purposeOf(domain::RoomKind kind) {
    switch (kind) {
        case domain::RoomKind::Waiting:
            return "waiting";
        case domain::RoomKind::Medical:
            return "medical";
        case domain::RoomKind::Toilet:
        case domain::RoomKind::Psychological:
        case domain::RoomKind::Sobering:
        case domain::RoomKind::LawyerMeeting:
            return "care";
        default:
            return "passage";
    }
}

Result<Json> StayDesk::placePerson(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                   const PlacePerson& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Place,
                {command.roomId},
                [&](const Scene& scene) -> Events {
                    const auto room = scene.centre.rooms.find(command.roomId);
                    if (room == scene.centre.rooms.end())
                        return Error::invalid("roomId", "room.unknown");
                    NewEvent made = eventOf(domain::kPersonPlaced, scene.happenedUs,
                                            {{"purpose", purposeOf(room->second.kind)},
                                             {"roomId", command.roomId.text()}});
                    if (command.escort) {
                        MJ_TRY(checkStaff(scene.centre, {*command.escort}, "escort"));
                        made.body["escort"] = command.escort->text();
                    }
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::noteCare(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                const NoteCare& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Care,
                {},
                [&](const Scene& scene) -> Events {
                    NewEvent made =
                        eventOf(domain::kCareGiven, scene.happenedUs, {{"kind", command.kind}});
                    sealText(made, "note", "note", command.note);
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::approveExtension(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                        const ApproveExtension& command) {
    return act(
        actor, key,
        {stay,
         command.mode,
         Step::Extend,
         {},
         [&](const Scene& scene) -> Events {
             if (!command.mode.report && !scene.actor.can(domain::Ability::ApproveExtension))
                 return Error::of(ErrorKind::Forbidden, "extension.not_approver");
             if (!scene.actor.can(domain::Ability::ApproveExtension) &&
                 !scene.actor.can(domain::Ability::LeadStay))
                 return Error::of(ErrorKind::Forbidden, "ability.missing");
             if (!command.mode.report && command.reason.empty())
                 return Error::invalid("reason", "field.required");
             if (command.mode.report && !command.approver)
                 return Error::invalid("approver", "field.required");
             const Uuid approver = command.mode.report ? *command.approver : scene.actor.id();
             MJ_TRY(checkStaff(scene.centre, {approver}, "approver"));
             NewEvent made = eventOf(domain::kExtensionApproved, scene.happenedUs,
                                     {{"approver", approver.text()},
                                      {"approverRoles", rolesOf(scene.centre.staff.at(approver))},
                                      {"grounds", command.grounds},
                                      {"limitH", command.limitH}});
             sealText(made, "reason", "reason", command.reason);
             return std::vector{made};
         },
         {}});
}

Result<Json> StayDesk::recordDecision(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                      const RecordDecision& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Decide,
                {},
                [&](const Scene& scene) -> Events {
                    NewEvent made = eventOf(domain::kDecisionMade, scene.happenedUs,
                                            {{"decision", command.decision}});
                    made.sealed["paper"] = {"paper", {{"documentNumber", command.documentNumber}}};
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::completeExitCheck(const Actor& actor, const CommandKey& key,
                                         const Uuid& stay, const CompleteExitCheck& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::ExitCheck,
                {},
                [&](const Scene& scene) -> Events {
                    NewEvent made = eventOf(domain::kExitCheckCompleted, scene.happenedUs,
                                            {{"belongings", command.belongings},
                                             {"documentsSigned", command.documentsSigned},
                                             {"familyTold", command.familyTold},
                                             {"medicalCertificate", command.medicalCertificate},
                                             {"wristbandRemoved", command.wristbandRemoved}});
                    made.sealed["health"] = {
                        "health", {{"injuries", command.injuries}, {"notes", command.notes}}};
                    return std::vector{made};
                },
                {}});
}

Result<Json> StayDesk::recordDeparture(const Actor& actor, const CommandKey& key, const Uuid& stay,
                                       const RecordDeparture& command) {
    return act(actor, key,
               {stay,
                command.mode,
                Step::Depart,
                {},
                [&](const Scene& scene) -> Events {
                    MJ_TRY(checkStaff(scene.centre, command.escorts, "escorts"));
                    NewEvent made =
                        eventOf(domain::kPersonDeparted, scene.happenedUs,
                                {{"destination", command.destination},
                                 {"escorts", idsOf(command.escorts)},
                                 {"kind", command.transferred ? "transferred" : "released"}});
                    sealText(made, "receivedBy", "note", command.receivedBy);
                    return std::vector{made};
                },
                {}});
}

}  // namespace mingjing::app
