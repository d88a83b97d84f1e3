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
    const Ids expected{
        "TIME-01", "TIME-02", "TIME-03", "TIME-04", "TIME-06", "TIME-07", "TIME-08", "TIME-11",
        "TIME-12", "TIME-13", "TIME-14", "TIME-15", "TIME-16", "TIME-18", "TIME-20", "TIME-21",
        "TIME-23", "TIME-24", "TIME-25", "TIME-29", "TIME-32", "TIME-33", "ENTR-02", "ENTR-06",
        "ENTR-07", "ENTR-08", "ENTR-09", "ENTR-10", "ENTR-12", "ENTR-13", "ENTR-14", "ENTR-17",
        "ENTR-22", "BELG-02", "BELG-04", "WAIT-01", "WAIT-02", "WAIT-03", "WAIT-05", "WAIT-07",
        "WAIT-12", "WAIT-14", "WAIT-16", "INTR-01", "INTR-02", "INTR-03", "INTR-04", "INTR-05",
        "INTR-06", "INTR-07", "INTR-11", "INTR-12", "INTR-13", "INTR-14", "INTR-18", "INTR-19",
        "INTR-09", "INTR-10", "INTR-16", "INTR-21", "REC-05",  "REC-06",  "REC-07",  "REC-08",
        "INTR-17", "INTR-24", "REC-09",  "REC-10",  "WAIT-04", "WAIT-06", "WAIT-15", "VID-01",
        "VID-06",  "BELG-06", "EXIT-01", "EXIT-02", "EXIT-03", "EXIT-04", "EXIT-05", "ENTR-19"};
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

/// As a desk leads a person through an ordinary day; only what the law itself asks for may refuse.
BOOST_AUTO_TEST_CASE(an_ordinary_stay_is_not_refused) {
    Centre centre = usualCentre();
    centre.recordingRooms = {kInterrogation};
    auto stay = StayBuilder()
                    .facts({{"sex", "M"}, {"birthDate", "1990-01-01"}})
                    .disclosed("paper", {{"documentNumber", "传1"}, {"issuedBy", ""}})
                    .arrival("broughtBy", Json::array({kHan.text()}));
    const auto plan = [&](Step step, const StayBuilder& after, std::int64_t atUs) {
        const Stay folded = after.build();
        const auto seen =
            seenIn(guard(step, stay.build(), folded, occupanciesOf(folded), centre, kT0 + atUs));
        BOOST_TEST(seen.refused.empty(), wordOf(step));
        BOOST_TEST(seen.warned.empty(), wordOf(step));
        stay = after;
    };
    const auto with = [&](const auto& change) {
        auto after = stay;
        change(after);
        return after;
    };
    const Json listed{{"keeper", kAuxiliary.text()}, {"count", 1}, {"signedByPerson", true}};
    plan(Step::Register, with([](auto& s) {
             s.event(kPersonRegistered, 1, {{"rightsNoticeGiven", true}});
         }),
         1);
    plan(Step::SafetyCheck, with([](auto& s) { s.safetyCheck(2, {kHan, kLiu}); }), 2);
    plan(Step::Belongings, with([&](auto& s) { s.event(kBelongingsListed, 3, listed); }), 3);
    plan(Step::Information, with([](auto& s) {
             s.event(kInformationCollected, 4, {{"collected", Json::array({"portrait"})}});
         }),
         4);
    plan(Step::Place, with([](auto& s) { s.placed(5, kWaiting); }), 5);
    plan(Step::Question, with([](auto& s) {
             s.questioning(kHourUs, kInterrogation, {kHan, kLiu});
         }),
         kHourUs);
    stay.questioningEnded(2 * kHourUs);
    plan(Step::Decide, with([](auto& s) { s.decided(2 * kHourUs, "bail"); }), 2 * kHourUs);
    plan(Step::ExitCheck, with([](auto& s) { s.exitCheck(2 * kHourUs); }), 2 * kHourUs);
    plan(Step::Depart, with([](auto& s) { s.departed(2 * kHourUs); }), 2 * kHourUs);
    std::set<std::string> violated;
    const Stay whole = stay.build();
    for (const RuleVerdicts& answer :
         evaluate(StayInput{whole, centre, kT0 + 3 * kHourUs}, occupanciesOf(whole)))
        for (const Verdict& verdict : answer.verdicts)
            if (verdict.outcome == Outcome::Breach &&
                verdict.severity.value_or(answer.rule->severity) == Severity::Violation)
                violated.insert(answer.rule->id);
    // Nobody joined this questioning; everything else is in order.
    BOOST_TEST((violated == Ids{"INTR-03"}));
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
