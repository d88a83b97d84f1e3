// SPDX-License-Identifier: Apache-2.0
// The catalogue as a whole: which rules there are, and what they say of a plan.
#include <boost/test/unit_test.hpp>

#include "tests/table/stay_builder.h"

namespace mingjing::tests {

using namespace domain;

namespace {

struct Seen {
    std::set<std::string> refused;
    std::set<std::string> warned;
};

Seen seenIn(const std::vector<Notice>& notices) {
    Seen seen;
    for (const Notice& notice : notices)
        (notice.refuses ? seen.refused : seen.warned).insert(notice.rule->id);
    return seen;
}

using Ids = std::set<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(catalogue)

BOOST_AUTO_TEST_CASE(every_rule_is_there_once) {
    const Ids expected{"TIME-01", "TIME-02", "TIME-03", "TIME-04", "TIME-06", "TIME-07", "TIME-08",
                       "TIME-11", "TIME-12", "TIME-13", "TIME-14", "TIME-15", "TIME-16", "TIME-18",
                       "TIME-20", "TIME-21", "TIME-24", "TIME-32", "ENTR-06", "ENTR-07", "ENTR-08",
                       "WAIT-01", "WAIT-02", "WAIT-03", "INTR-01", "INTR-03", "INTR-04", "REC-05",
                       "REC-06",  "BELG-06", "EXIT-04"};
    Ids found;
    for (const domain::Rule& rule : rules()) found.insert(rule.id);
    BOOST_TEST((found == expected));
    BOOST_TEST(rules().size() == expected.size());
    BOOST_TEST(findRule("TIME-99") == nullptr);
    const Stay stay = StayBuilder().build();
    const Centre centre = usualCentre();
    BOOST_TEST(evaluate(StayInput{stay, centre, kT0}, {}).size() == expected.size());
}

BOOST_AUTO_TEST_CASE(a_male_checker_for_a_woman_is_refused) {
    const auto before = StayBuilder().facts({{"sex", "F"}}).event(kPersonRegistered, 1);
    auto wrong = before;
    wrong.safetyCheck(2, {kHan, kLiu});
    auto right = before;
    right.safetyCheck(2, {kChen, kLiu});
    const Centre centre = usualCentre();
    const auto ask = [&](const StayBuilder& after) {
        return seenIn(guard(Step::SafetyCheck, before.build(), after.build(), {}, centre, kT0 + 2));
    };
    BOOST_TEST((ask(wrong).refused == Ids{"ENTR-08"}));
    BOOST_TEST(ask(right).refused.empty());
    BOOST_TEST(ask(right).warned.empty());
}

/// An old breach is a finding; it must not keep the desk from going on.
BOOST_AUTO_TEST_CASE(only_what_the_plan_brings_counts) {
    const auto before =
        StayBuilder().facts({{"sex", "F"}}).event(kPersonRegistered, 1).safetyCheck(2, {kHan});
    auto after = before;
    after.safetyCheck(3, {kChen, kLiu});
    const Centre centre = usualCentre();
    BOOST_TEST(
        guard(Step::SafetyCheck, before.build(), after.build(), {}, centre, kT0 + 3).empty());
}

BOOST_AUTO_TEST_CASE(same_case_warns_until_confirmed) {
    const Json man{{"sex", "M"}, {"birthDate", "1990-01-01"}};
    const Stay other =
        StayBuilder().numbered(2).facts(man).admitted(1).placed(kHourUs, kWaiting).build();
    const auto before = StayBuilder().numbered(1).facts(man).admitted(1);
    auto after = before;
    after.placed(2 * kHourUs, kWaiting);
    std::vector<Occupancy> occupancies = occupanciesOf(other);
    for (const Occupancy& own : occupanciesOf(after.build())) occupancies.push_back(own);
    Centre centre = usualCentre();
    const auto ask = [&] {
        return seenIn(guard(Step::Place, before.build(), after.build(), occupancies, centre,
                            kT0 + 2 * kHourUs));
    };
    BOOST_TEST(ask().refused.empty());
    BOOST_TEST((ask().warned == Ids{"WAIT-03"}));
    centre.confirmedRules.insert("WAIT-03");
    BOOST_TEST((ask().refused == Ids{"WAIT-03"}));
    BOOST_TEST(ask().warned.empty());
}

BOOST_AUTO_TEST_CASE(plans_of_questioning) {
    const auto before = StayBuilder().facts({{"sex", "M"}}).admitted(1);
    Centre centre = usualCentre();
    const auto ask = [&](const Uuid& room, const std::vector<Uuid>& officers) {
        auto after = before;
        after.questioning(kHourUs, room, officers);
        return seenIn(
                   guard(Step::Question, before.build(), after.build(), {}, centre, kT0 + kHourUs))
            .refused;
    };
    BOOST_TEST((ask(kInterrogation, {kHan, kLiu}) == Ids{"REC-06"}));
    centre.recordingRooms = {kInterrogation, kQuestioningRoom};
    BOOST_TEST(ask(kInterrogation, {kHan, kLiu}).empty());
    BOOST_TEST((ask(kInterrogation, {kHan}) == Ids{"INTR-03"}));
    BOOST_TEST((ask(kQuestioningRoom, {kHan, kLiu}) == Ids{"INTR-01"}));
}

BOOST_AUTO_TEST_CASE(refusals_come_first) {
    const auto before = StayBuilder().facts({{"sex", "M"}}).admitted(1);
    auto after = before;
    after.exitCheck(kHourUs, {{"belongings", "not_settled"}, {"wristbandRemoved", false}});
    after.departed(kHourUs);
    const Centre centre = usualCentre();
    const auto notices =
        guard(Step::Depart, before.build(), after.build(), {}, centre, kT0 + kHourUs);
    BOOST_REQUIRE(notices.size() == 2U);
    BOOST_TEST(notices[0].rule->id == "BELG-06");
    BOOST_TEST(notices[0].refuses);
    BOOST_TEST(notices[1].rule->id == "EXIT-04");
    BOOST_TEST(!notices[1].refuses);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
