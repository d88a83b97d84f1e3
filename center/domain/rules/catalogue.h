// SPDX-License-Identifier: Apache-2.0
// All rules of the house in one table, and the two ways they are asked.
#pragma once

#include <string>
#include <vector>

#include "center/domain/rules/legal_clock.h"
#include "center/domain/rules/rule.h"

namespace mingjing::domain {

const std::vector<Rule>& rules();
const Rule* findRule(const std::string& id);

/// A rule's view of a plan.
struct Notice {
    const Rule* rule = nullptr;
    bool refuses = false;
    Verdict verdict;
};

/// Asks every rule that guards `step` about the stay as it would be after the plan. Only breaches
/// that the plan itself brings (not in `before`) count. `occupancies` are those of the rooms that
/// the plan touches, with the plan's own already in them.
std::vector<Notice> guard(Step step, const Stay& before, const Stay& after,
                          const std::vector<Occupancy>& occupancies, const Centre& centre,
                          std::int64_t nowUs);

/// Every verdict over one stay, for the rule runner.
struct RuleVerdicts {
    const Rule* rule = nullptr;
    Verdicts verdicts;
};
std::vector<RuleVerdicts> evaluate(const StayInput& input,
                                   const std::vector<Occupancy>& occupancies);

/// When to look again at a recording that is not closed yet: what becomes durable is no event, so
/// once the questioning has ended, soon.
inline std::int64_t nextLookUs(const Questioning& questioning, const StayInput& input) {
    constexpr std::int64_t kSoonUs = 1'000'000;
    return input.nowUs + (questioning.endedUs ? kSoonUs : input.centre.settings.recordCloseUs);
}

// The families, one file each.

// time_limits.cpp
Verdicts summonsLimit(const StayInput&);              // TIME-01
Verdicts summonsExtension(const StayInput&);          // TIME-02
Verdicts compelledAppearance(const StayInput&);       // TIME-03
Verdicts endsAtOnce(const StayInput&);                // TIME-04
Verdicts administrativeLimit(const StayInput&);       // TIME-06
Verdicts administrativeTwelve(const StayInput&);      // TIME-07
Verdicts administrativeTwentyFour(const StayInput&);  // TIME-08
Verdicts clockResets(const StayInput&);               // TIME-11
Verdicts soberingPauses(const StayInput&);            // TIME-12
Verdicts totalTime(const StayInput&);                 // TIME-32
// continued_questioning.cpp
Verdicts continuedLimit(const StayInput&);      // TIME-13
Verdicts continuedExtension(const StayInput&);  // TIME-14
Verdicts protectedPersons(const StayInput&);    // TIME-15
Verdicts fetchedAtNight(const StayInput&);      // TIME-16
Verdicts continuedNotice(const StayInput&);     // TIME-24
// detention.cpp
Verdicts sentToDetentionCentre(const StayInput&);  // TIME-18
Verdicts interrogatedInTime(const StayInput&);     // TIME-20
Verdicts familyOfDetained(const StayInput&);       // TIME-21
// entry.cpp
Verdicts safetyCheckFirst(const StayInput&);  // ENTR-06
Verdicts twoCheckers(const StayInput&);       // ENTR-07
Verdicts femaleChecker(const StayInput&);     // ENTR-08
// waiting.cpp
Verdicts sexesApart(const IntervalInput&);     // WAIT-01
Verdicts minorsApart(const IntervalInput&);    // WAIT-02
Verdicts sameCaseApart(const IntervalInput&);  // WAIT-03
// questioning.cpp
Verdicts interrogationRoom(const StayInput&);        // INTR-01
Verdicts twoInvestigators(const StayInput&);         // INTR-03
Verdicts oneOfficerWithRecording(const StayInput&);  // INTR-04
Verdicts twoInvestigatorsNamed(const StayInput&);    // INTR-03, of a plan
Verdicts oneOfficerNamed(const StayInput&);          // INTR-04, of a plan
// recording.cpp
Verdicts administrativeRecorded(const StayInput&);      // REC-05
Verdicts recordingUninterrupted(const StayInput&);      // REC-06
Verdicts administrativeRecorderRuns(const StayInput&);  // REC-05, of a plan
Verdicts recorderRuns(const StayInput&);                // REC-06, of a plan
// leaving.cpp
Verdicts belongingsSettled(const StayInput&);  // BELG-06
Verdicts exitChecklist(const StayInput&);      // EXIT-04

}  // namespace mingjing::domain
