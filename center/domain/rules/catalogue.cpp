// SPDX-License-Identifier: Apache-2.0
// The table of rules. Their words and sources are in the message catalogue under `rule.<id>.*`.
#include "center/domain/rules/catalogue.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

Rule stayRule(const char* id, bool sourceFound, std::set<Step> guards,
              Verdicts (*function)(const StayInput&), Severity severity = Severity::Violation) {
    return {id, 1, severity, sourceFound, std::move(guards), function, nullptr, nullptr};
}

Rule planRule(const char* id, Verdicts (*overPlan)(const StayInput&),
              Verdicts (*overStay)(const StayInput&)) {
    return {id, 1, Severity::Violation, true, {Step::Question}, overStay, nullptr, overPlan};
}

Rule roomRule(const char* id, bool sourceFound, std::set<Step> guards,
              Verdicts (*function)(const IntervalInput&), Severity severity = Severity::Violation) {
    return {id, 1, severity, sourceFound, std::move(guards), nullptr, function, nullptr};
}

// What guards a plan must hold of it in an ordinary, lawful course; what is only due later, or is
// this centre's own number, judges the record alone.

void addTimes(std::vector<Rule>& all) {
    all.push_back(stayRule("TIME-01", true, {}, summonsLimit));
    all.push_back(stayRule("TIME-02", true, {Step::Extend}, summonsExtension));
    all.push_back(stayRule("TIME-03", true, {Step::Extend}, compelledAppearance));
    all.push_back(stayRule("TIME-04", true, {}, endsAtOnce));
    all.push_back(stayRule("TIME-06", true, {}, administrativeLimit));
    all.push_back(stayRule("TIME-07", true, {Step::Extend}, administrativeTwelve));
    all.push_back(stayRule("TIME-08", true, {Step::Extend}, administrativeTwentyFour));
    all.push_back(stayRule("TIME-11", true, {}, clockResets, Severity::Warning));
    all.push_back(stayRule("TIME-12", true, {}, soberingPauses, Severity::Warning));
    all.push_back(stayRule("TIME-13", true, {}, continuedLimit));
    all.push_back(stayRule("TIME-14", true, {Step::Extend}, continuedExtension));
    all.push_back(stayRule("TIME-15", true, {Step::Place}, protectedPersons));
    all.push_back(stayRule("TIME-16", true, {Step::Depart}, fetchedAtNight));
    all.push_back(stayRule("TIME-18", true, {}, sentToDetentionCentre));
    all.push_back(stayRule("TIME-20", true, {}, interrogatedInTime));
    all.push_back(stayRule("TIME-21", true, {}, familyOfDetained));
    all.push_back(stayRule("TIME-23", true, {}, familyToldPromptly, Severity::Warning));
    all.push_back(stayRule("TIME-24", true, {}, continuedNotice));
    all.push_back(stayRule("TIME-25", true, {}, mealsGiven));
    all.push_back(stayRule("TIME-29", true, {}, legalAidPassedOn));
    all.push_back(stayRule("TIME-32", false, {}, totalTime, Severity::Warning));
    all.push_back(stayRule("TIME-33", true, {}, nobodyIdle, Severity::Reminder));
}

void addEntry(std::vector<Rule>& all) {
    all.push_back(stayRule("ENTR-02", true, {Step::LeaveForAWhile}, leavesOnGround));
    all.push_back(stayRule("ENTR-06", true,
                           {Step::Belongings, Step::Information, Step::Place, Step::Question},
                           safetyCheckFirst));
    all.push_back(stayRule("ENTR-07", true, {Step::SafetyCheck}, twoCheckers));
    all.push_back(stayRule("ENTR-08", true, {Step::SafetyCheck}, femaleChecker));
    all.push_back(stayRule("ENTR-09", false, {}, injuriesMapped));
    all.push_back(stayRule("ENTR-10", false, {}, newInjuries));
    all.push_back(stayRule("ENTR-12", true, {Step::Sober, Step::Restrain}, soberingCare));
    all.push_back(stayRule("ENTR-13", true, {}, restraintReviewed, Severity::Warning));
    all.push_back(stayRule("ENTR-14", true, {Step::Information}, informationCollected));
    all.push_back(stayRule("ENTR-19", true, {}, groupsAsked, Severity::Warning));
    all.push_back(stayRule("ENTR-17", true, {Step::ChangeBasis}, basisPresent));
    all.push_back(roomRule("ENTR-22", false, {Step::Place, Step::Question}, visitorsApart,
                           Severity::Warning));
    all.push_back(stayRule("BELG-02", true, {Step::Belongings}, keeperApart));
    all.push_back(stayRule("BELG-04", true, {}, belongingsSigned));
}

void addWaiting(std::vector<Rule>& all) {
    all.push_back(roomRule("WAIT-01", true, {Step::Place}, sexesApart));
    all.push_back(roomRule("WAIT-02", false, {Step::Place}, minorsApart));
    all.push_back(roomRule("WAIT-03", false, {Step::Place}, sameCaseApart));
    all.push_back(stayRule("WAIT-05", false, {}, checksMade, Severity::Warning));
    all.push_back(stayRule("WAIT-07", true, {}, riskAssessed, Severity::Warning));
    all.push_back(stayRule("WAIT-12", true, {}, inspectionTold));
    all.push_back(stayRule("WAIT-14", false, {Step::Place}, suspectsOnlyWait, Severity::Warning));
    all.push_back(roomRule("WAIT-16", false, {}, withinCapacity, Severity::Warning));
}

void addQuestioning(std::vector<Rule>& all) {
    all.push_back(stayRule("INTR-01", true, {Step::Question}, interrogationRoom));
    all.push_back(stayRule("INTR-02", true, {Step::Question}, noneAfterTransfer));
    all.push_back(planRule("INTR-03", twoInvestigatorsNamed, twoInvestigators));
    all.push_back(planRule("INTR-04", oneOfficerNamed, oneOfficerWithRecording));
    all.push_back(roomRule("INTR-05", true, {Step::Place, Step::Question}, questionedApart));
    all.push_back(planRule("INTR-06", rightsToldAtPlan, rightsTold));
    all.push_back(stayRule("INTR-07", true, {Step::Question, Step::Decide}, lawyerTold));
    all.push_back(planRule("INTR-11", signInterpreterArrived, signInterpreter));
    all.push_back(planRule("INTR-12", languageInterpreterArrived, languageInterpreter));
    all.push_back(planRule("INTR-13", guardianArrived, guardianAttends));
    all.push_back(planRule("INTR-14", womanNamed, womanAttends));
    all.push_back(stayRule("INTR-09", true, {}, transcriptSigned));
    all.push_back(stayRule("INTR-10", true, {}, transcriptTimes));
    all.push_back(planRule("INTR-16", staffAreFree, oneQuestioningAtATime));
    all.back().guards.insert(Step::Attend);
    all.push_back(stayRule("INTR-18", true, {}, breaksGiven, Severity::Warning));
    all.push_back(stayRule("INTR-19", false, {}, nightApproved, Severity::Reminder));
    all.push_back(stayRule("INTR-21", true, {Step::Identify}, identificationHeld));
    all.push_back(planRule("REC-05", administrativeRecorderRuns, administrativeRecorded));
    all.push_back(planRule("REC-06", recorderRuns, recordingUninterrupted));
    all.push_back(stayRule("REC-07", false, {}, recordedUntilSigned));
    all.push_back(stayRule("REC-08", false, {}, transcriptMatchesRecording));
}

void addLeaving(std::vector<Rule>& all) {
    all.push_back(stayRule("BELG-06", true, {Step::Depart}, belongingsSettled));
    all.push_back(stayRule("EXIT-01", true, {Step::LeaveForAWhile}, absenceRegistered));
    all.push_back(stayRule("EXIT-02", true, {}, goesWhereDecided));
    all.push_back(stayRule("EXIT-03", false, {}, checkedAfterAbsence, Severity::Warning));
    all.push_back(stayRule("EXIT-04", false, {Step::Depart}, exitChecklist, Severity::Warning));
    all.push_back(stayRule("EXIT-05", true, {}, intakeCompared, Severity::Warning));
}

/// What is judged by what analysts saw. None of it refuses a plan.
void addObserved(std::vector<Rule>& all) {
    all.push_back(stayRule("INTR-17", true, {}, treatedLawfully, Severity::Warning));
    all.push_back(stayRule("INTR-24", false, {}, knownCompany, Severity::Warning));
    all.back().version = 2;  // 2: also asks who was there without being written down
    all.push_back(stayRule("REC-09", false, {}, composedPicture, Severity::Warning));
    all.push_back(stayRule("REC-10", false, {}, timeInPicture, Severity::Warning));
    all.push_back(stayRule("WAIT-04", true, {}, guardOnDuty));
    all.push_back(stayRule("WAIT-06", false, {}, guardAwake, Severity::Warning));
    all.push_back(stayRule("WAIT-15", false, {}, nobodyCollapsed, Severity::Warning));
    all.push_back(stayRule("VID-01", false, {}, placedWhereRecorded, Severity::Warning));
    all.push_back(stayRule("VID-06", false, {}, camerasHealthy, Severity::Warning));
}

std::vector<Rule> makeRules() {
    std::vector<Rule> all;
    addTimes(all);
    addEntry(all);
    addWaiting(all);
    addQuestioning(all);
    addLeaving(all);
    addObserved(all);
    return all;
}

std::set<std::string> breachedSubjects(const Verdicts& verdicts) {
    std::set<std::string> subjects;
    for (const Verdict& verdict : verdicts)
        if (verdict.outcome == Outcome::Breach) subjects.insert(verdict.subject);
    return subjects;
}

Verdicts ask(const Rule& rule, const StayInput& input, const std::vector<Occupancy>& occupancies,
             bool plan = false) {
    if (plan && rule.overPlan != nullptr) return rule.overPlan(input);
    if (rule.overStay != nullptr) return rule.overStay(input);
    Verdicts own;
    for (Verdict& verdict : rule.overInterval(IntervalInput{occupancies, input.centre}))
        if (verdict.stayId == input.stay.id) own.push_back(std::move(verdict));
    return own;
}

}  // namespace

const std::vector<Rule>& rules() {
    static const std::vector<Rule> all = makeRules();
    return all;
}

const Rule* findRule(const std::string& id) {
    for (const Rule& rule : rules())
        if (rule.id == id) return &rule;
    return nullptr;
}

std::vector<Notice> guard(Step step, const Stay& before, const Stay& after,
                          const std::vector<Occupancy>& occupancies, const Centre& centre,
                          std::int64_t nowUs) {
    std::vector<Notice> notices;
    for (const Rule& rule : rules()) {
        if (!rule.guards.contains(step)) continue;
        std::set<std::string> known;
        if (rule.overInterval == nullptr)
            known = breachedSubjects(ask(rule, StayInput{before, centre, nowUs}, {}, true));
        for (Verdict& verdict : ask(rule, StayInput{after, centre, nowUs}, occupancies, true))
            if (verdict.outcome == Outcome::Breach && !known.contains(verdict.subject))
                notices.push_back({&rule, refuses(rule, centre), std::move(verdict)});
    }
    std::stable_sort(notices.begin(), notices.end(),
                     [](const Notice& a, const Notice& b) { return a.refuses && !b.refuses; });
    return notices;
}

std::vector<RuleVerdicts> evaluate(const StayInput& input,
                                   const std::vector<Occupancy>& occupancies) {
    std::vector<RuleVerdicts> all;
    for (const Rule& rule : rules()) all.push_back({&rule, ask(rule, input, occupancies)});
    return all;
}

}  // namespace mingjing::domain
