// SPDX-License-Identifier: Apache-2.0
// Exercises: what counts, for whom, and that a breach costs.
#include <boost/test/unit_test.hpp>

#include "center/domain/practice/exercise.h"

using namespace mingjing::domain;

namespace {

std::optional<bool> arrivedMet(const Stay& stay, const PracticeTime&) {
    return stay.registered.has_value();
}
std::optional<bool> minorMet(const Stay& stay, const PracticeTime&) {
    return stay.isMinor() ? std::optional(true) : std::nullopt;
}

Stay registeredStay(bool is) {
    Stay stay;
    if (is) stay.registered = Moment{5, 1};
    return stay;
}

Exercise twoPersons() {
    Exercise exercise;
    exercise.persons.resize(2);
    exercise.goals = {{"registered", 60, arrivedMet}, {"minor", 40, minorMet}};
    return exercise;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(practice)

BOOST_AUTO_TEST_CASE(every_exercise_gives_a_hundred_points) {
    for (const Exercise& exercise : exercises()) {
        int points = 0;
        for (const PracticeGoal& goal : exercise.goals) points += goal.points;
        BOOST_TEST_CONTEXT(exercise.id) {
            BOOST_TEST(points == 100);
            BOOST_TEST(exercise.minutes == 20);
            BOOST_TEST(findExercise(exercise.id) != nullptr);
        }
    }
    BOOST_TEST(findExercise("no_such_exercise") == nullptr);
}

BOOST_AUTO_TEST_CASE(points_are_shared_out_over_the_persons_a_goal_concerns) {
    const Stay one = registeredStay(true), other = registeredStay(false);
    const auto result = resultOf(twoPersons(), {&one, &other}, {}, 0);
    BOOST_TEST(result.goals[0].reached == 30);
    BOOST_TEST(result.goals[0].done == 1);
    BOOST_TEST(result.goals[0].persons == 2);
    BOOST_TEST(result.goals[1].persons == 0);
    BOOST_TEST(result.score == 30);
}

BOOST_AUTO_TEST_CASE(who_has_not_arrived_is_not_done) {
    const Stay one = registeredStay(true);
    BOOST_TEST(resultOf(twoPersons(), {&one}, {}, 0).goals[0].reached == 30);
    BOOST_TEST(resultOf(twoPersons(), {}, {}, 0).score == 0);
}

BOOST_AUTO_TEST_CASE(a_breach_costs_and_no_score_is_below_nothing) {
    const Stay one = registeredStay(true), other = registeredStay(true);
    BOOST_TEST(resultOf(twoPersons(), {&one, &other}, {}, 2).score == 40);
    BOOST_TEST(resultOf(twoPersons(), {&one, &other}, {}, 9).score == 0);
}

BOOST_AUTO_TEST_SUITE_END()
