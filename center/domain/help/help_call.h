// SPDX-License-Identifier: Apache-2.0
// A call for help: who pressed, where they were last known to be, who goes, what was found.
#pragma once

#include <optional>

#include "center/domain/timeline.h"
#include "center/domain/words.h"

namespace mingjing::domain {

/// A call that has ended stays so; one that was withdrawn can still be told what was found.
enum class HelpState { Open, Withdrawn, Ended };
MJ_WORDS(HelpState, 3, {HelpState::Open, "open"}, {HelpState::Withdrawn, "withdrawn"},
         {HelpState::Ended, "ended"});

/// A moment of a call, and who entered it.
struct HelpMoment {
    Uuid by;
    std::int64_t atUs = 0;
    std::int64_t enteredUs = 0;
    auto operator<=>(const HelpMoment&) const = default;
};

struct HelpPress {
    HelpMoment moment;
    std::optional<Uuid> roomId;  ///< nothing: the page did not know
};

struct HelpAnswer {
    HelpMoment moment;
    std::vector<Uuid> goes;
};

struct HelpEnd {
    HelpMoment moment;
    std::optional<std::string> found;  ///< nothing: erased
};

/// Everything in the order of the chain: each entry was made knowing those before.
struct HelpCall {
    Uuid id;
    std::int64_t seq = 0;
    std::vector<HelpPress> presses;
    std::vector<HelpAnswer> answers;
    std::optional<HelpMoment> withdrawn;
    std::vector<HelpEnd> ends;  ///< a later one adds to what was found

    [[nodiscard]] HelpState state() const;
    /// Of the newest press that knew one.
    [[nodiscard]] std::optional<Uuid> roomId() const;
    [[nodiscard]] std::int64_t calledUs() const;      ///< the earliest press
    [[nodiscard]] std::int64_t enteredUs() const;     ///< when the centre learned of it
    [[nodiscard]] std::vector<Uuid> callers() const;  ///< each once, in their order
    [[nodiscard]] bool goes(const Uuid& staff) const;
};

/// Throws what reading any stored body throws.
HelpCall foldHelpCall(const Uuid& id, const EventList& events);

/// Presses of one call are no further apart.
inline constexpr std::int64_t kSameCallUs = 2 * 60 * 1'000'000LL;

/// The press belongs to that call: it is open, its own caller or somebody in the same room presses
/// again, and no more than `kSameCallUs` lie between this press and one of the call's own.
bool joinsCall(const HelpCall& call, const Uuid& presser, const std::optional<Uuid>& room,
               std::int64_t pressedUs);

}  // namespace mingjing::domain
