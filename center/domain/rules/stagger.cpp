// SPDX-License-Identifier: Apache-2.0
// The variation comes from a hash, so that all pages say the same and no pattern can be seen.
#include "center/domain/rules/stagger.h"

#include <algorithm>
#include <charconv>

#include "center/kernel/crypto.h"

namespace mingjing::domain {

std::int64_t staggeredUs(const Uuid& stayId, std::int64_t fromUs, std::int64_t everyUs,
                         std::int64_t percent) {
    constexpr std::int64_t kMostPercent = 90;
    const std::int64_t room = everyUs / 100 * std::clamp<std::int64_t>(percent, 0, kMostPercent);
    if (room <= 0) return fromUs + everyUs;
    const auto hash = kernel::sha256(stayId.bytes() + ":" + std::to_string(fromUs));
    std::int64_t number = 0;
    for (std::size_t i = 0; i < 7; ++i) number = number << 8 | hash[i];
    return fromUs + everyUs - number % (room + 1);
}

std::optional<std::int64_t> askedForUs(const Uuid& stayId, const std::string& subject,
                                       std::int64_t dueUs, std::int64_t percent) {
    constexpr std::string_view kGap = "gap:";
    if (!subject.starts_with(kGap)) return std::nullopt;
    std::int64_t fromUs = 0;
    const char* end = subject.data() + subject.size();
    const auto [stop, error] = std::from_chars(subject.data() + kGap.size(), end, fromUs);
    // A pending duty is looked at again one microsecond after it was due.
    const std::int64_t everyUs = dueUs - 1 - fromUs;
    if (error != std::errc() || stop != end || everyUs <= 0) return std::nullopt;
    return staggeredUs(stayId, fromUs, everyUs, percent);
}

}  // namespace mingjing::domain
