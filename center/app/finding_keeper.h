// SPDX-License-Identifier: Apache-2.0
// The life of a finding: raised by a rule, revised, cured by later facts, judged by people.
#pragma once

#include "center/app/command_bus.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::app {

/// Brings the findings of a stay in line with the newest verdicts. What people have judged keeps
/// its verdict; a finding that nobody has judged and that no longer holds is cured, visibly.
Status keepFindings(CommandTransaction& transaction, const domain::Stay& stay,
                    const std::vector<domain::RuleVerdicts>& verdicts);

struct GiveVerdict {
    std::string verdict;  ///< confirmed, false_alarm, unclear
    std::string note;
    std::optional<std::int64_t> expectedSeq;
};
Result<Json> giveVerdict(CommandBus& bus, const Actor& actor, const CommandKey& key,
                         const Uuid& findingId, const GiveVerdict& command);

}  // namespace mingjing::app
