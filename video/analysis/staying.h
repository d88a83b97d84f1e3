// SPDX-License-Identifier: Apache-2.0
// Who was seen clearly is still there while something fainter is seen at the same place: two
// thresholds (hysteresis), as Canny 1986 uses them for edges, over time instead of along a line.
// And nobody leaves without the picture changing where he was: who was there for a while and is not
// even faintly seen is still there, for some time, while his place does not look empty, or, where
// nobody knows how it looks empty, while it looks as it did with him.
// A person who lowers the head or sits in the dark does not leave the count. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "center/kernel/json.h"
#include "video/analysis/detector.h"
#include "video/analysis/empty_room.h"
#include "video/analysis/grey.h"

namespace mingjing::video::analysis {

struct StayingRules {
    int sameMilli = 300;                  ///< boxes that share so much are of one person
    std::int64_t rememberUs = 5'000'000;  ///< seen not even faintly for so long, somebody is gone
    int placeMilli = 500;                 ///< who shares so much with where he was has not moved
    std::int64_t settledUs = 2'000'000;   ///< who has not moved for so long is settled
    std::int64_t unseenUs = 20'000'000;   ///< a settled one may be unseen for so long,
    std::int64_t hiddenUs = 120'000'000;  ///< or so long while somebody stands before him
    int hiddenMilli = 200;                ///< and hides at least so much of his place
    int changedMilli = 250;               ///< while so much of his place at most has changed
    int alikeMilli = 870;                 ///< and its correlation with how it was is at least this
    int knownMilli = 600;                 ///< where so much of it was seen without him,
    int bodyMilli = 150;                  ///< and so much of that was another picture with him,
    int leftMilli = 600;                  ///< so much of this is another picture still
    int differs = 16;                     ///< levels, in a bright picture, that are a change
    int differsLeast = 5;                 ///< and in a dim one
};

kernel::Json parametersOf(const StayingRules& rules);

/// The persons of one camera, in the pixels of its pictures. Not thread-safe.
class Staying {
public:
    Staying() = default;
    explicit Staying(StayingRules rules) : rules_(rules) {}

    /// `seen`, with those as persons who are no longer seen clearly but still there. `grey` is of
    /// the same picture; without it only faint ones are added.
    [[nodiscard]] Sight judge(Sight seen, const GreyLook& grey, std::int64_t atUs) const;
    /// The same, and from now on it is the look before. One that abstains changes nothing.
    Sight add(Sight seen, const GreyLook& grey, std::int64_t atUs);

private:
    struct Known {
        Person person;
        Person place;                     ///< where he was when he came to rest
        std::int64_t sinceUs = 0;         ///< when that was
        std::int64_t seenUs = 0;          ///< when he was seen last, clearly or faintly
        std::int64_t missedUs = 0;        ///< since then not even faintly seen; 0: seen
        std::vector<std::uint8_t> looks;  ///< the small picture at `person`, when seen last
    };
    [[nodiscard]] bool isThere(const Known& known, const std::vector<Person>& persons) const;
    void addFaint(Sight& sight) const;
    [[nodiscard]] std::vector<Person> unseen(const Sight& sight, const GreyLook& grey,
                                             std::int64_t atUs) const;
    /// Pixels of somebody's place: all, those that nobody else hides, and of these: changed since
    /// he was seen, known without him, different with him, and different now.
    struct Compared {
        int all = 0, open = 0, changed = 0, known = 0, body = 0, bodyLeft = 0;
        Correlation alike = {};
    };
    [[nodiscard]] Compared compare(const Known& known, const std::vector<Person>& others,
                                   const GreyLook& grey) const;
    [[nodiscard]] bool isStillThere(const Compared& compared) const;
    [[nodiscard]] bool isHidden(const Compared& compared) const;
    void learn(const Sight& seen, const GreyLook& grey);
    [[nodiscard]] Known knownOf(const Person& person, const GreyLook& grey,
                                std::int64_t atUs) const;

    StayingRules rules_;
    std::vector<Known> known_;
    EmptyRoom empty_;
};

}  // namespace mingjing::video::analysis
