// SPDX-License-Identifier: Apache-2.0
// The table of roles and abilities.
#include "center/domain/permissions/abilities.h"

namespace mingjing::domain {

namespace {

std::set<Ability> abilitiesOfRole(Role role) {
    using A = Ability;
    switch (role) {
        case Role::DutyOfficer:
            return {A::SeeWall, A::SeeBoard, A::SeeStay, A::LeadStay, A::Care, A::SeeLive};
        case Role::Investigator:
            return {A::SeeWall,  A::SeeBoard, A::SeeStay, A::LeadStay,
                    A::Question, A::Care,     A::SeeLive};
        case Role::Supervisor:
            return {A::SeeWall,     A::SeeBoard,       A::SeeStay, A::SeeLive,
                    A::SeePlayback, A::ReviewFindings, A::SeeAudit};
        case Role::Administrator:
            return {A::SeeWall, A::Administer, A::SeeAudit};
        case Role::Kiosk:
            return {A::SeeWall};
        case Role::UnitHead:
        case Role::BureauHead:
            return {A::SeeWall, A::SeeBoard, A::SeeStay, A::ApproveExtension, A::SeeLive};
        case Role::LegalHead:
            return {A::SeeWall,     A::SeeBoard,       A::SeeStay,       A::ConfirmRules,
                    A::SeePlayback, A::ReviewFindings, A::ReviewLegality};
        case Role::PropertyKeeper:
            return {A::SeeWall, A::SeeBoard, A::SeeStay};
        case Role::Guard:
            return {A::SeeWall, A::SeeBoard, A::SeeStay, A::Care};
    }
    return {};
}

}  // namespace

std::set<Ability> abilitiesOf(const Staff& staff) {
    std::set<Ability> all;
    if (!staff.active) return all;
    for (const Role role : staff.roles) all.merge(abilitiesOfRole(role));
    return all;
}

bool maySeeStayOf(const Staff& staff, const Uuid& stayUnit) {
    if (!staff.active) return false;
    for (const Role role : {Role::DutyOfficer, Role::Supervisor, Role::BureauHead, Role::LegalHead,
                            Role::PropertyKeeper, Role::Guard})
        if (staff.roles.contains(role)) return true;
    const bool caseSide =
        staff.roles.contains(Role::Investigator) || staff.roles.contains(Role::UnitHead);
    return caseSide && staff.unitId == stayUnit;
}

}  // namespace mingjing::domain
