// SPDX-License-Identifier: Apache-2.0
// Terms of a stay, their limits and their clocks.
#include "center/domain/rules/legal_clock.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

constexpr int kSummonsH = 12;  // 刑事诉讼法 art. 119(2); 拘传 and 继续盘问 begin with the same
constexpr int kAdministrativeH = 8;  // 治安管理处罚法 (2025) art. 97(1)
constexpr int kAdministrativeLongH = 12;
constexpr int kFullDayH = 24;
constexpr int kTwoDaysH = 48;  // 公安机关适用继续盘问规定 art. 11

bool hasGround(const Extension& extension, const char* ground) {
    return std::find(extension.grounds.begin(), extension.grounds.end(), ground) !=
           extension.grounds.end();
}

bool approvedBy(const Extension& extension, Role role) {
    return std::find(extension.approverRoles.begin(), extension.approverRoles.end(), role) !=
           extension.approverRoles.end();
}

/// Approval before the earlier limit has passed (公安机关办理刑事案件程序规定 art. 200).
bool inTime(const Term& term, const Extension& extension, int earlierLimitH) {
    const std::int64_t limit = limitOf(term, earlierLimitH * kHourUs);
    const bool stood = term.standsSinceUs && *term.standsSinceUs <= limit &&
                       extension.moment.atUs >= *term.standsSinceUs;
    return extension.moment.atUs <= limit || stood;
}

/// 公安机关办理刑事案件程序规定 art. 200; for 拘传 art. 80, with a head of the bureau.
bool fullDayValid(const Term& term, const Extension& extension, Role approver) {
    return extension.limitH == kFullDayH && extension.reasonGiven &&
           hasGround(extension, "serious_or_complex") && hasGround(extension, "detain_or_arrest") &&
           approvedBy(extension, approver) && inTime(term, extension, kSummonsH);
}

/// Who approves is not stated in the law; unit or bureau head is this house's setting.
bool approvedByHead(const Extension& extension) {
    return approvedBy(extension, Role::UnitHead) || approvedBy(extension, Role::BureauHead);
}

/// Judged by what was known at the approval: who is identified later was held lawfully until then.
bool twelveValid(const Term& term, const Extension& extension, const Centre& centre) {
    const bool many = hasGround(extension, "many_persons") && centre.caseManyPersons;
    const bool unknown =
        hasGround(extension, "identity_unknown") && extension.identityUnknown.value_or(true);
    return extension.limitH == kAdministrativeLongH && (many || unknown) &&
           approvedByHead(extension) && inTime(term, extension, kAdministrativeH);
}

bool twentyFourValid(const Term& term, const Extension& extension, const Centre& centre) {
    const auto isTwelve = [&](const Extension* e) { return twelveValid(term, *e, centre); };
    const bool inTimeAny = inTime(term, extension, kAdministrativeH) ||
                           (inTime(term, extension, kAdministrativeLongH) &&
                            std::any_of(term.extensions.begin(), term.extensions.end(), isTwelve));
    return extension.limitH == kFullDayH && extension.reasonGiven &&
           hasGround(extension, "complex") && hasGround(extension, "detention_may_apply") &&
           approvedByHead(extension) && inTimeAny;
}

/// 公安机关适用继续盘问规定 art. 17: decided before expiry by the bureau's heads; to 48 h only on
/// top of 24 h. Of protected persons (art. 10) there is no extension.
bool continuedValid(const Term& term, const Extension& extension, const Stay& stay) {
    const bool lawful = extension.reasonGiven && approvedBy(extension, Role::BureauHead) &&
                        !isProtected(stay, term.startUs).value_or(false);
    if (!lawful) return false;
    if (extension.limitH == kFullDayH)
        return hasGround(extension, "suspicion_open") && inTime(term, extension, kSummonsH);
    const auto isFirstStep = [&](const Extension* e) {
        return e->limitH == kFullDayH && e->moment.atUs <= extension.moment.atUs &&
               continuedValid(term, *e, stay);
    };
    return extension.limitH == kTwoDaysH && hasGround(extension, "identity_hidden") &&
           inTime(term, extension, kFullDayH) &&
           std::any_of(term.extensions.begin(), term.extensions.end(), isFirstStep);
}

// The limits hold for every suspect, with or without a summons paper (公安机关办理行政案件程序规定
// art. 70): who came by himself is questioned within the same hours.
ClockKind kindOf(BasisKind basis, CaseKind caseKind) {
    switch (basis) {
        case BasisKind::CriminalSummons:
            return ClockKind::Summons;
        case BasisKind::AdministrativeSummons:
            return ClockKind::Administrative;
        case BasisKind::CompelledAppearance:
            return ClockKind::CompelledAppearance;
        case BasisKind::ContinuedQuestioning:
            return ClockKind::ContinuedQuestioning;
        case BasisKind::Detention:
            return ClockKind::Detention;
        case BasisKind::Surrendered:
        case BasisKind::Voluntary:
            break;
    }
    return caseKind == CaseKind::Criminal ? ClockKind::Summons : ClockKind::Administrative;
}

// ------------------------------------------------------------------------------ terms

std::optional<std::int64_t> warrantUs(const Stay& stay) {
    return timeOf(firstNote(stay, "PaperServed", INT64_MIN, [](const Note& note) {
        return note.word("kind") == "detention_warrant";
    }));
}

Term termFrom(const Stay& stay, BasisKind basis, std::int64_t startUs, const char* fact,
              std::int64_t seq) {
    Term term;
    term.kind = kindOf(basis, stay.caseKind);
    term.basis = basis;
    term.startUs = startUs;
    term.startFact = fact;
    term.seq = seq;
    return term;
}

/// From the earliest evidenced arrival; of who came detained already, from the warrant.
Term firstTerm(const Stay& stay) {
    const std::int64_t startUs = stay.clockStartUs();
    Term term = termFrom(stay, stay.bases.front().kind, startUs,
                         startUs < stay.arrived.atUs ? "arrival_paper" : "arrival_report", 0);
    const auto warrant = warrantUs(stay);
    if (term.kind != ClockKind::Detention || !warrant || *warrant >= startUs) return term;
    term.startUs = *warrant;
    term.startFact = "detention_warrant";
    return term;
}

/// A decision to detain begins a term of its own where no basis says so: from the warrant, which is
/// announced (公安机关办理刑事案件程序规定 art. 125, 126), else from the decision.
void addDetention(const Stay& stay, std::vector<Term>& terms) {
    if (!stay.decision || stay.decision->decision != "criminal_detention") return;
    for (const LegalBasis& basis : stay.bases)
        if (basis.kind == BasisKind::Detention) return;
    const Moment& decided = stay.decision->moment;
    const auto warrant = warrantUs(stay);
    const std::int64_t startUs = std::max(warrant.value_or(decided.atUs), terms.front().startUs);
    terms.push_back(termFrom(stay, BasisKind::Detention, startUs,
                             warrant ? "detention_warrant" : "detention_decision", decided.seq));
}

bool startsBefore(const Term& a, const Term& b) {
    return a.startUs < b.startUs;
}

/// When an administrative case moves to another jurisdiction the clock starts again
/// (公安机关办理行政案件程序规定 art. 62), by a transfer paper.
void addResets(const Stay& stay, std::vector<Term>& terms) {
    std::vector<Term> again;
    for (const Note& note : stay.notes) {
        if (note.event().type != "ClockReset" || !note.gave("number")) continue;
        const auto next = std::upper_bound(
            terms.begin(), terms.end(), note.atUs(),
            [](std::int64_t atUs, const Term& term) { return atUs < term.startUs; });
        if (next == terms.begin() || std::prev(next)->kind != ClockKind::Administrative) continue;
        again.push_back(
            termFrom(stay, std::prev(next)->basis, note.atUs(), "clock_reset", note.moment().seq));
        std::prev(next)->resets.push_back(note.atUs());
    }
    for (Term& term : again) term.resets = {term.startUs};
    terms.insert(terms.end(), again.begin(), again.end());
    std::stable_sort(terms.begin(), terms.end(), startsBefore);
}

/// A summons ends with the departure, or with a decision on another measure
/// (公安机关办理刑事案件程序规定 art. 200(2)); a detention lasts until the detention centre has
/// received the person, or he is free.
void endTerm(const Stay& stay, Term& term) {
    const auto consider = [&term](std::int64_t atUs) {
        if (atUs < term.startUs && term.seq != 0) return;
        term.endUs = std::min(term.endUs.value_or(atUs), atUs);
    };
    static const std::set<std::string> kMeasures{"criminal_detention", "bail",
                                                 "residential_surveillance",
                                                 "administrative_detention", "drug_isolation"};
    if (term.kind != ClockKind::Detention) {
        if (stay.departure) consider(stay.departure->moment.atUs);
        if (stay.decision && kMeasures.contains(stay.decision->decision))
            consider(stay.decision->moment.atUs);
        return;
    }
    if (stay.departure && !stay.departure->transferred) consider(stay.departure->moment.atUs);
    if (stay.departure && stay.departure->transferred) term.leftUs = stay.departure->moment.atUs;
    const Note* intake = firstNote(stay, "IntakeConfirmed", term.startUs,
                                   [](const Note& note) { return note.flag("accepted"); });
    if (intake != nullptr) consider(intake->number("receivedUs").value_or(intake->atUs()));
}

/// Time restrained until sober is no time of questioning (公安机关办理行政案件程序规定 art. 58(2)).
void addPauses(const Stay& stay, Term& term) {
    if (term.kind != ClockKind::Administrative) return;
    for (const Spell& spell : stay.spells) {
        if (spell.kind != SpellKind::Sobering) continue;
        const std::int64_t fromUs = std::max(spell.fromUs(), term.startUs);
        const auto toUs = spell.toUs() ? spell.toUs() : term.endUs;
        if (term.endUs && fromUs >= *term.endUs) continue;
        if (toUs)
            term.pauses.push_back({fromUs, std::min(*toUs, term.endUs.value_or(*toUs))});
        else
            term.standsSinceUs = std::min(term.standsSinceUs.value_or(fromUs), fromUs);
    }
    term.pauses = unionOf(std::move(term.pauses));
    if (!term.standsSinceUs) return;
    std::erase_if(term.pauses, [&](const Span& p) { return p.fromUs >= *term.standsSinceUs; });
    for (Span& pause : term.pauses) pause.toUs = std::min(pause.toUs, *term.standsSinceUs);
}

/// An extension belongs to the basis that held when it was approved.
void addExtensions(const Stay& stay, std::vector<Term>& terms) {
    for (const Extension& extension : stay.extensions) {
        const auto next = std::upper_bound(
            terms.begin(), terms.end(), extension.moment.atUs,
            [](std::int64_t atUs, const Term& term) { return atUs < term.startUs; });
        Term& term = next == terms.begin() ? *next : *std::prev(next);
        term.extensions.push_back(&extension);
    }
}

}  // namespace

std::vector<Term> termsOf(const Stay& stay) {
    if (!isHeld(stay.role) || stay.bases.empty()) return {};
    std::vector<Term> terms{firstTerm(stay)};
    for (std::size_t i = 1; i < stay.bases.size(); ++i)
        terms.push_back(termFrom(stay, stay.bases[i].kind,
                                 std::max(stay.bases[i].moment.atUs, terms.front().startUs),
                                 "basis_changed", stay.bases[i].moment.seq));
    addDetention(stay, terms);
    std::stable_sort(terms.begin(), terms.end(), startsBefore);
    addResets(stay, terms);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i + 1 < terms.size()) terms[i].endUs = terms[i + 1].startUs;
        endTerm(stay, terms[i]);
        addPauses(stay, terms[i]);
    }
    addExtensions(stay, terms);
    return terms;
}

std::int64_t limitOf(const Term& term, std::int64_t durationUs) {
    std::int64_t limit = term.startUs + durationUs;
    for (const Span& pause : term.pauses)
        if (pause.fromUs < limit) limit += pause.toUs - pause.fromUs;
    return limit;
}

bool isValid(const Term& term, const Extension& extension, const Stay& stay, const Centre& centre) {
    switch (term.kind) {
        case ClockKind::Summons:
            return fullDayValid(term, extension, Role::UnitHead);
        case ClockKind::CompelledAppearance:
            return fullDayValid(term, extension, Role::BureauHead);
        case ClockKind::Administrative:
            return extension.limitH == kAdministrativeLongH
                       ? twelveValid(term, extension, centre)
                       : twentyFourValid(term, extension, centre);
        case ClockKind::ContinuedQuestioning:
            return continuedValid(term, extension, stay);
        case ClockKind::Detention:
            break;
    }
    return false;
}

int hoursOf(const Term& term, const Stay& stay, const Centre& centre) {
    int hours = term.kind == ClockKind::Administrative ? kAdministrativeH
                : term.kind == ClockKind::Detention    ? kFullDayH
                                                       : kSummonsH;
    for (const Extension* extension : term.extensions)
        if (extension->limitH > hours && isValid(term, *extension, stay, centre))
            hours = extension->limitH;
    return hours;
}

std::optional<bool> isProtected(const Stay& stay, std::int64_t atUs) {
    if (!stay.facts) return std::nullopt;
    for (const char* flag : {"pregnant", "nursing", "over_70"})
        if (stay.facts->flags.contains(flag)) return true;
    const auto age = ageAt(*stay.facts, atUs);
    return age ? std::optional(*age < 16 || *age >= 70) : std::nullopt;
}

// ------------------------------------------------------------------------------ verdicts

std::string subjectOf(const char* what, const Term& term) {
    return term.seq == 0 ? std::string(what) : subjectOf(what, term.seq);
}

Verdict limitVerdict(const StayInput& input, const Term& term, int hours) {
    const std::int64_t limit = limitOf(term, hours * kHourUs);
    const std::string subject = subjectOf("limit", term);
    // While the clock stands, the limit lies at least as far ahead as it did when it stopped.
    if (term.standsSinceUs && *term.standsSinceUs < limit)
        return pending(subject, input.nowUs + (limit - *term.standsSinceUs) + 1);
    if (term.endUs.value_or(input.nowUs) <= limit)
        return term.endUs ? pass(subject) : pending(subject, limit + 1);
    Verdict verdict = breach(subject, limit, "finding.over_limit", {{"hours", hours}});
    verdict.untilUs = term.endUs;
    Evidence evidence;
    evidence.kind = "limit";
    evidence.code = "evidence.limit";
    evidence.params = {{"hours", hours}, {"startUs", term.startUs}};
    evidence.atUs = limit;
    verdict.evidence.push_back(std::move(evidence));
    return verdict;
}

Verdict extensionVerdict(const Term& term, const Extension& extension, const StayInput& input) {
    const bool valid = isValid(term, extension, input.stay, input.centre);
    const std::string subject = subjectOf("extension", extension.moment.seq);
    const bool onWord = !extension.enteredBy.isNil() && !extension.approver.isNil() &&
                        extension.enteredBy != extension.approver;
    if (valid && !onWord) return pass(subject);
    Verdict verdict = breach(subject, extension.moment.atUs,
                             valid ? "finding.extension_on_word" : "finding.extension_invalid",
                             {{"hours", extension.limitH}});
    if (valid) verdict.severity = Severity::Warning;
    verdict.evidence.push_back(entryEvidence(extension.moment));
    verdict.evidence.back().code = "evidence.extension";
    verdict.evidence.back().params = {
        {"hours", extension.limitH}, {"seq", extension.moment.seq}, {"grounds", extension.grounds}};
    verdict.stayId = input.stay.id;
    return verdict;
}

Verdicts limitVerdicts(const StayInput& input, ClockKind kind) {
    Verdicts verdicts;
    for (const Term& term : termsOf(input.stay))
        if (term.kind == kind)
            verdicts.push_back(limitVerdict(input, term, hoursOf(term, input.stay, input.centre)));
    return verdicts;
}

Verdicts extensionVerdicts(const StayInput& input, ClockKind kind) {
    Verdicts verdicts;
    for (const Term& term : termsOf(input.stay)) {
        if (term.kind != kind) continue;
        for (const Extension* extension : term.extensions)
            verdicts.push_back(extensionVerdict(term, *extension, input));
    }
    return verdicts;
}

// ------------------------------------------------------------------------------ clocks

namespace {

const char* ruleOf(const Term& term, int hours) {
    switch (term.kind) {
        case ClockKind::Summons:
            return hours == kSummonsH ? "TIME-01" : "TIME-02";
        case ClockKind::CompelledAppearance:
            return "TIME-03";
        case ClockKind::Administrative:
            return hours == kAdministrativeH       ? "TIME-06"
                   : hours == kAdministrativeLongH ? "TIME-07"
                                                   : "TIME-08";
        case ClockKind::ContinuedQuestioning:
            return hours == kProtectedH ? "TIME-15" : hours == kSummonsH ? "TIME-13" : "TIME-14";
        case ClockKind::Detention:
            break;
    }
    return "TIME-18";
}

int furtherHours(const Term& term, int hours) {
    if (term.kind == ClockKind::Detention || hours == kProtectedH) return 0;
    if (hours < kFullDayH) return kFullDayH;
    return term.kind == ClockKind::ContinuedQuestioning && hours < kTwoDaysH ? kTwoDaysH : 0;
}

LegalClock clockOf(const Term& term, const Stay& stay, const Centre& centre) {
    const bool protectedTerm = term.kind == ClockKind::ContinuedQuestioning &&
                               isProtected(stay, term.startUs).value_or(false);
    LegalClock clock;
    clock.limitH = protectedTerm ? kProtectedH : hoursOf(term, stay, centre);
    clock.rule = ruleOf(term, clock.limitH);
    clock.startUs = term.startUs;
    clock.startFact = term.startFact;
    clock.extendableToH = furtherHours(term, clock.limitH);
    clock.endsAtUs = limitOf(term, clock.limitH * kHourUs);
    clock.endedAtUs = term.endUs ? term.endUs : term.leftUs;
    clock.basis = term.basis;
    clock.pauses = term.pauses;
    clock.standsSinceUs = term.standsSinceUs;
    clock.resets = term.resets;
    const auto after = [&](std::int64_t percent) {
        return limitOf(term, clock.limitH * kHourUs / 100 * percent);
    };
    clock.warnings = {{Severity::Reminder, after(centre.settings.clockReminderPercent)},
                      {Severity::Warning, after(centre.settings.clockWarningPercent)}};
    return clock;
}

/// From the earliest evidenced arrival to the real exit.
LegalClock totalClock(const Stay& stay, const Centre& centre) {
    LegalClock clock;
    clock.rule = "TIME-32";
    clock.startUs = stay.clockStartUs();
    clock.startFact = clock.startUs < stay.arrived.atUs ? "arrival_paper" : "arrival_report";
    clock.limitH = static_cast<int>(centre.settings.totalTimeReviewUs / kHourUs);
    clock.endsAtUs = clock.startUs + centre.settings.totalTimeReviewUs;
    clock.endedAtUs = departedUs(stay);
    clock.basis = stay.basis().kind;
    clock.total = true;
    clock.warnings = {{Severity::Warning, clock.startUs + centre.settings.totalTimeUs}};
    return clock;
}

}  // namespace

std::vector<LegalClock> legalClocks(const Stay& stay, const Centre& centre) {
    std::vector<LegalClock> clocks;
    for (const Term& term : termsOf(stay)) clocks.push_back(clockOf(term, stay, centre));
    if (!clocks.empty()) clocks.push_back(totalClock(stay, centre));
    return clocks;
}

std::optional<LegalClock> legalClock(const Stay& stay, const Centre& centre) {
    std::optional<LegalClock> chosen;
    for (LegalClock& clock : legalClocks(stay, centre)) {
        if (clock.total) continue;
        const bool runs = !clock.endedAtUs;
        const bool otherRuns = chosen && !chosen->endedAtUs;
        // The last one shows how it ended, unless an earlier one still runs.
        if (!chosen || (runs ? !otherRuns || clock.endsAtUs < chosen->endsAtUs : !otherRuns))
            chosen = std::move(clock);
    }
    return chosen;
}

}  // namespace mingjing::domain
