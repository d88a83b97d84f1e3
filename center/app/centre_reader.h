// SPDX-License-Identifier: Apache-2.0
// Gathers what rules may know of the centre, before they are asked.
#pragma once

#include <set>

#include "center/app/ports.h"
#include "center/app/recording_state.h"

namespace mingjing::app {

/// Rooms, staff, settings, confirmed rules, the case's size, rooms that record now.
Result<domain::Centre> readCentre(UnitOfWork& unit, RecordingState& recording, const Uuid& caseId);

/// Adds the recordings and counts of the rooms of the stay's questionings.
Status addRecords(UnitOfWork& unit, RecordingState& recording, domain::Centre& centre,
                  const domain::Stay& stay, std::int64_t nowUs);

/// Adds what was observed in the rooms that the stay was placed in, what is looked for there, and
/// what their cameras recorded meanwhile.
Status addObserved(UnitOfWork& unit, RecordingState& recording, domain::Centre& centre,
                   const domain::Stay& stay, std::int64_t nowUs);

/// Durable recording of one camera's main stream within a span, less what its recorder calls a gap.
Result<domain::CameraCover> readCover(UnitOfWork& unit, const CameraRow& camera, bool soundNeeded,
                                      domain::Span within);

/// Where else these members of staff question, or questioned not before `fromUs`.
Status addElsewhere(UnitOfWork& unit, domain::Centre& centre, const std::set<Uuid>& staff,
                    std::int64_t fromUs);
/// The same for everybody who attended a questioning of this stay.
Status addElsewhere(UnitOfWork& unit, domain::Centre& centre, const domain::Stay& stay);

/// Recording and counts of one room within a span. While the analyst is away, nothing is taken as
/// seen since its last word.
Result<domain::RoomRecord> readRoomRecord(UnitOfWork& unit, RecordingState& recording,
                                          const domain::Room& room,
                                          const std::vector<CameraRow>& cameras,
                                          domain::Span within);

/// Settings of section 14 with this centre's own values over the defaults.
Result<domain::Settings> readSettings(UnitOfWork& unit);

}  // namespace mingjing::app
