// SPDX-License-Identifier: Apache-2.0
// Acts on a stay: parse strictly, run the command, answer the receipt.
#include "center/http/act_route.h"
#include "center/http/stay_fields.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

std::optional<Json> given(Json json) {
    return json.is_null() ? std::nullopt : std::optional(std::move(json));
}

app::ReportArrival arrivalOf(Fields& fields) {
    app::ReportArrival report;
    report.caseId = fields.id("caseId");
    report.unitId = fields.id("unitId");
    report.role = fields.word<domain::PersonRole>("role");
    const BasisPaper basis = basisOf(fields);
    report.basis = basis.kind;
    report.oral = basis.oral;
    report.documentNumber = basis.documentNumber;
    report.issuedBy = basis.issuedBy;
    report.arrivedUs = fields.number("arrivedAtUs", 1, kAnyTimeUs);
    report.arrivalPaperUs = fields.optionalNumber("arrivalPaperUs", 1, kAnyTimeUs);
    report.identity = identityOf(fields, fields.object("identity"));
    report.facts = factsOf(fields, fields.object("facts"));
    report.broughtBy = fields.ids("broughtBy", 8);
    report.trueIdentity =
        given(identityOf(fields, fields.object("trueIdentity", false), "trueIdentity/"));
    return report;
}

app::RegisterPerson registrationOf(Fields& fields) {
    app::RegisterPerson command;
    command.mode = modeOf(fields);
    command.wristband = fields.optionalText("wristband", 32);
    command.rightsNoticeGiven = fields.flag("rightsNoticeGiven", false);
    command.identity = given(identityOf(fields, fields.object("identity", false)));
    command.facts = given(factsOf(fields, fields.object("facts", false)));
    command.groups = given(groupsOf(fields, fields.object("groups", false)));
    return command;
}

app::CompleteSafetyCheck safetyCheckOf(Fields& fields) {
    app::CompleteSafetyCheck command;
    command.mode = modeOf(fields);
    command.startedUs = fields.number("startedAtUs", 1, kAnyTimeUs);
    command.roomId = fields.optionalId("roomId");
    command.checkers = fields.ids("checkers", 8);
    command.byDoctor = fields.flag("byDoctor", false);
    command.contraband = fields.flag("contraband", false);
    command.health = {{"injuries", fields.oneOf("injuries", {"none", "found"})},
                      {"alcohol", fields.oneOf("alcohol", {"none", "suspected", "confirmed"})}};
    copyText(fields, command.health, "selfReported", 500);
    copyText(fields, command.health, "notes", 2000);
    return command;
}

app::ListBelongings belongingsOf(Fields& fields) {
    app::ListBelongings command;
    command.mode = modeOf(fields);
    command.items = Json::array();
    std::size_t index = 0;
    for (const Json& item : fields.array("items", 100)) {
        Fields inner(item, "items/" + std::to_string(index++) + "/");
        Json kept = {{"name", inner.text("name", 64)}, {"quantity", inner.text("quantity", 32)}};
        copyText(inner, kept, "features", 128);
        kept["caseRelated"] = inner.flag("caseRelated", false);
        if (const Status done = inner.done(); !done.ok())
            fields.fail(done.error().field, done.error().code.c_str(), done.error().params);
        command.items.push_back(std::move(kept));
    }
    command.keeper = fields.id("keeper");
    command.locker = fields.optionalText("locker", 16);
    command.signedByPerson = fields.flag("signedByPerson");
    return command;
}

app::CollectInformation informationOf(Fields& fields) {
    app::CollectInformation command;
    command.mode = modeOf(fields);
    command.collected = fields.someOf(
        "collected",
        {"portrait", "fingerprint", "palm_print", "blood", "dna", "urine", "voice", "phone_data"});
    if (fields.has("consent")) command.consent = fields.flag("consent");
    command.notDoneReason = fields.optionalText("notDoneReason", 256);
    command.officer = fields.optionalId("officer");
    return command;
}

app::PlacePerson placementOf(Fields& fields) {
    app::PlacePerson command;
    command.mode = modeOf(fields);
    command.roomId = fields.id("roomId");
    command.escort = fields.optionalId("escort");
    return command;
}

app::NoteCare careOf(Fields& fields) {
    app::NoteCare command;
    command.mode = modeOf(fields);
    command.kind = fields.oneOf("kind", {"meal", "water", "toilet", "rest", "medicine", "check"});
    command.note = fields.optionalText("note", 500);
    return command;
}

app::ApproveExtension extensionOf(Fields& fields) {
    app::ApproveExtension command;
    command.mode = modeOf(fields);
    command.limitH = hoursOf(fields, true).value_or(0);
    command.grounds = fields.someOf("grounds", extensionGrounds());
    command.approver = fields.optionalId("approver");
    command.reason = fields.optionalText("reason", 500);
    return command;
}

app::StartQuestioning questioningOf(Fields& fields) {
    app::StartQuestioning command;
    command.mode = modeOf(fields);
    command.roomId = fields.id("roomId");
    command.officers = fields.ids("officers", 6, 1);
    command.rightsRead = fields.flag("rightsRead", false);
    command.recordingTold = fields.flag("recordingTold", false);
    return command;
}

app::RecordDecision decisionOf(Fields& fields) {
    app::RecordDecision command;
    command.mode = modeOf(fields);
    command.decision = fields.oneOf(
        "decision", {"released_no_case", "mediated", "warning_or_fine", "bail",
                     "residential_surveillance", "criminal_detention", "administrative_detention",
                     "drug_isolation", "handed_over", "leaves_freely"});
    command.documentNumber = fields.optionalText("documentNumber", 64);
    return command;
}

app::CompleteExitCheck exitCheckOf(Fields& fields) {
    app::CompleteExitCheck command;
    command.mode = modeOf(fields);
    command.belongings =
        fields.oneOf("belongings", {"none", "all_returned", "handed_to_family", "goes_with_person",
                                    "partly_seized", "not_settled"});
    command.wristbandRemoved = fields.flag("wristbandRemoved");
    command.injuries = fields.oneOf("injuries", {"none", "as_at_entry", "new"});
    command.documentsSigned = fields.flag("documentsSigned");
    command.familyTold =
        fields.oneOf("familyTold", {"told", "not_possible", "not_needed", "not_yet"});
    command.medicalCertificate = fields.flag("medicalCertificate", false);
    command.notes = fields.optionalText("notes", 2000);
    return command;
}

app::RecordDeparture departureOf(Fields& fields) {
    app::RecordDeparture command;
    command.mode = modeOf(fields);
    command.transferred = fields.oneOf("kind", {"released", "transferred"}) == "transferred";
    command.destination = fields.oneOf("destination",
                                       {"home", "family", "detention_centre", "detention_house",
                                        "drug_isolation", "hospital", "other_organ", "guardian"},
                                       "home");
    if (fields.has("escorts")) command.escorts = fields.ids("escorts", 6);
    command.receivedBy = fields.optionalText("receivedBy", 64);
    return command;
}

}  // namespace

void addStayRoutes(House& house, net::Router& router) {
    using app::StayDesk;
    const std::string stay = "/api/v1/stays/{id}";
    router.add("POST", "/api/v1/stays",
               guarded(house, Ability::LeadStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   const app::ReportArrival report = arrivalOf(fields);
                   MJ_TRY(fields.done());
                   MJ_ASSIGN(const Json receipt, house.desk.reportArrival(call.actor, key, report));
                   return created(receipt);
               }));
    addAct(house, router, stay + "/registration", Ability::LeadStay, registrationOf,
           &StayDesk::registerPerson);
    addAct(house, router, stay + "/safety-checks", Ability::LeadStay, safetyCheckOf,
           &StayDesk::completeSafetyCheck);
    addAct(house, router, stay + "/belongings", Ability::LeadStay, belongingsOf,
           &StayDesk::listBelongings);
    addAct(house, router, stay + "/information-collections", Ability::LeadStay, informationOf,
           &StayDesk::collectInformation);
    addAct(house, router, stay + "/placements", Ability::LeadStay, placementOf,
           &StayDesk::placePerson);
    addAct(house, router, stay + "/care", Ability::Care, careOf, &StayDesk::noteCare);
    addAct(house, router, stay + "/extensions", Ability::SeeStay, extensionOf,
           &StayDesk::approveExtension);
    addAct(house, router, stay + "/questionings", Ability::Question, questioningOf,
           &StayDesk::startQuestioning);
    addAct(house, router, stay + "/decisions", Ability::LeadStay, decisionOf,
           &StayDesk::recordDecision);
    addAct(house, router, stay + "/exit-checks", Ability::LeadStay, exitCheckOf,
           &StayDesk::completeExitCheck);
    addAct(house, router, stay + "/departures", Ability::LeadStay, departureOf,
           &StayDesk::recordDeparture);
}

void addQuestioningRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/questionings/{id}";
    addAct<app::ChangeAttendance>(
        house, router, path + "/attendances", Ability::Question,
        [](Fields& fields) {
            app::ChangeAttendance command;
            command.mode = modeOf(fields);
            command.join = fields.oneOf("action", {"join", "leave"}) == "join";
            command.function = fields.word<domain::AttendeeFunction>("function");
            command.attendeeId = fields.optionalId("attendeeId");
            command.name = fields.optionalText("name", 64);
            return command;
        },
        &app::StayDesk::changeAttendance);
    addAct<app::SetMark>(
        house, router, path + "/marks", Ability::Question,
        [](Fields& fields) {
            app::SetMark command;
            command.mode = modeOf(fields);
            command.kind =
                fields.oneOf("kind", {"moment", "evidence_shown", "rights_read",
                                      "reading_and_signing", "break_start", "break_end"});
            command.note = fields.optionalText("note", 500);
            return command;
        },
        &app::StayDesk::setMark);
    addAct<app::EndQuestioning>(
        house, router, path + "/end", Ability::Question,
        [](Fields& fields) {
            app::EndQuestioning command;
            command.mode = modeOf(fields);
            command.transcriptSigned = fields.flag("transcriptSigned");
            command.interruptedReason = fields.optionalText("interruptedReason", 256);
            command.nextRoomId = fields.optionalId("nextRoomId");
            return command;
        },
        &app::StayDesk::endQuestioning);
}

}  // namespace mingjing::http
