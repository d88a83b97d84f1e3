// SPDX-License-Identifier: Apache-2.0
// TIME family: summons, compelled appearance and administrative questioning, and the time over all
// bases (rules section 1).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

constexpr int kExtendedH = 12;

bool sealedIdentity(const Extension& extension) {
    const bool onIdentity = std::find(extension.grounds.begin(), extension.grounds.end(),
                                      "identity_unknown") != extension.grounds.end();
    return onIdentity && !extension.identityUnknown;
}

/// 12 h extensions of administrative questioning, or all others.
Verdicts administrativeExtensions(const StayInput& input, bool twelve) {
    Verdicts verdicts;
    for (const Term& term : termsOf(input.stay)) {
        if (term.kind != ClockKind::Administrative) continue;
        for (const Extension* extension : term.extensions) {
            if ((extension->limitH == kExtendedH) != twelve) continue;
            const bool unknown = twelve && sealedIdentity(*extension) &&
                                 isValid(term, *extension, input.stay, input.centre);
            verdicts.push_back(
                unknown ? abstain(subjectOf("extension", extension->moment.seq), "identityUnknown")
                        : extensionVerdict(term, *extension, input));
        }
    }
    return verdicts;
}

const Term* termAt(const std::vector<Term>& terms, std::int64_t atUs) {
    const Term* found = nullptr;
    for (const Term& term : terms)
        if (term.startUs <= atUs) found = &term;
    return found;
}

Verdict totalVerdict(const StayInput& input, const char* subject, std::int64_t limitUs,
                     const char* code) {
    Duty duty;
    duty.subject = subject;
    duty.dueUs = input.stay.clockStartUs() + limitUs;
    duty.code = code;
    duty.params = {{"hours", limitUs / kHourUs}};
    duty.doneUs = departedUs(input.stay);
    return judgeDuty(std::move(duty), input.nowUs);
}

}  // namespace

Verdicts summonsLimit(const StayInput& input) {
    return limitVerdicts(input, ClockKind::Summons);
}

Verdicts summonsExtension(const StayInput& input) {
    return extensionVerdicts(input, ClockKind::Summons);
}

Verdicts compelledAppearance(const StayInput& input) {
    Verdicts verdicts = limitVerdicts(input, ClockKind::CompelledAppearance);
    for (Verdict& verdict : extensionVerdicts(input, ClockKind::CompelledAppearance))
        verdicts.push_back(std::move(verdict));
    return verdicts;
}

Verdicts endsAtOnce(const StayInput& input) {
    Verdicts verdicts;
    const std::int64_t graceUs = input.centre.settings.exitGraceUs;
    for (const Term& term : termsOf(input.stay)) {
        if (term.kind != ClockKind::Summons && term.kind != ClockKind::CompelledAppearance)
            continue;
        const int hours = hoursOf(term, input.stay, input.centre);
        Duty duty;
        duty.subject = subjectOf("end", term);
        duty.dueUs = limitOf(term, hours * kHourUs) + graceUs;
        duty.code = "finding.not_ended";
        duty.params = {{"hours", hours}, {"minutes", graceUs / kMinuteUs}};
        duty.doneUs = term.endUs;
        verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
    }
    return verdicts;
}

Verdicts administrativeLimit(const StayInput& input) {
    return limitVerdicts(input, ClockKind::Administrative);
}

Verdicts administrativeTwelve(const StayInput& input) {
    return administrativeExtensions(input, true);
}

Verdicts administrativeTwentyFour(const StayInput& input) {
    return administrativeExtensions(input, false);
}

Verdicts clockResets(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    std::set<std::int64_t> lawful;
    for (const Term& term : termsOf(input.stay))
        if (term.startFact == "clock_reset") lawful.insert(term.seq);
    for (const Note& note : input.stay.notes) {
        if (note.event().type != "ClockReset") continue;
        const Moment moment = note.moment();
        const std::string subject = subjectOf("reset", moment.seq);
        if (lawful.contains(moment.seq)) {
            verdicts.push_back(pass(subject));
            continue;
        }
        verdicts.push_back(breach(subject, moment.atUs, "finding.reset_without_ground"));
        verdicts.back().evidence.push_back(entryEvidence(moment));
    }
    return verdicts;
}

Verdicts soberingPauses(const StayInput& input) {
    Verdicts verdicts;
    const std::vector<Term> terms = termsOf(input.stay);
    for (const Spell& spell : input.stay.spells) {
        if (spell.kind != SpellKind::Sobering) continue;
        const Term* term = termAt(terms, spell.fromUs());
        if (term == nullptr || term->kind != ClockKind::Administrative) continue;
        const Moment began = spell.began.moment();
        Json missing = Json::array();
        if (!spell.began.number("breathMg")) missing.push_back("breath_at_start");
        if (spell.ended && !spell.ended->number("breathMg")) missing.push_back("breath_at_end");
        const std::string subject = subjectOf("pause", began.seq);
        verdicts.push_back(missing.empty()
                               ? pass(subject)
                               : breach(subject, began.atUs, "finding.pause_without_value",
                                        {{"missing", missing}}));
        verdicts.back().evidence.push_back(entryEvidence(began));
    }
    return verdicts;
}

Verdicts totalTime(const StayInput& input) {
    if (!isHeld(input.stay.role)) return {};
    const Settings& settings = input.centre.settings;
    return {totalVerdict(input, "total", settings.totalTimeUs, "finding.total_time_long"),
            totalVerdict(input, "review", settings.totalTimeReviewUs, "finding.total_time_review")};
}

}  // namespace mingjing::domain
