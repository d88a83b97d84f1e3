// SPDX-License-Identifier: Apache-2.0
// When the centre could take entries, by its own records: whether a late entry had to be late.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mingjing::domain {

/// A span in which the centre could take entries. Times in UTC microseconds.
struct UpSpan {
    std::int64_t fromUs = 0, aliveUs = 0;
    std::string cause;  ///< why there was none before: first, stopped, database
    auto operator<=>(const UpSpan&) const = default;
};

struct Outage {
    std::int64_t fromUs = 0, toUs = 0;
    std::string cause;
    bool operator==(const Outage&) const = default;
};

inline constexpr std::int64_t kBeatUs = 10 * 1'000'000LL;
/// A shorter silence is a restart and no outage; nobody takes to paper for it.
inline constexpr std::int64_t kShortestOutageUs = 30 * 1'000'000LL;

/// Between spans in order of time, and from the last one to now; the latest last.
std::vector<Outage> outagesOf(const std::vector<UpSpan>& spans, std::int64_t nowUs);

/// Whether an entry could have been taken at `atUs`; nothing before the first span.
std::optional<bool> wasUp(const std::vector<UpSpan>& spans, std::int64_t atUs);

/// The stream has one event per span that begins after an outage: `afterUs` (the last beat before),
/// `cause`.
inline constexpr const char* kUptimeStream = "uptime";
inline constexpr const char* kEntriesPossible = "EntriesPossible";

}  // namespace mingjing::domain
