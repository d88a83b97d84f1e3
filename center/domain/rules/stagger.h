// SPDX-License-Identifier: Apache-2.0
// Rounds that nobody can foresee: each check is asked for somewhat before its interval ends.
#pragma once

#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// When the check after the one of `fromUs` is asked for: at most `percent` of the interval before
/// its end, and never after it. The same for the same stay and check, whoever asks.
std::int64_t staggeredUs(const Uuid& stayId, std::int64_t fromUs, std::int64_t everyUs,
                         std::int64_t percent);

/// The check that a pending verdict of WAIT-05 waits for, as it is asked for; nothing when the
/// subject is of another shape.
std::optional<std::int64_t> askedForUs(const Uuid& stayId, const std::string& subject,
                                       std::int64_t dueUs, std::int64_t percent);

}  // namespace mingjing::domain
