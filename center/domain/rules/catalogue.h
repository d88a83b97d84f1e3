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
    const std::int64_t close = input.centre.settings.recordCloseUs;
    // While persons are still seen in the room after the end, it is looked at less often.
    const bool soon = questioning.endedUs && input.nowUs <= *questioning.endedUs + close;
    return input.nowUs + (soon ? kSoonUs : close);
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
// while_held.cpp
Verdicts familyToldPromptly(const StayInput&);  // TIME-23
Verdicts mealsGiven(const StayInput&);          // TIME-25
Verdicts legalAidPassedOn(const StayInput&);    // TIME-29
Verdicts nobodyIdle(const StayInput&);          // TIME-33
// detention.cpp
Verdicts sentToDetentionCentre(const StayInput&);  // TIME-18
Verdicts interrogatedInTime(const StayInput&);     // TIME-20
Verdicts familyOfDetained(const StayInput&);       // TIME-21
// entry.cpp
Verdicts safetyCheckFirst(const StayInput&);  // ENTR-06
Verdicts twoCheckers(const StayInput&);       // ENTR-07
Verdicts femaleChecker(const StayInput&);     // ENTR-08
// admission.cpp
Verdicts informationCollected(const StayInput&);  // ENTR-14
Verdicts basisPresent(const StayInput&);          // ENTR-17
Verdicts keeperApart(const StayInput&);           // BELG-02
Verdicts belongingsSigned(const StayInput&);      // BELG-04
// special_groups.cpp
Verdicts groupsAsked(const StayInput&);  // ENTR-19
// injuries.cpp
Verdicts injuriesMapped(const StayInput&);  // ENTR-09
Verdicts newInjuries(const StayInput&);     // ENTR-10
// restraint.cpp
Verdicts soberingCare(const StayInput&);       // ENTR-12
Verdicts restraintReviewed(const StayInput&);  // ENTR-13
// absence.cpp
Verdicts leavesOnGround(const StayInput&);       // ENTR-02
Verdicts absenceRegistered(const StayInput&);    // EXIT-01
Verdicts checkedAfterAbsence(const StayInput&);  // EXIT-03
// waiting.cpp
Verdicts sexesApart(const IntervalInput&);       // WAIT-01
Verdicts minorsApart(const IntervalInput&);      // WAIT-02
Verdicts sameCaseApart(const IntervalInput&);    // WAIT-03
Verdicts withinCapacity(const IntervalInput&);   // WAIT-16
Verdicts visitorsApart(const IntervalInput&);    // ENTR-22
Verdicts questionedApart(const IntervalInput&);  // INTR-05
// waiting_care.cpp
Verdicts checksMade(const StayInput&);        // WAIT-05
Verdicts riskAssessed(const StayInput&);      // WAIT-07
Verdicts inspectionTold(const StayInput&);    // WAIT-12
Verdicts suspectsOnlyWait(const StayInput&);  // WAIT-14
// questioning.cpp
Verdicts interrogationRoom(const StayInput&);        // INTR-01
Verdicts twoInvestigators(const StayInput&);         // INTR-03
Verdicts oneOfficerWithRecording(const StayInput&);  // INTR-04
Verdicts twoInvestigatorsNamed(const StayInput&);    // INTR-03, of a plan
Verdicts oneOfficerNamed(const StayInput&);          // INTR-04, of a plan
// rights.cpp
Verdicts noneAfterTransfer(const StayInput&);  // INTR-02
Verdicts rightsTold(const StayInput&);         // INTR-06
Verdicts rightsToldAtPlan(const StayInput&);   // INTR-06, of a plan
Verdicts lawyerTold(const StayInput&);         // INTR-07
// participants.cpp; of a plan it is asked who has arrived, for nobody has joined yet
Verdicts signInterpreter(const StayInput&);             // INTR-11
Verdicts signInterpreterArrived(const StayInput&);      // INTR-11, of a plan
Verdicts languageInterpreter(const StayInput&);         // INTR-12
Verdicts languageInterpreterArrived(const StayInput&);  // INTR-12, of a plan
Verdicts guardianAttends(const StayInput&);             // INTR-13
Verdicts guardianArrived(const StayInput&);             // INTR-13, of a plan
Verdicts womanAttends(const StayInput&);                // INTR-14
Verdicts womanNamed(const StayInput&);                  // INTR-14, of a plan
// sessions.cpp
Verdicts transcriptSigned(const StayInput&);            // INTR-09
Verdicts transcriptTimes(const StayInput&);             // INTR-10
Verdicts oneQuestioningAtATime(const StayInput&);       // INTR-16
Verdicts staffAreFree(const StayInput&);                // INTR-16, of a plan
Verdicts recordedUntilSigned(const StayInput&);         // REC-07
Verdicts transcriptMatchesRecording(const StayInput&);  // REC-08

Verdicts breaksGiven(const StayInput&);    // INTR-18
Verdicts nightApproved(const StayInput&);  // INTR-19
// identification.cpp
Verdicts identificationHeld(const StayInput&);  // INTR-21
// recording.cpp
Verdicts administrativeRecorded(const StayInput&);      // REC-05
Verdicts recordingUninterrupted(const StayInput&);      // REC-06
Verdicts administrativeRecorderRuns(const StayInput&);  // REC-05, of a plan
Verdicts recorderRuns(const StayInput&);                // REC-06, of a plan
// observed_in_questioning.cpp
Verdicts treatedLawfully(const StayInput&);  // INTR-17
Verdicts knownCompany(const StayInput&);     // INTR-24
Verdicts composedPicture(const StayInput&);  // REC-09
Verdicts timeInPicture(const StayInput&);    // REC-10
/// Sound that stopped or was never there: a part of REC-06.
Verdicts soundUninterrupted(const StayInput&);
// observed_while_placed.cpp
Verdicts guardOnDuty(const StayInput&);          // WAIT-04
Verdicts guardAwake(const StayInput&);           // WAIT-06
Verdicts nobodyCollapsed(const StayInput&);      // WAIT-15
Verdicts placedWhereRecorded(const StayInput&);  // VID-01
Verdicts camerasHealthy(const StayInput&);       // VID-06
// leaving.cpp
Verdicts belongingsSettled(const StayInput&);  // BELG-06
Verdicts exitChecklist(const StayInput&);      // EXIT-04
Verdicts goesWhereDecided(const StayInput&);   // EXIT-02
// intake.cpp
Verdicts intakeCompared(const StayInput&);  // EXIT-05

}  // namespace mingjing::domain
