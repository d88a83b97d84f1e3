// SPDX-License-Identifier: Apache-2.0
// The system clocks and their Beijing spelling.
#include "center/kernel/clock.h"

#include <chrono>
#include <ctime>

#include <fmt/format.h>

namespace mingjing::kernel {

namespace {

constexpr std::int64_t kBeijingOffsetUs = 8 * kHourUs;

std::tm beijingParts(std::int64_t utcUs) {
    const auto seconds = static_cast<std::time_t>((utcUs + kBeijingOffsetUs) / kSecondUs);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return parts;
}

template <typename SomeClock>
std::int64_t nowUs() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               SomeClock::now().time_since_epoch())
        .count();
}

}  // namespace

WallTime SystemClock::wall() const {
    return {nowUs<std::chrono::system_clock>()};
}
MonoTime SystemClock::mono() const {
    return {nowUs<std::chrono::steady_clock>()};
}

std::string beijingTime(std::int64_t utcUs) {
    const std::tm t = beijingParts(utcUs);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", t.tm_year + 1900, t.tm_mon + 1,
                       t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string beijingDate(std::int64_t utcUs) {
    const std::tm t = beijingParts(utcUs);
    return fmt::format("{:04}{:02}{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

}  // namespace mingjing::kernel
