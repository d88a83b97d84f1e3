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

}  // namespace mingjing::domain
