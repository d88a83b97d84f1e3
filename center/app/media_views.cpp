// SPDX-License-Identifier: Apache-2.0
// Grants of views.
#include "center/app/media_views.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/app/body_checks.h"
#include "center/domain/permissions/access.h"

namespace mingjing::app {

using domain::Ability;

namespace {

constexpr std::int64_t kLongestPlaybackUs = 24 * kernel::kHourUs;

Error forbidden() {
    return Error::of(ErrorKind::Forbidden, "view.not_permitted");
}

Status mustCommit(UnitOfWork& unit) {
    return unit.commit() == CommitResult::Committed
               ? Status()
               : Status(Error::of(ErrorKind::Unavailable, "db.unreachable", "view"));
}

struct RoomUse {
    bool questioning = false;     ///< somebody is questioned there now
    bool ownQuestioning = false;  ///< by the actor's own unit
};

/// Of every room in which somebody is questioned now.
Result<std::map<Uuid, RoomUse>> usesOf(UnitOfWork& unit, const Actor& actor) {
    std::map<Uuid, RoomUse> uses;
    MJ_ASSIGN(const auto open, unit.stays().questionings(true, 200));
    for (const QuestioningRow& row : open) {
        if (row.endedUs) continue;
        RoomUse& use = uses[row.roomId];
        use.questioning = true;
        MJ_ASSIGN(const auto stay, unit.stays().find(row.stayId));
        if (stay && maySeeStayOf(actor.staff, stay->unitId)) use.ownQuestioning = true;
    }
    return uses;
}

Result<domain::RoomClass> classOfRoom(UnitOfWork& unit, const Uuid& roomId) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const domain::Room& room : rooms)
        if (room.id == roomId) return domain::classOf(room);
    return domain::RoomClass::Restricted;
}

}  // namespace

Status MediaViews::mayOpen(UnitOfWork& unit, const Actor& actor, const OpenView& request,
                           const CameraRow& camera) {
    domain::Sight sight;
    MJ_ASSIGN(sight.room, classOfRoom(unit, camera.roomId));
    if (request.use == "playback") {
        // What was sealed in a room that is another one now is left out by the recorder.
        const bool sealed = sight.room == domain::RoomClass::Restricted;
        sight.material = sealed ? domain::Material::BodyCheck : domain::Material::Playback;
        if (!whyMaySee(actor.staff, sight)) return forbidden();
        if (sealed)
            MJ_TRY(bodyCheckOpening(unit, actor.staff, camera.id, {request.fromUs, request.toUs},
                                    clock_.wall().us));
        if (request.fromUs <= 0 || request.toUs <= request.fromUs)
            return Error::invalid("fromUs", "view.bad_interval");
        if (request.toUs - request.fromUs > kLongestPlaybackUs)
            return Error::invalid("toUs", "view.bad_interval");
        return {};
    }
    // Nobody sees a body check as it happens, not even who sets the camera up.
    if (sight.room == domain::RoomClass::Restricted)
        return Error::of(ErrorKind::Forbidden, "body_check.no_live");
    sight.material = domain::Material::Live;
    MJ_ASSIGN(auto uses, usesOf(unit, actor));
    const RoomUse use = uses[camera.roomId];
    sight.ownUnitQuestionsNow = use.ownQuestioning;
    const bool sees = whyMaySee(actor.staff, sight).has_value();
    if (sees && request.use == "live" && !camera.active)
        return Error::of(ErrorKind::Precondition, "view.camera_inactive");
    if (sees) return {};
    // Who sets cameras up looks at a test picture, and not at a questioning.
    if (request.use != "still" || !actor.can(Ability::Administer)) return forbidden();
    if (use.questioning) return Error::of(ErrorKind::Forbidden, "view.questioning_runs");
    return {};
}

Status MediaViews::mayTakeStill(UnitOfWork& unit, const Actor& actor, const CameraRow& camera) {
    OpenView still;
    still.use = "still";
    return mayOpen(unit, actor, still, camera);
}

Result<std::map<Uuid, CameraSight>> MediaViews::sights(UnitOfWork& unit, const Actor& actor) {
    MJ_ASSIGN(auto uses, usesOf(unit, actor));
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    std::map<Uuid, CameraSight> sights;
    for (const CameraRow& camera : cameras) {
        domain::Sight sight{domain::Material::Live, domain::RoomClass::Restricted, {}, false};
        for (const domain::Room& room : rooms)
            if (room.id == camera.roomId) sight.room = domain::classOf(room);
        sight.ownUnitQuestionsNow = uses[camera.roomId].ownQuestioning;
        CameraSight& found = sights[camera.id];
        found.live = camera.active && whyMaySee(actor.staff, sight);
        sight.material = domain::Material::Playback;
        found.playback = whyMaySee(actor.staff, sight).has_value();
        found.sealed = sight.room == domain::RoomClass::Restricted;
        sight.material = domain::Material::BodyCheck;
        found.mayAsk = found.sealed && whyMaySee(actor.staff, sight);
    }
    return sights;
}

ViewGrant MediaViews::grant(const ViewRow& row) {
    kernel::MediaGrant media;
    media.actor = row.staffId;
    media.camera = row.cameraId;
    media.use = row.use;
    media.view = row.id;
    media.fromUs = row.fromUs;
    media.toUs = row.toUs;
    media.expiresUs = clock_.wall().us + kernel::kMediaTokenLifeUs;
    return {row.id, kernel::signMediaToken(secrets_.signingKey, media), media.expiresUs};
}

Result<ViewGrant> MediaViews::open(const Actor& actor, const OpenView& request) {
    MJ_ASSIGN(const auto unit, database_.begin());
    const std::int64_t nowUs = clock_.wall().us;
    MJ_ASSIGN(const auto cameras, unit->directory().cameras());
    const auto camera = std::find_if(cameras.begin(), cameras.end(),
                                     [&](const auto& c) { return c.id == request.cameraId; });
    if (camera == cameras.end()) return Error::of(ErrorKind::NotFound, "camera.unknown");
    const Status may = mayOpen(*unit, actor, request, *camera);
    AuditNote note{"view_opened", "camera", request.cameraId, request.use + ":" + request.reason,
                   may.ok(),      ""};
    note.sealedDetails = vault_.sealSmall(request.note, "audit");
    MJ_TRY(audit(*unit, actor, nowUs, note));
    ViewRow row;
    if (may.ok()) {
        row.id = Uuid::make(nowUs);
        row.staffId = actor.id();
        row.signInId = actor.signInId;
        row.cameraId = request.cameraId;
        row.use = request.use;
        row.fromUs = request.use == "playback" ? request.fromUs : 0;
        row.toUs = request.use == "playback" ? request.toUs : 0;
        row.openedUs = nowUs;
        MJ_TRY(unit->access().putView(row));
    }
    MJ_TRY(mustCommit(*unit));
    if (!may.ok()) return may.error();
    return grant(row);
}

Result<ViewGrant> MediaViews::openExport(const Actor& actor, const Uuid& exportId) {
    MJ_ASSIGN(const auto unit, database_.begin());
    const std::int64_t nowUs = clock_.wall().us;
    ViewRow row;
    row.id = Uuid::make(nowUs);
    row.staffId = actor.id();
    row.signInId = actor.signInId;
    row.cameraId = exportId;
    row.use = "export";
    row.openedUs = nowUs;
    MJ_TRY(unit->access().putView(row));
    MJ_TRY(audit(*unit, actor, nowUs, {"export_fetched", "export", exportId, "", true}));
    MJ_TRY(mustCommit(*unit));
    return grant(row);
}

Result<ViewGrant> MediaViews::renew(const Actor& actor, const Uuid& viewId) {
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto row, unit->access().findView(viewId));
    if (!row || row->staffId != actor.id() || row->closedUs || row->use == "still" ||
        row->use == "export")
        return Error::of(ErrorKind::NotFound, "view.ended");
    OpenView again;
    again.cameraId = row->cameraId;
    again.use = row->use;
    again.fromUs = row->fromUs;
    again.toUs = row->toUs;
    CameraRow camera;
    MJ_ASSIGN(const auto cameras, unit->directory().cameras());
    for (const CameraRow& known : cameras)
        if (known.id == row->cameraId) camera = known;
    MJ_TRY(mayOpen(*unit, actor, again, camera));
    return grant(*row);
}

Status MediaViews::close(const Actor& actor, const Uuid& viewId) {
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto row, unit->access().findView(viewId));
    if (!row || row->staffId != actor.id()) return Error::of(ErrorKind::NotFound, "view.ended");
    MJ_TRY(unit->access().closeView(viewId, clock_.wall().us));
    MJ_TRY(mustCommit(*unit));
    nodes_.touch();
    return {};
}

}  // namespace mingjing::app
