// SPDX-License-Identifier: Apache-2.0
// Exercises of the practice centre: what there is, starting one, how it went.
#include "center/app/practice.h"
#include "center/http/reading.h"

namespace mingjing::http {

using net::Response;

namespace {

constexpr int kRunsShown = 50;

Json exerciseJson(const app::Messages& messages, const domain::Exercise& exercise,
                  const app::Actor& actor) {
    Json json = {{"goals", Json::array()},
                 {"id", exercise.id},
                 {"minutes", exercise.minutes},
                 {"mine", actor.staff.roles.contains(exercise.role)},
                 {"role", domain::wordOf(exercise.role)}};
    addWords(messages, json, "label", "practice.exercise." + exercise.id);
    addWords(messages, json, "text", "practice.exercise." + exercise.id + ".text");
    for (const domain::PracticeGoal& goal : exercise.goals) {
        Json one = {{"id", goal.id}, {"points", goal.points}};
        addWords(messages, one, "label", "practice.goal." + goal.id);
        json["goals"].push_back(std::move(one));
    }
    return json;
}

Result<Json> runJson(House& house, app::UnitOfWork& unit, const app::PracticeRow& run) {
    MJ_ASSIGN(const auto result, house.practice.result(unit, run));
    MJ_ASSIGN(const auto stays, house.practice.staysOf(unit, run));
    Json json = {{"breaches", result.breaches}, {"endsAtUs", run.endsUs},
                 {"exercise", run.exercise},    {"goals", Json::array()},
                 {"id", run.id.text()},         {"over", run.endsUs <= house.clock.wall().us},
                 {"score", result.score},       {"startedAtUs", run.startedUs},
                 {"stays", Json::array()}};
    for (const auto& goal : result.goals)
        json["goals"].push_back({{"done", goal.done},
                                 {"id", goal.id},
                                 {"persons", goal.persons},
                                 {"points", goal.points},
                                 {"reached", goal.reached}});
    for (const Uuid& id : stays) {
        MJ_ASSIGN(const auto row, unit.stays().find(id));
        if (row) json["stays"].push_back({{"id", id.text()}, {"number", row->number}});
    }
    return json;
}

Result<Json> overview(House& house, const Call& call, app::UnitOfWork& unit) {
    Json json = {
        {"exercises", Json::array()}, {"here", house.practice.isHere()}, {"runs", Json::array()}};
    if (!house.practice.isHere()) return json;
    for (const domain::Exercise& exercise : domain::exercises())
        json["exercises"].push_back(exerciseJson(house.messages, exercise, call.actor));
    MJ_ASSIGN(const auto runs, unit.practice().of(call.actor.id(), kRunsShown));
    for (const app::PracticeRow& run : runs) {
        MJ_ASSIGN(Json shown, runJson(house, unit, run));
        json["runs"].push_back(std::move(shown));
    }
    return json;
}

Result<Response> start(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string exercise = fields.text("exercise", 32);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt, house.practice.start(call.actor, key, exercise));
    return created(receipt);
}

}  // namespace

void addPracticeRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/practice";
    router.add("GET", path, reading(house, {}, [&house](const Call& c, auto& u, Pages&) {
                   return overview(house, c, u);
               }));
    router.add("POST", path + "/runs",
               guarded(house, {}, [&house](const Call& call) { return start(house, call); }));
    router.add("GET", path + "/runs/{id}",
               reading(house, {}, [&house](const Call& c, auto& u, Pages&) -> Result<Json> {
                   MJ_ASSIGN(const auto run, house.practice.find(u, c.actor, c.pathId()));
                   return runJson(house, u, run);
               }));
    router.add("POST", path + "/runs/{id}/end",
               guarded(house, {}, [&house](const Call& call) -> Result<Response> {
                   MJ_TRY(house.practice.end(call.actor, call.pathId()));
                   return Response::noContent();
               }));
}

}  // namespace mingjing::http
