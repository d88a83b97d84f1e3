// SPDX-License-Identifier: Apache-2.0
// Codes for the displays of rooms, and which slot and head a code proves.
#pragma once

#include "center/app/actor.h"
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

/// A code as it stands in the picture of a recording at a moment.
struct CodeReading {
    Uuid cameraId;
    std::int64_t atUs = 0;  ///< evidence time
    std::string code;       ///< as kernel::readLivenessCode gives it
};

struct CodeAnswer {
    bool fits = false;                ///< the code is the one that was shown then in that room
    std::optional<RoomCode> found{};  ///< the slot it belongs to, if any within a day
};

/// So much later or earlier than its slot a display may be seen to change.
inline constexpr std::int64_t kDisplaySlackUs = 3 * kernel::kSecondUs;

enum class MachineReading {
    Fits,        ///< and is kept for certificates, as one of reader `analyst`
    FitsNot,     ///< another code was shown then in that room
    CannotTell,  ///< no head from that time is known
};
/// What software read in a picture. Where the recording of that moment is not known yet, the
/// camera is taken to stand where it stands now. Fails with NotFound `camera.not_found`.
Result<MachineReading> takeMachineReading(UnitOfWork& unit, const CodeReading& reading,
                                          std::int64_t nowUs);

/// Keeps a reading that fits, for certificates; audits either way. Fails with NotFound
/// `camera.not_found`, or InvalidInput at `atUs` `liveness.not_recorded`: that camera has no
/// recording of that moment.
Result<CodeAnswer> takeReading(UnitOfWork& unit, const Actor& actor, const CodeReading& reading,
                               std::int64_t nowUs);

}  // namespace mingjing::app
