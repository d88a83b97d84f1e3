// SPDX-License-Identifier: Apache-2.0
// Observations: a list by sight, their small pictures, and what people judge of them.
#include "center/app/observations.h"
#include "center/app/watching.h"
#include "center/domain/observations/kinds.h"
#include "center/http/reading.h"
#include "center/http/watching_json.h"

namespace mingjing::http {

using app::ObservationRow;
using domain::Ability;
using net::Response;

namespace {

constexpr std::size_t kMostNote = 500;

/// Whoever sees some camera; the list then holds what they may see.
Status maySeeSome(const Call& call) {
    return needsOneOf(call.actor, {Ability::SeeLive, Ability::SeePlayback});
}

Result<Json> seenVerdictJson(const House& house, const Directory& directory,
                             const ObservationRow& row) {
    if (row.verdict.empty() || !row.verdictBy || !row.verdictUs) return Json(nullptr);
    Json json = {{"atUs", *row.verdictUs},
                 {"by", directory.member(*row.verdictBy)},
                 {"note", ""},
                 {"verdict", row.verdict}};
    if (row.verdictNote.empty()) return json;
    MJ_ASSIGN(json["note"],
              house.vault.openSmall(row.verdictNote, app::observedNoteContext(row.id)));
    return json;
}

Result<Json> observationJson(const House& house, const Directory& directory,
                             const ObservationRow& row) {
    const domain::ObservationKind* kind = domain::findObservationKind(row.kind);
    MJ_ASSIGN(const Json detail, kernel::parseJson(row.detail));
    Json json = {{"camera", cameraName(directory, row.cameraId)},
                 {"confidenceMilli", row.confidenceMilli},
                 {"configuration", row.configuration},
                 {"detail", detail},
                 {"detector", row.detector},
                 {"fromUs", row.fromUs},
                 {"group", kind == nullptr ? "" : kind->group},
                 {"hasThumbnail", row.hasThumbnail},
                 {"id", row.id.text()},
                 {"kind", row.kind},
                 {"room", roomOf(directory, row.roomId)},
                 {"settingsVersion", row.settingsVersion},
                 {"staged", row.stagedAct.has_value()},
                 {"value", row.value}};
    json["rule"] = kind == nullptr ? Json(nullptr) : Json(kind->rule);
    json["toUs"] = row.toUs ? Json(*row.toUs) : Json(nullptr);
    json["zone"] = nullptr;
    if (row.zoneId) json["zone"] = {{"id", row.zoneId->text()}, {"kind", row.zoneKind}};
    json["place"] = nullptr;
    if (row.segment)
        json["place"] = {{"fragment", row.fragment},
                         {"offsetUs", row.offsetUs},
                         {"segment", row.segment->text()}};
    MJ_ASSIGN(json["verdict"], seenVerdictJson(house, directory, row));
    return json;
}

/// One kind, or all of a group; a group that nobody knows has no kind.
std::string kindsAsked(const std::string& kind, const std::string& group) {
    if (!kind.empty() || group.empty()) return kind;
    std::string all = "-";
    for (const std::string& each : domain::kindsOf(group)) all += "," + each;
    return all;
}

Result<Json> observationList(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_TRY(maySeeSome(call));
    app::ObservationFilter filter;
    Query query(call.request);
    filter.openOnly = query.oneOf("state", {"open", "all"}, "all") == "open";
    filter.camera = query.id("cameraId");
    filter.room = query.id("roomId");
    filter.kind = kindsAsked(query.text("kind", 24), query.text("group", 24));
    filter.verdict = query.oneOf("verdict", {"", "none", "confirmed", "false", "unclear"}, "");
    filter.fromUs = query.optionalNumber("fromUs");
    filter.toUs = query.optionalNumber("toUs");
    const auto after = query.place();
    const int limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto page, app::listObservations(unit, call.actor, filter, after, limit));
    Json json = {{"counts", {{"open", page.counts.open}, {"unjudged", page.counts.unjudged}}},
                 {"items", Json::array()},
                 {"next", nullptr}};
    for (const ObservationRow& row : page.rows) {
        MJ_ASSIGN(Json item, observationJson(house, pages.directory(), row));
        json["items"].push_back(std::move(item));
    }
    if (page.next) json["next"] = cursorOf(*page.next);
    return json;
}

Result<Response> seenPicture(House& house, const Call& call) {
    MJ_TRY(maySeeSome(call));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, app::visibleObservation(*unit, call.actor, call.pathId()));
    MJ_ASSIGN(const auto sealed, unit->observations().picture(row.id));
    if (!sealed) return Error::of(kernel::ErrorKind::NotFound, "observation.no_picture");
    return jpegResponse(house.vault.openSmall(*sealed, app::observedPictureContext(row.id)));
}

Result<Response> judgeSeen(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string verdict = fields.oneOf("verdict", {"confirmed", "false", "unclear"});
    const std::string note = fields.optionalText("note", kMostNote);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto row, app::judgeObservation(*unit, house.vault, call.actor, call.pathId(),
                                                    verdict, note, house.clock.wall().us));
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    MJ_ASSIGN(Json json, observationJson(house, directory, row));
    MJ_TRY(mustBeStored(*unit));
    // No chain grows by a verdict, but lists show it.
    house.hub.publish("observations", row.cameraId.text(), 0);
    return Response::json(200, json);
}

}  // namespace

void addObservationRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/observations";
    router.add("GET", path,
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return observationList(house, call, unit, pages);
               }));
    router.add("GET", path + "/{id}/thumbnail",
               guarded(house, {}, [&house](const Call& call) { return seenPicture(house, call); }));
    router.add("POST", path + "/{id}/verdict",
               guarded(house, Ability::ReviewFindings,
                       [&house](const Call& call) { return judgeSeen(house, call); }));
}

}  // namespace mingjing::http
