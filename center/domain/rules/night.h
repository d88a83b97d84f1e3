// SPDX-License-Identifier: Apache-2.0
// Times of the Beijing day (UTC+8, no daylight saving).
#pragma once

#include <algorithm>
#include <cstdint>

#include "center/kernel/clock.h"

namespace mingjing::domain {

inline constexpr std::int64_t kDayUs = 24 * kernel::kHourUs;

/// Microseconds since midnight in Beijing.
inline std::int64_t timeOfDayUs(std::int64_t utcUs) {
    return (utcUs + 8 * kernel::kHourUs) % kDayUs;
}

/// Does it lie in a night from one time of the day up to (not including) another?
inline bool isNight(std::int64_t utcUs, std::int64_t fromUs, std::int64_t toUs) {
    const std::int64_t at = timeOfDayUs(utcUs);
    return fromUs <= toUs ? at >= fromUs && at < toUs : at >= fromUs || at < toUs;
}

/// The first moment from `utcUs` on that lies in such a night.
inline std::int64_t nextNightUs(std::int64_t utcUs, std::int64_t fromUs, std::int64_t toUs) {
    if (isNight(utcUs, fromUs, toUs)) return utcUs;
    return utcUs + (fromUs - timeOfDayUs(utcUs) + kDayUs) % kDayUs;
}

}  // namespace mingjing::domain
