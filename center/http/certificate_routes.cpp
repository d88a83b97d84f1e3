// SPDX-License-Identifier: Apache-2.0
// The certificate of a questioning's recording, and codes of the room's display read in it.
#include "center/app/certificates.h"
#include "center/app/liveness.h"
#include "center/app/watching.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::int64_t kAnyMoment = 4'102'444'800'000'000;

Result<Json> certificate(House& house, const Call& call, app::UnitOfWork& unit,
                         const Pages& pages) {
    MJ_ASSIGN(const auto row, unit.stays().findQuestioning(call.pathId()));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    MJ_ASSIGN(const auto loaded, visibleStay(house, unit, call, row->stayId));
    const auto* questioning = loaded->stay.findQuestioning(row->id);
    if (questioning == nullptr)
        return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    MJ_ASSIGN(const app::Certified certified,
              app::certificateOf(unit, house.recording, *questioning, house.clock.wall().us));
    Json json = app::toJson(certified.certificate);
    json["state"] = certified.state();
    MJ_TRY(app::addWatching(unit, json, certified.certificate.window));
    json["watchedBy"] = Json::array();
    for (const auto& camera : certified.certificate.cameras) {
        MJ_ASSIGN(const auto views,
                  unit.access().viewsOpened(camera.cameraId, certified.certificate.window));
        for (const app::ViewRow& view : views)
            json["watchedBy"].push_back({{"by", pages.directory().member(view.staffId)},
                                         {"cameraId", view.cameraId.text()},
                                         {"openedUs", view.openedUs},
                                         {"use", view.use}});
    }
    return json;
}

/// What somebody read in a picture: it fits, or it does not, and then perhaps another time.
Result<Response> readCode(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::CodeReading reading;
    reading.cameraId = fields.id("cameraId");
    reading.atUs = fields.number("atUs", 1, kAnyMoment);
    const std::string written = fields.text("code", 64);
    MJ_TRY(fields.done());
    MJ_ASSIGN(reading.code, kernel::readLivenessCode(written));
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const app::CodeAnswer answer,
              app::takeReading(*unit, call.actor, reading, house.clock.wall().us));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    Json json = {{"code", reading.code}, {"fits", answer.fits}};
    if (answer.found) json["slot"] = codeJson(*answer.found);
    return Response::json(answer.fits ? 201 : 200, json);
}

}  // namespace

void addCertificateRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/questionings/{id}/certificate",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return certificate(house, c, u, p);
               }));
    router.add("POST", "/api/v1/liveness/readings",
               guarded(house, Ability::ReviewFindings,
                       [&house](const Call& call) { return readCode(house, call); }));
}

}  // namespace mingjing::http
