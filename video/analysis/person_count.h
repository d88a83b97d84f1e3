// SPDX-License-Identifier: Apache-2.0
// From what single frames showed to how many persons there are. Pure: no clock, no picture.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "center/kernel/ids.h"
#include "center/kernel/json.h"

namespace mingjing::video::analysis {

/// Where a frame stands in the evidence.
struct FramePlace {
    kernel::Uuid segment;
    std::uint32_t fragment = 0;  ///< its place in the segment, from 1
    std::int64_t offsetUs = 0;   ///< from the fragment's first picture
};

/// What one frame showed. No count: the frame could not be judged (black, covered).
struct FrameCount {
    std::int64_t atUs = 0;  ///< evidence time
    std::optional<int> persons;
    int confidenceMilli = 0;  ///< how far the frame's scores lie from the threshold
    FramePlace place;
};

/// "From `fromUs` on there are `value` persons"; -1: nobody can say.
struct CountChange {
    std::int64_t fromUs = 0;
    int value = -1;
    int confidenceMilli = 0;
    FramePlace place;
};

/// A person may be hidden for a moment, and a shadow may look like one; so a change counts when it
/// lasted. Fewer persons is what findings are made of, hence the longest proof.
struct CountRules {
    std::int64_t moreUs = 1'000'000;    ///< more persons must be seen for so long
    std::int64_t fewerUs = 2'000'000;   ///< fewer persons must be seen for so long
    std::int64_t blindUs = 1'500'000;   ///< unjudgeable frames for so long make a -1
    int frames = 3;                     ///< and in so many frames
    int fewerFrames = 5;                ///< fewer persons in so many,
    std::int64_t sparseUs = 4'000'000;  ///< or for so long where frames are few
    int agreeMilli = 750;               ///< so many of a thousand frames since must agree
    std::int64_t silentUs = 5'000'000;  ///< no frame at all for so long makes a -1
    std::size_t maxFrames = 64;         ///< a change that was not settled by then is dropped
};

kernel::Json parametersOf(const CountRules& rules);

/// The series of one camera. Feed frames in the order of their times; a frame that is not newer
/// than the last is ignored. Not thread-safe.
class PersonCount {
public:
    PersonCount() = default;
    explicit PersonCount(CountRules rules) : rules_(rules) {}

    /// The first frame of a series is believed at once; later changes when the rules are met.
    std::optional<CountChange> add(const FrameCount& frame);
    /// "Pictures are known up to `untilUs`, and no frame came": -1 from the last frame on, once.
    std::optional<CountChange> silence(std::int64_t untilUs);
    /// The series breaks off; the next frame begins a new one.
    void restart();
    /// An earlier frame than the one that began the change shows the same: the change began there.
    void beganEarlier(const FrameCount& frame);

    [[nodiscard]] std::optional<int> value() const { return value_; }
    /// A change is being proven: look more often now.
    [[nodiscard]] bool settling() const { return !pending_.empty(); }
    /// The change being proven rests on its first frame only.
    [[nodiscard]] bool justBegan() const { return pending_.size() == 1; }

private:
    enum class Side { Same, Fewer, More, Blind };
    void weigh(const FrameCount& frame);
    void believe(const CountChange& change);
    [[nodiscard]] Side sideOf(const FrameCount& frame) const;
    [[nodiscard]] bool lasted(std::int64_t us, std::size_t frames) const;
    [[nodiscard]] std::optional<CountChange> proven() const;
    [[nodiscard]] std::vector<const FrameCount*> agreeing() const;

    CountRules rules_;
    std::optional<int> value_;
    std::int64_t lastUs_ = 0;
    FramePlace lastPlace_;
    Side side_ = Side::Same;           ///< of the change being proven
    std::vector<FrameCount> pending_;  ///< frames since it began, first one agrees
};

}  // namespace mingjing::video::analysis
