// SPDX-License-Identifier: Apache-2.0
// Settings of watching: what there is to watch for, zones and thresholds of a camera, switches of
// room kinds; proposed by one, decided by another of another unit.
#include <algorithm>

#include "center/app/watching.h"
#include "center/app/watching_quality.h"
#include "center/http/reading.h"
#include "center/http/watching_json.h"
#include "center/kernel/bytes.h"

namespace mingjing::http {

using app::WatchingRow;
using domain::RoomKind;
using net::Response;

namespace {

constexpr std::size_t kMostReason = 500;
constexpr std::size_t kMostReference = 300'000;
constexpr std::size_t kMostProposalBytes = std::size_t{1} << 20U;

Json thresholdJson(const domain::Threshold& threshold) {
    return {{"default", threshold.usual},
            {"least", threshold.least},
            {"most", threshold.most},
            {"name", threshold.name},
            {"unit", threshold.unit}};
}

Json groupJson(const domain::KindGroup& group, const app::WatchingInForce& watching) {
    Json json = {{"group", group.name},
                 {"kinds", Json::array()},
                 {"roomKinds", Json::array()},
                 {"thresholds", Json::array()}};
    for (const domain::ObservationKind& kind : domain::observationKinds())
        if (std::string(kind.group) == group.name)
            json["kinds"].push_back({{"kind", kind.kind}, {"rule", kind.rule}});
    for (const domain::Threshold& threshold : domain::thresholds())
        if (std::string(threshold.group) == group.name)
            json["thresholds"].push_back(thresholdJson(threshold));
    for (const auto& [kind, word] : domain::Words<RoomKind>::all) {
        const auto on = watching.checksOf(kind);
        if (std::find(on.begin(), on.end(), group.name) != on.end())
            json["roomKinds"].push_back(word);
    }
    return json;
}

Result<Json> watchingKinds(app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto watching, app::watchingInForce(unit));
    Json groups = Json::array();
    for (const domain::KindGroup& group : domain::kindGroups())
        groups.push_back(groupJson(group, watching));
    return Json{{"groups", std::move(groups)}};
}

Result<Json> zonedVersionJson(const House& house, const Directory& directory,
                              const WatchingRow& row) {
    MJ_ASSIGN(Json json, watchingVersionJson(house, directory, row));
    MJ_ASSIGN(const auto terms, app::watchingTermsOf(row));
    json["thresholds"] = domain::thresholdsJson(terms);
    json["zones"] = domain::zonesJson(terms);
    return json;
}

using VersionJson = Result<Json> (*)(const House&, const Directory&, const WatchingRow&);

/// The same where a damaged version must stand in no way: it is marked, and says nothing.
Result<Json> versionOrMark(const House& house, const Directory& directory, const WatchingRow& row,
                           VersionJson read, const Json& nothing) {
    auto whole = read(house, directory, row);
    if (whole.ok()) return whole;
    MJ_TRY(tellDamaged(row, whole.error()));
    Json json = watchingHeadJson(directory, row);
    json.update(nothing);
    json["damaged"] = true;
    return json;
}

const Json& noChecks() {
    static const Json nothing = {{"checks", Json::array()}};
    return nothing;
}

const Json& noZones() {
    static const Json nothing = {{"thresholds", Json::object()}, {"zones", Json::array()}};
    return nothing;
}

Result<Json> watchingOfCamera(House& house, const Call& call, app::UnitOfWork& unit,
                              const Directory& directory) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const auto camera, cameraIn(directory, call.pathId()));
    MJ_ASSIGN(const auto rows, unit.watching().versions(camera.id.text()));
    Json json = {{"camera", cameraName(directory, camera.id)},
                 {"current", nullptr},
                 {"history", Json::array()},
                 {"proposed", nullptr},
                 {"room", roomOf(directory, camera.roomId)}};
    for (const WatchingRow& row : rows) {
        // What is in force is shown as it is, or not at all: empty zones would be a lie.
        const bool inForce = row.state == "approved";
        MJ_ASSIGN(Json version,
                  inForce ? zonedVersionJson(house, directory, row)
                          : versionOrMark(house, directory, row, zonedVersionJson, noZones()));
        if (inForce || row.state == "proposed") json[inForce ? "current" : "proposed"] = version;
        version.erase("zones");
        json["history"].push_back(std::move(version));
    }
    return json;
}

Result<std::string> referenceIn(Fields& fields) {
    if (!fields.has("reference")) {
        fields.optionalText("reference", 1);
        return std::string();
    }
    std::string text = fields.text("reference", kMostProposalBytes);
    while (text.ends_with('=')) text.pop_back();
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    const auto bytes = kernel::bytesOfBase64Url(text);
    if (!bytes || !bytes->starts_with("\xFF\xD8\xFF"))
        return Error::invalid("reference", "watching.reference_not_jpeg");
    if (bytes->size() > kMostReference)
        return Error::invalid("reference", "watching.reference_too_large",
                              {{"kilobytes", kMostReference / 1000}});
    return *bytes;
}

Result<Response> proposeForCamera(House& house, const Call& call) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::WatchingWish wish;
    wish.basedOn = fields.number("basedOn", 0, INT64_MAX);
    const Json zones = fields.array("zones", 1000);
    const Json thresholds = fields.object("thresholds");
    wish.reason = fields.text("reason", kMostReason, 2);
    const auto reference = referenceIn(fields);
    MJ_TRY(fields.done());
    if (!reference.ok()) return reference.error();
    wish.reference = *reference;
    MJ_ASSIGN(const auto terms, domain::readWatching(zones, thresholds));
    wish.terms = app::keptTerms(terms);
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    MJ_ASSIGN(const auto camera, cameraIn(directory, call.pathId()));
    const auto room = directory.rooms.find(camera.roomId);
    if (room == directory.rooms.end() || !permitsAnalysis(room->second))
        return Error::of(kernel::ErrorKind::Precondition, "watching.room_private");
    wish.scope = camera.id.text();
    MJ_ASSIGN(const auto row,
              app::proposeWatching(*unit, house.vault, call.actor, wish, house.clock.wall().us));
    MJ_ASSIGN(const Json json, zonedVersionJson(house, directory, row));
    MJ_TRY(mustBeStored(*unit));
    return Response::json(201, json);
}

Result<Json> checksVersionJson(const House& house, const Directory& directory,
                               const WatchingRow& row) {
    MJ_ASSIGN(Json json, watchingVersionJson(house, directory, row));
    MJ_ASSIGN(const auto checks, app::checksOf(row));
    json["checks"] = checks;
    return json;
}

Result<std::string> roomKindOf(const Call& call) {
    const std::string& word = call.request.pathValues.at("kind");
    if (!domain::parseWord<RoomKind>(word))
        return Error::of(kernel::ErrorKind::NotFound, "watching.room_kind_unknown");
    return word;
}

Result<Response> proposeForRoomKind(House& house, const Call& call) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::WatchingWish wish;
    const Json checks = fields.array("checks", 50);
    wish.reason = fields.text("reason", kMostReason, 2);
    MJ_TRY(fields.done());
    MJ_ASSIGN(wish.scope, roomKindOf(call));
    MJ_ASSIGN(const auto on, domain::readChecks(checks));
    wish.terms = app::keptChecks(on);
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto inForce, app::watchingInForce(*unit));
    if (!inForce.byScope.contains(wish.scope) &&
        on == domain::usualChecks(*domain::parseWord<RoomKind>(wish.scope)))
        return Error::invalid("checks", "watching.nothing_changed");
    MJ_ASSIGN(const auto row,
              app::proposeWatching(*unit, house.vault, call.actor, wish, house.clock.wall().us));
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    MJ_ASSIGN(const Json json, checksVersionJson(house, directory, row));
    MJ_TRY(mustBeStored(*unit));
    return Response::json(201, json);
}

Result<Json> roomKinds(House& house, const Call& call, app::UnitOfWork& unit,
                       const Directory& directory) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const auto watching, app::watchingInForce(unit));
    MJ_ASSIGN(const auto proposals, unit.watching().inState("proposed"));
    Json items = Json::array();
    for (const auto& [kind, word] : domain::Words<RoomKind>::all) {
        const std::string scope(word);
        Json item = {{"checks", watching.checksOf(kind)},
                     {"kind", scope},
                     {"proposed", nullptr},
                     {"version", watching.versionOf(scope)}};
        for (const WatchingRow& row : proposals) {
            if (row.scope != scope) continue;
            MJ_ASSIGN(item["proposed"],
                      versionOrMark(house, directory, row, checksVersionJson, noChecks()));
        }
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)}};
}

Result<std::int64_t> versionOf(const Call& call) {
    const std::string& given = call.request.pathValues.at("version");
    const bool number = !given.empty() && given.size() < 10 &&
                        given.find_first_not_of("0123456789") == std::string::npos;
    if (!number) return Error::of(kernel::ErrorKind::NotFound, "watching.not_found");
    return std::stoll(given);
}

/// The body of an approval is empty; a rejection says why.
Result<std::string> rejectReasonIn(const Call& call, bool approves) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string reason = approves ? "" : fields.text("reason", kMostReason, 2);
    MJ_TRY(fields.done());
    return reason;
}

Result<Response> decide(House& house, const Call& call, bool ofCamera, bool approves) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const std::string reason, rejectReasonIn(call, approves));
    std::string scope = call.pathId().text();
    if (!ofCamera) {
        MJ_ASSIGN(scope, roomKindOf(call));
    }
    MJ_ASSIGN(const std::int64_t version, versionOf(call));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, app::decideWatching(*unit, house.vault, call.actor, scope, version,
                                                  reason, house.clock.wall().us));
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    const VersionJson read = ofCamera ? zonedVersionJson : checksVersionJson;
    // What cannot be read is never in force; it is rejected, so that another can be proposed.
    MJ_ASSIGN(const Json json, approves ? read(house, directory, row)
                                        : versionOrMark(house, directory, row, read,
                                                        ofCamera ? noZones() : noChecks()));
    MJ_TRY(mustBeStored(*unit));
    if (approves) house.nodes.touch();
    return Response::json(200, json);
}

Result<Response> emptyRoom(House& house, const Call& call) {
    MJ_TRY(app::maySetWatching(call.actor));
    MJ_ASSIGN(const std::int64_t version, versionOf(call));
    const std::string scope = call.pathId().text();
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto sealed, unit->watching().reference(scope, version));
    if (!sealed) return Error::of(kernel::ErrorKind::NotFound, "watching.no_reference");
    return jpegResponse(house.vault.openSmall(*sealed, app::referenceContext(scope, version)));
}

Result<Json> effect(House& house, const Call& call, app::UnitOfWork& unit,
                    const Directory& directory) {
    MJ_TRY(app::maySetWatching(call.actor));
    Query query(call.request);
    const std::string name = query.text("name", 48);
    const std::int64_t value = query.required("value");
    MJ_TRY(query.done());
    const domain::Threshold* threshold = domain::findThreshold(name);
    if (threshold == nullptr) return Error::invalid("name", "threshold.unknown");
    if (value < threshold->least || value > threshold->most)
        return Error::invalid("value", "threshold.range",
                              {{"least", threshold->least}, {"most", threshold->most}});
    MJ_ASSIGN(const auto camera, cameraIn(directory, call.pathId()));
    MJ_ASSIGN(const auto watching, app::watchingInForce(unit));
    MJ_ASSIGN(const auto terms, watching.termsOf(camera.id));
    const std::int64_t now = domain::valueOf(*threshold, terms);
    MJ_ASSIGN(const auto changed,
              app::thresholdEffect(unit, camera.id, *threshold, now, value, house.clock.wall().us));
    return Json{{"days", app::kEffectDays},
                {"moreUnknown", changed.moreUnknown},
                {"name", name},
                {"now", now},
                {"observations", changed.observations},
                {"value", value},
                {"would",
                 {{"confirmedThatGo", changed.confirmedThatGo},
                  {"falseThatGo", changed.falseThatGo},
                  {"go", changed.go},
                  {"stay", changed.stay},
                  {"unjudgedThatGo", changed.unjudgedThatGo}}}};
}

}  // namespace

void addWatchingRoutes(House& house, net::Router& router) {
    const std::string camera = "/api/v1/cameras/{id}";
    const std::string kinds = "/api/v1/watching/room-kinds";
    const auto read =
        [&](const std::string& path,
            Result<Json> (*reader)(House&, const Call&, app::UnitOfWork&, const Directory&)) {
            router.add("GET", path,
                       reading(house, {}, [&house, reader](const Call& c, auto& u, Pages& p) {
                           return reader(house, c, u, p.directory());
                       }));
        };
    const auto act = [&](const std::string& path, auto handler) {
        router.add("POST", path,
                   guarded(house, {},
                           [&house, handler](const Call& call) { return handler(house, call); }),
                   kMostProposalBytes);
    };
    router.add("GET", "/api/v1/watching/kinds",
               reading(house, {}, [](const Call&, auto& u, Pages&) { return watchingKinds(u); }));
    read(camera + "/watching", watchingOfCamera);
    read(camera + "/threshold-effect", effect);
    read(kinds, roomKinds);
    act(camera + "/watching", proposeForCamera);
    act(kinds + "/{kind}", proposeForRoomKind);
    for (const bool approves : {true, false}) {
        const std::string word = approves ? "/{version}/approve" : "/{version}/reject";
        act(camera + "/watching" + word,
            [approves](House& h, const Call& c) { return decide(h, c, true, approves); });
        act(kinds + "/{kind}" + word,
            [approves](House& h, const Call& c) { return decide(h, c, false, approves); });
    }
    router.add("GET", camera + "/watching/{version}/reference",
               guarded(house, {}, [&house](const Call& call) { return emptyRoom(house, call); }));
}

}  // namespace mingjing::http
