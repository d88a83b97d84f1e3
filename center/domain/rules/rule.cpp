// SPDX-License-Identifier: Apache-2.0
// Short ways to say a verdict.
#include "center/domain/rules/rule.h"

namespace mingjing::domain {

Verdict pass(std::string subject) {
    Verdict verdict;
    verdict.subject = std::move(subject);
    return verdict;
}

Verdict pending(std::string subject, std::int64_t dueUs) {
    Verdict verdict = pass(std::move(subject));
    verdict.outcome = Outcome::Pending;
    verdict.dueUs = dueUs;
    return verdict;
}

Verdict abstain(std::string subject, std::string missing) {
    Verdict verdict = pass(std::move(subject));
    verdict.outcome = Outcome::Abstain;
    verdict.missing = std::move(missing);
    return verdict;
}

Verdict breach(std::string subject, std::int64_t atUs, std::string explanation, Json params) {
    Verdict verdict = pass(std::move(subject));
    verdict.outcome = Outcome::Breach;
    verdict.atUs = atUs;
    verdict.explanation = std::move(explanation);
    verdict.params = std::move(params);
    return verdict;
}

Verdict judgeDuty(Duty duty, std::int64_t nowUs) {
    const auto inTime = [&](std::optional<std::int64_t> atUs) {
        return atUs && *atUs <= duty.dueUs;
    };
    if (inTime(duty.doneUs) || inTime(duty.lapsedUs)) return pass(std::move(duty.subject));
    const bool open = !duty.doneUs && !duty.lapsedUs;
    if (open && nowUs <= duty.dueUs) return pending(std::move(duty.subject), duty.dueUs + 1);
    Verdict verdict =
        breach(std::move(duty.subject), duty.dueUs, duty.code, std::move(duty.params));
    verdict.untilUs = duty.doneUs ? duty.doneUs : duty.lapsedUs;
    verdict.severity = duty.severity;
    return verdict;
}

std::string subjectOf(const char* what, std::int64_t seq) {
    return std::string(what) + ":" + std::to_string(seq);
}

Evidence entryEvidence(const Moment& moment) {
    return {"event", "evidence.entry", {{"seq", moment.seq}}, moment.atUs, {}, {}, 0, 0, 0};
}

}  // namespace mingjing::domain
