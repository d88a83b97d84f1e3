// SPDX-License-Identifier: Apache-2.0
// Areas, distances, and the sum of what they tell.
#include "video/analysis/replay.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mingjing::video::analysis {

namespace {

constexpr int kAcross = 16;
constexpr int kMost = 32'000;    ///< of an area's value
constexpr double kMiddle = 128;  ///< where a step of the logarithm is as large as one of brightness
constexpr double kBlack = 8;     ///< added to brightness, so that noise in the dark stays small

struct AreaGrid {
    int across = 0;
    int down = 0;
    std::vector<int> centi;  ///< logarithms of mean brightness

    /// Beyond the edge it is as at the edge.
    [[nodiscard]] int at(int column, int row) const {
        const auto y = static_cast<std::size_t>(std::clamp(row, 0, down - 1));
        const auto x = static_cast<std::size_t>(std::clamp(column, 0, across - 1));
        return centi[y * static_cast<std::size_t>(across) + x];
    }
};

/// Light that fades over an area takes the same share of all its pixels: differences of logarithms
/// do not know it.
int logCenti(double brightness) {
    const double scale = 100 * (kMiddle + kBlack);
    return static_cast<int>(std::lround(scale * std::log(brightness + kBlack)));
}

/// Without the rows at the upper and lower edge, where clocks are written.
AreaGrid gridOf(const Grey& small) {
    const int side = std::max(1, small.width / kAcross);
    AreaGrid out{small.width / side, std::max(0, small.height / side - 2), {}};
    for (int row = 1; row <= out.down; ++row)
        for (int column = 0; column < out.across; ++column) {
            int sum = 0;
            for (int y = row * side; y < (row + 1) * side; ++y)
                for (int x = column * side; x < (column + 1) * side; ++x) sum += small.at(x, y);
            out.centi.push_back(logCenti(static_cast<double>(sum) / (side * side)));
        }
    return out;
}

/// Mean of the areas around, itself among them.
int aroundOf(const AreaGrid& grid, int column, int row) {
    int sum = 0;
    for (int y = row - 1; y <= row + 1; ++y)
        for (int x = column - 1; x <= column + 1; ++x) sum += grid.at(x, y);
    return sum / 9;
}

int differenceCenti(const std::vector<std::int16_t>& a, const std::vector<std::int16_t>& b) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
    return a.empty() ? 0 : static_cast<int>(sum / static_cast<std::int64_t>(a.size()));
}

/// From the straight line between two remembered looks, for a replay hardly ever falls on the same
/// moments.
int differenceFromLineCenti(const std::vector<std::int16_t>& a,
                            const std::vector<std::int16_t>& from,
                            const std::vector<std::int16_t>& to) {
    std::int64_t along = 0;
    std::int64_t length = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::int64_t step = to[i] - from[i];
        along += step * (a[i] - from[i]);
        length += step * step;
    }
    const float share =
        length == 0
            ? 0
            : std::clamp(static_cast<float>(along) / static_cast<float>(length), 0.0F, 1.0F);
    float sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += std::abs(static_cast<float>(a[i] - from[i]) -
                        share * static_cast<float>(to[i] - from[i]));
    return a.empty() ? 0 : static_cast<int>(sum / static_cast<float>(a.size()));
}

}  // namespace

kernel::Json parametersOf(const ReplayRules& rules) {
    return {{"chancePercent", rules.chancePercent}, {"driftMilli", rules.driftMilli},
            {"leastLag", rules.leastLag},           {"matchMilli", rules.matchMilli},
            {"missMilli", rules.missMilli},         {"most", rules.most},
            {"neededMilli", rules.neededMilli},     {"restCenti", rules.restCenti},
            {"stepCenti", rules.stepCenti}};
}

Replay::Areas Replay::areasOf(const Grey& small) {
    const AreaGrid grid = gridOf(small);
    Areas out;
    out.reserve(grid.centi.size());
    for (int row = 0; row < grid.down; ++row)
        for (int column = 0; column < grid.across; ++column)
            out.push_back(static_cast<std::int16_t>(
                std::clamp(grid.at(column, row) - aroundOf(grid, column, row), -kMost, kMost)));
    return out;
}

/// The distance may change by one look where looks were not evenly apart. For nothing it must not:
/// whoever may stop and go at will finds everything again.
float Replay::before(std::size_t back) const {
    const auto at = [&](std::size_t i) { return i < evidence_.size() ? evidence_[i] : 0.0F; };
    const float cost = static_cast<float>(rules_.driftMilli) / 1000;
    return std::max(at(back), std::max(at(back - 1), at(back + 1)) - cost);
}

/// Between the looks `back` and `back - 1` before now.
float Replay::evidenceOf(const Remembered& now, std::size_t back) const {
    const auto& from = memory_[memory_.size() - back - 1];
    const auto& to = memory_[memory_.size() - back];
    const auto worth = [&](int restCenti) {
        const float chance = static_cast<float>(now.stepCenti * rules_.chancePercent) / 100;
        const auto rest = static_cast<float>(std::max(restCenti, rules_.restCenti));
        return std::clamp(std::log2(chance / rest), static_cast<float>(rules_.missMilli) / 1000,
                          static_cast<float>(rules_.matchMilli) / 1000);
    };
    // No nearer to the line than to its end, less its length: most looks need no more.
    const int least = differenceCenti(now.areas, from.areas) - to.stepCenti;
    const float most = worth(least);
    if (most * 1000 <= static_cast<float>(rules_.missMilli)) return most;
    return worth(differenceFromLineCenti(now.areas, from.areas, to.areas));
}

Replay::Found Replay::add(const Grey& small, bool somebody) {
    Remembered now{areasOf(small), 0};
    if (!memory_.empty() && memory_.back().areas.size() != now.areas.size()) {
        memory_.clear();
        evidence_.clear();
    }
    now.stepCenti = memory_.empty() ? 0 : differenceCenti(now.areas, memory_.back().areas);
    const bool telling = now.stepCenti > rules_.stepCenti && (somebody || somebodyBefore_);
    somebodyBefore_ = somebody;
    std::vector<float> evidence(memory_.size() + 1, 0);
    Found out;
    float best = 0;
    for (auto back = static_cast<std::size_t>(rules_.leastLag); back < memory_.size(); ++back) {
        evidence[back] = std::max(0.0F, before(back) + (telling ? evidenceOf(now, back) : 0.0F));
        if (evidence[back] <= best) continue;
        best = evidence[back];
        out.lag = static_cast<std::int64_t>(back);
    }
    out.replayed = best * 1000 >= static_cast<float>(rules_.neededMilli);
    evidence_ = std::move(evidence);
    memory_.push_back(std::move(now));
    if (std::ssize(memory_) > rules_.most) memory_.pop_front();
    return out;
}

}  // namespace mingjing::video::analysis
