// SPDX-License-Identifier: Apache-2.0
// Permissions to see a camera. The picture itself comes from the recorder, which believes our
// token.
#include "center/http/house.h"

namespace mingjing::http {

using net::Response;

namespace {

constexpr std::int64_t kAnyTimeUs = 4'102'444'800'000'000;  // the year 2100

Response granted(const app::ViewGrant& grant) {
    return Response::json(
        201,
        {{"expiresUs", grant.expiresUs}, {"token", grant.token}, {"viewId", grant.viewId.text()}});
}

Result<Response> openView(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::OpenView view;
    view.cameraId = fields.id("cameraId");
    view.use = fields.oneOf("use", {"live", "playback", "still"});
    view.fromUs = fields.optionalNumber("fromUs", 0, kAnyTimeUs).value_or(0);
    view.toUs = fields.optionalNumber("toUs", 0, kAnyTimeUs).value_or(0);
    view.reason =
        fields.oneOf("reason", {"duty", "questioning", "review", "camera_test", "patrol"});
    view.questioningId = fields.optionalId("questioningId");
    view.findingId = fields.optionalId("findingId");
    view.note = fields.optionalText("note", 256);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto grant, house.views.open(call.actor, view));
    return granted(grant);
}

}  // namespace

void addMediaRoutes(House& house, net::Router& router) {
    router.add("POST", "/api/v1/media/views",
               guarded(house, {}, [&house](const Call& call) { return openView(house, call); }));
    router.add("POST", "/api/v1/media/views/{id}/renew",
               guarded(house, {}, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto grant, house.views.renew(call.actor, call.pathId()));
                   return granted(grant);
               }));
    router.add("DELETE", "/api/v1/media/views/{id}",
               guarded(house, {}, [&house](const Call& call) -> Result<Response> {
                   MJ_TRY(house.views.close(call.actor, call.pathId()));
                   return Response::noContent();
               }));
}

}  // namespace mingjing::http
