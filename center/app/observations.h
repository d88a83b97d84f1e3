// SPDX-License-Identifier: Apache-2.0
// Observations as people see and judge them. Who may play a camera's recording sees all of its
// observations; who may only look at it now sees those that last now; nobody sees those of a room
// that may not be watched.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/app/vault.h"

namespace mingjing::app {

/// Rooms of observations and cameras, by what the actor may see of them.
struct ObservationSight {
    std::set<Uuid> always;  ///< cameras
    std::set<Uuid> now;     ///< cameras whose lasting observations alone are seen
    std::set<Uuid> rooms;   ///< that may be watched
    [[nodiscard]] bool sees(const ObservationRow& row) const;
};
Result<ObservationSight> observationSight(UnitOfWork& unit, const Actor& actor);

struct ObservationPage {
    std::vector<ObservationRow> rows;
    std::optional<ListPlace> next;  ///< nothing: that was all
    ObservationCounts counts;       ///< of all that the actor sees
};
/// The newest begin first. A page may hold fewer than `limit` and still have a next one.
Result<ObservationPage> listObservations(UnitOfWork& unit, const Actor& actor,
                                         ObservationFilter filter, std::optional<ListPlace> after,
                                         int limit);
/// Fails with NotFound `observation.not_found`, also where the actor may not see it.
Result<ObservationRow> visibleObservation(UnitOfWork& unit, const Actor& actor, const Uuid& id);
/// A later verdict takes the place of the one before; the audit keeps all. The same one again by
/// the same person changes nothing. Rules are asked again.
Result<ObservationRow> judgeObservation(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                        const Uuid& id, const std::string& verdict,
                                        const std::string& note, std::int64_t nowUs);

}  // namespace mingjing::app
