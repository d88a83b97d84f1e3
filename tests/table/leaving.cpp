// SPDX-License-Identifier: Apache-2.0
// BELG-06, EXIT-02, EXIT-04: what must be settled before a person leaves, and where he goes.
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

struct LeavingRow {
    const char* what;
    StayBuilder stay;
    const char* expected;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(leaving_the_centre)

BOOST_AUTO_TEST_CASE(belg_06) {
    const LeavingRow rows[] = {
        {"returned", leaving(), "pass"},
        {"not settled", leaving({{"belongings", "not_settled"}}), "breach"},
        {"no exit check", StayBuilder().event(kBelongingsListed, kMinuteUs).departed(kHourUs),
         "breach"},
        {"nothing was listed", StayBuilder().departed(kHourUs), "none"},
        {"still here", StayBuilder().event(kBelongingsListed, kMinuteUs), "none"},
    };
    for (const LeavingRow& row : rows)
        BOOST_TEST(outcomeOf(belongingsSettled, row.stay.build(), "belongings", 2 * kHourUs) ==
                       row.expected,
                   row.what);
}

BOOST_AUTO_TEST_CASE(belg_06_item_by_item) {
    const auto listed = [](int count) {
        return StayBuilder().event(kBelongingsListed, kMinuteUs, {{"count", count}});
    };
    const auto moved = [](StayBuilder stay, int item, const char* action, bool isSigned = true) {
        return stay.event("BelongingMoved", kHourUs,
                          {{"item", item}, {"action", action}, {"signedByPerson", isSigned}});
    };
    const auto gone = [](StayBuilder stay, const char* belongings) {
        return stay.exitCheck(kHourUs, {{"belongings", belongings}}).departed(kHourUs);
    };
    const auto both = [&](const char* second) {
        return moved(moved(listed(2), 1, "returned"), 2, second);
    };
    checkRows(belongingsSettled, "belongings",
              {
                  {"each on its way", gone(both("to_family"), "not_settled"), 2 * kHourUs, "pass"},
                  {"one of two", gone(moved(listed(2), 1, "returned"), "not_settled"), 2 * kHourUs,
                   "breach"},
                  {"the rest together", gone(moved(listed(2), 1, "seized"), "returned"),
                   2 * kHourUs, "pass"},
                  {"one is still out", gone(both("taken_out"), "returned"), 2 * kHourUs, "breach"},
                  {"it was put back", gone(moved(both("taken_out"), 2, "put_back"), "returned"),
                   2 * kHourUs, "pass"},
                  {"an item that was never listed",
                   gone(moved(moved(listed(2), 1, "returned"), 3, "returned"), "not_settled"),
                   2 * kHourUs, "breach"},
              });
    checkRows(
        belongingsSettled, "signature:3",
        {
            {"signed for", gone(moved(listed(1), 1, "returned"), "returned"), 2 * kHourUs, "pass"},
            {"not signed for", gone(moved(listed(1), 1, "returned", false), "returned"),
             2 * kHourUs, "breach"},
        });
}

BOOST_AUTO_TEST_CASE(exit_02) {
    const std::int64_t due = kHourUs + 30 * kMinuteUs;
    const auto decided = [](const char* decision) {
        return StayBuilder().decided(kHourUs, decision);
    };
    checkRows(
        goesWhereDecided, "custody",
        {
            {"sent", decided("criminal_detention").departed(2 * kHourUs, "transferred"),
             3 * kHourUs, "pass"},
            {"let go", decided("criminal_detention").departed(2 * kHourUs), 3 * kHourUs, "breach"},
            {"still here", decided("administrative_detention"), 3 * kHourUs, "none"},
            {"bail", decided("bail").departed(2 * kHourUs), 3 * kHourUs, "none"},
        });
    checkRows(goesWhereDecided, "release",
              {
                  {"30 min", decided("bail"), due, "pending"},
                  {"one microsecond later", decided("bail"), due + 1, "breach"},
                  {"left in time", decided("mediated").departed(due), 3 * kHourUs, "pass"},
                  {"left late", decided("mediated").departed(due + 1), 3 * kHourUs, "breach"},
                  {"handed over is no release", decided("handed_over"), 3 * kHourUs, "none"},
                  {"a witness", decided("bail").arrival("role", "witness"), 3 * kHourUs, "none"},
              });
}

BOOST_AUTO_TEST_CASE(exit_04) {
    const auto injured = [](const char* injuries) {
        return StayBuilder()
            .exitCheck(kHourUs)
            .disclosed("health", {{"injuries", injuries}})
            .departed(kHourUs);
    };
    const LeavingRow rows[] = {
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
    for (const LeavingRow& row : rows)
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
