// SPDX-License-Identifier: Apache-2.0
// INTR family: how long without a break, and by night (rules section 4). All numbers are this
// centre's settings.
#include <algorithm>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/night.h"

namespace mingjing::domain {

namespace {

/// The parts of a questioning between its breaks. A break that nobody ended lasts.
void addTalk(const Questioning& questioning, std::int64_t nowUs, std::vector<Span>& talk) {
    const std::int64_t endUs = questioning.endedUs.value_or(nowUs);
    std::int64_t at = questioning.startedUs;
    bool onBreak = false;
    for (const Mark& mark : questioning.marks) {
        if (mark.kind == "break_start" && !onBreak) {
            talk.push_back({at, std::min(mark.moment.atUs, endUs)});
            onBreak = true;
        } else if (mark.kind == "break_end" && onBreak) {
            at = mark.moment.atUs;
            onBreak = false;
        }
    }
    if (!onBreak) talk.push_back({at, endUs});
}

/// Sessions of all questionings; a pause shorter than a break does not divide them.
std::vector<Span> sessionsOf(const StayInput& input) {
    std::vector<Span> talk;
    for (const Questioning& questioning : input.stay.questionings)
        addTalk(questioning, input.nowUs, talk);
    return unionOf(std::move(talk), input.centre.settings.sessionPauseUs - 1);
}

void judgeSession(const StayInput& input, const Span& session, bool open, Verdicts& verdicts) {
    const Settings& settings = input.centre.settings;
    const std::int64_t lastedUs = session.toUs - session.fromUs;
    const std::string subject = "session:" + std::to_string(session.fromUs);
    const bool tooLong = lastedUs > settings.sessionMaxUs;
    if (lastedUs > settings.sessionBreakUs) {
        const std::int64_t limitUs = tooLong ? settings.sessionMaxUs : settings.sessionBreakUs;
        Verdict verdict = breach(subject, session.fromUs + limitUs,
                                 tooLong ? "finding.session_too_long" : "finding.session_no_break",
                                 {{"hours", limitUs / kHourUs}});
        verdict.severity = tooLong ? Severity::Warning : Severity::Reminder;
        if (!open) verdict.untilUs = session.toUs;
        verdicts.push_back(std::move(verdict));
        if (open && !tooLong)
            verdicts.push_back(pending("longer:" + std::to_string(session.fromUs),
                                       session.fromUs + settings.sessionMaxUs + 1));
        return;
    }
    verdicts.push_back(open ? pending(subject, session.fromUs + settings.sessionBreakUs + 1)
                            : pass(subject));
}

bool isNightApproval(const Approval& approval, std::int64_t beforeUs) {
    return approval.about == "night_questioning" && approval.granted && approval.rightRole &&
           approval.decided && approval.decided->atUs <= beforeUs;
}

}  // namespace

Verdicts breaksGiven(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const Questioning* running = input.stay.openQuestioning();
    for (const Span& session : sessionsOf(input))
        judgeSession(input, session, running != nullptr && session.toUs >= input.nowUs, verdicts);
    return verdicts;
}

Verdicts nightApproved(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const Settings& settings = input.centre.settings;
    for (const Questioning& questioning : input.stay.questionings) {
        const std::int64_t nightUs =
            nextNightUs(questioning.startedUs, settings.nightFromUs, settings.nightToUs);
        const std::string subject = subjectOf("night", questioning);
        const bool approved = std::any_of(
            input.stay.approvals.begin(), input.stay.approvals.end(),
            [&](const Approval& approval) { return isNightApproval(approval, nightUs); });
        const bool reached =
            questioning.endedUs.value_or(input.nowUs) > nightUs || nightUs == questioning.startedUs;
        if (approved || (!reached && questioning.endedUs))
            verdicts.push_back(about(questioning, pass(subject)));
        else if (reached)
            verdicts.push_back(
                about(questioning, breach(subject, nightUs, "finding.night_not_approved")));
        else
            verdicts.push_back(about(questioning, pending(subject, nightUs + 1)));
    }
    return verdicts;
}

}  // namespace mingjing::domain
