// SPDX-License-Identifier: Apache-2.0
// A camera's address tried before it is stored: asked here, tried by a recorder, told in words.
#include <algorithm>

#include "center/app/audit.h"
#include "center/app/camera_trials.h"
#include "center/http/camera_fields.h"
#include "center/http/reading.h"
#include "center/kernel/media_token.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

struct TrialWish {
    app::CameraTrial trial;
    Uuid cameraId;  ///< whose stored password is used where none is typed; nil: none
};

TrialWish wishOf(Fields& fields) {
    TrialWish wish;
    wish.trial.url = fields.text("url", 512);
    checkStreamUrl(fields, "url", wish.trial.url);
    wish.trial.username = fields.optionalText("username", 64);
    wish.trial.password = fields.optionalText("password", 128);
    wish.trial.transport = transportOf(fields);
    wish.cameraId = fields.optionalId("cameraId").value_or(Uuid{});
    return wish;
}

/// What was stored stands in for what was left empty, but only at the camera's own address: else
/// its password could be sent to a listener.
Status useStored(House& house, TrialWish& wish, const app::CameraRow& camera) {
    const bool own = app::isSameAddress(wish.trial.url, camera.mainUrl) ||
                     app::isSameAddress(wish.trial.url, camera.subUrl);
    if (!own || !wish.trial.password.empty()) return {};
    MJ_ASSIGN(const std::string stored,
              house.vault.openSmall(camera.credentials, "camera" + camera.id.text()));
    const auto split = stored.find('\n');
    if (wish.trial.username.empty()) wish.trial.username = stored.substr(0, split);
    if (split != std::string::npos && wish.trial.username == stored.substr(0, split))
        wish.trial.password = stored.substr(split + 1);
    return {};
}

/// A known camera's picture is not to be had by way of a trial where it is not to be had as such.
Status checkKnown(House& house, app::UnitOfWork& unit, const Call& call, TrialWish& wish) {
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    for (const app::CameraRow& camera : cameras) {
        if (app::isSameAddress(wish.trial.url, camera.mainUrl) ||
            app::isSameAddress(wish.trial.url, camera.subUrl))
            MJ_TRY(house.views.mayTakeStill(unit, call.actor, camera));
        if (camera.id == wish.cameraId) MJ_TRY(useStored(house, wish, camera));
    }
    return {};
}

Result<Response> askTrial(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    TrialWish wish = wishOf(fields);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    const Status may = checkKnown(house, *unit, call, wish);
    app::AuditNote note{"camera_tried", "camera", wish.cameraId, "", may.ok()};
    note.sealedDetails = house.vault.sealSmall(wish.trial.url, "audit");
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us, note));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable", "camera trial");
    MJ_TRY(may);
    wish.trial.askedBy = call.actor.id();
    MJ_ASSIGN(const Uuid id, house.trials.ask(std::move(wish.trial)));
    house.nodes.touch();
    return Response::json(201, {{"trialId", id.text()}});
}

/// Permission to fetch the first picture from the recorder.
std::string stillToken(const House& house, const Call& call, const Uuid& trial) {
    kernel::MediaGrant grant;
    grant.actor = call.actor.id();
    grant.camera = trial;
    grant.use = "still";
    grant.view = trial;
    grant.expiresUs = house.clock.wall().us + kernel::kMediaTokenLifeUs;
    return kernel::signMediaToken(house.secrets.signingKey, grant);
}

Json outcomeJson(const House& house, const Call& call, const Uuid& id, const Json& outcome) {
    const std::string trouble = outcome.value("trouble", "");
    if (!trouble.empty()) {
        const std::string known = house.messages.has(trouble) ? trouble : "camera.failed";
        const Json params = {{"offered", outcome.value("offered", "")}};
        return {{"code", known},
                {"state", "failed"},
                {"text", house.messages.zh(known, params)},
                {"textEn", house.messages.en(known, params)}};
    }
    return {{"codecs", outcome.value("codecs", "")},
            {"fpsMilli", outcome.value("fpsMilli", std::int64_t{0})},
            {"height", outcome.value("height", 0)},
            {"sound", outcome.value("sound", false)},
            {"state", "found"},
            {"token", stillToken(house, call, id)},
            {"width", outcome.value("width", 0)}};
}

Result<Response> showTrial(House& house, const Call& call) {
    MJ_ASSIGN(const app::CameraTrial trial, house.trials.find(call.pathId(), call.actor.id()));
    if (!trial.outcome) return Response::json(200, {{"state", "trying"}});
    return Response::json(200, outcomeJson(house, call, trial.id, *trial.outcome));
}

}  // namespace

void addTrialRoutes(House& house, net::Router& router) {
    router.add("POST", "/api/v1/camera-trials",
               guarded(house, Ability::Administer,
                       [&house](const Call& call) { return askTrial(house, call); }));
    router.add("GET", "/api/v1/camera-trials/{id}",
               guarded(house, Ability::Administer,
                       [&house](const Call& call) { return showTrial(house, call); }));
}

}  // namespace mingjing::http
