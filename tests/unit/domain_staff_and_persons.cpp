// SPDX-License-Identifier: Apache-2.0
// Who may do what, and how old a person is.
#include <map>

#include <boost/test/unit_test.hpp>

#include "center/domain/permissions/abilities.h"

namespace mingjing::tests {

using namespace domain;

namespace {

Staff staffOf(std::set<Role> roles) {
    Staff staff;
    staff.unitId = *Uuid::parse("0190b5a0-0000-7000-8000-00000000000a");
    staff.roles = std::move(roles);
    return staff;
}

/// 00:00 in Beijing on 24 November 2026.
constexpr std::int64_t kMidnightUs = 1'795'449'600'000'000;

}  // namespace

BOOST_AUTO_TEST_SUITE(domain_staff_and_persons)

/// Written down a second time on purpose: what is not listed here must be denied.
BOOST_AUTO_TEST_CASE(every_role_and_ability) {
    using A = Ability;
    const std::map<Role, std::set<Ability>> expected{
        {Role::DutyOfficer,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::LeadStay, A::Care, A::SeeLive}},
        {Role::Investigator,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::LeadStay, A::Question, A::Care,
          A::SeeLive}},
        {Role::Supervisor,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::SeeLive, A::SeePlayback,
          A::ReviewFindings, A::SeeAudit}},
        {Role::Administrator, {A::CallHelp, A::SeeWall, A::Administer, A::SeeAudit}},
        {Role::Kiosk, {A::SeeWall}},
        {Role::UnitHead,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::ApproveExtension, A::SeeLive,
          A::SeeTrueIdentity}},
        {Role::BureauHead,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::ApproveExtension, A::SeeLive,
          A::SeeTrueIdentity}},
        {Role::LegalHead,
         {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::ConfirmRules, A::SeePlayback,
          A::ReviewFindings, A::ReviewLegality, A::SeeTrueIdentity}},
        {Role::PropertyKeeper, {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay}},
        {Role::Guard, {A::CallHelp, A::SeeWall, A::SeeBoard, A::SeeStay, A::Care}},
    };
    BOOST_TEST(expected.size() == Words<Role>::all.size());
    for (const auto& [role, roleWord] : Words<Role>::all) {
        const auto has = abilitiesOf(staffOf({role}));
        for (const auto& [ability, word] : Words<Ability>::all)
            BOOST_TEST(has.contains(ability) == expected.at(role).contains(ability),
                       roleWord << " / " << word);
    }
}

BOOST_AUTO_TEST_CASE(default_deny) {
    BOOST_TEST(abilitiesOf(staffOf({})).empty());
    Staff gone = staffOf({Role::Administrator, Role::Supervisor});
    gone.active = false;
    BOOST_TEST(abilitiesOf(gone).empty());
    BOOST_TEST(!maySeeStayOf(gone, gone.unitId));
    const auto both = abilitiesOf(staffOf({Role::Kiosk, Role::Administrator}));
    BOOST_TEST(both.size() == 4U);
}

BOOST_AUTO_TEST_CASE(stays_of_other_units) {
    const Uuid other = *Uuid::parse("0190b5a0-0000-7000-8000-00000000000b");
    const std::set<Role> all{Role::DutyOfficer, Role::Supervisor,     Role::BureauHead,
                             Role::LegalHead,   Role::PropertyKeeper, Role::Guard};
    const std::set<Role> own{Role::Investigator, Role::UnitHead};
    for (const auto& [role, word] : Words<Role>::all) {
        const Staff staff = staffOf({role});
        BOOST_TEST(maySeeStayOf(staff, other) == all.contains(role), word);
        BOOST_TEST(maySeeStayOf(staff, staff.unitId) == (all.contains(role) || own.contains(role)),
                   word);
    }
}

BOOST_AUTO_TEST_CASE(ages) {
    struct Row {
        const char* born;
        std::int64_t atUs;
        std::optional<int> age;
    };
    const std::int64_t day = 86'400'000'000;
    const Row rows[] = {
        {"2008-11-24", kMidnightUs, 18},
        {"2008-11-24", kMidnightUs - 1, 17},
        {"2008-11-25", kMidnightUs + day - 1, 17},
        {"2008-02-29", kMidnightUs - 269 * day, 17},  // 28 February 2026
        {"2008-02-29", kMidnightUs - 268 * day, 18},  // 1 March 2026
        {"2026-11-24", kMidnightUs, 0},
        {"2026-02-30", kMidnightUs, std::nullopt},
        {"2008-1-1", kMidnightUs, std::nullopt},
        {"1899-12-31", kMidnightUs, std::nullopt},
        {"", kMidnightUs, std::nullopt},
    };
    for (const Row& row : rows) {
        BOOST_TEST_CONTEXT(row.born << " at " << row.atUs) {
            PersonFacts facts;
            facts.birthDate = row.born;
            BOOST_TEST((ageAt(facts, row.atUs) == row.age));
            const auto minor = isMinorAt(facts, row.atUs);
            BOOST_TEST(minor.has_value() == row.age.has_value());
            if (minor) BOOST_TEST(*minor == (*row.age < 18));
        }
    }
    BOOST_TEST(!ageAt(PersonFacts{}, kMidnightUs).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
