// SPDX-License-Identifier: Apache-2.0
// Records of breaches of public-security law are sealed; they are disclosed only to state organs
// for cases, or to units by rule of the state (PSAPL art. 136).
#pragma once

#include <cstdint>
#include <optional>

#include "center/domain/cases/case.h"

namespace mingjing::domain {

/// Papers are completed and the shift's questions answered in that time.
inline constexpr std::int64_t kSealAfterUs = 24 * 3600 * 1'000'000LL;
/// One opening lasts so long.
inline constexpr std::int64_t kOpeningUs = 3600 * 1'000'000LL;

/// Of administrative cases, a day after the person left. Reports about a sealed stay are taken like
/// any other; reading it needs an opening.
constexpr bool isSealed(CaseKind kind, const std::optional<std::int64_t>& departedUs,
                        std::int64_t nowUs) {
    return kind == CaseKind::Administrative && departedUs && nowUs - *departedUs > kSealAfterUs;
}

}  // namespace mingjing::domain
