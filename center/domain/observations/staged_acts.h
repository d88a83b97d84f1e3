// SPDX-License-Identifier: Apache-2.0
// Acts that somebody performs before a camera on purpose, to learn how well it is watched here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/kernel/clock.h"

namespace mingjing::domain {

struct StagedKind {
    const char* act;
    /// Kinds of observations that should follow, the one it is measured by first; or
    /// `persons_more`, `persons_fewer`: a change of the count.
    std::vector<std::string> expects;
};
const std::vector<StagedKind>& stagedKinds();
/// Null: nobody offers it.
const StagedKind* findStagedKind(const std::string& act);

/// As long after "it is so now" what is expected must have begun.
inline constexpr std::int64_t kStagedWaitUs = 30 * kernel::kSecondUs;
/// An act that nobody ended is over then, and what it caused a while after its end.
inline constexpr std::int64_t kStagedLongestUs = 15 * kernel::kMinuteUs;
inline constexpr std::int64_t kStagedAfterUs = 60 * kernel::kSecondUs;
/// So many make a camera "measured here".
inline constexpr int kStagedNeeded = 10;

struct StagedTimes {
    std::int64_t announcedUs = 0;
    std::optional<std::int64_t> doneUs, endedUs, cancelledUs, seenUs;
};

/// What the person who announced an act may say of it.
enum class StagedStep { Done, Ended, Cancel };

/// Null: the step may be taken now. Otherwise why not: `staged.cancelled`, `staged.not_done` or
/// `staged.over`. An act goes
///   announced --done--> done --ended--> over         and counts, seen or missed
///   announced --cancel--> cancelled                  and counts for nothing
///   done, while its result is waited for --cancel--> cancelled
/// One that was never said to be done counts for nothing, also when it was seen: it may be
/// cancelled for ever, and once its time is over its undoing may be told (`ended`) when it was
/// seen, for then it was done. A result that is there cannot be cancelled any more.
const char* stagedRefusal(const StagedTimes& times, StagedStep step, std::int64_t nowUs);

/// announced, waiting, seen, missed or cancelled.
const char* stagedResult(const StagedTimes& times, std::int64_t nowUs);
/// What begins at `fromUs` may be what the act caused.
bool mayBeCausedBy(const StagedTimes& times, std::int64_t fromUs);
/// From then on what the act caused counts as if nobody had caused it.
std::int64_t stagedUntilUs(const StagedTimes& times);

}  // namespace mingjing::domain
