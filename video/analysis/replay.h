// SPDX-License-Identifier: Apache-2.0
// Are these the same minutes again? Compares how each area of a look differs from its surroundings
// with every remembered moment, as logarithms: most of a drifting light and a passing shadow is
// gone then, and what moves is left. Light comes again without anybody playing it, so a look tells
// something only while somebody is in view; the same hours of an empty room are not found. Evidence
// adds up along one distance in time, as in a sequential test (Wald 1945): a match counts as much
// as it is nearer than chance would have it. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "center/kernel/json.h"
#include "video/analysis/grey.h"

namespace mingjing::video::analysis {

struct ReplayRules {
    int leastLag = 10;       ///< looks; nearer ones are alike because time is short
    int most = 1800;         ///< looks that are remembered
    int stepCenti = 6;       ///< a look that tells anything differs more from the one before
    int chancePercent = 40;  ///< of that step: what is left where nothing is replayed, at least
    int restCenti = 3;       ///< coding leaves so much of two equal pictures
    int matchMilli = 1500;   ///< evidence of one look, at most: how often half (binary logarithm)
    int missMilli = -5000;   ///< and at least
    int driftMilli = 1500;   ///< what it costs that the distance changes by one look
    int neededMilli = 10000;
};

kernel::Json parametersOf(const ReplayRules& rules);

/// One camera's looks. Not thread-safe.
class Replay {
public:
    explicit Replay(ReplayRules rules = {}) : rules_(rules) {}

    struct Found {
        bool replayed = false;
        std::int64_t lag = 0;  ///< looks ago
    };
    /// Looks in the order of their times; another size begins anew. `somebody` is in view.
    Found add(const Grey& small, bool somebody);

private:
    /// Hundredths of brightness, at middle grey, above what lies around, of each area.
    using Areas = std::vector<std::int16_t>;
    struct Remembered {
        Areas areas;
        int stepCenti = 0;  ///< mean difference from the look before
    };
    static Areas areasOf(const Grey& small);
    [[nodiscard]] float evidenceOf(const Remembered& now, std::size_t back) const;
    [[nodiscard]] float before(std::size_t back) const;

    ReplayRules rules_;
    std::deque<Remembered> memory_;
    bool somebodyBefore_ = false;
    std::vector<float> evidence_;  ///< by how many looks ago; never below nothing
};

}  // namespace mingjing::video::analysis
