// SPDX-License-Identifier: Apache-2.0
// REC family: questioning is recorded whole and uninterrupted (rules section 4).
#include <algorithm>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

/// How far the recording can be judged now: what is durable, or what has had time to become so.
std::int64_t judgedUntil(const Questioning& questioning, const RoomRecord& record,
                         const StayInput& input) {
    const std::int64_t end = questioning.endedUs.value_or(input.nowUs);
    return std::min(
        end, std::max(recordedUntilUs(record), input.nowUs - input.centre.settings.recordCloseUs));
}

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
        const Span needed{questioning.startedUs, judgedUntil(questioning, record->second, input)};
        const std::int64_t close = input.centre.settings.recordCloseUs;
        if (coveredUs(record->second, needed) > 0)
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
    const Settings& settings = input.centre.settings;
    for (const Questioning& questioning : input.stay.questionings) {
        const auto record = input.centre.records.find(questioning.roomId);
        if (record == input.centre.records.end() || !isHeld(input.stay.role)) continue;
        const std::int64_t judged = judgedUntil(questioning, record->second, input);
        const bool closed = questioning.endedUs && judged >= *questioning.endedUs;
        for (const Span& span :
             uncovered(record->second, {questioning.startedUs, judged}, settings.recordGapUs)) {
            Verdict verdict = breach(
                "gap:" + questioning.id.text() + ":" + std::to_string(span.fromUs), span.fromUs,
                "finding.recording_gap", {{"missingS", (span.toUs - span.fromUs) / 1'000'000}});
            if (closed || span.toUs < judged) verdict.untilUs = span.toUs;
            verdict.provisional = !closed;
            verdicts.push_back(about(questioning, std::move(verdict)));
        }
        if (!closed)
            verdicts.push_back(about(questioning, pending("open:" + questioning.id.text(),
                                                          nextLookUs(questioning, input))));
    }
    return verdicts;
}

}  // namespace mingjing::domain
