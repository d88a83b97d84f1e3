// SPDX-License-Identifier: Apache-2.0
// What the rules of questioning say alike: about which questioning, and who was missing how long.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "center/domain/questioning/certificate.h"
#include "center/domain/questioning/presence.h"
#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// The verdict, as one about this questioning.
Verdict about(const Questioning& questioning, Verdict verdict);
/// `what:<id>`, and `what:<id>:<fromUs>`.
std::string subjectOf(const char* what, const Questioning& questioning);
std::string subjectAt(const char* what, const Questioning& questioning, std::int64_t fromUs);

/// One verdict per stretch that lasted longer than the grace time; open stretches are pending. A
/// stretch that is the whole questioning is no short absence, however short the questioning was; of
/// one within the grace time the explanation is `<code>_throughout` with `lengthS`.
Verdicts judgeSpans(const Questioning& questioning, const StayInput& input, const char* what,
                    const std::vector<Span>& spans, const char* code);

/// Stretches in which fewer than `needed` of those that `counts` accepts were in the room.
Verdicts judgePresence(const Questioning& questioning, const StayInput& input, const char* what,
                       int needed, const std::function<bool(const Attendance&)>& counts,
                       const char* code);

/// What the certificate of its recording tells by now, by the centre's settings.
RecordJudgement judgeRecording(const Questioning& questioning, const RoomRecord& record,
                               const StayInput& input);

}  // namespace mingjing::domain
