// SPDX-License-Identifier: Apache-2.0
// Exercises of the practice centre: what is to be done in twenty minutes, and how far it was done.
// The score is of an exercise with made-up persons; nobody at work is ever scored.
#pragma once

#include <string>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

/// A run's window: only what was entered in it counts.
struct PracticeTime {
    std::int64_t startedUs = 0, endsUs = 0;
};

/// A person that is made up for an exercise.
struct PracticePerson {
    Sex sex = Sex::Male;
    int age = 30;
    bool expected = false;  ///< only booked: the arrival is part of the exercise
    std::string asksFor;    ///< a request that waits for an answer; empty: none
    bool wantsExtension = false;
};

struct PracticeGoal {
    std::string id;  ///< words in the catalogue: `practice.goal.<id>`
    int points = 0;  ///< of 100, shared out over the persons it concerns
    /// Nothing: the goal does not concern this person.
    std::optional<bool> (*met)(const Stay&, const PracticeTime&);
};

struct Exercise {
    std::string id;  ///< words: `practice.exercise.<id>`
    Role role = Role::DutyOfficer;
    int minutes = 20;
    std::vector<PracticePerson> persons;
    std::vector<PracticeGoal> goals;
};

const std::vector<Exercise>& exercises();
const Exercise* findExercise(const std::string& id);

struct PracticeResult {
    struct Goal {
        std::string id;
        int points = 0, reached = 0;
        int persons = 0, done = 0;  ///< whom it concerns, and for whom it is met
    };
    std::vector<Goal> goals;
    int breaches = 0;  ///< violations among the findings; each costs kBreachPoints
    int score = 0;     ///< 0 to 100
};
inline constexpr int kBreachPoints = 10;

/// `stays` as they stood at the end of the run; a person who has not arrived yet is missing there,
/// so the exercise says how many persons there are.
PracticeResult resultOf(const Exercise& exercise, const std::vector<const Stay*>& stays,
                        const PracticeTime& time, int breaches);

}  // namespace mingjing::domain
