// SPDX-License-Identifier: Apache-2.0
// The order of a stay (rules section 10): which step may be planned in which state.
#pragma once

#include <optional>
#include <vector>

#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// Nothing when the step may be planned now; else why not: a code of the message catalogue
/// (`step.after_departure`, `step.not_registered`, `step.questioning_runs`, …).
std::optional<std::string> stepRefusal(const Stay& stay, Step step);

/// The steps that a page of a stay offers one by one, in their usual order.
const std::vector<Step>& mainSteps();

/// Has this step been done (and is it not one that is done again and again)?
bool stepDone(const Stay& stay, Step step);

/// The usual next steps, most usual first.
std::vector<Step> usualNextSteps(const Stay& stay);

}  // namespace mingjing::domain
