// SPDX-License-Identifier: Apache-2.0
// BELG-06, EXIT-04: what must be settled before a person leaves.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

StayBuilder leaving(Json check = Json::object(), const char* kind = "released") {
    return StayBuilder()
        .event(kBelongingsListed, kMinuteUs)
        .exitCheck(kHourUs, std::move(check))
        .departed(kHourUs, kind);
}

struct Row {
    const char* what;
    StayBuilder stay;
    const char* expected;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(leaving_the_centre)

BOOST_AUTO_TEST_CASE(belg_06) {
    const Row rows[] = {
        {"returned", leaving(), "pass"},
        {"not settled", leaving({{"belongings", "not_settled"}}), "breach"},
        {"no exit check", StayBuilder().event(kBelongingsListed, kMinuteUs).departed(kHourUs),
         "breach"},
        {"nothing was listed", StayBuilder().departed(kHourUs), "none"},
        {"still here", StayBuilder().event(kBelongingsListed, kMinuteUs), "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(outcomeOf(belongingsSettled, row.stay.build(), "belongings", 2 * kHourUs) ==
                       row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(exit_04) {
    const auto injured = [](const char* injuries) {
        return StayBuilder()
            .exitCheck(kHourUs)
            .disclosed("health", {{"injuries", injuries}})
            .departed(kHourUs);
    };
    const Row rows[] = {
        {"all done", leaving(), "pass"},
        {"wristband on", leaving({{"wristbandRemoved", false}}), "breach"},
        {"not signed", leaving({{"documentsSigned", false}}), "breach"},
        {"family not told", leaving({{"familyTold", "not_yet"}}), "breach"},
        {"transferred with certificate", leaving({{"medicalCertificate", true}}, "transferred"),
         "pass"},
        {"transferred without", leaving(Json::object(), "transferred"), "breach"},
        {"new injuries", injured("new"), "breach"},
        {"old injuries", injured("known"), "pass"},
        {"no exit check", StayBuilder().departed(kHourUs), "breach"},
        {"questioning still open",
         StayBuilder().questioning(1, kInterrogation, {}).exitCheck(kHourUs).departed(kHourUs),
         "breach"},
        {"a witness", StayBuilder().arrival("role", "witness").departed(kHourUs), "none"},
        {"still here", StayBuilder().exitCheck(kHourUs), "none"},
    };
    for (const Row& row : rows)
        BOOST_TEST(
            outcomeOf(exitChecklist, row.stay.build(), "checklist", 2 * kHourUs) == row.expected,
            row.what);
}

/// What the health report says is not known once it is sealed; what is open besides still counts.
BOOST_AUTO_TEST_CASE(exit_04_with_sealed_health) {
    const auto sealed = [](bool signedAll) {
        return StayBuilder()
            .event(kExitCheckCompleted, kHourUs,
                   {{"wristbandRemoved", true},
                    {"documentsSigned", signedAll},
                    {"familyTold", "told"}})
            .departed(kHourUs)
            .build();
    };
    BOOST_TEST(outcomeOf(exitChecklist, sealed(true), "checklist", 2 * kHourUs) == "abstain");
    BOOST_TEST(outcomeOf(exitChecklist, sealed(false), "checklist", 2 * kHourUs) == "breach");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
