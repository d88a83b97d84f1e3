// SPDX-License-Identifier: Apache-2.0
// Plain acts, corrections, following bases, identities, approvals.
#include <algorithm>

#include "center/http/act_fields.h"
#include "center/http/act_route.h"
#include "center/http/pages.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"

namespace mingjing::http {

using app::StayDesk;
using domain::Ability;
using net::Response;

namespace {

Json actJson(const app::Messages& messages, const domain::PlainAct& act) {
    Json json = {{"ability", domain::wordOf(act.ability)},
                 {"effect", act.effect == domain::Effect::Begin ? "begin"
                            : act.effect == domain::Effect::End ? "end"
                                                                : "keep"},
                 {"fields", Json::array()},
                 {"group", act.group},
                 {"heldOnly", act.heldOnly},
                 {"label", messages.zh("act." + act.name)},
                 {"labelEn", messages.en("act." + act.name)},
                 {"name", act.name}};
    if (act.spell) json["spell"] = domain::wordOf(*act.spell);
    if (!act.newId.empty()) json["newId"] = act.newId;
    for (const domain::ActField& field : act.fields)
        json["fields"].push_back(fieldJson(messages, field));
    return json;
}

Result<app::DoPlainAct> plainActOf(const Json& body, const app::Actor& actor) {
    Fields fields(body);
    app::DoPlainAct command;
    command.mode = modeOf(fields);
    const std::string name = fields.text("act", 64);
    command.act = domain::findPlainAct(name);
    if (command.act == nullptr) fields.fail("act", "act.unknown");
    const Json values = fields.object("values");
    MJ_TRY(fields.done());
    if (!actor.can(command.act->ability))
        return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
    MJ_ASSIGN(ActValues read, readActValues(values, command.act->fields, false));
    command.values = std::move(read.open);
    command.sealed = std::move(read.sealed);
    return command;
}

Response stored(House& house, Json receipt) {
    if (receipt.contains("warnings"))
        receipt["warnings"] = noticesJson(house.messages, receipt["warnings"]);
    house.nodes.touch();
    return created(receipt);
}

/// What a correction may set depends on the entry, so the entry's type is looked up first.
Result<std::string> typeOfEntry(House& house, const Call& call, std::int64_t seq) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, house.stays.find(*unit, call.pathId()));
    if (!maySeeStayOf(call.actor.staff, loaded->stay.unitId))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    for (const auto& event : loaded->events)
        if (event->seq == seq) return event->type;
    return Error::invalid("ofSeq", "correction.no_entry");
}

Result<Response> correct(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::CorrectEntry command;
    command.ofSeq = fields.number("ofSeq", 1, INT64_MAX);
    command.happenedUs = fields.optionalNumber("happenedAtUs", 1, kAnyTimeUs);
    const Json values = fields.object("values", false);
    command.why = fields.text("why", 500);
    MJ_TRY(fields.done());
    if (!values.is_null()) {
        MJ_ASSIGN(const std::string type, typeOfEntry(house, call, command.ofSeq));
        MJ_ASSIGN(ActValues read, readActValues(values, domain::correctableFields(type), true));
        command.values = std::move(read.open);
        command.sealed = std::move(read.sealed);
    }
    if (!command.happenedUs && command.values.empty() && command.sealed.empty())
        return Error::invalid("values", "correction.empty");
    MJ_ASSIGN(Json receipt, house.desk.correctEntry(call.actor, key, call.pathId(), command));
    return stored(house, std::move(receipt));
}

app::ChangeBasis basisChangeOf(Fields& fields) {
    app::ChangeBasis command;
    command.mode = modeOf(fields);
    const BasisPaper basis = basisOf(fields);
    command.basis = basis.kind;
    command.oral = basis.oral;
    command.documentNumber = basis.documentNumber;
    command.issuedBy = basis.issuedBy;
    return command;
}

app::IdentifyPerson identityChangeOf(Fields& fields) {
    app::IdentifyPerson command;
    command.mode = modeOf(fields);
    command.identity = identityOf(fields, fields.object("identity"));
    command.facts = factsOf(fields, fields.object("facts"));
    return command;
}

app::RequestApproval approvalRequestOf(Fields& fields) {
    app::RequestApproval command;
    command.mode = modeOf(fields);
    command.about = fields.oneOf("about", {"extension", "temporary_exit", "information",
                                           "night_questioning", "restraint", "release", "other"});
    command.neededRole = *domain::parseWord<domain::Role>(
        fields.oneOf("neededRole", {"unit_head", "bureau_head", "legal_head"}, "unit_head"));
    if (!fields.has("neededRole")) fields.fail("neededRole", "field.required");
    command.neededByUs = fields.number("neededByUs", 1, kAnyTimeUs);
    command.urgent = fields.flag("urgent", false);
    command.reason = fields.text("reason", 500);
    const bool extension = command.about == "extension";
    if (const auto hours = hoursOf(fields, extension)) command.terms["limitH"] = *hours;
    if (fields.has("grounds") || extension)
        command.terms["grounds"] = fields.someOf("grounds", extensionGrounds());
    return command;
}

Result<Response> decide(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::DecideApproval command;
    command.mode = modeOf(fields);
    command.approvalId = call.pathId();
    command.granted = fields.flag("granted");
    command.approver = fields.optionalId("approver");
    command.reason = fields.text("reason", 500);
    MJ_TRY(fields.done());
    Uuid stay;
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const auto row, unit->stays().findApproval(call.pathId()));
        if (!row) return Error::of(kernel::ErrorKind::NotFound, "approval.not_found");
        stay = row->stayId;
    }
    MJ_ASSIGN(Json receipt, house.desk.decideApproval(call.actor, key, stay, command));
    return stored(house, std::move(receipt));
}

Result<Json> listApprovals(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const bool open = query.oneOf("state", {"open", "decided"}, "open") == "open";
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto rows, unit.stays().approvals(open, 200));
    Json items = Json::array();
    for (const app::ApprovalRow& row : rows) {
        const auto loaded = house.stays.find(unit, row.stayId);
        if (!loaded.ok() && loaded.error().kind == kernel::ErrorKind::DataLoss) continue;
        if (!loaded.ok()) return loaded.error();
        const domain::Stay& stay = (*loaded)->stay;
        const domain::Approval* approval = stay.findApproval(row.id);
        if (approval == nullptr || !maySeeStayOf(call.actor.staff, stay.unitId)) continue;
        MJ_ASSIGN(const bool sealed, isSealedHere(house, unit, call, stay.id));
        if (sealed) continue;
        items.push_back(pages.approval(stay, *approval, call.actor));
    }
    if (open)
        std::stable_sort(items.begin(), items.end(), [](const Json& a, const Json& b) {
            return a["urgent"].get<bool>() && !b["urgent"].get<bool>();
        });
    return Json{{"items", items}, {"serverTimeUs", house.clock.wall().us}};
}

app::RoomCheck roomCheckOf(Fields& fields, const Uuid& room) {
    app::RoomCheck command;
    command.mode = modeOf(fields);
    command.roomId = room;
    command.stayIds = fields.ids("stayIds", 20, 1);
    const domain::PlainAct* check = domain::findPlainAct("make_check");
    const auto& words = check->fields.front().words;
    command.phrases = fields.someOf("phrases", {words.begin(), words.end()});
    if (command.phrases.empty()) fields.fail("phrases", "field.too_few", {{"min", 1}});
    command.note = fields.optionalText("note", 2000);
    const std::set<Uuid> once(command.stayIds.begin(), command.stayIds.end());
    if (once.size() != command.stayIds.size()) fields.fail("stayIds", "field.twice");
    return command;
}

app::MoveGroup groupMoveOf(Fields& fields, const Uuid& room) {
    app::MoveGroup command;
    command.mode = modeOf(fields);
    command.roomId = room;
    command.stayIds = fields.ids("stayIds", 20, 1);
    command.escort = fields.optionalId("escort");
    const std::set<Uuid> once(command.stayIds.begin(), command.stayIds.end());
    if (once.size() != command.stayIds.size()) fields.fail("stayIds", "field.twice");
    return command;
}

Result<Response> moveGroup(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const app::MoveGroup command = groupMoveOf(fields, call.pathId());
    MJ_TRY(fields.done());
    MJ_ASSIGN(Json receipts, house.desk.moveGroup(call.actor, key, command));
    for (Json& receipt : receipts["items"])
        if (receipt.contains("warnings"))
            receipt["warnings"] = noticesJson(house.messages, receipt["warnings"]);
    house.nodes.touch();
    return created(receipts);
}

}  // namespace

void addActRoutes(House& house, net::Router& router) {
    const std::string stay = "/api/v1/stays/{id}";
    router.add("GET", "/api/v1/acts",
               guarded(house, Ability::SeeStay, [&house](const Call&) -> Result<Response> {
                   Json acts = Json::array();
                   for (const domain::PlainAct& act : domain::plainActs())
                       acts.push_back(actJson(house.messages, act));
                   return Response::json(200, {{"acts", acts}});
               }));
    router.add("POST", stay + "/acts",
               guarded(house, Ability::SeeStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   MJ_ASSIGN(const auto command, plainActOf(body, call.actor));
                   MJ_ASSIGN(Json receipt,
                             house.desk.doPlainAct(call.actor, key, call.pathId(), command));
                   return stored(house, std::move(receipt));
               }));
    router.add("POST", stay + "/corrections",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return correct(house, call); }));
    addAct(house, router, stay + "/bases", Ability::LeadStay, basisChangeOf,
           &StayDesk::changeBasis);
    addAct(house, router, stay + "/identity", Ability::LeadStay, identityChangeOf,
           &StayDesk::identifyPerson);
    addAct(house, router, stay + "/approvals", Ability::LeadStay, approvalRequestOf,
           &StayDesk::requestApproval);
    router.add("POST", "/api/v1/approvals/{id}/decision",
               guarded(house, Ability::SeeStay,
                       [&house](const Call& call) { return decide(house, call); }));
    router.add("GET", "/api/v1/approvals",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return listApprovals(house, c, u, p);
               }));
    router.add("POST", "/api/v1/rooms/{id}/placements",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return moveGroup(house, call); }));
    router.add("POST", "/api/v1/rooms/{id}/checks",
               guarded(house, Ability::Care, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   const app::RoomCheck command = roomCheckOf(fields, call.pathId());
                   MJ_TRY(fields.done());
                   MJ_ASSIGN(const Json receipt, house.desk.checkRoom(call.actor, key, command));
                   return created(receipt);
               }));
}

}  // namespace mingjing::http
