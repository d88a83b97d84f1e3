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

Rule roomRule(const char* id, bool sourceFound, Verdicts (*function)(const IntervalInput&)) {
    return {id, 1, Severity::Violation, sourceFound, {Step::Place}, nullptr, function, nullptr};
}

std::vector<Rule> makeRules() {
    return {
        stayRule("TIME-01", true, {}, summonsLimit),
        stayRule("TIME-02", true, {Step::Extend}, summonsExtension),
        stayRule("TIME-03", true, {Step::Extend}, compelledAppearance),
        stayRule("TIME-04", true, {}, endsAtOnce),
        stayRule("TIME-06", true, {}, administrativeLimit),
        stayRule("TIME-07", true, {Step::Extend}, administrativeTwelve),
        stayRule("TIME-08", true, {Step::Extend}, administrativeTwentyFour),
        stayRule("TIME-11", true, {}, clockResets, Severity::Warning),
        stayRule("TIME-12", true, {}, soberingPauses, Severity::Warning),
        stayRule("TIME-13", true, {}, continuedLimit),
        stayRule("TIME-14", true, {Step::Extend}, continuedExtension),
        stayRule("TIME-15", true, {Step::Place}, protectedPersons),
        stayRule("TIME-16", true, {Step::Depart}, fetchedAtNight),
        stayRule("TIME-18", true, {}, sentToDetentionCentre),
        stayRule("TIME-20", true, {}, interrogatedInTime),
        stayRule("TIME-21", true, {}, familyOfDetained),
        stayRule("TIME-24", true, {}, continuedNotice),
        stayRule("TIME-32", false, {}, totalTime, Severity::Warning),
        stayRule("ENTR-06", true,
                 {Step::Belongings, Step::Information, Step::Place, Step::Question},
                 safetyCheckFirst),
        stayRule("ENTR-07", true, {Step::SafetyCheck}, twoCheckers),
        stayRule("ENTR-08", true, {Step::SafetyCheck}, femaleChecker),
        roomRule("WAIT-01", true, sexesApart),
        roomRule("WAIT-02", false, minorsApart),
        roomRule("WAIT-03", false, sameCaseApart),
        stayRule("INTR-01", true, {Step::Question}, interrogationRoom),
        planRule("INTR-03", twoInvestigatorsNamed, twoInvestigators),
        planRule("INTR-04", oneOfficerNamed, oneOfficerWithRecording),
        planRule("REC-05", administrativeRecorderRuns, administrativeRecorded),
        planRule("REC-06", recorderRuns, recordingUninterrupted),
        stayRule("BELG-06", true, {Step::Depart}, belongingsSettled),
        stayRule("EXIT-04", false, {Step::Depart}, exitChecklist, Severity::Warning),
    };
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
