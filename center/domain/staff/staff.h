// SPDX-License-Identifier: Apache-2.0
// Staff: who they are in law (officer, auxiliary, civilian) and which roles they hold here.
#pragma once

#include <set>
#include <string>

#include "center/domain/people/person.h"

namespace mingjing::domain {

/// Auxiliaries (辅警) never count as officers.
enum class StaffFunction { Officer, Auxiliary, Civilian };
MJ_WORDS(StaffFunction, 3, {StaffFunction::Officer, "officer"},
         {StaffFunction::Auxiliary, "auxiliary"}, {StaffFunction::Civilian, "civilian"});

enum class Role {
    DutyOfficer,
    Investigator,
    Supervisor,
    Administrator,
    Kiosk,
    UnitHead,
    BureauHead,
    LegalHead,
    PropertyKeeper,
    Guard,  ///< watches and cares for those who wait; mostly an auxiliary
};
MJ_WORDS(Role, 10, {Role::DutyOfficer, "duty_officer"}, {Role::Investigator, "investigator"},
         {Role::Supervisor, "supervisor"}, {Role::Administrator, "administrator"},
         {Role::Kiosk, "kiosk"}, {Role::UnitHead, "unit_head"}, {Role::BureauHead, "bureau_head"},
         {Role::LegalHead, "legal_head"}, {Role::PropertyKeeper, "property_keeper"},
         {Role::Guard, "guard"});

struct Unit {
    Uuid id;
    std::string code;
    std::string name;
    bool active = true;
    std::int64_t seq = 0;
};

struct Staff {
    Uuid id;
    std::string login;
    std::string name;
    std::string badge;
    Sex sex = Sex::Male;
    StaffFunction function = StaffFunction::Officer;
    Uuid unitId;
    std::set<Role> roles;
    bool active = true;
    std::int64_t lastSignInUs = 0;  ///< 0: never
    std::int64_t seq = 0;
};

}  // namespace mingjing::domain
