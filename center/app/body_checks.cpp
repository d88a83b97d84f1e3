// SPDX-License-Identifier: Apache-2.0
// Checking a wish to look at a body check, and opening the keys of what was approved.
#include "center/app/body_checks.h"

#include <algorithm>

#include "center/app/audit.h"

namespace mingjing::app {

using domain::BodyCheckOpening;
using domain::BodyCheckTerms;

namespace {

Error shut(const char* code) {
    return Error::of(ErrorKind::Forbidden, code);
}

Result<CameraRow> cameraOf(UnitOfWork& unit, const Uuid& id) {
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    const auto found = std::find_if(cameras.begin(), cameras.end(),
                                    [&](const CameraRow& row) { return row.id == id; });
    if (found == cameras.end()) return Error::invalid("cameraId", "camera.unknown");
    return *found;
}

/// Everybody who was in the room then is in the picture.
Status checkEverybody(UnitOfWork& unit, const Uuid& room, const domain::Staff& asker,
                      const domain::Stay& stay, const BodyCheckTerms& terms) {
    MJ_ASSIGN(const auto there, unit.stays().occupancies({room}, terms.fromUs));
    for (const domain::Occupancy& one : there) {
        const bool inside = one.fromUs < terms.toUs && one.toUs.value_or(INT64_MAX) > terms.fromUs;
        if (inside && one.stayId != stay.id && one.sex != asker.sex)
            return shut("body_check.others_there");
    }
    return {};
}

}  // namespace

Result<bool> isBodyCheck(UnitOfWork& unit, const CameraRow& camera, domain::Span within) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const domain::Room& room : rooms)
        if (room.id == camera.roomId && room.privacy == domain::Privacy::Restricted) return true;
    for (const char* stream : {"main", "sub"}) {
        MJ_ASSIGN(const auto segments, unit.recordings().segments(camera.id, stream, within));
        if (std::any_of(segments.begin(), segments.end(),
                        [](const SegmentRow& row) { return row.sealed; }))
            return true;
    }
    return false;
}

Status checkBodyCheckView(UnitOfWork& unit, const domain::Staff& asker, const domain::Stay& stay,
                          const BodyCheckTerms& terms, std::int64_t nowUs) {
    const std::int64_t arrivedUs = stay.arrived.atUs;
    const std::int64_t leftUs = stay.departure ? stay.departure->moment.atUs : nowUs;
    const bool good = terms.fromUs >= arrivedUs && terms.fromUs < terms.toUs &&
                      terms.toUs <= std::min(leftUs, nowUs) &&
                      terms.toUs - terms.fromUs <= domain::kLongestBodyCheckUs;
    if (!good) return Error::invalid("toUs", "body_check.bad_interval");
    if (terms.untilUs != 0 && terms.untilUs <= nowUs)
        return Error::invalid("untilUs", "body_check.bad_end");
    MJ_ASSIGN(const CameraRow camera, cameraOf(unit, terms.cameraId));
    MJ_ASSIGN(const bool sealed, isBodyCheck(unit, camera, {terms.fromUs, terms.toUs}));
    if (!sealed) return Error::invalid("cameraId", "body_check.not_sealed");
    if (!stay.facts || !stay.facts->sex) return shut("body_check.sex_unknown");
    if (*stay.facts->sex != asker.sex) return shut("body_check.other_sex");
    return checkEverybody(unit, camera.roomId, asker, stay, terms);
}

Status projectBodyChecks(UnitOfWork& unit, const domain::Stay& stay) {
    for (const BodyCheckOpening& opening : domain::bodyCheckOpenings(stay))
        MJ_TRY(unit.bodyChecks().put(opening));
    return {};
}

Result<BodyCheckOpening> bodyCheckOpening(UnitOfWork& unit, const domain::Staff& staff,
                                          const Uuid& camera, domain::Span wanted,
                                          std::int64_t nowUs) {
    MJ_ASSIGN(const auto openings, unit.bodyChecks().of(staff.id, camera));
    const char* code = "body_check.not_approved";
    for (const BodyCheckOpening& opening : openings) {
        if (isOpenFor(opening, staff, camera, wanted.fromUs, wanted.toUs, nowUs)) return opening;
        if (opening.sex != staff.sex)
            code = "body_check.other_sex";
        else if (isOpenFor(opening, staff, camera, wanted.fromUs, wanted.toUs, opening.grantedUs))
            code = "body_check.over";
    }
    return shut(code);
}

Result<OpenedView> BodyCheckKeys::decide(UnitOfWork& unit, const ViewRow& view,
                                         const domain::Staff& staff,
                                         const std::vector<WantedKey>& wanted) const {
    const std::int64_t nowUs = clock_.wall().us;
    MJ_ASSIGN(const BodyCheckOpening opening,
              bodyCheckOpening(unit, staff, view.cameraId, {view.fromUs, view.toUs}, nowUs));
    OpenedView out;
    out.untilUs = opening.untilUs;
    for (const WantedKey& key : wanted) {
        // Of the view's own camera, and begun before what the view may show is over.
        if (key.of.camera != view.cameraId || key.of.startUs >= view.toUs)
            return shut("body_check.not_approved");
        MJ_ASSIGN(const auto secret, kernel::openMediaKey(secrets_.openingKey, key.seal, key.of));
        out.segments.push_back({key.of.segment, secret});
    }
    return out;
}

Result<OpenedView> BodyCheckKeys::open(const Uuid& viewId, const std::vector<WantedKey>& wanted) {
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto view, unit->access().findView(viewId));
    if (!view || view->closedUs || view->use != "playback")
        return Error::of(ErrorKind::NotFound, "view.ended");
    MJ_ASSIGN(const auto staff, unit->directory().findStaff(view->staffId));
    if (!staff) return Error::of(ErrorKind::NotFound, "view.ended");
    const auto opened = decide(*unit, *view, *staff, wanted);
    for (const WantedKey& key : wanted) {
        AuditRow row;
        row.atUs = clock_.wall().us;
        row.actor = staff->id;
        row.action = "body_check_key_opened";
        row.objectKind = "camera";
        row.object = view->cameraId;
        row.reason = opened.ok() ? key.of.segment.text() : opened.error().code;
        row.allowed = opened.ok();
        MJ_TRY(unit->access().putAudit(row));
    }
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "opening of a body check");
    return opened;
}

}  // namespace mingjing::app
