// SPDX-License-Identifier: Apache-2.0
// Clocks of bases that follow each other: when each starts, stands, ends, and which one matters.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

const std::vector<std::string> kSummonsGrounds{"serious_or_complex", "detain_or_arrest"};

std::vector<LegalClock> clocksOf(const StayBuilder& stay) {
    return legalClocks(stay.build(), usualCentre());
}

LegalClock clockOf(const StayBuilder& stay) {
    const auto clock = legalClock(stay.build(), usualCentre());
    BOOST_REQUIRE(clock.has_value());
    return *clock;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(legal_clocks)

BOOST_AUTO_TEST_CASE(each_basis_has_its_own_clock) {
    const auto stay = StayBuilder()
                          .administrative()
                          .basisChanged(7 * kHourUs, "criminal_summons")
                          .basisChanged(15 * kHourUs, "detention");
    const auto clocks = clocksOf(stay);
    BOOST_REQUIRE(clocks.size() == 4U);
    BOOST_TEST(clocks[0].rule == "TIME-06");
    BOOST_TEST(clocks[0].endedAtUs.value() == kT0 + 7 * kHourUs);
    BOOST_TEST(clocks[1].rule == "TIME-01");
    BOOST_TEST(clocks[1].startFact == "basis_changed");
    BOOST_TEST(clocks[1].startUs == kT0 + 7 * kHourUs);
    BOOST_TEST(clocks[1].endsAtUs == kT0 + 19 * kHourUs);
    BOOST_TEST(clocks[1].endedAtUs.value() == kT0 + 15 * kHourUs);
    BOOST_TEST(clocks[2].rule == "TIME-18");
    BOOST_TEST(clocks[2].endsAtUs == kT0 + 39 * kHourUs);
    BOOST_TEST(!clocks[2].endedAtUs.has_value());
    BOOST_TEST(clocks[3].rule == "TIME-32");
    BOOST_TEST(clocks[3].total);
    BOOST_TEST(clocks[3].startUs == kT0);
    BOOST_TEST(clocksOf(StayBuilder().arrival("role", "victim")).empty());
}

BOOST_AUTO_TEST_CASE(the_clock_that_matters_is_the_one_that_runs) {
    const auto chained =
        StayBuilder().administrative().basisChanged(7 * kHourUs, "criminal_summons");
    BOOST_TEST(clockOf(chained).rule == "TIME-01");
    const auto detained = StayBuilder().decided(5 * kHourUs, "criminal_detention");
    BOOST_TEST(clockOf(detained).rule == "TIME-18");
    BOOST_TEST(clockOf(detained).startFact == "detention_decision");
    const auto bailed = StayBuilder().decided(5 * kHourUs, "bail");
    BOOST_TEST(clockOf(bailed).rule == "TIME-01");
    BOOST_TEST(clockOf(bailed).endedAtUs.value() == kT0 + 5 * kHourUs);
    auto left = detained;
    left.departed(6 * kHourUs, "transferred");
    BOOST_TEST(clockOf(left).rule == "TIME-18");
    BOOST_TEST(clockOf(left).endedAtUs.value() == kT0 + 6 * kHourUs);
}

BOOST_AUTO_TEST_CASE(the_kind_of_the_case_decides_for_who_came_by_himself) {
    BOOST_TEST(clockOf(StayBuilder().based("surrendered")).rule == "TIME-01");
    BOOST_TEST(clockOf(StayBuilder().administrative().based("surrendered")).rule == "TIME-06");
    BOOST_TEST(clockOf(StayBuilder().administrative().based("voluntary")).rule == "TIME-06");
    BOOST_TEST(clockOf(StayBuilder().based("compelled_appearance")).rule == "TIME-03");
    BOOST_TEST(clockOf(StayBuilder().based("continued_questioning")).rule == "TIME-13");
    BOOST_TEST(clockOf(StayBuilder().based("detention")).rule == "TIME-18");
}

BOOST_AUTO_TEST_CASE(an_extension_belongs_to_the_basis_of_its_moment) {
    const auto before = StayBuilder()
                            .based("surrendered")
                            .extended(6 * kHourUs, 24, kSummonsGrounds, "bureau_head")
                            .basisChanged(7 * kHourUs, "compelled_appearance");
    BOOST_TEST(clockOf(before).limitH == 12);
    const auto after = StayBuilder()
                           .based("surrendered")
                           .basisChanged(7 * kHourUs, "compelled_appearance")
                           .extended(7 * kHourUs, 24, kSummonsGrounds, "bureau_head");
    BOOST_TEST(clockOf(after).limitH == 24);
    BOOST_TEST(clockOf(after).endsAtUs == kT0 + 31 * kHourUs);
    BOOST_TEST(outcomeOf(summonsExtension, after.build(), "extension:3", 8 * kHourUs) == "none");
    BOOST_TEST(outcomeOf(compelledAppearance, after.build(), "extension:3", 8 * kHourUs) == "pass");
    BOOST_TEST(outcomeOf(summonsExtension, before.build(), "extension:2", 8 * kHourUs) == "breach");
}

/// A basis reported late takes its place, and its end does not undo what was over by then.
BOOST_AUTO_TEST_CASE(a_following_basis_ends_the_former_clock) {
    const auto inTime = StayBuilder().basisChanged(12 * kHourUs, "detention");
    BOOST_TEST(outcomeOf(summonsLimit, inTime.build(), "limit", 20 * kHourUs) == "pass");
    const auto late =
        StayBuilder().basisChanged(12 * kHourUs + 1, "detention").entered(20 * kHourUs);
    BOOST_TEST(outcomeOf(summonsLimit, late.build(), "limit", 20 * kHourUs) == "breach");
}

BOOST_AUTO_TEST_CASE(a_pause_moves_the_end) {
    const auto paused = StayBuilder()
                            .administrative()
                            .event("SoberingBegan", kHourUs)
                            .event("SoberingEnded", 3 * kHourUs);
    const LegalClock clock = clockOf(paused);
    BOOST_TEST(clock.endsAtUs == kT0 + 10 * kHourUs);
    BOOST_REQUIRE(clock.pauses.size() == 1U);
    BOOST_TEST(clock.pauses[0].fromUs == kT0 + kHourUs);
    BOOST_TEST(!clock.standsSinceUs.has_value());
    const LegalClock stands =
        clockOf(StayBuilder().administrative().event("SoberingBegan", kHourUs));
    BOOST_TEST(stands.standsSinceUs.value() == kT0 + kHourUs);
    BOOST_TEST(stands.endsAtUs == kT0 + 8 * kHourUs);
    const LegalClock criminal = clockOf(StayBuilder().event("SoberingBegan", kHourUs));
    BOOST_TEST(!criminal.standsSinceUs.has_value());
}

BOOST_AUTO_TEST_CASE(a_reset_shows_both_clocks) {
    const auto clocks =
        clocksOf(StayBuilder().administrative().event("ClockReset", 6 * kHourUs).sealed("number"));
    BOOST_REQUIRE(clocks.size() == 3U);
    BOOST_TEST(clocks[0].endedAtUs.value() == kT0 + 6 * kHourUs);
    BOOST_TEST(clocks[1].startUs == kT0 + 6 * kHourUs);
    BOOST_TEST(clocks[1].startFact == "clock_reset");
    BOOST_TEST(clocks[1].endsAtUs == kT0 + 14 * kHourUs);
    BOOST_TEST(clocks[0].resets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(thresholds_before_the_end) {
    const LegalClock clock = clockOf(StayBuilder());
    BOOST_REQUIRE(clock.warnings.size() == 2U);
    BOOST_TEST((clock.warnings[0].severity == Severity::Reminder));
    BOOST_TEST(clock.warnings[0].atUs == kT0 + 9 * kHourUs);
    BOOST_TEST((clock.warnings[1].severity == Severity::Warning));
    BOOST_TEST(clock.warnings[1].atUs == kT0 + 12 * kHourUs * 9 / 10);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
