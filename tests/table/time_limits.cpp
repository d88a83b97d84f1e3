// SPDX-License-Identifier: Apache-2.0
// TIME-01, 02, 06, 07, 08: to the microsecond.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

const std::vector<std::string> kSummonsGrounds{"serious_or_complex", "detain_or_arrest"};
const std::vector<std::string> kLongGrounds{"complex", "detention_may_apply"};

StayBuilder criminal() {
    return StayBuilder();
}
StayBuilder administrative() {
    return StayBuilder().administrative();
}
StayBuilder decided(StayBuilder builder, std::int64_t atUs, const char* decision) {
    return builder.event(kDecisionMade, atUs, {{"decision", decision}});
}

struct LimitRow {
    const char* what;
    StayBuilder stay;
    std::int64_t nowUs;
    const char* expected;
};

void check(StayRule rule, const std::vector<LimitRow>& rows, const char* subject) {
    for (const LimitRow& row : rows)
        BOOST_TEST(outcomeOf(rule, row.stay.build(), subject, row.nowUs) == row.expected, row.what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_limits)

BOOST_AUTO_TEST_CASE(time_01) {
    const std::int64_t limit = 12 * kHourUs;
    check(
        summonsLimit,
        {
            {"just arrived", criminal(), 0, "pending"},
            {"exactly 12 h", criminal(), limit, "pending"},
            {"12 h and one microsecond", criminal(), limit + 1, "breach"},
            {"left at 12 h", criminal().departed(limit), 30 * kHourUs, "pass"},
            {"left one microsecond later", criminal().departed(limit + 1), 30 * kHourUs, "breach"},
            {"paper says one hour earlier", criminal().arrival("arrivalPaperUs", kT0 - kHourUs),
             limit - kHourUs + 1, "breach"},
            {"a later paper does not help", criminal().arrival("arrivalPaperUs", kT0 + kHourUs),
             limit + 1, "breach"},
            {"surrendered", criminal().arrival("basis", "surrendered"), limit + 1, "breach"},
            {"detained in time", decided(criminal(), limit, "criminal_detention"), limit + 1,
             "pass"},
            {"release is no other measure", decided(criminal(), limit, "release"), limit + 1,
             "breach"},
            {"a suspect who came by himself", criminal().arrival("basis", "voluntary"), limit + 1,
             "breach"},
            {"a witness", criminal().arrival("role", "witness"), limit + 1, "none"},
            {"administrative", administrative(), limit + 1, "none"},
        },
        "limit");
}

BOOST_AUTO_TEST_CASE(time_01_extended) {
    const auto extended = criminal().extended(12 * kHourUs, 24, kSummonsGrounds, "unit_head");
    const auto late = criminal().extended(12 * kHourUs + 1, 24, kSummonsGrounds, "unit_head");
    check(summonsLimit,
          {{"to 24 h", extended, 24 * kHourUs, "pending"},
           {"one microsecond later", extended, 24 * kHourUs + 1, "breach"},
           {"an invalid extension extends nothing", late, 12 * kHourUs + 1, "breach"}},
          "limit");
}

BOOST_AUTO_TEST_CASE(time_02) {
    const std::int64_t limit = 12 * kHourUs;
    check(
        summonsExtension,
        {
            {"approved at the limit", criminal().extended(limit, 24, kSummonsGrounds, "unit_head"),
             limit, "pass"},
            {"one microsecond later",
             criminal().extended(limit + 1, 24, kSummonsGrounds, "unit_head"), limit + 1, "breach"},
            {"one ground of two",
             criminal().extended(kHourUs, 24, {"serious_or_complex"}, "unit_head"), limit,
             "breach"},
            {"by an investigator",
             criminal().extended(kHourUs, 24, kSummonsGrounds, "investigator"), limit, "breach"},
            {"to another number of hours",
             criminal().extended(kHourUs, 12, kSummonsGrounds, "unit_head"), limit, "breach"},
            {"without a reason",
             criminal().event(kExtensionApproved, kHourUs,
                              {{"limitH", 24},
                               {"grounds", kSummonsGrounds},
                               {"approverRoles", Json::array({"unit_head"})}}),
             limit, "breach"},
            {"with a reason that is sealed",
             criminal().event(kExtensionApproved, kHourUs,
                              {{"limitH", 24},
                               {"grounds", kSummonsGrounds},
                               {"sealed", {{"reason", {{"version", 1}}}}},
                               {"approverRoles", Json::array({"unit_head"})}}),
             limit, "pass"},
            {"entered on the approver's word",
             criminal()
                 .event(kExtensionApproved, kHourUs,
                        {{"limitH", 24},
                         {"grounds", kSummonsGrounds},
                         {"approver", kLiu.text()},
                         {"approverRoles", Json::array({"unit_head"})}})
                 .disclosed("reason", {{"text", "案情复杂"}}),
             limit, "breach"},
            {"administrative", administrative().extended(kHourUs, 24, kSummonsGrounds, "unit_head"),
             limit, "none"},
        },
        "extension:2");
}

BOOST_AUTO_TEST_CASE(time_06) {
    check(administrativeLimit,
          {
              {"exactly 8 h", administrative(), 8 * kHourUs, "pending"},
              {"one microsecond later", administrative(), 8 * kHourUs + 1, "breach"},
              {"left at 8 h", administrative().departed(8 * kHourUs), 9 * kHourUs, "pass"},
              {"left later", administrative().departed(8 * kHourUs + 1), 9 * kHourUs, "breach"},
              {"to 12 h, identity unknown",
               administrative()
                   .facts({{"identityUnknown", true}})
                   .extended(kHourUs, 12, {"identity_unknown"}, "unit_head"),
               12 * kHourUs, "pending"},
              {"to 24 h", administrative().extended(8 * kHourUs, 24, kLongGrounds, "bureau_head"),
               24 * kHourUs, "pending"},
              {"24 h and one microsecond",
               administrative().extended(8 * kHourUs, 24, kLongGrounds, "bureau_head"),
               24 * kHourUs + 1, "breach"},
              {"criminal", criminal(), 30 * kHourUs, "none"},
          },
          "limit");
}

BOOST_AUTO_TEST_CASE(time_07) {
    const auto unknown = [](std::int64_t atUs, const char* by, bool isUnknown = true) {
        return administrative()
            .facts({{"identityUnknown", isUnknown}})
            .extended(atUs, 12, {"identity_unknown"}, by);
    };
    check(administrativeTwelve,
          {
              {"at the limit", unknown(8 * kHourUs, "unit_head"), 9 * kHourUs, "pass"},
              {"later", unknown(8 * kHourUs + 1, "unit_head"), 9 * kHourUs, "breach"},
              {"by a duty officer", unknown(kHourUs, "duty_officer"), 9 * kHourUs, "breach"},
              {"identity is known", unknown(kHourUs, "unit_head", false), 9 * kHourUs, "breach"},
              {"identity is sealed",
               administrative().extended(kHourUs, 12, {"identity_unknown"}, "unit_head"),
               9 * kHourUs, "abstain"},
              {"identified after the approval",
               unknown(kHourUs, "unit_head")
                   .event(kPersonRegistered, 2 * kHourUs)
                   .disclosed("facts", {{"identityUnknown", false}}),
               9 * kHourUs, "pass"},
              {"not a case of many persons",
               administrative().extended(kHourUs, 12, {"many_persons"}, "unit_head"), 9 * kHourUs,
               "breach"},
          },
          "extension:2");
    Centre many = usualCentre();
    many.caseManyPersons = true;
    const Stay stay = administrative().extended(kHourUs, 12, {"many_persons"}, "unit_head").build();
    BOOST_TEST(outcomeOf(administrativeTwelve, stay, "extension:2", kHourUs, many) == "pass");
}

BOOST_AUTO_TEST_CASE(time_08) {
    const auto twelve = administrative().facts({{"identityUnknown", true}});
    const auto twice = [twelve](std::int64_t firstUs, std::int64_t secondUs) {
        StayBuilder builder = twelve;
        builder.extended(firstUs, 12, {"identity_unknown"}, "unit_head");
        return builder.extended(secondUs, 24, kLongGrounds, "unit_head");
    };
    check(
        administrativeTwentyFour,
        {
            {"within 8 h", administrative().extended(8 * kHourUs, 24, kLongGrounds, "unit_head"),
             kHourUs, "pass"},
            {"after 8 h without 12 h",
             administrative().extended(8 * kHourUs + 1, 24, kLongGrounds, "unit_head"), kHourUs,
             "breach"},
            {"one ground of two", administrative().extended(kHourUs, 24, {"complex"}, "unit_head"),
             kHourUs, "breach"},
            {"by nobody entitled",
             administrative().extended(kHourUs, 24, kLongGrounds, "supervisor"), kHourUs, "breach"},
        },
        "extension:2");
    check(
        administrativeTwentyFour,
        {
            {"on top of 12 h", twice(8 * kHourUs, 12 * kHourUs), kHourUs, "pass"},
            {"after 12 h", twice(8 * kHourUs, 12 * kHourUs + 1), kHourUs, "breach"},
            {"on top of an invalid 12 h", twice(8 * kHourUs + 1, 10 * kHourUs), kHourUs, "breach"},
        },
        "extension:3");
}

BOOST_AUTO_TEST_CASE(the_clock_that_is_shown) {
    const Centre centre = usualCentre();
    const auto clock = legalClock(criminal().build(), centre);
    BOOST_REQUIRE(clock.has_value());
    BOOST_TEST(clock->rule == "TIME-01");
    BOOST_TEST(clock->endsAtUs == kT0 + 12 * kHourUs);
    BOOST_TEST(clock->extendableToH == 24);
    const auto longer =
        legalClock(criminal().extended(kHourUs, 24, kSummonsGrounds, "unit_head").build(), centre);
    BOOST_TEST(longer->rule == "TIME-02");
    BOOST_TEST(longer->extendableToH == 0);
    BOOST_TEST(legalClock(administrative().build(), centre)->rule == "TIME-06");
    BOOST_TEST(!legalClock(criminal().arrival("role", "victim").build(), centre).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
