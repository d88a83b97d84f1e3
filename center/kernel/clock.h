// SPDX-License-Identifier: Apache-2.0
// Time: wall and monotonic are different types; the only place that reads a clock.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <string>

namespace mingjing::kernel {

/// UTC microseconds since 1970. Stored, shown, compared between machines; may jump.
struct WallTime {
    std::int64_t us = 0;
    auto operator<=>(const WallTime&) const = default;
};

/// Microseconds of the steady clock of this boot. For timeouts and durations; never stored.
struct MonoTime {
    std::int64_t us = 0;
    auto operator<=>(const MonoTime&) const = default;
};

/// Source of both times. Implementations are safe to call from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual MonoTime mono() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] MonoTime mono() const override;
};

/// A clock that tests move by hand.
class ManualClock final : public Clock {
public:
    explicit ManualClock(std::int64_t wallUs) : wallUs_(wallUs) {}
    [[nodiscard]] WallTime wall() const override { return {wallUs_.load()}; }
    [[nodiscard]] MonoTime mono() const override { return {monoUs_.load()}; }
    void advance(std::int64_t us) {
        wallUs_ += us;
        monoUs_ += us;
    }
    void jumpWall(std::int64_t us) { wallUs_ += us; }

private:
    std::atomic<std::int64_t> wallUs_;
    std::atomic<std::int64_t> monoUs_{0};
};

inline constexpr std::int64_t kSecondUs = 1'000'000;
inline constexpr std::int64_t kMinuteUs = 60 * kSecondUs;
inline constexpr std::int64_t kHourUs = 60 * kMinuteUs;

/// `2026-11-24 09:30:05` in Beijing time (UTC+8, no daylight saving), for print and messages.
std::string beijingTime(std::int64_t utcUs);
/// `20261124` in Beijing time; the date part of a stay's number.
std::string beijingDate(std::int64_t utcUs);

}  // namespace mingjing::kernel
