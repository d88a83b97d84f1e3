// SPDX-License-Identifier: Apache-2.0
// The code that stands in a camera's view: a recording that shows it was made after a signed head
// of the log, in that room. center/docs/log-of-record.md says the same to a stranger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "center/kernel/bytes.h"
#include "center/kernel/clock.h"
#include "center/kernel/ids.h"
#include "center/kernel/result.h"

namespace mingjing::kernel {

inline constexpr std::int64_t kSlotUs = 30 * kSecondUs;
/// The head behind a slot's code was signed at least so long before the slot begins: by then it is
/// known everywhere, so that a page can hold the next code before it is due.
inline constexpr std::int64_t kHeadLeadUs = kSlotUs;
/// With no head younger than that there is no code: it would prove next to nothing.
inline constexpr std::int64_t kOldestHeadUs = 5 * kMinuteUs;

/// Digits and letters that people and machines do not mix up; a prime number of them.
inline constexpr std::string_view kCodeAlphabet = "34679ACDEFGHJKMNPQRTWXY";
inline constexpr std::size_t kCodeLength = 8;  ///< the last one is a check character

/// Slots are counted from 1970 (UTC).
constexpr std::int64_t slotAt(std::int64_t us) {
    return us / kSlotUs;
}
constexpr std::int64_t slotBeginUs(std::int64_t slot) {
    return slot * kSlotUs;
}
/// May a head signed then stand behind this slot's code?
constexpr bool mayCarry(std::int64_t signedAtUs, std::int64_t slot) {
    const std::int64_t ageUs = slotBeginUs(slot) - signedAtUs;
    return ageUs >= kHeadLeadUs && ageUs <= kOldestHeadUs;
}

/// Eight characters of the alphabet.
std::string livenessCode(const Hash& head, const Uuid& room, std::int64_t slot);

/// A code as somebody wrote it down: spaces, hyphens and small letters are forgiven. Fails with
/// InvalidInput at `code`: `liveness.length` (params `length`), `liveness.character` (params
/// `character`, `place`) or `liveness.mistyped` (the check character does not fit).
Result<std::string> readLivenessCode(std::string_view written);

}  // namespace mingjing::kernel
