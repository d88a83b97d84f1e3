// SPDX-License-Identifier: Apache-2.0
// What the centre keeps beside stays: cases, the rule catalogue, the audit log, its own state.
#include "center/domain/rules/catalogue.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr const char* kVersion = "0.1.0";
constexpr int kCasesShown = 100;

Result<Json> cases(const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const std::string wanted = query.text("q", 64);
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto rows, unit.directory().cases(wanted, kCasesShown));
    Json items = Json::array();
    for (const domain::Case& row : rows) {
        if (!maySeeStayOf(call.actor.staff, row.unitId)) continue;
        items.push_back({{"id", row.id.text()},
                         {"kind", domain::wordOf(row.kind)},
                         {"manyPersons", row.manyPersons},
                         {"name", row.name},
                         {"number", row.number},
                         {"openedAtUs", row.openedUs},
                         {"unit", pages.directory().unit(row.unitId)}});
    }
    return Json{{"items", items}};
}

Result<Response> openCase(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    domain::Case input;
    input.number = fields.text("number", 64);
    input.name = fields.text("name", 128);
    input.kind = fields.word<domain::CaseKind>("kind");
    input.unitId = fields.id("unitId");
    input.manyPersons = fields.flag("manyPersons", false);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt, house.administration.openCase(call.actor, key, input));
    return created(receipt);
}

Result<Json> rules(House& house, app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto confirmed, unit.directory().confirmedRules());
    Json items = Json::array();
    const app::Messages& words = house.messages;
    for (const domain::Rule& rule : domain::rules()) {
        const std::string key = "rule." + rule.id;
        const bool isConfirmed =
            std::find(confirmed.begin(), confirmed.end(), rule.id) != confirmed.end();
        app::FindingFilter filter;
        filter.rule = rule.id;
        MJ_ASSIGN(const auto open, unit.findings().count(filter));
        items.push_back({{"confirmed", isConfirmed},
                         {"id", rule.id},
                         {"openFindings", open},
                         {"refuses", !rule.guards.empty() && (rule.sourceFound || isConfirmed)},
                         {"severity", domain::wordOf(rule.severity)},
                         {"source", words.zh(key + ".source")},
                         {"sourceEn", words.en(key + ".source")},
                         {"sourceFound", rule.sourceFound},
                         {"text", words.zh(key + ".text")},
                         {"textEn", words.en(key + ".text")},
                         {"title", words.zh(key + ".title")},
                         {"titleEn", words.en(key + ".title")},
                         {"version", rule.version}});
    }
    return Json{{"items", items}};
}

Result<Response> confirmRule(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const bool confirmed = fields.flag("confirmed");
    const std::string note = fields.text("note", 500);
    MJ_TRY(fields.done());
    const std::string rule = call.request.pathValues.at("id");
    MJ_ASSIGN(const Json receipt,
              house.administration.confirmRule(call.actor, key, rule, confirmed, note));
    return created(receipt);
}

/// The name of what an entry is about, where it has one that may be shown here.
Result<std::string> objectName(app::UnitOfWork& unit, const Directory& directory,
                               const app::AuditRow& row) {
    if (row.objectKind == "staff") return directory.member(row.object).value("name", "");
    if (row.objectKind == "unit") return directory.unit(row.object).value("name", "");
    if (row.objectKind == "room") return directory.room(row.object).value("name", "");
    if (row.objectKind == "camera")
        for (const app::CameraRow& camera : directory.cameras)
            if (camera.id == row.object) return camera.name;
    if (row.objectKind == "stay") {
        MJ_ASSIGN(const auto stay, unit.stays().find(row.object));
        if (stay) return stay->number;
    }
    if (row.objectKind == "case") {
        MJ_ASSIGN(const auto found, unit.directory().findCase(row.object));
        if (found) return found->number;
    }
    return std::string();
}

Result<Json> auditLog(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    app::AuditFilter filter;
    Query query(call.request);
    filter.actor = query.id("actor");
    filter.object = query.id("object");
    filter.action = query.text("action", 64);
    filter.beforeId = query.number();
    filter.limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto rows, unit.access().audit(filter));
    Json json = {{"items", Json::array()}};
    for (const app::AuditRow& row : rows) {
        Json item = {{"action", row.action},
                     {"actor", pages.directory().member(row.actor)},
                     {"allowed", row.allowed},
                     {"atUs", row.atUs},
                     {"id", std::to_string(row.id)},
                     {"label", house.messages.zh("audit." + row.action)},
                     {"labelEn", house.messages.en("audit." + row.action)}};
        if (!row.object.isNil()) item["object"] = row.object.text();
        MJ_ASSIGN(const std::string name, objectName(unit, pages.directory(), row));
        if (!name.empty()) item["objectName"] = name;
        if (!row.reason.empty()) item["reason"] = row.reason;
        if (!row.peer.empty()) item["peer"] = row.peer;
        // What somebody wrote of a person is for those who may see persons.
        if (call.actor.can(Ability::SeeStay) && !row.details.empty()) {
            MJ_ASSIGN(item["note"], house.vault.openSmall(row.details, "audit"));
        }
        json["items"].push_back(std::move(item));
    }
    if (static_cast<int>(rows.size()) == filter.limit)
        json["next"] = std::to_string(rows.back().id);
    return json;
}

Result<Json> system(House& house, app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto waiting, unit.work().countOutbox());
    MJ_ASSIGN(const auto newest, unit.log().newestHead());
    Json nodes = Json::array();
    const auto known = house.recording.nodes();
    for (const NodeIdentity& identity : house.nodeIdentities) {
        Json node = {{"kind", identity.kind}, {"name", identity.name}, {"state", "never_seen"}};
        if (const auto it = known.find(identity.name); it != known.end()) {
            const std::int64_t quietUs = house.clock.mono().us - it->second.heard.us;
            node["state"] = quietUs <= app::kNodeAwayUs ? "connected" : "away";
            node["lastSeenUs"] = it->second.seenUs;
            if (it->second.freeBytes > 0) node["freeBytes"] = it->second.freeBytes;
        }
        nodes.push_back(std::move(node));
    }
    return Json{{"log", logState(house, newest)},
                {"nodes", nodes},
                {"serverTimeUs", house.clock.wall().us},
                {"version", kVersion},
                {"waitingRuleWork", waiting}};
}

}  // namespace

void addRecordRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/cases", reading(house, Ability::SeeStay, cases));
    router.add("POST", "/api/v1/cases",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return openCase(house, call); }));
    router.add("GET", "/api/v1/rules",
               reading(house, {}, [&house](const Call& call, auto& unit, Pages&) -> Result<Json> {
                   if (!call.actor.can(Ability::SeeStay) && !call.actor.can(Ability::Administer))
                       return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
                   return rules(house, unit);
               }));
    router.add("POST", "/api/v1/rules/{id}/confirmation",
               guarded(house, Ability::ConfirmRules,
                       [&house](const Call& call) { return confirmRule(house, call); }));
    router.add("GET", "/api/v1/audit",
               reading(house, Ability::SeeAudit, [&house](const Call& c, auto& u, Pages& p) {
                   return auditLog(house, c, u, p);
               }));
    router.add("GET", "/api/v1/system",
               reading(house, Ability::Administer,
                       [&house](const Call&, auto& unit, Pages&) { return system(house, unit); }));
}

}  // namespace mingjing::http
