// SPDX-License-Identifier: Apache-2.0
// What another threshold would have changed in what was told.
#pragma once

#include <string>
#include <vector>

#include "center/domain/observations/kinds.h"

namespace mingjing::domain {

/// An observation with what a person judged of it (confirmed, false, unclear, or empty).
struct JudgedObservation {
    std::string kind, verdict;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
    std::int64_t value = 0;
};

struct ThresholdEffect {
    int observations = 0;
    int stay = 0, go = 0;
    int confirmedThatGo = 0, falseThatGo = 0, unjudgedThatGo = 0;
    /// The new value tells of more than was told until now; how much, nobody knows.
    bool moreUnknown = false;
};

/// What lasts still stays. Unclear ones count among those that nobody judged.
ThresholdEffect effectOf(const Threshold& threshold, std::int64_t now, std::int64_t value,
                         const std::vector<JudgedObservation>& told);

}  // namespace mingjing::domain
