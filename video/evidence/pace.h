// SPDX-License-Identifier: Apache-2.0
// A budget for reading: so many bytes a second and not more, measured from the first byte on.
#pragma once

#include <algorithm>
#include <cstdint>

namespace mingjing::video::evidence {

/// Pure: the caller sleeps. One thread.
class Pace {
public:
    /// 0: no limit.
    explicit Pace(std::int64_t bytesPerSecond) : rate_(bytesPerSecond) {}

    /// How long to wait after `bytes` were read at `nowUs` of a steady clock. A pause is not saved
    /// up: what was not used is gone, so that no burst follows it.
    std::int64_t waitUs(std::uint64_t bytes, std::int64_t nowUs) {
        if (rate_ <= 0) return 0;
        dueUs_ = std::max(dueUs_, nowUs - kSlackUs) +
                 static_cast<std::int64_t>(bytes) * 1'000'000 / rate_;
        return std::max<std::int64_t>(0, dueUs_ - nowUs);
    }

private:
    static constexpr std::int64_t kSlackUs = 1'000'000;
    std::int64_t rate_;
    std::int64_t dueUs_ = 0;
};

}  // namespace mingjing::video::evidence
