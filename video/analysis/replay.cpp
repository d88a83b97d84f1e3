// SPDX-License-Identifier: Apache-2.0
// Areas, distances, and the sum of what they tell.
#include "video/analysis/replay.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mingjing::video::analysis {

namespace {

constexpr int kAcross = 24;
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

/// Pixels of an area's side.
int sideOf(const Grey& small) {
    return std::max(1, small.width / kAcross);
}

/// Without the rows at the upper and lower edge, where clocks are written; nothing measured yet.
AreaGrid emptyGridOf(const Grey& small) {
    const int side = sideOf(small);
    return {small.width / side, std::max(0, small.height / side - 2), {}};
}

AreaGrid gridOf(const Grey& small) {
    const int side = sideOf(small);
    AreaGrid out = emptyGridOf(small);
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

/// Half of the squares of noise around zero are below this share of their mean (chi-squared).
constexpr float kMedianOfSquares = 0.4549F;
constexpr std::size_t kEnoughNoise = 12;  ///< areas that are needed to know it
constexpr std::size_t kNoiseLooks = 20;   ///< between key pictures coding hides it
constexpr std::size_t kEnoughMoments = 16;
constexpr float kNearest = 0.02F;  ///< of the distance of places; nearer ones are the same

float milli(int value) {
    return static_cast<float>(value) / 1000;
}

float squared(float value) {
    return value * value;
}

/// How rare it is that something lies so many standard deviations above the mean: minus the
/// logarithm of its probability.
float rarity(float deviations) {
    return -std::log(std::max(std::erfc(deviations / std::sqrt(2.0F)) / 2, 1e-12F));
}

}  // namespace

kernel::Json parametersOf(const ReplayRules& rules) {
    return {{"abovePercent", rules.abovePercent}, {"changeSteps", rules.changeSteps},
            {"driftMilli", rules.driftMilli},     {"holeUs", rules.holeUs},
            {"leastAreas", rules.leastAreas},     {"leastSteps", rules.leastSteps},
            {"matchMilli", rules.matchMilli},     {"missMilli", rules.missMilli},
            {"mostSteps", rules.mostSteps},       {"neededMilli", rules.neededMilli},
            {"noiseCenti", rules.noiseCenti},     {"placeMatchMilli", rules.placeMatchMilli},
            {"placeMilli", rules.placeMilli},     {"placeWeightMilli", rules.placeWeightMilli},
            {"spreadMilli", rules.spreadMilli},   {"stepUs", rules.stepUs},
            {"usualMilli", rules.usualMilli}};
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

void Replay::restart() {
    last_.clear();
    steps_.clear();
    noises_.clear();
    evidence_.clear();
    personsBefore_.clear();
    since_ = 0;
    found_ = {};
}

/// Where somebody is, or was at the look before.
Replay::Chosen Replay::chosen(const Grey& small, const std::vector<Cell>& persons) {
    const AreaGrid grid = emptyGridOf(small);
    const int side = sideOf(small);
    std::vector<bool> now(static_cast<std::size_t>(grid.across) *
                          static_cast<std::size_t>(grid.down));
    for (const Cell& person : persons)
        for (int row = std::max(0, person.top / side - 1);
             row < std::min(grid.down, (person.bottom - 1) / side); ++row)
            for (int column = std::max(0, person.left / side);
                 column <= std::min(grid.across - 1, (person.right - 1) / side); ++column)
                now[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.across) +
                    static_cast<std::size_t>(column)] = true;
    Chosen out;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i] || (i < personsBefore_.size() && personsBefore_[i])) out.push_back(i);
    personsBefore_ = std::move(now);
    return out;
}

const Replay::Areas* Replay::stepsAgo(std::size_t back) const {
    if (back >= steps_.size()) return nullptr;
    const Areas& out = steps_[steps_.size() - 1 - back];
    return out.empty() ? nullptr : &out;
}

void Replay::learnNoise(const Chosen& where) {
    const Areas* now = stepsAgo(0);
    const Areas* before = stepsAgo(static_cast<std::size_t>(rules_.changeSteps));
    if (now == nullptr || before == nullptr) return;
    std::vector<float> elsewhere;
    std::size_t next = 0;
    for (std::size_t i = 0; i < now->size(); ++i) {
        if (next < where.size() && where[next] == i)
            ++next;
        else
            elsewhere.push_back(squared(static_cast<float>((*now)[i] - (*before)[i])));
    }
    if (elsewhere.size() < kEnoughNoise) return;
    const auto middle = elsewhere.begin() + std::ssize(elsewhere) / 2;
    std::nth_element(elsewhere.begin(), middle, elsewhere.end());
    noises_.push_back(*middle / kMedianOfSquares);
    if (noises_.size() > kNoiseLooks) noises_.pop_front();
}

float Replay::noise() const {
    float sum = 0;
    for (const float one : noises_) sum += one;
    const float mean = noises_.empty() ? 0 : sum / static_cast<float>(noises_.size());
    return mean + squared(static_cast<float>(rules_.noiseCenti));
}

/// By steps ago, from the nearest that counts; empty when the last change tells nothing.
std::vector<Replay::Compared> Replay::compare(const Chosen& where) const {
    const auto over = static_cast<std::size_t>(rules_.changeSteps);
    const Areas* now = stepsAgo(0);
    const Areas* before = stepsAgo(over);
    if (now == nullptr || before == nullptr || std::ssize(where) < rules_.leastAreas) return {};
    std::vector<float> change;
    float energy = 0;
    for (const std::size_t i : where) {
        change.push_back(static_cast<float>((*now)[i] - (*before)[i]));
        energy += squared(change.back());
    }
    const auto count = static_cast<float>(where.size());
    const float unrest = noise() * count;
    if (energy <= squared(static_cast<float>(rules_.abovePercent) / 100) * unrest) return {};
    std::vector<Compared> out;
    for (auto back = static_cast<std::size_t>(rules_.leastSteps); back + over < steps_.size();
         ++back) {
        Compared& here = out.emplace_back();
        const Areas* then = stepsAgo(back);
        const Areas* thenBefore = stepsAgo(back + over);
        if (then == nullptr || thenBefore == nullptr) continue;
        float both = 0;
        float other = 0;
        float apart = 0;
        for (std::size_t k = 0; k < where.size(); ++k) {
            const std::size_t i = where[k];
            const auto changed = static_cast<float>((*then)[i] - (*thenBefore)[i]);
            both += changed * change[k];
            other += changed * changed;
            apart += squared(static_cast<float>((*now)[i] - (*then)[i]));
        }
        here = {true, 2 * both / (energy + other),
                std::sqrt(apart / ((energy + other) / 2 + unrest))};
    }
    return out;
}

void Replay::weigh(const std::vector<Compared>& moments) {
    float sum = 0;
    float squares = 0;
    float known = 0;
    for (const Compared& moment : moments) {
        if (!moment.known) continue;
        ++known;
        sum += moment.likeness;
        squares += squared(moment.likeness);
    }
    if (known < static_cast<float>(kEnoughMoments)) return;
    const float mean = sum / known;
    const float spread = std::max(std::sqrt(std::max(0.0F, squares / known - squared(mean))),
                                  milli(rules_.spreadMilli));
    const float least = milli(rules_.missMilli);
    const float most = milli(rules_.matchMilli);
    const auto first = static_cast<std::size_t>(rules_.leastSteps);
    std::vector<float> now(first + moments.size() + 1, 0);
    const auto old = [&](std::size_t at) { return at < evidence_.size() ? evidence_[at] : 0.0F; };
    float best = 0;
    found_ = {};
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const std::size_t at = first + i;
        float told = 0;
        if (moments[i].known) {
            const float unusual = rarity((moments[i].likeness - mean) / spread);
            const float place =
                milli(rules_.placeWeightMilli) *
                std::log(milli(rules_.placeMilli) / std::max(moments[i].far, kNearest));
            told = std::clamp(unusual - milli(rules_.usualMilli), least, most) +
                   std::clamp(place, least, milli(rules_.placeMatchMilli));
        }
        const float before =
            std::max(old(at), std::max(old(at - 1), old(at + 1)) - milli(rules_.driftMilli));
        now[at] = std::max(0.0F, before + std::clamp(told, least, most));
        if (now[at] <= best) continue;
        best = now[at];
        found_.lagUs = static_cast<std::int64_t>(at) * rules_.stepUs;
    }
    found_.replayed = best >= milli(rules_.neededMilli);
    evidence_ = std::move(now);
}

void Replay::remember(std::int64_t atUs, const Grey& small) {
    Areas areas = areasOf(small);
    const bool follows = atUs >= lastUs_ && atUs - lastUs_ <= rules_.mostSteps * rules_.stepUs;
    if (areas.size() != last_.size() || !follows) restart();
    if (last_.empty()) nextUs_ = atUs;
    const std::int64_t length = atUs - lastUs_;
    for (; nextUs_ <= atUs; nextUs_ += rules_.stepUs, ++since_) {
        Areas& step = steps_.emplace_back();
        if (nextUs_ == atUs || last_.empty())
            step = areas;
        else if (length <= rules_.holeUs)
            for (std::size_t i = 0; i < areas.size(); ++i)
                step.push_back(static_cast<std::int16_t>(
                    last_[i] + (areas[i] - last_[i]) * (nextUs_ - lastUs_) / length));
        if (std::ssize(steps_) > rules_.mostSteps) steps_.pop_front();
    }
    last_ = std::move(areas);
    lastUs_ = atUs;
}

Replay::Found Replay::add(std::int64_t atUs, const Grey& small, const std::vector<Cell>& persons) {
    remember(atUs, small);
    // Looks that follow sooner tell the same twice.
    if (std::ssize(steps_) > 1 && static_cast<int>(since_) < rules_.changeSteps - 1) return found_;
    since_ = 0;
    const Chosen where = chosen(small, persons);
    learnNoise(where);
    if (const auto moments = compare(where); !moments.empty()) weigh(moments);
    return found_;
}

}  // namespace mingjing::video::analysis
