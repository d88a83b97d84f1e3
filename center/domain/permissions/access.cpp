// SPDX-License-Identifier: Apache-2.0
// The table.
#include "center/domain/permissions/access.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

using R = Role;
using M = Material;
using C = RoomClass;

struct Row {
    Material material;
    RoomClass room;
    Reach reach;
    std::vector<Role> roles;
};

/// One line per material, class of room and reach. Rooms of no picture and of body checks are in no
/// line of Live and Playback: nobody looks into them from a screen. Who may ask for the recording
/// of a body check is in a line of its own; the asking is not yet the seeing.
const std::vector<Row>& table() {
    static const std::vector<Row> rows{
        {M::Wall,
         C::None,
         Reach::All,
         {R::DutyOfficer, R::Investigator, R::Supervisor, R::Administrator, R::Kiosk, R::UnitHead,
          R::BureauHead, R::LegalHead, R::PropertyKeeper, R::Guard}},
        {M::Board,
         C::None,
         Reach::All,
         {R::DutyOfficer, R::Supervisor, R::BureauHead, R::LegalHead, R::PropertyKeeper, R::Guard}},
        {M::Board, C::None, Reach::OwnUnit, {R::Investigator, R::UnitHead}},
        {M::Stay,
         C::None,
         Reach::All,
         {R::DutyOfficer, R::Supervisor, R::BureauHead, R::LegalHead, R::PropertyKeeper, R::Guard}},
        {M::Stay, C::None, Reach::OwnUnit, {R::Investigator, R::UnitHead}},
        {M::Scan, C::None, Reach::All, {R::DutyOfficer, R::Supervisor, R::LegalHead}},
        {M::Scan, C::None, Reach::OwnUnit, {R::Investigator}},
        {M::Transcript, C::None, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::Transcript, C::None, Reach::OwnUnit, {R::Investigator}},
        {M::StayFile, C::None, Reach::All, {R::DutyOfficer, R::Supervisor, R::LegalHead}},
        {M::StayFile, C::None, Reach::OwnUnit, {R::Investigator}},
        {M::RecordingExport, C::None, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::RecordingExport, C::None, Reach::OwnUnit, {R::Investigator, R::UnitHead}},
        {M::TrueIdentity, C::None, Reach::All, {R::BureauHead, R::LegalHead}},
        {M::TrueIdentity, C::None, Reach::OwnUnit, {R::UnitHead}},
        {M::Finding, C::None, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::Audit, C::None, Reach::All, {R::Supervisor, R::Administrator}},
        {M::Live, C::General, Reach::All, {R::DutyOfficer, R::Supervisor, R::BureauHead}},
        {M::Live, C::General, Reach::OwnQuestioning, {R::Investigator, R::UnitHead}},
        {M::Live, C::Confidential, Reach::All, {R::DutyOfficer, R::Supervisor, R::BureauHead}},
        {M::Live, C::Questioning, Reach::All, {R::DutyOfficer, R::Supervisor, R::BureauHead}},
        {M::Live, C::Questioning, Reach::OwnQuestioning, {R::Investigator, R::UnitHead}},
        {M::Playback, C::General, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::Playback, C::Questioning, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::Playback, C::Confidential, Reach::All, {R::Supervisor, R::LegalHead}},
        {M::BodyCheck, C::Restricted, Reach::All, {R::Supervisor, R::LegalHead}},
    };
    return rows;
}

bool isReached(Reach reach, const Staff& staff, const Sight& sight) {
    switch (reach) {
        case Reach::No:
            return false;
        case Reach::OwnUnit:
            return !sight.unitId || *sight.unitId == staff.unitId;
        case Reach::OwnQuestioning:
            return sight.ownUnitQuestionsNow;
        case Reach::All:
            return true;
    }
    return false;
}

}  // namespace

RoomClass classOf(const Room& room) {
    switch (room.privacy) {
        case Privacy::Restricted:
            return RoomClass::Restricted;
        case Privacy::NoPicture:
            return RoomClass::NoPicture;
        case Privacy::NoSound:
            return RoomClass::Confidential;
        case Privacy::Normal:
            break;
    }
    return isQuestioningRoom(room.kind) ? RoomClass::Questioning : RoomClass::General;
}

Reach reachOf(Role role, Material material, RoomClass room) {
    Reach widest = Reach::No;
    for (const Row& row : table())
        if (row.material == material && row.room == room &&
            std::find(row.roles.begin(), row.roles.end(), role) != row.roles.end())
            widest = std::max(widest, row.reach);
    return widest;
}

std::optional<SightReason> whyMaySee(const Staff& staff, const Sight& sight) {
    std::optional<SightReason> best;
    if (!staff.active) return best;
    for (const Role role : staff.roles) {
        const Reach reach = reachOf(role, sight.material, sight.room);
        if (isReached(reach, staff, sight) && (!best || reach > best->reach))
            best = SightReason{role, reach};
    }
    return best;
}

}  // namespace mingjing::domain
