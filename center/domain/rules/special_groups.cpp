// SPDX-License-Identifier: Apache-2.0
// ENTR-19: at registration everybody is asked whether he or she belongs to a group that the law
// protects (公安机关办理刑事案件程序规定 art. 204, 323 to 326; 治安管理处罚法 art. 98, 101).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

Verdicts groupsAsked(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!stay.registered) return {};
    if (stay.groups.given && !stay.groups.answers) return {abstain("groups", "facts")};
    const auto& groups = specialGroups();
    const auto open = std::count_if(groups.begin(), groups.end(), [&](const std::string& group) {
        return !stay.groups.answers || !stay.groups.answers->contains(group);
    });
    if (open == 0) return {pass("groups")};
    Verdict verdict =
        breach("groups", stay.registered->atUs, "finding.groups_not_asked", {{"count", open}});
    verdict.evidence.push_back(entryEvidence(*stay.registered));
    return {verdict};
}

}  // namespace mingjing::domain
