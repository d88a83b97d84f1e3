// SPDX-License-Identifier: Apache-2.0
// All rules of the house in one table, and the two ways they are asked.
#pragma once

#include <string>
#include <vector>

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
Verdicts summonsLimit(const StayInput&);                // TIME-01
Verdicts summonsExtension(const StayInput&);            // TIME-02
Verdicts administrativeLimit(const StayInput&);         // TIME-06
Verdicts administrativeTwelve(const StayInput&);        // TIME-07
Verdicts administrativeTwentyFour(const StayInput&);    // TIME-08
Verdicts safetyCheckFirst(const StayInput&);            // ENTR-06
Verdicts twoCheckers(const StayInput&);                 // ENTR-07
Verdicts femaleChecker(const StayInput&);               // ENTR-08
Verdicts sexesApart(const IntervalInput&);              // WAIT-01
Verdicts minorsApart(const IntervalInput&);             // WAIT-02
Verdicts sameCaseApart(const IntervalInput&);           // WAIT-03
Verdicts interrogationRoom(const StayInput&);           // INTR-01
Verdicts twoInvestigators(const StayInput&);            // INTR-03
Verdicts oneOfficerWithRecording(const StayInput&);     // INTR-04
Verdicts administrativeRecorded(const StayInput&);      // REC-05
Verdicts recordingUninterrupted(const StayInput&);      // REC-06
Verdicts twoInvestigatorsNamed(const StayInput&);       // INTR-03, of a plan
Verdicts oneOfficerNamed(const StayInput&);             // INTR-04, of a plan
Verdicts administrativeRecorderRuns(const StayInput&);  // REC-05, of a plan
Verdicts recorderRuns(const StayInput&);                // REC-06, of a plan
Verdicts belongingsSettled(const StayInput&);           // BELG-06
Verdicts exitChecklist(const StayInput&);               // EXIT-04

/// The legal clock that runs for a stay, if one does (witnesses and victims have none).
struct LegalClock {
    std::string rule;
    std::int64_t startUs = 0;
    std::string startFact;
    int limitH = 0;
    int extendableToH = 0;  ///< 0: not further
    std::int64_t endsAtUs = 0;
    std::optional<std::int64_t> endedAtUs;
};
std::optional<LegalClock> legalClock(const Stay& stay, const Centre& centre);

}  // namespace mingjing::domain
