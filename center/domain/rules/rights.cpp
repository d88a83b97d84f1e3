// SPDX-License-Identifier: Apache-2.0
// INTR family: rights told before or at the first questioning, and none after the person was handed
// over (rules section 4).
#include <algorithm>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

/// The rights sheet that fits the case, or the continued questioning it began with, was handed over
/// by then.
bool sheetGiven(const Stay& stay, CaseKind kind, std::int64_t byUs) {
    const bool continued = stay.bases.front().kind == BasisKind::ContinuedQuestioning;
    const Note* given = firstNote(stay, "RightsNoticeGiven", INT64_MIN, [&](const Note& note) {
        const std::string sheet = note.word("kind");
        const bool fits = kind == CaseKind::Criminal ? sheet == "criminal_suspect"
                                                     : sheet == "administrative_suspect";
        return note.atUs() <= byUs && (fits || (continued && sheet == "continued_questioning"));
    });
    return given != nullptr;
}

bool toldAtRegistration(const Stay& stay, std::int64_t byUs) {
    return stay.rightsNoticeGiven && stay.registered && stay.registered->atUs <= byUs;
}

/// Told in this questioning: at its start, or by a mark.
bool toldWithin(const Questioning& questioning) {
    return questioning.rightsRead ||
           std::any_of(questioning.marks.begin(), questioning.marks.end(),
                       [](const Mark& mark) { return mark.kind == "rights_read"; });
}

const Questioning* firstQuestioning(const Stay& stay) {
    const auto first = std::min_element(
        stay.questionings.begin(), stay.questionings.end(),
        [](const Questioning& a, const Questioning& b) { return a.startedUs < b.startedUs; });
    return first == stay.questionings.end() ? nullptr : &*first;
}

/// Somebody said that the rights were told; the signed sheet may still be missing.
bool told(const Stay& stay, const Questioning& first) {
    return sheetGiven(stay, first.caseKind, first.startedUs) ||
           toldAtRegistration(stay, first.startedUs) || toldWithin(first);
}

/// The law speaks of the interrogation in criminal cases (刑事诉讼法 art. 120(2)); the sheet of
/// administrative cases is a form of practice, so there its absence only reminds.
Verdict rightsVerdict(const StayInput& input, const Questioning& first) {
    const std::string subject = subjectOf("rights", first);
    const std::int64_t untilUs = first.endedUs.value_or(input.nowUs);
    const bool criminal = first.caseKind == CaseKind::Criminal;
    if (sheetGiven(input.stay, first.caseKind, untilUs)) return about(first, pass(subject));
    const bool said = told(input.stay, first);
    Verdict verdict = breach(subject, first.startedUs,
                             said ? "finding.rights_sheet_missing" : "finding.rights_not_told");
    if (said || !criminal) verdict.severity = Severity::Reminder;
    return about(first, std::move(verdict));
}

/// The first interrogation, or the first measure that takes liberty (公安机关办理刑事案件程序规定
/// art. 43), whichever came first.
std::optional<std::int64_t> firstMeasureUs(const Stay& stay) {
    static const std::set<std::string> kMeasures{"criminal_detention", "bail",
                                                 "residential_surveillance"};
    std::optional<std::int64_t> first;
    if (stay.decision && kMeasures.contains(stay.decision->decision))
        first = stay.decision->moment.atUs;
    return first;
}

}  // namespace

Verdicts noneAfterTransfer(const StayInput& input) {
    Verdicts verdicts;
    const auto& departure = input.stay.departure;
    if (!isHeld(input.stay.role) || !departure || !departure->transferred) return verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const std::string subject = subjectOf("after", questioning);
        const bool after = questioning.startedUs > departure->moment.atUs;
        verdicts.push_back(about(questioning, after ? breach(subject, questioning.startedUs,
                                                             "finding.questioned_after_transfer")
                                                    : pass(subject)));
    }
    return verdicts;
}

Verdicts rightsTold(const StayInput& input) {
    const Questioning* first = firstQuestioning(input.stay);
    if (first == nullptr || !isHeld(input.stay.role)) return {};
    return {rightsVerdict(input, *first)};
}

Verdicts rightsToldAtPlan(const StayInput& input) {
    const Questioning* first = firstQuestioning(input.stay);
    if (first == nullptr || !isHeld(input.stay.role) || first->caseKind != CaseKind::Criminal)
        return {};
    const std::string subject = subjectOf("rights", *first);
    return {about(*first, told(input.stay, *first)
                              ? pass(subject)
                              : breach(subject, first->startedUs, "finding.rights_not_told"))};
}

Verdicts lawyerTold(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role) || stay.caseKind != CaseKind::Criminal) return {};
    const Questioning* first = firstQuestioning(stay);
    const auto measure = firstMeasureUs(stay);
    if (first == nullptr && !measure) return {};
    const bool byMeasure = first == nullptr || (measure && *measure < first->startedUs);
    const std::int64_t atUs = byMeasure ? *measure : first->startedUs;
    const bool known =
        byMeasure ? sheetGiven(stay, CaseKind::Criminal, atUs) || toldAtRegistration(stay, atUs)
                  : told(stay, *first);
    if (known) return {pass("lawyer")};
    return {breach("lawyer", atUs, "finding.lawyer_not_told")};
}

}  // namespace mingjing::domain
