// SPDX-License-Identifier: Apache-2.0
// REC family: questioning is recorded whole and uninterrupted (rules section 4).
#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

Verdict recorderVerdict(const Questioning& questioning, const Centre& centre) {
    const std::string subject = "recorder:" + questioning.id.text();
    if (centre.recordingRooms.contains(questioning.roomId))
        return about(questioning, pass(subject));
    return about(questioning,
                 breach(subject, questioning.startedUs, "finding.recorder_not_running"));
}

bool isAdministrativeHeld(const StayInput& input, const Questioning& questioning) {
    return isHeld(input.stay.role) && questioning.caseKind == CaseKind::Administrative;
}

}  // namespace

Verdicts administrativeRecorderRuns(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings)
        if (!questioning.endedUs && isAdministrativeHeld(input, questioning))
            verdicts.push_back(recorderVerdict(questioning, input.centre));
    return verdicts;
}

Verdicts recorderRuns(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings)
        if (!questioning.endedUs && !isAdministrativeHeld(input, questioning))
            verdicts.push_back(recorderVerdict(questioning, input.centre));
    return verdicts;
}

Verdicts administrativeRecorded(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!isAdministrativeHeld(input, questioning)) continue;
        const std::string subject = "recorded:" + questioning.id.text();
        const auto record = input.centre.records.find(questioning.roomId);
        if (record == input.centre.records.end()) {
            verdicts.push_back(about(questioning, abstain(subject, "recording")));
            continue;
        }
        const std::int64_t close = input.centre.settings.recordCloseUs;
        if (certify(record->second, questioning, {}, input.nowUs).declaredCoveredUs > 0)
            verdicts.push_back(about(questioning, pass(subject)));
        else if (input.nowUs <= questioning.startedUs + close)
            verdicts.push_back(
                about(questioning, pending(subject, questioning.startedUs + close + 1)));
        else
            verdicts.push_back(
                about(questioning, breach(subject, questioning.startedUs, "finding.not_recorded")));
    }
    return verdicts;
}

Verdicts recordingUninterrupted(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const auto record = input.centre.records.find(questioning.roomId);
        if (record == input.centre.records.end() || !isHeld(input.stay.role)) continue;
        const RecordJudgement judged = judgeRecording(questioning, record->second, input);
        for (const Span& span : judged.breaks) {
            Verdict verdict = breach(
                "gap:" + questioning.id.text() + ":" + std::to_string(span.fromUs), span.fromUs,
                "finding.recording_gap", {{"missingS", (span.toUs - span.fromUs) / 1'000'000}});
            if (judged.closed || span.toUs < judged.untilUs) verdict.untilUs = span.toUs;
            verdict.provisional = !judged.closed;
            verdicts.push_back(about(questioning, std::move(verdict)));
        }
        if (!judged.settled)
            verdicts.push_back(about(questioning, pending("open:" + questioning.id.text(),
                                                          nextLookUs(questioning, input))));
    }
    for (Verdict& verdict : soundUninterrupted(input)) verdicts.push_back(std::move(verdict));
    return verdicts;
}

}  // namespace mingjing::domain
