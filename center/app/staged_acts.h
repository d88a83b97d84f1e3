// SPDX-License-Identifier: Apache-2.0
// Acts performed before a camera on purpose: announced, done, ended, and matched with what was
// seen.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"

namespace mingjing::app {

/// Only where nobody is held: what it causes makes no finding. The same act that the same person
/// announced and did not do yet is answered again. Fails with NotFound `camera.not_found`,
/// InvalidInput at `act` (`staged.unknown`), Precondition `staged.room_private`,
/// `staged.room_occupied`, `staged.not_watched` or Conflict `staged.another_runs`.
Result<StagedActRow> announceStagedAct(UnitOfWork& unit, const Actor& actor, const Uuid& camera,
                                       const std::string& act, std::int64_t nowUs);
using domain::StagedStep;
/// A step that was taken already is answered as it is. Fails with NotFound `staged.not_found`,
/// Forbidden `staged.of_another`, or Precondition as domain::stagedRefusal says.
Result<StagedActRow> stepStagedAct(UnitOfWork& unit, const Actor& actor, const Uuid& id,
                                   StagedStep step, std::int64_t nowUs);

/// Matches what was seen with a staged act of its camera. `toldUs`: when we first heard of it.
Status noteStagedObservation(UnitOfWork& unit, const ObservationRow& row, std::int64_t toldUs);
/// The same of a change of the count, before it is stored.
Status noteStagedCount(UnitOfWork& unit, const domain::CountChange& change, std::int64_t nowUs);

}  // namespace mingjing::app
