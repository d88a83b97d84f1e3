// SPDX-License-Identifier: Apache-2.0
// The table of roles and acts.
#include "center/domain/permissions/abilities.h"

#include "center/domain/permissions/access.h"

namespace mingjing::domain {

namespace {

/// What a role may do; what it may see stands in access.cpp.
std::set<Ability> actsOfRole(Role role) {
    using A = Ability;
    switch (role) {
        case Role::DutyOfficer:
            return {A::LeadStay, A::Care};
        case Role::Investigator:
            return {A::LeadStay, A::Question, A::Care};
        case Role::Supervisor:
            return {A::ReviewFindings};
        case Role::Administrator:
            return {A::Administer};
        case Role::UnitHead:
        case Role::BureauHead:
            return {A::ApproveExtension};
        case Role::LegalHead:
            return {A::ConfirmRules, A::ReviewFindings, A::ReviewLegality};
        case Role::Guard:
            return {A::Care};
        case Role::Kiosk:
        case Role::PropertyKeeper:
            return {};
    }
    return {};
}

bool seesAnyOf(Role role, Material material) {
    for (const auto& [room, word] : Words<RoomClass>::all)
        if (reachOf(role, material, room) != Reach::No) return true;
    return false;
}

std::set<Ability> abilitiesOfRole(Role role) {
    std::set<Ability> all = actsOfRole(role);
    for (const auto& [ability, material] : {std::pair{Ability::SeeWall, Material::Wall},
                                            {Ability::SeeBoard, Material::Board},
                                            {Ability::SeeStay, Material::Stay},
                                            {Ability::SeeLive, Material::Live},
                                            {Ability::SeePlayback, Material::Playback},
                                            {Ability::SeeAudit, Material::Audit},
                                            {Ability::SeeTrueIdentity, Material::TrueIdentity}})
        if (seesAnyOf(role, material)) all.insert(ability);
    // Everybody who works here; the wall's screen is nobody.
    if (role != Role::Kiosk) all.insert(Ability::CallHelp);
    return all;
}

}  // namespace

std::set<Ability> abilitiesOf(const Staff& staff) {
    std::set<Ability> all;
    if (!staff.active) return all;
    for (const Role role : staff.roles) all.merge(abilitiesOfRole(role));
    return all;
}

bool maySeeStayOf(const Staff& staff, const Uuid& stayUnit) {
    return whyMaySee(staff, sightOf(Material::Stay, stayUnit)).has_value();
}

}  // namespace mingjing::domain
