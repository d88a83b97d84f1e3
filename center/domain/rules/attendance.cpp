// SPDX-License-Identifier: Apache-2.0
// Stretches of a questioning in which somebody was missing.
#include "center/domain/rules/attendance.h"

namespace mingjing::domain {

Verdict about(const Questioning& questioning, Verdict verdict) {
    verdict.questioningId = questioning.id;
    verdict.roomId = questioning.roomId;
    return verdict;
}

std::string subjectOf(const char* what, const Questioning& questioning) {
    return std::string(what) + ":" + questioning.id.text();
}

std::string subjectAt(const char* what, const Questioning& questioning, std::int64_t fromUs) {
    return subjectOf(what, questioning) + ":" + std::to_string(fromUs);
}

namespace {

/// The words of a stretch: longer than the grace time, or a questioning that was itself shorter.
Verdict missingFor(const std::string& subject, const Span& span, std::int64_t graceUs,
                   const std::string& code) {
    constexpr std::int64_t kSecond = 1'000'000;
    const std::int64_t lengthUs = span.toUs - span.fromUs;
    if (lengthUs > graceUs)
        return breach(subject, span.fromUs, code, {{"graceS", graceUs / kSecond}});
    return breach(subject, span.fromUs, code + "_throughout",
                  {{"lengthS", (lengthUs + kSecond - 1) / kSecond}});
}

}  // namespace

Verdicts judgeSpans(const Questioning& questioning, const StayInput& input, const char* what,
                    const std::vector<Span>& spans, const char* code) {
    Verdicts verdicts;
    const std::int64_t graceUs = input.centre.settings.rosterGraceUs;
    const std::int64_t endUs = questioning.endedUs.value_or(input.nowUs);
    for (const Span& span : spans) {
        const std::string subject = subjectAt(what, questioning, span.fromUs);
        const bool open = !questioning.endedUs && span.toUs == endUs;
        const bool whole =
            questioning.endedUs && span.fromUs <= questioning.startedUs && span.toUs >= endUs;
        if (span.toUs - span.fromUs > graceUs || whole) {
            Verdict verdict = missingFor(subject, span, graceUs, code);
            if (!open) verdict.untilUs = span.toUs;
            verdicts.push_back(about(questioning, std::move(verdict)));
        } else if (open) {
            verdicts.push_back(about(questioning, pending(subject, span.fromUs + graceUs + 1)));
        }
    }
    return verdicts;
}

Verdicts judgePresence(const Questioning& questioning, const StayInput& input, const char* what,
                       int needed, const std::function<bool(const Attendance&)>& counts,
                       const char* code) {
    const Span within{questioning.startedUs, questioning.endedUs.value_or(input.nowUs)};
    const auto spans = spansWhere(within, presence(questioning, counts), Steps{},
                                  [needed](int present, int) { return present < needed; });
    Verdicts verdicts = judgeSpans(questioning, input, what, spans, code);
    for (Verdict& verdict : verdicts) verdict.params["needed"] = needed;
    return verdicts;
}

RecordJudgement judgeRecording(const Questioning& questioning, const RoomRecord& record,
                               const StayInput& input) {
    const Settings& settings = input.centre.settings;
    return judgeRecording(certify(record, questioning, {}, input.nowUs), record,
                          settings.recordGapUs, settings.recordCloseUs, input.nowUs);
}

}  // namespace mingjing::domain
