// SPDX-License-Identifier: Apache-2.0
// TIME-01 to 04, 06 to 08, 11, 12, 32: to the microsecond.
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

BOOST_AUTO_TEST_CASE(time_03) {
    const auto compelled = [] { return criminal().based("compelled_appearance"); };
    const auto extended = [&](std::int64_t atUs, const char* by) {
        return compelled().extended(atUs, 24, kSummonsGrounds, by);
    };
    const std::int64_t limit = 12 * kHourUs;
    check(compelledAppearance,
          {
              {"exactly 12 h", compelled(), limit, "pending"},
              {"one microsecond later", compelled(), limit + 1, "breach"},
              {"extended by a head of the bureau", extended(limit, "bureau_head"), 24 * kHourUs,
               "pending"},
              {"the head of the unit is not enough", extended(kHourUs, "unit_head"), limit + 1,
               "breach"},
              {"a summons", criminal(), limit + 1, "none"},
              {"a witness", compelled().arrival("role", "witness"), limit + 1, "none"},
          },
          "limit");
    check(compelledAppearance,
          {
              {"in time", extended(limit, "bureau_head"), limit, "pass"},
              {"late", extended(limit + 1, "bureau_head"), limit + 1, "breach"},
              {"by the head of the unit", extended(kHourUs, "unit_head"), limit, "breach"},
          },
          "extension:2");
    BOOST_TEST(outcomeOf(summonsLimit, compelled().build(), "limit", limit + 1) == "none");
}

BOOST_AUTO_TEST_CASE(time_04) {
    const std::int64_t due = 12 * kHourUs + 15 * kMinuteUs;
    check(endsAtOnce,
          {
              {"within the formalities", criminal(), due, "pending"},
              {"one microsecond later", criminal(), due + 1, "breach"},
              {"left at the end of them", criminal().departed(due), 30 * kHourUs, "pass"},
              {"left later", criminal().departed(due + 1), 30 * kHourUs, "breach"},
              {"detained in time", decided(criminal(), due, "criminal_detention"), 30 * kHourUs,
               "pass"},
              {"extended", criminal().extended(kHourUs, 24, kSummonsGrounds, "unit_head"), due + 1,
               "pending"},
              {"compelled", criminal().based("compelled_appearance"), due + 1, "breach"},
              {"administrative", administrative(), due + 1, "none"},
          },
          "end");
    Centre strict = usualCentre();
    strict.settings.exitGraceUs = kMinuteUs;
    BOOST_TEST(outcomeOf(endsAtOnce, criminal().build(), "end", due, strict) == "breach");
}

BOOST_AUTO_TEST_CASE(time_11) {
    const auto reset = [](StayBuilder stay) {
        return stay.event("ClockReset", 6 * kHourUs).sealed("number");
    };
    check(
        clockResets,
        {
            {"by a transfer paper", reset(administrative()), 7 * kHourUs, "pass"},
            {"without one", administrative().event("ClockReset", 6 * kHourUs), 7 * kHourUs,
             "breach"},
            {"not in a criminal case", reset(criminal()), 7 * kHourUs, "breach"},
            {"none", administrative(), 7 * kHourUs, "none"},
            {"a witness", reset(administrative().arrival("role", "witness")), 7 * kHourUs, "none"},
        },
        "reset:2");
    const auto moved = reset(administrative());
    check(administrativeLimit, {{"the first clock ended in time", moved, 20 * kHourUs, "pass"}},
          "limit");
    check(administrativeLimit,
          {{"the second one runs its own 8 h", moved, 14 * kHourUs, "pending"},
           {"and no longer", moved, 14 * kHourUs + 1, "breach"}},
          "limit:2");
    const auto late = administrative().event("ClockReset", 8 * kHourUs + 1).sealed("number");
    check(administrativeLimit, {{"a reset cures nothing", late, 9 * kHourUs, "breach"}}, "limit");
}

BOOST_AUTO_TEST_CASE(time_12) {
    const Json value{{"breathMg", 90}};
    const auto begun = [&](const Json& body) {
        return administrative().event("SoberingBegan", kHourUs, body);
    };
    const auto ended = [&](const Json& body) {
        return begun(value).event("SoberingEnded", 3 * kHourUs, body);
    };
    check(
        soberingPauses,
        {
            {"begun with a value", begun(value), 2 * kHourUs, "pass"},
            {"begun without", begun(Json::object()), 2 * kHourUs, "breach"},
            {"ended with a value", ended({{"breathMg", 0}, {"sober", true}}), 4 * kHourUs, "pass"},
            {"ended without", ended({{"sober", true}}), 4 * kHourUs, "breach"},
            {"a criminal case has no such pause",
             criminal().event("SoberingBegan", kHourUs, Json::object()), 2 * kHourUs, "none"},
        },
        "pause:2");
    const auto paused = [&] { return ended(value); };
    check(administrativeLimit,
          {
              {"two hours do not count", paused(), 10 * kHourUs, "pending"},
              {"and no more", paused(), 10 * kHourUs + 1, "breach"},
              {"the clock stands", begun(value), 30 * kHourUs, "pending"},
              {"what began after the limit is no pause",
               administrative().event("SoberingBegan", 8 * kHourUs, value), 9 * kHourUs, "breach"},
              {"two that touch",
               paused()
                   .event("SoberingBegan", 3 * kHourUs, value)
                   .event("SoberingEnded", 4 * kHourUs, value),
               11 * kHourUs, "pending"},
          },
          "limit");
    check(summonsLimit,
          {{"no pause of a summons",
            criminal()
                .event("SoberingBegan", kHourUs, value)
                .event("SoberingEnded", 3 * kHourUs, value),
            12 * kHourUs + 1, "breach"}},
          "limit");
    const Stay stands = begun(value).build();
    const Verdict verdict = verdictOf(administrativeLimit, stands, "limit", 30 * kHourUs);
    BOOST_TEST(verdict.dueUs == kT0 + 37 * kHourUs + 1);
}

BOOST_AUTO_TEST_CASE(time_32) {
    const auto chained = [] {
        return administrative().basisChanged(7 * kHourUs, "criminal_summons");
    };
    check(totalTime,
          {
              {"24 h", chained(), 24 * kHourUs, "pending"},
              {"one microsecond later", chained(), 24 * kHourUs + 1, "breach"},
              {"left at 24 h", chained().departed(24 * kHourUs), 40 * kHourUs, "pass"},
              {"a witness", administrative().arrival("role", "witness"), 40 * kHourUs, "none"},
          },
          "total");
    check(totalTime,
          {
              {"36 h", criminal(), 36 * kHourUs, "pending"},
              {"one microsecond later", criminal(), 36 * kHourUs + 1, "breach"},
          },
          "review");
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
