// SPDX-License-Identifier: Apache-2.0
// Are these the same minutes again? Where persons are, compares how each area changed within the
// last second with every change that is remembered. Who sits as he sat an hour ago looks the same,
// but does not move the same: only in what was recorded do changes come again area by area, with
// the same sign and strength, and from the same place. How unusual a likeness is, is judged by that
// of all other moments (its distance from their mean in standard deviations), so that few ways to
// move prove little. Evidence adds up along one distance in time, as in a sequential test (Wald
// 1945). Light is taken out first (differences of logarithms); what moves behind nobody tells
// nothing, so a replay of an empty room is not found. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "center/kernel/json.h"
#include "video/analysis/grey.h"

namespace mingjing::video::analysis {

struct ReplayRules {
    std::int64_t stepUs = 250'000;  ///< of what is remembered; between pictures it is interpolated
    std::int64_t holeUs = 1'700'000;  ///< pictures further apart say nothing of what lies between
    int changeSteps = 4;              ///< a change is one over so many steps
    int leastSteps = 40;              ///< nearer moments are alike because time is short
    int mostSteps = 7200;             ///< that are remembered
    int leastAreas = 6;               ///< a smaller part of the picture tells nothing
    int noiseCenti = 15;              ///< coding and sensor change every area so much, at least
    int abovePercent = 120;           ///< of the noise elsewhere: changes that tell something
    int spreadMilli = 300;            ///< of the likeness of other moments, at least
    int usualMilli = 1700;            ///< evidence (natural logarithm) that a likeness must exceed
    int placeMilli = 350;             ///< distance, in changes, from where it was: tells nothing
    int placeWeightMilli = 2000;      ///< of the logarithm of that distance
    int placeMatchMilli = 1500;       ///< what the place tells, at most
    int missMilli = -2000;            ///< evidence of one look, at least
    int matchMilli = 1500;            ///< and at most
    int driftMilli = 6000;            ///< what it costs that the distance changes by a step
    int neededMilli = 9000;
};

kernel::Json parametersOf(const ReplayRules& rules);

/// One camera's pictures. Not thread-safe.
class Replay {
public:
    explicit Replay(ReplayRules rules = {}) : rules_(rules) {}

    struct Found {
        bool replayed = false;
        std::int64_t lagUs = 0;  ///< so long ago it was the first time
    };
    /// A picture between looks, in the order of their times: the more there are, the better is
    /// known what was. Another size begins anew.
    void remember(std::int64_t atUs, const Grey& small);
    /// A look. `persons`: where somebody is, in pixels of `small`.
    Found add(std::int64_t atUs, const Grey& small, const std::vector<Cell>& persons);

private:
    /// Of each area: hundredths of brightness, at middle grey, above what lies around.
    using Areas = std::vector<std::int16_t>;
    /// Which areas are compared.
    using Chosen = std::vector<std::size_t>;
    /// How a remembered change, and where it led, compares with the last one.
    struct Compared {
        bool known = false;
        float likeness = 0;  ///< 1: the same, -1: the opposite
        float far = 0;       ///< distance of the places, in changes
    };
    static Areas areasOf(const Grey& small);
    void restart();
    [[nodiscard]] Chosen chosen(const Grey& small, const std::vector<Cell>& persons);
    [[nodiscard]] const Areas* stepsAgo(std::size_t back) const;
    /// Mean square of what changes where nobody is.
    void learnNoise(const Chosen& where);
    [[nodiscard]] float noise() const;
    [[nodiscard]] std::vector<Compared> compare(const Chosen& where) const;
    void weigh(const std::vector<Compared>& moments);

    ReplayRules rules_;
    std::int64_t lastUs_ = 0;
    std::int64_t nextUs_ = 0;  ///< of the next step
    Areas last_;
    std::deque<Areas> steps_;          ///< an empty one: nobody knows
    std::size_t since_ = 0;            ///< steps since the last look that was weighed
    std::vector<bool> personsBefore_;  ///< by area
    std::deque<float> noises_;
    std::vector<float> evidence_;  ///< by steps ago; never below nothing
    Found found_;
};

}  // namespace mingjing::video::analysis
