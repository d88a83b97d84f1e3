// SPDX-License-Identifier: Apache-2.0
// TIME family: who is detained goes to the detention centre, is interrogated and his family told,
// each within 24 h (rules section 1).
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

constexpr int kWithinH = 24;  // 刑事诉讼法 art. 85(2), 86

std::vector<Term> detentions(const Stay& stay) {
    std::vector<Term> terms = termsOf(stay);
    std::erase_if(terms, [](const Term& term) { return term.kind != ClockKind::Detention; });
    return terms;
}

/// On the way: the paper of the detention centre says when it ended. Without it nobody knows, and
/// a human must look.
Verdict sentVerdict(const StayInput& input, const Term& term) {
    const std::int64_t limit = limitOf(term, kWithinH * kHourUs);
    const std::string subject = subjectOf("limit", term);
    if (term.endUs || !term.leftUs || *term.leftUs > limit) {
        Term known = term;
        if (!known.endUs) known.endUs = term.leftUs;
        return limitVerdict(input, known, kWithinH);
    }
    if (input.nowUs <= limit) return pending(subject, limit + 1);
    Verdict verdict = breach(subject, limit, "finding.intake_not_confirmed", {{"hours", kWithinH}});
    verdict.severity = Severity::Warning;
    return verdict;
}

std::optional<std::int64_t> firstInterrogationUs(const Stay& stay, std::int64_t fromUs) {
    std::optional<std::int64_t> first;
    for (const Questioning& questioning : stay.questionings)
        if (questioning.startedUs >= fromUs && questioning.caseKind == CaseKind::Criminal)
            first = std::min(first.value_or(questioning.startedUs), questioning.startedUs);
    return first;
}

std::optional<std::int64_t> releasedUs(const Stay& stay) {
    return stay.departure && !stay.departure->transferred ? departedUs(stay) : std::nullopt;
}

bool isLawfulSilence(const Note& note) {
    return note.word("outcome") == "not_told" && !note.word("exception").empty() &&
           note.gave("reason");
}

std::optional<std::int64_t> familySettledUs(const Stay& stay, std::int64_t fromUs) {
    const auto noted = timeOf(firstNote(stay, "FamilyNotified", fromUs, [](const Note& note) {
        return note.word("outcome") == "told" || isLawfulSilence(note);
    }));
    const bool atExit = stay.exitCheck && stay.exitCheck->familyTold == "told" &&
                        stay.exitCheck->moment.atUs >= fromUs;
    if (!atExit) return noted;
    return std::min(noted.value_or(stay.exitCheck->moment.atUs), stay.exitCheck->moment.atUs);
}

/// No notice is lawful only where it is impossible, or might obstruct a case of state security or
/// terrorism, and the reason is written down (公安机关办理刑事案件程序规定 art. 127).
void judgeExceptions(const Stay& stay, std::int64_t fromUs, Verdicts& verdicts) {
    for (const Note& note : stay.notes) {
        const bool silent = note.event().type == "FamilyNotified" && note.atUs() >= fromUs &&
                            note.word("outcome") == "not_told";
        if (!silent) continue;
        const Moment moment = note.moment();
        const std::string subject = subjectOf("exception", moment.seq);
        verdicts.push_back(isLawfulSilence(note)
                               ? pass(subject)
                               : breach(subject, moment.atUs, "finding.silence_without_reason"));
        verdicts.back().evidence.push_back(entryEvidence(moment));
    }
}

}  // namespace

Verdicts sentToDetentionCentre(const StayInput& input) {
    Verdicts verdicts;
    for (const Term& term : detentions(input.stay)) verdicts.push_back(sentVerdict(input, term));
    return verdicts;
}

Verdicts interrogatedInTime(const StayInput& input) {
    Verdicts verdicts;
    for (const Term& term : detentions(input.stay)) {
        Duty duty;
        duty.subject = subjectOf("first", term);
        duty.dueUs = term.startUs + kWithinH * kHourUs;
        duty.code = "finding.not_interrogated";
        duty.params = {{"hours", kWithinH}};
        duty.doneUs = firstInterrogationUs(input.stay, term.startUs);
        duty.lapsedUs = releasedUs(input.stay);
        // What the detention centre did in the rest of the time is not on this record.
        const bool elsewhere = !duty.doneUs && term.leftUs && *term.leftUs <= duty.dueUs;
        verdicts.push_back(elsewhere ? abstain(duty.subject, "detentionCentreRecord")
                                     : judgeDuty(duty, input.nowUs));
    }
    return verdicts;
}

Verdicts familyOfDetained(const StayInput& input) {
    Verdicts verdicts;
    const std::vector<Term> terms = detentions(input.stay);
    for (const Term& term : terms) {
        Duty duty;
        duty.subject = subjectOf("family", term);
        duty.dueUs = term.startUs + kWithinH * kHourUs;
        duty.code = "finding.family_not_told_detained";
        duty.params = {{"hours", kWithinH}};
        duty.doneUs = familySettledUs(input.stay, term.startUs);
        duty.lapsedUs = releasedUs(input.stay);
        verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
    }
    if (!terms.empty()) judgeExceptions(input.stay, terms.front().startUs, verdicts);
    return verdicts;
}

}  // namespace mingjing::domain
