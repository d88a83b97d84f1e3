// SPDX-License-Identifier: Apache-2.0
// What is kept, what may go, and who said so. Nothing under a hold or within its keeping time is
// ever named to a recorder; the recorder looks at age and state once more.
#pragma once

#include "center/app/actor.h"
#include "center/app/recording_state.h"
#include "center/app/vault.h"

namespace mingjing::app {

/// Surveillance of a case area is kept at least so long, whatever an order says (VID-02).
inline constexpr int kLeastKeptDays = 90;
inline constexpr int kUsualKeptDays = 180;

/// What the newest decision allows now; nothing: no order is in force. A refusal ends what was.
Result<std::optional<RemovalOrderRow>> orderInForce(UnitOfWork& unit);
/// Two persons: one asks (an administrator), another decides (the head of the legal unit). Fails
/// with InvalidInput `days` below kLeastKeptDays, Forbidden `approval.own_request`, Precondition
/// `approval.decided`.
Result<Uuid> askRemovalOrder(UnitOfWork& unit, const Actor& actor, int days, std::int64_t nowUs);
Status decideRemovalOrder(UnitOfWork& unit, const Actor& actor, const Uuid& id, bool granted,
                          std::int64_t nowUs);

/// A hold of a room and interval, or of a stay's way. Fails with InvalidInput.
struct HoldWish {
    std::optional<Uuid> stayId, roomId;
    std::int64_t fromUs = 0, toUs = 0;
    std::string reason;
};
/// About so many bytes would be held; fails as placeHold does.
Result<std::int64_t> bytesOfHold(UnitOfWork& unit, const HoldWish& wish);
Result<Uuid> placeHold(UnitOfWork& unit, Vault& vault, const Actor& actor, const HoldWish& wish,
                       std::int64_t nowUs);
/// By somebody else than who placed it.
Status liftHold(UnitOfWork& unit, const Actor& actor, const Uuid& id, std::int64_t nowUs);

/// [{segment, camera, stream, order}] for a recorder whose storage is short; empty otherwise, and
/// without an order in force.
Result<Json> removableSegments(UnitOfWork& unit, const NodeStatus& recorder, std::int64_t nowUs);

}  // namespace mingjing::app
