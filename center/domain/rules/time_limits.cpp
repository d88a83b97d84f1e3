// SPDX-License-Identifier: Apache-2.0
// TIME family: how long a person may be held on which basis (rules section 1).
#include <algorithm>

#include "center/domain/rules/catalogue.h"
#include "center/kernel/clock.h"

namespace mingjing::domain {

using kernel::kHourUs;

namespace {

constexpr int kSummonsH = 12;        // 刑事诉讼法 art. 119(2)
constexpr int kAdministrativeH = 8;  // 治安管理处罚法 (2025) art. 97(1)
constexpr int kAdministrativeLongH = 12;
constexpr int kFullDayH = 24;

bool hasGround(const Extension& extension, const char* ground) {
    return std::find(extension.grounds.begin(), extension.grounds.end(), ground) !=
           extension.grounds.end();
}

bool approvedBy(const Extension& extension, Role role) {
    return std::find(extension.approverRoles.begin(), extension.approverRoles.end(), role) !=
           extension.approverRoles.end();
}

// The limits hold for every suspect, with or without a summons paper (公安机关办理行政案件程序规定
// art. 70): who came by himself is questioned within the same hours.
bool isSummons(const Stay& stay) {
    return isHeld(stay.role) && stay.caseKind == CaseKind::Criminal;
}

bool isAdministrative(const Stay& stay) {
    return isHeld(stay.role) && stay.caseKind == CaseKind::Administrative;
}

std::int64_t limitAt(const Stay& stay, int hours) {
    return stay.clockStartUs() + hours * kHourUs;
}

/// Approval before the earlier limit has passed (公安机关办理刑事案件程序规定 art. 200).
bool inTime(const Stay& stay, const Extension& extension, int earlierLimitH) {
    return extension.moment.atUs <= limitAt(stay, earlierLimitH);
}

bool summonsExtensionValid(const Stay& stay, const Extension& extension) {
    return extension.limitH == kFullDayH && extension.reasonGiven &&
           hasGround(extension, "serious_or_complex") && hasGround(extension, "detain_or_arrest") &&
           approvedBy(extension, Role::UnitHead) && inTime(stay, extension, kSummonsH);
}

/// Who approves is not stated in the law; unit or bureau head is this house's setting.
bool approvedByHead(const Extension& extension) {
    return approvedBy(extension, Role::UnitHead) || approvedBy(extension, Role::BureauHead);
}

/// Judged by what was known at the approval: who is identified later was held lawfully until then.
bool twelveValid(const Stay& stay, const Extension& extension, const Centre& centre) {
    const bool many = hasGround(extension, "many_persons") && centre.caseManyPersons;
    const bool unknown =
        hasGround(extension, "identity_unknown") && extension.identityUnknown.value_or(true);
    return extension.limitH == kAdministrativeLongH && (many || unknown) &&
           approvedByHead(extension) && inTime(stay, extension, kAdministrativeH);
}

bool twentyFourValid(const Stay& stay, const Extension& extension, const Centre& centre) {
    const bool inTimeAny =
        inTime(stay, extension, kAdministrativeH) ||
        (inTime(stay, extension, kAdministrativeLongH) &&
         std::any_of(stay.extensions.begin(), stay.extensions.end(),
                     [&](const Extension& earlier) { return twelveValid(stay, earlier, centre); }));
    return extension.limitH == kFullDayH && extension.reasonGiven &&
           hasGround(extension, "complex") && hasGround(extension, "detention_may_apply") &&
           approvedByHead(extension) && inTimeAny;
}

/// The clock ends with the departure, or with a decision on another measure (art. 200(2)).
std::optional<std::int64_t> clockEnd(const Stay& stay) {
    std::optional<std::int64_t> end;
    if (stay.departure) end = stay.departure->moment.atUs;
    static const std::set<std::string> kMeasures{"criminal_detention", "bail",
                                                 "residential_surveillance",
                                                 "administrative_detention", "drug_isolation"};
    if (stay.decision && kMeasures.contains(stay.decision->decision))
        end = end ? std::min(*end, stay.decision->moment.atUs) : stay.decision->moment.atUs;
    return end;
}

int summonsHours(const Stay& stay) {
    for (const Extension& extension : stay.extensions)
        if (summonsExtensionValid(stay, extension)) return kFullDayH;
    return kSummonsH;
}

int administrativeHours(const Stay& stay, const Centre& centre) {
    int hours = kAdministrativeH;
    for (const Extension& extension : stay.extensions) {
        if (twelveValid(stay, extension, centre)) hours = std::max(hours, kAdministrativeLongH);
        if (twentyFourValid(stay, extension, centre)) hours = kFullDayH;
    }
    return hours;
}

Evidence limitEvidence(const Stay& stay, int hours) {
    Evidence evidence;
    evidence.kind = "limit";
    evidence.code = "evidence.limit";
    evidence.params = {{"hours", hours}, {"startUs", stay.clockStartUs()}};
    evidence.atUs = limitAt(stay, hours);
    return evidence;
}

Verdicts limitVerdict(const StayInput& input, int hours) {
    const std::int64_t limit = limitAt(input.stay, hours);
    const auto end = clockEnd(input.stay);
    if (end.value_or(input.nowUs) <= limit)
        return {end ? pass("limit") : pending("limit", limit + 1)};
    Verdict verdict = breach("limit", limit, "finding.over_limit", {{"hours", hours}});
    verdict.untilUs = end;
    verdict.evidence.push_back(limitEvidence(input.stay, hours));
    return {verdict};
}

std::string subjectOf(const Extension& extension) {
    return "extension:" + std::to_string(extension.moment.seq);
}

Verdict extensionVerdict(const Stay& stay, const Extension& extension, bool valid) {
    const std::string subject = subjectOf(extension);
    const bool onWord = !extension.enteredBy.isNil() && !extension.approver.isNil() &&
                        extension.enteredBy != extension.approver;
    if (valid && !onWord) return pass(subject);
    Verdict verdict = breach(subject, extension.moment.atUs,
                             valid ? "finding.extension_on_word" : "finding.extension_invalid",
                             {{"hours", extension.limitH}});
    if (valid) verdict.severity = Severity::Warning;
    verdict.evidence.push_back({"event",
                                "evidence.extension",
                                {{"hours", extension.limitH},
                                 {"seq", extension.moment.seq},
                                 {"grounds", extension.grounds}},
                                extension.moment.atUs,
                                {},
                                {},
                                0,
                                0,
                                0});
    verdict.stayId = stay.id;
    return verdict;
}

}  // namespace

Verdicts summonsLimit(const StayInput& input) {
    if (!isSummons(input.stay)) return {};
    return limitVerdict(input, summonsHours(input.stay));
}

Verdicts summonsExtension(const StayInput& input) {
    Verdicts verdicts;
    if (!isSummons(input.stay)) return verdicts;
    for (const Extension& extension : input.stay.extensions)
        verdicts.push_back(
            extensionVerdict(input.stay, extension, summonsExtensionValid(input.stay, extension)));
    return verdicts;
}

Verdicts administrativeLimit(const StayInput& input) {
    if (!isAdministrative(input.stay)) return {};
    return limitVerdict(input, administrativeHours(input.stay, input.centre));
}

Verdicts administrativeTwelve(const StayInput& input) {
    Verdicts verdicts;
    if (!isAdministrative(input.stay)) return verdicts;
    for (const Extension& extension : input.stay.extensions) {
        if (extension.limitH != kAdministrativeLongH) continue;
        const bool valid = twelveValid(input.stay, extension, input.centre);
        const bool onSealed =
            hasGround(extension, "identity_unknown") && !extension.identityUnknown;
        verdicts.push_back(valid && onSealed ? abstain(subjectOf(extension), "identityUnknown")
                                             : extensionVerdict(input.stay, extension, valid));
    }
    return verdicts;
}

Verdicts administrativeTwentyFour(const StayInput& input) {
    Verdicts verdicts;
    if (!isAdministrative(input.stay)) return verdicts;
    for (const Extension& extension : input.stay.extensions)
        if (extension.limitH == kFullDayH)
            verdicts.push_back(extensionVerdict(
                input.stay, extension, twentyFourValid(input.stay, extension, input.centre)));
    return verdicts;
}

std::optional<LegalClock> legalClock(const Stay& stay, const Centre& centre) {
    const bool summons = isSummons(stay);
    if (!summons && !isAdministrative(stay)) return std::nullopt;
    LegalClock clock;
    clock.startUs = stay.clockStartUs();
    clock.startFact = clock.startUs < stay.arrived.atUs ? "arrival_paper" : "arrival_report";
    clock.limitH = summons ? summonsHours(stay) : administrativeHours(stay, centre);
    clock.extendableToH = clock.limitH < kFullDayH ? kFullDayH : 0;
    clock.rule = summons ? (clock.limitH == kSummonsH ? "TIME-01" : "TIME-02")
                         : (clock.limitH == kAdministrativeH       ? "TIME-06"
                            : clock.limitH == kAdministrativeLongH ? "TIME-07"
                                                                   : "TIME-08");
    clock.endsAtUs = limitAt(stay, clock.limitH);
    clock.endedAtUs = clockEnd(stay);
    return clock;
}

}  // namespace mingjing::domain
