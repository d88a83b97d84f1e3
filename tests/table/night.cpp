// SPDX-License-Identifier: Apache-2.0
// Rounds that vary, and the roster of the night.
#include <boost/test/unit_test.hpp>

#include "center/domain/rules/night_duty.h"
#include "center/domain/rules/stagger.h"
#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

using Needs = std::set<NightNeed>;

Needs needsAt(const StayBuilder& stay) {
    return needsOf(stay.build(), kT0 + kHourUs);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(night)

BOOST_AUTO_TEST_CASE(a_check_is_never_asked_for_after_its_interval) {
    const std::int64_t every = 15 * kMinuteUs;
    std::set<std::int64_t> seen;
    for (unsigned stay = 1; stay <= 40; ++stay)
        for (std::int64_t round = 0; round < 10; ++round) {
            const std::int64_t from = kT0 + round * every;
            const std::int64_t asked = staggeredUs(idOf(stay), from, every, 30);
            BOOST_TEST(asked <= from + every);
            BOOST_TEST(asked >= from + every * 7 / 10);
            BOOST_TEST(asked == staggeredUs(idOf(stay), from, every, 30));
            seen.insert((asked - from) / kSecondUs);
        }
    // Of 400 checks over a span of 270 seconds most have a second of their own.
    BOOST_TEST(seen.size() > 150U);
    BOOST_TEST(*seen.begin() < 11 * 60);
    BOOST_TEST(*seen.rbegin() > 14 * 60);
}

BOOST_AUTO_TEST_CASE(rounds_may_also_be_even) {
    BOOST_TEST(staggeredUs(idOf(1), kT0, kHourUs, 0) == kT0 + kHourUs);
    BOOST_TEST(staggeredUs(idOf(1), kT0, 10, 30) <= kT0 + 10);
    // However it is set, some time is left between two checks.
    BOOST_TEST(staggeredUs(idOf(1), kT0, kHourUs, 1000) >= kT0 + kHourUs / 10);
}

BOOST_AUTO_TEST_CASE(the_check_that_is_asked_for_is_the_rules_own) {
    const Stay stay = StayBuilder().admitted(1).placed(kMinuteUs, kWaiting).build();
    const Centre centre = usualCentre();
    bool found = false;
    for (const Verdict& verdict : checksMade({stay, centre, kT0 + 2 * kMinuteUs})) {
        if (verdict.outcome != Outcome::Pending) continue;
        const auto asked = askedForUs(stay.id, verdict.subject, verdict.dueUs, 30);
        BOOST_REQUIRE(asked.has_value());
        BOOST_TEST(*asked < verdict.dueUs);
        BOOST_TEST(*asked > kT0 + kMinuteUs);
        found = true;
    }
    BOOST_TEST(found);
    BOOST_TEST(!askedForUs(stay.id, "risk:3", kT0, 30).has_value());
    BOOST_TEST(!askedForUs(stay.id, "gap:x", kT0, 30).has_value());
    BOOST_TEST(!askedForUs(stay.id, "gap:" + std::to_string(kT0), kT0, 30).has_value());
}

BOOST_AUTO_TEST_CASE(a_night_runs_from_eighteen_to_eight) {
    const auto day = [](std::int64_t us) { return nightOf(kT0 + us); };  // kT0: midnight, 24 Nov
    BOOST_TEST(day(8 * kHourUs - 1) == "20261123");
    BOOST_TEST(day(8 * kHourUs) == "20261124");
    BOOST_TEST(day(20 * kHourUs) == "20261124");
    BOOST_TEST(day(31 * kHourUs) == "20261124");
    const Span night = nightSpan(kT0 + 12 * kHourUs);
    BOOST_TEST(night.fromUs == kT0 + 18 * kHourUs);
    BOOST_TEST(night.toUs == kT0 + 32 * kHourUs);
}

BOOST_AUTO_TEST_CASE(what_persons_need) {
    const auto with = [](Json flags, const char* sex = "M", const char* born = "1990-01-01") {
        return StayBuilder().facts(
            {{"sex", sex}, {"birthDate", born}, {"flags", std::move(flags)}});
    };
    const Json none = Json::array();
    BOOST_TEST((needsAt(with(none)) == Needs{}));
    BOOST_TEST((needsAt(with(none, "F")) == Needs{NightNeed::FemaleOfficer}));
    BOOST_TEST((needsAt(with(none, "M", "2010-01-01")) == Needs{NightNeed::AppropriateAdult}));
    for (const char* flag : {"pregnant", "serious_illness", "infectious"})
        BOOST_TEST((needsAt(with(Json::array({flag}))) == Needs{NightNeed::Doctor}));
    BOOST_TEST((needsAt(with(Json::array({"mental_illness"}))) ==
                Needs{NightNeed::Doctor, NightNeed::AppropriateAdult}));
    BOOST_TEST((needsAt(with(none).event("SoberingBegan", 1)) == Needs{NightNeed::Doctor}));
    BOOST_TEST(
        (needsAt(with(none).event("SoberingBegan", 1).event("SoberingEnded", 2)) == Needs{}));
    BOOST_TEST((needsAt(StayBuilder()) == Needs{}));  // sealed facts
    const auto minor = with(none, "M", "2010-01-01");
    for (const char* kind : {"guardian", "appropriate_adult"}) {
        auto visited = minor;
        BOOST_TEST((needsAt(visited.event("SupportArrived", 1, {{"kind", kind}})) == Needs{}));
    }
    auto lawyer = minor;
    BOOST_TEST((needsAt(lawyer.event("SupportArrived", 1, {{"kind", "lawyer"}})) ==
                Needs{NightNeed::AppropriateAdult}));
}

BOOST_AUTO_TEST_CASE(what_the_expected_need_is_what_was_booked_and_what_is_known) {
    const Json woman = {{"sex", "F"}, {"flags", Json::array()}};
    BOOST_TEST((needsOf(woman, {"guardian", "interpreter"}, kT0) ==
                Needs{NightNeed::FemaleOfficer, NightNeed::AppropriateAdult}));
    BOOST_TEST((needsOf(Json(), {"doctor", "female_officer"}, kT0) ==
                Needs{NightNeed::Doctor, NightNeed::FemaleOfficer}));
}

BOOST_AUTO_TEST_CASE(who_covers_a_need) {
    const auto staff = usualCentre().staff;
    const auto female = NightNeed::FemaleOfficer;
    BOOST_TEST(covers({{kHan, kLiu}, false, false}, female, staff));
    BOOST_TEST(!covers({{kHan, kAuxiliary}, true, true}, female, staff));
    BOOST_TEST(!covers({{idOf(999)}, true, true}, female, staff));
    auto gone = staff;
    gone.at(kLiu).active = false;
    BOOST_TEST(!covers({{kLiu}, false, false}, female, gone));
    BOOST_TEST(covers({{}, true, false}, NightNeed::Doctor, staff));
    BOOST_TEST(!covers({{kLiu}, false, true}, NightNeed::Doctor, staff));
    BOOST_TEST(covers({{}, false, true}, NightNeed::AppropriateAdult, staff));
    BOOST_TEST(!covers({{kLiu}, true, false}, NightNeed::AppropriateAdult, staff));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
