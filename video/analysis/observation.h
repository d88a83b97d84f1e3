// SPDX-License-Identifier: Apache-2.0
// From what single looks showed to what lasted: hysteresis. Pure: no clock, no picture.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "video/analysis/person_count.h"

namespace mingjing::video::analysis {

/// What one look says of one kind. A look that cannot tell says Unknown; one that says nothing of a
/// kind leaves it as it is.
struct Sign {
    enum class Is { Yes, No, Unknown };
    std::string kind;
    Is is = Is::Unknown;
    int confidenceMilli = 0;
    std::int64_t value = 1;
    kernel::Uuid zone{};
    kernel::Json detail = kernel::Json::object();
};

/// How long something must last to be told, and how long it must be gone to be over.
struct Lasting {
    std::int64_t beginUs = 5'000'000;
    std::int64_t endUs = 3'000'000;
    int agreeMilli = 700;  ///< so many of a thousand looks since must agree
    int looks = 2;         ///< and there must be so many
    bool picture = true;   ///< a thumbnail helps
};

/// Something that was seen from `fromUs` on, until `toUs`.
struct Observation {
    kernel::Uuid id;
    std::string kind;
    kernel::Uuid zone{};
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
    std::int64_t value = 0;
    int confidenceMilli = 0;
    FramePlace place;  ///< of the first look that showed it
    kernel::Json detail = kernel::Json::object();
    std::string detector;
};

/// The open observations of one camera. Feed signs in the order of their times. Not thread-safe.
class ObservationBook {
public:
    /// An observation begins, or ends.
    using Tell = std::function<void(const Observation&, bool begins)>;

    void add(const Sign& sign, std::int64_t atUs, const FramePlace& place, const Lasting& lasting,
             const std::string& detector, const Tell& tell);
    /// Nothing more comes from these detectors: what is open ends where it was last seen.
    void close(const Tell& tell);

    [[nodiscard]] bool isOpen(const std::string& kind) const;

private:
    struct Vote {
        std::int64_t atUs;
        bool yes;
        int confidenceMilli;
        FramePlace place;
    };
    struct Matter {
        std::optional<Observation> open;
        std::deque<Vote> votes;  ///< the newest, beginning with one that contradicts
        std::int64_t lastYesUs = 0;
        std::int64_t lastKnownUs = 0;
    };
    using Key = std::pair<std::string, kernel::Uuid>;
    static bool settled(Matter& matter, const Lasting& lasting);
    static Observation begun(const Matter& matter, const Sign& sign);

    std::map<Key, Matter> matters_;
};

}  // namespace mingjing::video::analysis
