// SPDX-License-Identifier: Apache-2.0
// Who was seen clearly is still there while something fainter is seen at the same place: two
// thresholds (hysteresis), as Canny 1986 uses them for edges, over time instead of along a line.
// A person who lowers the head or sits in the dark does not leave the count. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "center/kernel/json.h"
#include "video/analysis/detector.h"

namespace mingjing::video::analysis {

struct StayingRules {
    int sameMilli = 300;                  ///< boxes that share so much are of one person
    std::int64_t rememberUs = 5'000'000;  ///< seen not even faintly for so long, somebody is gone
};

kernel::Json parametersOf(const StayingRules& rules);

/// The persons of one camera, in the pixels of its pictures. Not thread-safe.
class Staying {
public:
    Staying() = default;
    explicit Staying(StayingRules rules) : rules_(rules) {}

    /// `seen`, with the faint ones who stand where somebody was at the look before as persons.
    [[nodiscard]] Sight judge(Sight seen) const;
    /// The same, and from now on it is the look before. One that abstains changes nothing.
    Sight add(Sight seen, std::int64_t atUs);

private:
    struct Known {
        Person person;
        std::int64_t missedUs = 0;  ///< since then not even faintly seen; 0: seen
    };
    [[nodiscard]] bool isThere(const Known& known, const std::vector<Person>& persons) const;

    StayingRules rules_;
    std::vector<Known> known_;
};

}  // namespace mingjing::video::analysis
