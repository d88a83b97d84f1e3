// SPDX-License-Identifier: Apache-2.0
// Which rooms are for questioning, and when two persons were in one room together.
#include "center/domain/rooms/room.h"

#include <algorithm>

namespace mingjing::domain {

bool isQuestioningRoom(RoomKind kind) {
    return kind == RoomKind::Interrogation || kind == RoomKind::Questioning ||
           kind == RoomKind::MinorQuestioning || kind == RoomKind::RemoteInterrogation;
}

std::optional<Overlap> overlapOf(const Occupancy& a, const Occupancy& b) {
    if (a.roomId != b.roomId) return std::nullopt;
    Overlap overlap{std::max(a.fromUs, b.fromUs), a.toUs};
    if (b.toUs && (!overlap.toUs || *b.toUs < *overlap.toUs)) overlap.toUs = b.toUs;
    if (overlap.toUs && *overlap.toUs <= overlap.fromUs) return std::nullopt;
    return overlap;
}

}  // namespace mingjing::domain
