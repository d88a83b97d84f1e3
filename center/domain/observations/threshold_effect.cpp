// SPDX-License-Identifier: Apache-2.0
// Asks each observation whether it would have been told.
#include "center/domain/observations/threshold_effect.h"

#include <algorithm>
#include <cstdlib>

namespace mingjing::domain {

namespace {

constexpr std::int64_t kMilliUs = 1000;

bool wouldBeTold(const Threshold& threshold, std::int64_t value, const JudgedObservation& seen) {
    switch (threshold.sense) {
        case ThresholdSense::Lasting:
            return !seen.toUs || *seen.toUs - seen.fromUs >= value * kMilliUs;
        case ThresholdSense::AtLeast:
            return std::abs(seen.value) >= value;
        case ThresholdSense::Below:
            return seen.value < value;
    }
    return true;
}

}  // namespace

ThresholdEffect effectOf(const Threshold& threshold, std::int64_t now, std::int64_t value,
                         const std::vector<JudgedObservation>& told) {
    ThresholdEffect effect;
    effect.moreUnknown = threshold.sense == ThresholdSense::Below ? value > now : value < now;
    for (const JudgedObservation& seen : told) {
        const bool decides = std::find(threshold.kinds.begin(), threshold.kinds.end(), seen.kind) !=
                             threshold.kinds.end();
        if (!decides) continue;
        ++effect.observations;
        if (wouldBeTold(threshold, value, seen)) {
            ++effect.stay;
            continue;
        }
        ++effect.go;
        if (seen.verdict == "confirmed")
            ++effect.confirmedThatGo;
        else if (seen.verdict == "false")
            ++effect.falseThatGo;
        else
            ++effect.unjudgedThatGo;
    }
    return effect;
}

}  // namespace mingjing::domain
