// SPDX-License-Identifier: Apache-2.0
// An exponential mean of each pixel that nobody covers.
#include "video/analysis/empty_room.h"

#include <algorithm>
#include <cmath>

namespace mingjing::video::analysis {

Person inSmall(const Person& box, Size whole, const Grey& small) {
    const auto x = [&](int value) {
        return std::clamp(value * small.width / std::max(1, whole.width), 0, small.width);
    };
    const auto y = [&](int value) {
        return std::clamp(value * small.height / std::max(1, whole.height), 0, small.height);
    };
    return {x(box.left), y(box.top), x(box.right), y(box.bottom), box.scoreMilli};
}

int differingLevels(int high, int differs, int least) {
    constexpr int kBright = 200;
    return std::clamp(differs * high / kBright, least, differs);
}

bool EmptyRoom::learn(const Grey& small, const std::vector<Person>& taken) {
    const bool same = light_.size() == small.luma.size();
    if (!same) {
        light_.assign(small.luma.begin(), small.luma.end());
        known_.assign(small.luma.size(), false);
    }
    std::vector<bool> free(small.luma.size(), true);
    for (const Person& box : taken)
        for (int y = std::max(0, box.top); y < std::min(small.height, box.bottom); ++y)
            for (int x = std::max(0, box.left); x < std::min(small.width, box.right); ++x)
                free[static_cast<std::size_t>(y) * static_cast<std::size_t>(small.width) +
                     static_cast<std::size_t>(x)] = false;
    const float share = 0.7F / static_cast<float>(halfLooks_);
    const float brighter = 1 + share * (brighterOf(small, free) - 1);
    for (std::size_t at = 0; at < free.size(); ++at) {
        if (!free[at]) {
            light_[at] *= brighter;
            continue;
        }
        const auto now = static_cast<float>(small.luma[at]);
        light_[at] = known_[at] ? light_[at] + share * (now - light_[at]) : now;
        known_[at] = true;
    }
    return same;
}

/// How much lighter what can be seen is than it was learnt; 1 where too little is known.
float EmptyRoom::brighterOf(const Grey& small, const std::vector<bool>& free) const {
    constexpr std::size_t kEnough = 8;  ///< a share of the picture
    float now = 0;
    float before = 0;
    std::size_t seen = 0;
    for (std::size_t at = 0; at < free.size(); ++at) {
        if (!free[at] || !known_[at]) continue;
        now += static_cast<float>(small.luma[at]);
        before += light_[at];
        ++seen;
    }
    return seen * kEnough < free.size() || before <= 0 ? 1 : now / before;
}

float EmptyRoom::apart(const Grey& small, std::size_t at) const {
    return std::abs(static_cast<float>(small.luma[at]) - light_[at]);
}

}  // namespace mingjing::video::analysis
