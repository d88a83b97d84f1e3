// SPDX-License-Identifier: Apache-2.0
// Calls for help: pressing, withdrawing, saying who goes and what was found, and who calls now.
#include "center/app/help_calls.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"

namespace mingjing::http {

using domain::Ability;
using domain::HelpCall;
using net::Response;

namespace {

constexpr std::int64_t kShownClosedUs = kernel::kHourUs;

Json helpMomentJson(const domain::HelpMoment& moment, const Directory& directory) {
    return {{"atUs", moment.atUs},
            {"by", directory.member(moment.by)},
            {"enteredAtUs", moment.enteredUs}};
}

Json answersJson(const HelpCall& call, const Directory& directory) {
    Json answers = Json::array();
    for (const domain::HelpAnswer& answer : call.answers) {
        Json item = helpMomentJson(answer.moment, directory);
        item["goes"] = Json::array();
        for (const Uuid& id : answer.goes) item["goes"].push_back(directory.member(id));
        answers.push_back(std::move(item));
    }
    return answers;
}

Json endsJson(const HelpCall& call, const Directory& directory) {
    Json ends = Json::array();
    for (const domain::HelpEnd& end : call.ends) {
        Json item = helpMomentJson(end.moment, directory);
        if (end.found) item["found"] = *end.found;
        ends.push_back(std::move(item));
    }
    return ends;
}

Json helpJson(const HelpCall& call, const app::Actor& reader, const Directory& directory) {
    const bool desk = reader.can(Ability::LeadStay);
    Json json = {{"answers", answersJson(call, directory)},
                 {"calledAtUs", call.calledUs()},
                 {"callers", Json::array()},
                 {"ends", endsJson(call, directory)},
                 {"enteredAtUs", call.enteredUs()},
                 {"id", call.id.text()},
                 {"mayAnswer", desk},
                 {"mayEnd", desk || call.goes(reader.id())},
                 {"own", false},
                 {"presses", call.presses.size()},
                 {"seq", call.seq},
                 {"state", domain::wordOf(call.state())}};
    for (const Uuid& caller : call.callers()) {
        if (!caller.isNil()) json["callers"].push_back(directory.member(caller));
        if (caller == reader.id()) json["own"] = true;
    }
    if (const auto room = call.roomId()) json["room"] = directory.room(*room);
    if (call.withdrawn) json["withdrawn"] = helpMomentJson(*call.withdrawn, directory);
    return json;
}

Result<Json> listHelp(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    const std::int64_t nowUs = house.clock.wall().us;
    MJ_ASSIGN(Json items, openHelpJson(house, unit, call.actor, pages.directory()));
    MJ_ASSIGN(const auto closed, app::closedHelpCalls(unit, house.vault, nowUs - kShownClosedUs));
    for (const HelpCall& each : closed)
        items.push_back(helpJson(each, call.actor, pages.directory()));
    return Json{{"items", items}, {"serverTimeUs", nowUs}};
}

/// An act on a call: its body is read, then run.
template <typename Command>
net::Handler helpAct(House& house, Ability ability, Command (*parse)(Fields&),
                     Result<Json> (*run)(House&, const Call&, const app::CommandKey&,
                                         const Command&)) {
    return guarded(house, ability, [&house, parse, run](const Call& call) -> Result<Response> {
        MJ_ASSIGN(const auto key, commandKey(call.request));
        MJ_ASSIGN(const Json body, bodyObject(call.request.body));
        Fields fields(body);
        const Command command = parse(fields);
        MJ_TRY(fields.done());
        MJ_ASSIGN(const Json receipt, run(house, call, key, command));
        return created(receipt);
    });
}

std::optional<std::int64_t> helpTimeOf(Fields& fields) {
    return fields.optionalNumber("happenedAtUs", 1, kAnyTimeUs);
}

app::RaiseHelp raiseOf(Fields& fields) {
    return {helpTimeOf(fields), fields.optionalId("roomId")};
}

app::AnswerHelp answerOf(Fields& fields) {
    return {helpTimeOf(fields), fields.ids("goes", 10, 1)};
}

app::EndHelp endOf(Fields& fields) {
    return {helpTimeOf(fields), fields.text("found", 200)};
}

}  // namespace

Result<Json> openHelpJson(House& house, app::UnitOfWork& unit, const app::Actor& reader,
                          const Directory& directory) {
    MJ_ASSIGN(const auto calls, app::openHelpCalls(unit, house.vault));
    Json items = Json::array();
    for (const HelpCall& call : calls) items.push_back(helpJson(call, reader, directory));
    return items;
}

void addHelpRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/help-calls";
    router.add("GET", path,
               reading(house, Ability::CallHelp, [&house](const Call& c, auto& u, Pages& p) {
                   return listHelp(house, c, u, p);
               }));
    router.add("POST", path,
               helpAct<app::RaiseHelp>(
                   house, Ability::CallHelp, raiseOf,
                   [](House& h, const Call& c, const app::CommandKey& key, const auto& command) {
                       return app::raiseHelp(h.bus, c.actor, key, command);
                   }));
    router.add("POST", path + "/{id}/withdrawal",
               helpAct<std::optional<std::int64_t>>(
                   house, Ability::CallHelp, helpTimeOf,
                   [](House& h, const Call& c, const app::CommandKey& key, const auto& atUs) {
                       return app::withdrawHelp(h.bus, c.actor, key, c.pathId(), atUs);
                   }));
    router.add("POST", path + "/{id}/answers",
               helpAct<app::AnswerHelp>(
                   house, Ability::LeadStay, answerOf,
                   [](House& h, const Call& c, const app::CommandKey& key, const auto& command) {
                       return app::answerHelp(h.bus, c.actor, key, c.pathId(), command);
                   }));
    router.add("POST", path + "/{id}/ends",
               helpAct<app::EndHelp>(
                   house, Ability::CallHelp, endOf,
                   [](House& h, const Call& c, const app::CommandKey& key, const auto& command) {
                       return app::endHelp(h.bus, c.actor, key, c.pathId(), command);
                   }));
}

}  // namespace mingjing::http
