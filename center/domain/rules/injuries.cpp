// SPDX-License-Identifier: Apache-2.0
// Injuries: on the body diagram at entry, compared at exit (rules ENTR-09, ENTR-10).
#include "center/domain/rules/catalogue.h"
#include "center/domain/stays/body_maps.h"

namespace mingjing::domain {

namespace {

/// What was on the body before somebody leaves; `sealed` when part of it cannot be read.
struct Known {
    Json marks = Json::array();
    bool sealed = false;
};

Known knownBefore(const Stay& stay) {
    Known known;
    for (const Note& note : stay.notes) {
        if (note.event().type != "InjuriesMapped" || note.word("occasion") == "exit") continue;
        const Json* marks = marksOf(note);
        known.sealed = known.sealed || marks == nullptr;
        if (marks == nullptr) continue;
        for (const Json& mark : *marks) known.marks.push_back(mark);
    }
    // Found at the check, but never drawn: there is nothing to compare with.
    for (const SafetyCheck& check : stay.safetyChecks)
        known.sealed = known.sealed || (known.marks.empty() && check.injuries.value_or(true));
    return known;
}

Verdict exitMapVerdict(const Note& note, const Known& known, std::int64_t toleranceMilli) {
    const Moment moment = note.moment();
    const std::string subject = subjectOf("exit", moment.seq);
    const Json* marks = marksOf(note);
    if (marks == nullptr || (known.sealed && !marks->empty())) return abstain(subject, "health");
    std::size_t fresh = 0;
    for (const Json& mark : *marks) {
        bool seen = false;
        for (const Json& earlier : known.marks)
            seen = seen || isSameMark(mark, earlier, toleranceMilli);
        if (!seen) ++fresh;
    }
    if (fresh == 0) return pass(subject);
    Verdict verdict = breach(subject, moment.atUs, "finding.new_injuries", {{"marks", fresh}});
    verdict.evidence.push_back(entryEvidence(moment));
    return verdict;
}

bool isPhotographed(const Note& note) {
    return note.word("occasion") != "exit" && note.flag("photographed");
}

}  // namespace

Verdicts injuriesMapped(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::int64_t withinUs = input.centre.settings.injuriesMappedUs;
    std::int64_t sinceUs = INT64_MIN;
    for (const SafetyCheck& check : input.stay.safetyChecks) {
        const std::int64_t fromUs = sinceUs;
        sinceUs = check.moment.atUs;
        const std::string subject = subjectOf("injuries", check.moment.seq);
        if (!check.injuries) {
            verdicts.push_back(abstain(subject, "health"));
        } else if (!*check.injuries) {
            verdicts.push_back(pass(subject));
        } else {
            Duty duty{
                subject, check.moment.atUs + withinUs, "finding.injuries_not_mapped", {}, {}, {},
                {}};
            duty.params = {{"minutes", withinUs / kMinuteUs}};
            duty.doneUs = timeOf(firstNote(input.stay, "InjuriesMapped", fromUs, isPhotographed));
            verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
            verdicts.back().evidence.push_back(entryEvidence(check.moment));
        }
    }
    return verdicts;
}

Verdicts newInjuries(const StayInput& input) {
    Verdicts verdicts;
    const Stay& stay = input.stay;
    if (!isHeld(stay.role)) return verdicts;
    const Known known = knownBefore(stay);
    for (const Note& note : stay.notes) {
        if (note.event().type == "InjuriesMapped" && note.word("occasion") == "exit")
            verdicts.push_back(
                exitMapVerdict(note, known, input.centre.settings.injuryToleranceMilli));
        if (note.event().type != "IntakeConfirmed") continue;
        const Moment moment = note.moment();
        const std::string subject = subjectOf("intake", moment.seq);
        verdicts.push_back(note.word("injuries") == "different"
                               ? breach(subject, moment.atUs, "finding.injuries_differ_at_intake")
                               : pass(subject));
    }
    if (!stay.exitCheck) return verdicts;
    const ExitCheck& check = *stay.exitCheck;
    if (!check.newInjuries)
        verdicts.push_back(abstain("exit_check", "health"));
    else if (*check.newInjuries)
        verdicts.push_back(breach("exit_check", check.moment.atUs, "finding.new_injuries_at_exit"));
    else
        verdicts.push_back(pass("exit_check"));
    return verdicts;
}

}  // namespace mingjing::domain
