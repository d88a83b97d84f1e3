// SPDX-License-Identifier: Apache-2.0
// Codes for the displays of rooms, and which slot and head a code proves.
#pragma once

#include "center/app/ports.h"
#include "center/kernel/liveness.h"

namespace mingjing::app {

/// Without another word of when, so long back is searched.
inline constexpr std::int64_t kCodeSearchUs = 24 * kernel::kHourUs;

struct RoomCode {
    std::int64_t slot = 0;
    std::string code;
    kernel::SignedHead head;  ///< that it is derived from
};

/// Of the current slot and of the next one; a slot that no head may carry has none.
Result<std::vector<RoomCode>> codesOf(UnitOfWork& unit, const Uuid& room, std::int64_t nowUs);

/// The slot within the span, and the head, that give this code in this room; nothing when none
/// do.
Result<std::optional<RoomCode>> findCode(UnitOfWork& unit, const std::string& code,
                                         const Uuid& room, domain::Span within);

}  // namespace mingjing::app
