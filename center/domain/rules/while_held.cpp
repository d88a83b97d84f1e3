// SPDX-License-Identifier: Apache-2.0
// TIME family: family told, meals given, requests passed on, nobody left idle (rules section 1).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

constexpr std::int64_t kLegalAidUs = 24 * kHourUs;  // 公安机关办理刑事案件程序规定 art. 46

/// Told, or not told with the reason in the record (公安机关办理行政案件程序规定 art. 55).
std::optional<std::int64_t> familyAnsweredUs(const Stay& stay, std::int64_t fromUs) {
    auto settled = timeOf(firstNote(stay, "FamilyNotified", fromUs, [](const Note& note) {
        const std::string outcome = note.word("outcome");
        return outcome == "told" || (outcome == "not_told" && note.gave("reason"));
    }));
    if (stay.exitCheck && stay.exitCheck->familyTold != "not_yet" &&
        stay.exitCheck->moment.atUs >= fromUs)
        settled =
            std::min(settled.value_or(stay.exitCheck->moment.atUs), stay.exitCheck->moment.atUs);
    return settled;
}

/// A reminder first, a warning later; both numbers are this centre's settings.
void judgeFamilyNotice(const StayInput& input, const Term& term, Verdicts& verdicts) {
    const Settings& settings = input.centre.settings;
    Duty duty;
    duty.subject = subjectOf("family", term);
    duty.dueUs = term.startUs + settings.familyNoticeAdminReminderUs;
    duty.code = "finding.family_not_told_promptly";
    duty.doneUs = familyAnsweredUs(input.stay, term.startUs);
    duty.lapsedUs = term.endUs;
    const std::int64_t warnUs = term.startUs + settings.familyNoticeAdminUs;
    const std::int64_t untilUs = duty.doneUs.value_or(duty.lapsedUs.value_or(input.nowUs));
    duty.severity = untilUs > warnUs ? Severity::Warning : Severity::Reminder;
    const bool open = !duty.doneUs && !duty.lapsedUs;
    verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
    if (open && verdicts.back().outcome == Outcome::Breach && input.nowUs <= warnUs)
        verdicts.push_back(pending(subjectOf("warning", term), warnUs + 1));
}

std::vector<Moment> mealsOf(const Stay& stay) {
    std::vector<Moment> meals;
    for (const CareEntry& entry : stay.care)
        if (entry.kind == "meal") meals.push_back(entry.moment);
    return meals;
}

bool settlesAid(const Note& answer) {
    const std::string outcome = answer.word("outcome");
    return outcome == "passed_on" || outcome == "granted" || outcome == "arrived" ||
           outcome == "withdrawn";
}

/// When each request was first answered in a way that settles a request for legal aid.
std::map<Uuid, std::int64_t> settledRequests(const Stay& stay) {
    std::map<Uuid, std::int64_t> settled;
    for (const Note& note : stay.notes)
        if (note.event().type == "RequestAnswered" && settlesAid(note))
            settled.emplace(note.id("requestId"), note.atUs());
    return settled;
}

/// Acts that do not bring the matter forward.
bool isMereCare(const Note& note) {
    static const std::set<std::string> kCare{"CheckMade",  "WatchBegan",        "WatchHandedOver",
                                             "WatchEnded", "RestraintReviewed", "PersonRequested",
                                             "ClockReset"};
    return kCare.contains(note.event().type);
}

/// Times in which something was done, unsorted; an act of a moment is a span without length.
std::vector<Span> busySpans(const StayInput& input) {
    const Stay& stay = input.stay;
    std::vector<Span> busy;
    const auto add = [&busy](std::int64_t atUs) { busy.push_back({atUs, atUs}); };
    if (stay.registered) add(stay.registered->atUs);
    if (stay.belongings) add(stay.belongings->atUs);
    if (stay.information) add(stay.information->atUs);
    for (const SafetyCheck& check : stay.safetyChecks) add(check.moment.atUs);
    for (const LegalBasis& basis : stay.bases) add(basis.moment.atUs);
    for (const Extension& extension : stay.extensions) add(extension.moment.atUs);
    for (const Approval& approval : stay.approvals) {
        add(approval.requested.atUs);
        if (approval.decided) add(approval.decided->atUs);
    }
    for (const Questioning& questioning : stay.questionings)
        busy.push_back({questioning.startedUs, questioning.endedUs.value_or(input.nowUs)});
    for (const Note& note : stay.notes)
        if (!isMereCare(note)) add(note.atUs());
    for (const Spell& spell : stay.spells)
        if (spell.kind == SpellKind::Absence || spell.kind == SpellKind::Sobering ||
            spell.kind == SpellKind::Visit)
            busy.push_back({spell.fromUs(), spell.toUs().value_or(input.nowUs)});
    return busy;
}

}  // namespace

Verdicts familyToldPromptly(const StayInput& input) {
    Verdicts verdicts;
    for (const Term& term : termsOf(input.stay))
        if (term.kind == ClockKind::Administrative) judgeFamilyNotice(input, term, verdicts);
    return verdicts;
}

Verdicts mealsGiven(const StayInput& input) {
    if (!isHeld(input.stay.role)) return {};
    const std::vector<Moment> meals = mealsOf(input.stay);
    const std::int64_t gapUs = input.centre.settings.mealGapUs;
    const Json params = {{"hours", gapUs / kHourUs}};
    const auto judge = [&](std::string subject, std::int64_t fromUs, const char* code,
                           std::optional<std::int64_t> nextUs, std::optional<Severity> severity) {
        return judgeDuty({std::move(subject), fromUs + gapUs, code, params, nextUs,
                          departedUs(input.stay), severity},
                         input.nowUs);
    };
    const auto nextUs = [&](std::size_t i) {
        return i < meals.size() ? std::optional(meals[i].atUs) : std::nullopt;
    };
    Verdicts verdicts{judge("meal", input.stay.clockStartUs(), "finding.no_meal", nextUs(0), {})};
    for (std::size_t i = 0; i < meals.size(); ++i)
        verdicts.push_back(judge(subjectOf("gap", meals[i].seq), meals[i].atUs, "finding.meal_gap",
                                 nextUs(i + 1), Severity::Warning));
    return verdicts;
}

Verdicts legalAidPassedOn(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::map<Uuid, std::int64_t> settled = settledRequests(input.stay);
    for (const Note& note : input.stay.notes) {
        if (note.event().type != "PersonRequested" || note.word("kind") != "legal_aid") continue;
        const auto answer = settled.find(note.id("requestId"));
        Duty duty;
        duty.subject = subjectOf("request", note.moment().seq);
        duty.dueUs = note.atUs() + kLegalAidUs;
        duty.code = "finding.legal_aid_not_passed_on";
        duty.params = {{"hours", kLegalAidUs / kHourUs}};
        if (answer != settled.end()) duty.doneUs = answer->second;
        verdicts.push_back(judgeDuty(std::move(duty), input.nowUs));
        verdicts.back().evidence.push_back(entryEvidence(note.moment()));
    }
    return verdicts;
}

Verdicts nobodyIdle(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role)) return {};
    std::vector<Span> busy = busySpans(input);
    std::sort(busy.begin(), busy.end(),
              [](const Span& a, const Span& b) { return a.fromUs < b.fromUs; });
    auto end = departedUs(stay);
    if (stay.decision) end = std::min(end.value_or(INT64_MAX), stay.decision->moment.atUs);
    const std::int64_t idleUs = input.centre.settings.idleUs;
    const Json params = {{"hours", idleUs / kHourUs}};
    Verdicts verdicts;
    std::int64_t at = stay.clockStartUs();
    const auto judge = [&](std::optional<std::int64_t> nextUs) {
        verdicts.push_back(judgeDuty({"idle:" + std::to_string(at), at + idleUs, "finding.idle",
                                      params, nextUs, end, std::nullopt},
                                     input.nowUs));
    };
    for (const Span& span : busy) {
        if (end && span.fromUs >= *end) break;
        if (span.fromUs > at + idleUs) judge(span.fromUs);
        at = std::max(at, span.toUs);
    }
    if (!end || *end > at) judge(std::nullopt);
    return verdicts;
}

}  // namespace mingjing::domain
