// SPDX-License-Identifier: Apache-2.0
// What is kept of recordings, what may go, and who said so.
#include "center/app/retention.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::int64_t kAnyTime = 4'102'444'800'000'000;
constexpr std::int64_t kOneDayUs = 24 * kernel::kHourUs;
constexpr int kShown = 200;
constexpr int kMostDays = 3660;
constexpr std::size_t kShownReport = 4000;

Json orderJson(const Directory& directory, const app::RemovalOrderRow& row) {
    Json json = {{"askedAtUs", row.askedUs},
                 {"askedBy", directory.member(row.askedBy)},
                 {"days", row.days},
                 {"id", row.id.text()},
                 {"state", !row.decidedUs ? "open"
                           : row.granted  ? "granted"
                                          : "refused"}};
    if (!row.decidedUs) return json;
    json["decidedAtUs"] = *row.decidedUs;
    json["decidedBy"] = directory.member(*row.decidedBy);
    return json;
}

Json holdJson(House& house, app::UnitOfWork& unit, const Directory& directory,
              const app::LegalHoldRow& row) {
    Json json = {{"fromUs", row.fromUs},
                 {"id", row.id.text()},
                 {"placedAtUs", row.placedUs},
                 {"placedBy", directory.member(row.placedBy)},
                 {"toUs", row.toUs}};
    if (row.roomId) json["room"] = directory.room(*row.roomId);
    if (row.stayId)
        if (const auto stay = unit.stays().find(*row.stayId); stay.ok() && *stay)
            json["stayNumber"] = (*stay)->number;
    if (const auto reason = house.vault.openSmall(row.reason, "hold" + row.id.text()); reason.ok())
        json["reason"] = *reason;
    if (!row.liftedUs) return json;
    json["liftedAtUs"] = *row.liftedUs;
    json["liftedBy"] = directory.member(*row.liftedBy);
    return json;
}

/// A recorder's own figures, as far as they are numbers.
Json figures(const Json& from, std::initializer_list<std::pair<const char*, const char*>> names) {
    Json out = Json::object();
    for (const auto& [theirs, ours] : names) {
        const auto it = from.find(theirs);
        out[ours] = it != from.end() && it->is_number_integer() ? *it : Json(0);
    }
    return out;
}

std::string wordIn(const Json& from, const char* name) {
    const auto it = from.find(name);
    return it != from.end() && it->is_string() ? it->get<std::string>() : "";
}

Json checkJson(const Json& check) {
    Json out = figures(check, {{"checkedToUs", "checkedToUs"},
                               {"comparedRoundUs", "comparedAtUs"},
                               {"fragments", "fragments"},
                               {"lastRoundUs", "lastRoundAtUs"},
                               {"roundBeganUs", "roundBeganAtUs"}});
    out["enabled"] = check.value("on", Json(false)) == true;
    out["waiting"] = wordIn(check, "waiting");
    return out;
}

Json copyJson(const Json& copy) {
    Json out = figures(copy, {{"copied", "copied"},
                              {"lagUs", "lagUs"},
                              {"lost", "lost"},
                              {"sourceDamaged", "sourceDamaged"},
                              {"waiting", "waiting"},
                              {"waitingBytes", "waitingBytes"}});
    out["state"] = wordIn(copy, "state");
    return out;
}

Json recordersJson(House& house) {
    Json out = Json::array();
    for (const auto& [name, node] : house.recording.nodes()) {
        if (node.kind != "recorder") continue;
        Json one = {{"freeBytes", node.freeBytes},
                    {"mediaBytes", node.mediaBytes},
                    {"name", name},
                    {"quotaBytes", node.quotaBytes},
                    {"state", node.storage}};
        if (node.check.is_object()) one["check"] = checkJson(node.check);
        if (node.copy.is_object()) one["copy"] = copyJson(node.copy);
        out.push_back(std::move(one));
    }
    return out;
}

Json faultJson(const app::StorageFaultRow& row) {
    Json json = {{"bytes", row.bytes},       {"firstFragment", row.firstFragment},
                 {"foundAtUs", row.foundUs}, {"fragments", row.fragments},
                 {"id", row.id.text()},      {"node", row.node},
                 {"path", row.path},         {"what", row.what}};
    if (row.endedUs) json["endedAtUs"] = *row.endedUs;
    if (row.cameraId) json["cameraId"] = row.cameraId->text();
    return json;
}

/// The bytes of a report are for who may mend a node.
Json unreadableJson(const app::UnreadableReportRow& row, bool withText) {
    Json json = {{"bytes", row.report.size()}, {"id", row.id.text()},
                 {"kind", row.kind},           {"node", row.node},
                 {"reason", row.reason},       {"receivedAtUs", row.receivedUs}};
    if (withText) json["report"] = row.report.substr(0, kShownReport);
    return json;
}

/// What is not as it was recorded, and what could not be understood.
Status addFaults(Json& json, const Call& call, app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto faults, unit.storageFaults().list(kShown));
    MJ_ASSIGN(const auto unreadable, unit.storageFaults().unreadable(kShown));
    MJ_ASSIGN(json["openFaults"], unit.storageFaults().countOpen());
    MJ_ASSIGN(json["unreadableCount"], unit.storageFaults().countUnreadable());
    json["faults"] = Json::array();
    for (const auto& row : faults) json["faults"].push_back(faultJson(row));
    json["unreadable"] = Json::array();
    for (const auto& row : unreadable)
        json["unreadable"].push_back(unreadableJson(row, call.actor.can(Ability::Administer)));
    return {};
}

Result<Json> showStorage(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_TRY(needsOneOf(call.actor,
                      {Ability::Administer, Ability::ReviewFindings, Ability::ConfirmRules}));
    const std::int64_t nowUs = house.clock.wall().us;
    MJ_ASSIGN(const auto inForce, app::orderInForce(unit));
    const int days = inForce ? inForce->days : app::kUsualKeptDays;
    MJ_ASSIGN(const auto kept, unit.retention().kept(nowUs - days * kOneDayUs));
    MJ_ASSIGN(const auto orders, unit.retention().orders(kShown));
    MJ_ASSIGN(const auto holds, unit.retention().holds(kShown));
    Json json = {{"days", days},
                 {"holds", Json::array()},
                 {"kept",
                  {{"allBytes", kept.all},
                   {"heldBytes", kept.held},
                   {"removableBytes", kept.all - kept.withinTime - kept.held},
                   {"withinTimeBytes", kept.withinTime}}},
                 {"orderInForce", inForce.has_value()},
                 {"orders", Json::array()},
                 {"recorders", recordersJson(house)},
                 {"state", house.recording.storage()}};
    for (const auto& row : orders) json["orders"].push_back(orderJson(pages.directory(), row));
    for (const auto& row : holds)
        json["holds"].push_back(holdJson(house, unit, pages.directory(), row));
    MJ_TRY(addFaults(json, call, unit));
    return json;
}

using app::CommandTransaction;

/// Runs `change` as an act with a key: the same request again is answered as before, and does
/// nothing twice.
Result<Response> changing(House& house, const Call& call, int status,
                          const app::CommandBus::Work& change) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json answer, house.bus.run(call.actor, key, change));
    house.nodes.touch();
    return status == 204 ? Response::noContent() : Response::json(status, answer);
}

Result<Response> askOrder(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const auto days = static_cast<int>(fields.number("days", 1, kMostDays));
    MJ_TRY(fields.done());
    return changing(house, call, 201, [&](CommandTransaction& act) -> Result<Json> {
        MJ_ASSIGN(const Uuid id, app::askRemovalOrder(act.unit(), call.actor, days, act.nowUs()));
        return Json{{"id", id.text()}};
    });
}

Result<Response> decideOrder(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const bool granted = fields.flag("granted");
    MJ_TRY(fields.done());
    return changing(house, call, 204, [&](CommandTransaction& act) -> Result<Json> {
        MJ_TRY(
            app::decideRemovalOrder(act.unit(), call.actor, call.pathId(), granted, act.nowUs()));
        return Json::object();
    });
}

app::HoldWish holdOf(Fields& fields) {
    app::HoldWish wish;
    wish.stayId = fields.optionalId("stayId");
    wish.roomId = fields.optionalId("roomId");
    wish.fromUs = fields.number("fromUs", 1, kAnyTime);
    wish.toUs = fields.number("toUs", 1, kAnyTime);
    return wish;
}

Result<Response> planHold(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const app::HoldWish wish = holdOf(fields);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const std::int64_t bytes, app::bytesOfHold(*unit, wish));
    return Response::json(200, {{"bytes", bytes}});
}

Result<Response> placeHold(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::HoldWish wish = holdOf(fields);
    wish.reason = fields.text("reason", 500, 5);
    MJ_TRY(fields.done());
    return changing(house, call, 201, [&](CommandTransaction& act) -> Result<Json> {
        MJ_ASSIGN(const Uuid id,
                  app::placeHold(act.unit(), act.vault(), call.actor, wish, act.nowUs()));
        return Json{{"id", id.text()}};
    });
}

Result<Response> liftHold(House& house, const Call& call) {
    return changing(house, call, 204, [&](CommandTransaction& act) -> Result<Json> {
        MJ_TRY(app::liftHold(act.unit(), call.actor, call.pathId(), act.nowUs()));
        return Json::object();
    });
}

}  // namespace

void addStorageRoutes(House& house, net::Router& router) {
    const std::string storage = "/api/v1/storage";
    router.add("GET", storage,
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return showStorage(house, call, unit, pages);
               }));
    const auto act = [&](const std::string& path, std::initializer_list<Ability> who,
                         Result<Response> (*handler)(House&, const Call&)) {
        router.add(
            "POST", storage + path,
            guarded(house, {},
                    [&house, handler,
                     abilities = std::vector(who)](const Call& call) -> Result<Response> {
                        const bool may =
                            std::any_of(abilities.begin(), abilities.end(),
                                        [&](Ability ability) { return call.actor.can(ability); });
                        if (!may) return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
                        return handler(house, call);
                    }));
    };
    act("/orders", {Ability::Administer}, askOrder);
    act("/orders/{id}/decision", {Ability::ConfirmRules}, decideOrder);
    act("/holds/plan", {Ability::ReviewFindings, Ability::ConfirmRules}, planHold);
    act("/holds", {Ability::ReviewFindings, Ability::ConfirmRules}, placeHold);
    act("/holds/{id}/lifting", {Ability::ConfirmRules}, liftHold);
}

}  // namespace mingjing::http
