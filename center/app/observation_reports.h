// SPDX-License-Identifier: Apache-2.0
// What analysts report of what they saw, and of codes that they read on displays of rooms.
#pragma once

#include "center/app/command_bus.h"

namespace mingjing::app {

struct NodeReport;

/// seen, codeRead.
bool isObservationReport(const std::string& kind);
/// `roomId`: where the report's camera stands; its stream is locked. A `seen` of the same id and
/// content changes nothing. What comes of a room whose class forbids analysis is dropped. Fails
/// with InvalidInput where the report is damaged: `report.malformed`,
/// `observation.kind_unknown`, `observation.interval`, `observation.too_large`,
/// `observation.thumbnail`, `observation.other`.
Status storeObservationReport(CommandTransaction& transaction, const NodeReport& report,
                              const Uuid& roomId);

/// An analyst that was stopped cannot tell the end of what it saw before: it was seen until then.
/// Told later, a later end counts.
Status endUnwatched(CommandTransaction& transaction, const Uuid& camera, std::int64_t sinceUs);

/// Rules are asked again about everybody who was in the room since it began.
Status askRulesAgain(UnitOfWork& unit, const ObservationRow& row);

inline constexpr std::size_t kMostThumbnailBytes = std::size_t{24} << 10U;

}  // namespace mingjing::app
