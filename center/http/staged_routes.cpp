// SPDX-License-Identifier: Apache-2.0
// How good the checks are: the figures shipped with this version, what was measured here by staged
// acts and verdicts, and how much of the time somebody looked.
#include "center/app/staged_acts.h"
#include "center/app/watching.h"
#include "center/app/watching_quality.h"
#include "center/http/reading.h"
#include "center/http/watching_json.h"

namespace mingjing::http {

using app::StagedActRow;
using domain::Ability;
using net::Response;

namespace {

constexpr std::int64_t kDayUs = 24 * kernel::kHourUs;
constexpr int kMostShown = 200;
constexpr std::int64_t kMilli = 1000;

Status maySeeQuality(const Call& call) {
    return needsOneOf(call.actor, {Ability::Administer, Ability::ReviewFindings, Ability::SeeLive,
                                   Ability::SeePlayback});
}

Json maybe(const std::optional<std::int64_t>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json stagedJson(const Directory& directory, const StagedActRow& row, std::int64_t nowUs) {
    const domain::StagedKind* known = domain::findStagedKind(row.act);
    Json json = {{"act", row.act},
                 {"announcedUs", row.times.announcedUs},
                 {"by", directory.member(row.by)},
                 {"delayUs", nullptr},
                 {"doneUs", maybe(row.times.doneUs)},
                 {"endedUs", maybe(row.times.endedUs)},
                 {"expects", known == nullptr ? Json::array() : Json(known->expects)},
                 {"id", row.id.text()},
                 {"observation", nullptr},
                 {"result", domain::stagedResult(row.times, nowUs)},
                 {"seenUs", maybe(row.times.seenUs)}};
    if (row.observation) json["observation"] = row.observation->text();
    if (row.times.doneUs && row.toldUs)
        json["delayUs"] = std::max<std::int64_t>(0, *row.toldUs - *row.times.doneUs);
    return json;
}

Result<Json> stagedActs(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const auto camera, cameraIn(pages.directory(), call.pathId()));
    MJ_ASSIGN(const auto rows, unit.stagedActs().of(camera.id, 0, kMostShown));
    Json json = {{"items", Json::array()}, {"offered", Json::array()}};
    for (const StagedActRow& row : rows)
        json["items"].push_back(stagedJson(pages.directory(), row, house.clock.wall().us));
    for (const domain::StagedKind& kind : domain::stagedKinds())
        json["offered"].push_back(kind.act);
    return json;
}

Result<Response> answerStaged(House& house, app::UnitOfWork& unit, const StagedActRow& row,
                              int status) {
    MJ_ASSIGN(const Directory directory, readDirectory(unit));
    const Json json = stagedJson(directory, row, house.clock.wall().us);
    MJ_TRY(mustBeStored(unit));
    return Response::json(status, json);
}

Result<Response> announce(House& house, const Call& call) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string act = fields.text("act", 16);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row,
              app::announceStagedAct(*unit, call.actor, call.pathId(), act, house.clock.wall().us));
    return answerStaged(house, *unit, row, 201);
}

Result<Response> step(House& house, const Call& call, app::StagedStep which) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row,
              app::stepStagedAct(*unit, call.actor, call.pathId(), which, house.clock.wall().us));
    return answerStaged(house, *unit, row, 200);
}

Json kindQualityJson(const std::string& kind, const app::KindQuality& quality) {
    Json verdicts = {{"confirmed", 0}, {"false", 0}, {"unclear", 0}};
    for (const auto& [word, count] : quality.verdicts) verdicts[word] = count;
    return {{"acts", quality.acts},
            {"kind", kind},
            {"medianDelayUs", maybe(quality.medianDelayUs())},
            {"precisionMilli", maybe(quality.precisionMilli())},
            {"recallMilli", maybe(quality.recallMilli())},
            {"seen", quality.seen},
            {"verdicts", std::move(verdicts)}};
}

Json hereJson(const Directory& directory, const app::CameraRow& camera,
              const app::CameraQuality& quality) {
    Json json = {{"acts", quality.acts},
                 {"byKind", Json::array()},
                 {"camera", cameraName(directory, camera.id)},
                 {"needed", domain::kStagedNeeded},
                 {"room", roomOf(directory, camera.roomId)},
                 {"state", quality.acts < domain::kStagedNeeded ? "not_measured" : "measured"}};
    for (const auto& [kind, each] : quality.byKind)
        json["byKind"].push_back(kindQualityJson(kind, each));
    return json;
}

/// Of the last 24 hours.
Json coverageJson(const Directory& directory, const Uuid& camera,
                  const std::vector<app::WatchedTime>& times) {
    std::int64_t watchedUs = 0;
    Json causes = Json::object();
    for (const app::WatchedTime& time : times) {
        if (time.cameraId != camera) continue;
        if (time.cause.empty())
            watchedUs += time.us;
        else
            causes[time.cause] = time.us;
    }
    return {{"camera", cameraName(directory, camera)},
            {"causes", std::move(causes)},
            {"minutes24h", (watchedUs + kernel::kMinuteUs / 2) / kernel::kMinuteUs},
            {"watchedMilli", std::min(watchedUs * kMilli / kDayUs, kMilli)}};
}

/// What runs now, by the newest word of an analyst that is there.
Json runningJson(House& house) {
    Json running = {{"checks", Json::array()}, {"configuration", nullptr}};
    for (const auto& [name, node] : house.recording.nodes()) {
        const bool there = house.clock.mono().us - node.heard.us <= app::kNodeAwayUs;
        if (node.kind != "analyst" || !there || node.configuration.empty()) continue;
        running = {{"checks", node.checks}, {"configuration", node.configuration}};
    }
    return running;
}

Result<Json> quality(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_TRY(maySeeQuality(call));
    const std::int64_t nowUs = house.clock.wall().us;
    const Directory& directory = pages.directory();
    Json json = {{"coverage", Json::array()},
                 {"here", Json::array()},
                 {"report", house.watchingFigures},
                 {"running", runningJson(house)}};
    const Json& configuration = json["running"]["configuration"];
    json["fits"] = configuration.is_string() && house.watchingFigures.is_object() &&
                   house.watchingFigures.value("configuration", "") == configuration;
    MJ_ASSIGN(auto measured, app::qualityHere(unit, nowUs));
    MJ_ASSIGN(const auto times, unit.recordings().watchedTime({nowUs - kDayUs, nowUs}));
    for (const app::CameraRow& camera : directory.cameras) {
        const auto room = directory.rooms.find(camera.roomId);
        const bool watched =
            camera.active && room != directory.rooms.end() && permitsAnalysis(room->second);
        if (!watched) continue;
        json["here"].push_back(hereJson(directory, camera, measured[camera.id]));
        json["coverage"].push_back(coverageJson(directory, camera.id, times));
    }
    return json;
}

Result<Json> coverage(const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_TRY(maySeeQuality(call));
    Query query(call.request);
    const domain::Span span{query.required("fromUs"), query.required("toUs")};
    MJ_TRY(query.done());
    if (span.toUs <= span.fromUs || span.toUs - span.fromUs > kDayUs)
        return Error::invalid("toUs", "watching.coverage_interval");
    MJ_ASSIGN(const auto camera, cameraIn(pages.directory(), call.pathId()));
    MJ_ASSIGN(const auto minutes, app::watchedMinutes(unit, camera.id, span));
    Json list = Json::array();
    for (const app::WatchedMinute& minute : minutes)
        list.push_back({{"causes", minute.causes},
                        {"fromUs", minute.fromUs},
                        {"looks", minute.looks},
                        {"watchedUs", minute.watchedUs}});
    return Json{{"minutes", std::move(list)}};
}

}  // namespace

void addStagedRoutes(House& house, net::Router& router) {
    const std::string camera = "/api/v1/cameras/{id}";
    router.add("GET", "/api/v1/watching/quality",
               reading(house, {}, [&house](const Call& c, auto& u, Pages& p) {
                   return quality(house, c, u, p);
               }));
    router.add(
        "GET", camera + "/coverage",
        reading(house, {}, [](const Call& c, auto& u, Pages& p) { return coverage(c, u, p); }));
    router.add("GET", camera + "/staged-acts",
               reading(house, {}, [&house](const Call& c, auto& u, Pages& p) {
                   return stagedActs(house, c, u, p);
               }));
    router.add("POST", camera + "/staged-acts",
               guarded(house, {}, [&house](const Call& call) { return announce(house, call); }));
    for (const auto& [word, which] : {std::pair{"done", app::StagedStep::Done},
                                      {"ended", app::StagedStep::Ended},
                                      {"cancel", app::StagedStep::Cancel}})
        router.add("POST", std::string("/api/v1/staged-acts/{id}/") + word,
                   guarded(house, {}, [&house, which = which](const Call& call) {
                       return step(house, call, which);
                   }));
}

}  // namespace mingjing::http
