// SPDX-License-Identifier: Apache-2.0
// Who may share a room: waiting (rules section 3), questioning (section 4), and those who must not
// meet at all (ENTR-22).
#include <algorithm>
#include <map>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

using Differ = std::optional<bool> (*)(const Occupancy&, const Occupancy&);
using RoomTest = bool (*)(RoomKind);

bool isWaiting(RoomKind kind) {
    return kind == RoomKind::Waiting;
}

/// Rooms in which those who wait or are heard could meet. Passages, and rooms in which both sides
/// come together lawfully (辨认, 调解, 庭审), are none.
bool isForOneSide(RoomKind kind) {
    return isWaiting(kind) || isQuestioningRoom(kind) || kind == RoomKind::Medical ||
           kind == RoomKind::Toilet || kind == RoomKind::Psychological ||
           kind == RoomKind::InformationCollection || kind == RoomKind::Changing ||
           kind == RoomKind::LawyerMeeting;
}

bool fits(const Centre& centre, const Uuid& roomId, RoomTest test) {
    const auto room = centre.rooms.find(roomId);
    return room != centre.rooms.end() && test(room->second.kind);
}

/// Both stays get a verdict, each naming the other, once per pair of occupancies that met.
void judgePair(const Occupancy& own, const Occupancy& other, const Overlap& overlap,
               std::optional<bool> apart, const char* code, const char* missing,
               Verdicts& verdicts) {
    const std::string subject = "room:" + own.roomId.text() + ":" + other.stayId.text() + ":" +
                                std::to_string(overlap.fromUs);
    Verdict verdict =
        !apart   ? abstain(subject, missing)
        : *apart ? breach(subject, overlap.fromUs, code, {{"otherStay", other.stayId.text()}})
                 : pass(subject);
    verdict.untilUs = overlap.toUs;
    verdict.stayId = own.stayId;
    verdict.roomId = own.roomId;
    verdicts.push_back(std::move(verdict));
}

/// The occupancies of rooms of a kind, by room and time: who comes after another has left is not
/// compared with him.
std::vector<const Occupancy*> inRooms(const IntervalInput& input, RoomTest rooms) {
    std::vector<const Occupancy*> found;
    for (const Occupancy& occupancy : input.occupancies)
        if (fits(input.centre, occupancy.roomId, rooms)) found.push_back(&occupancy);
    std::stable_sort(found.begin(), found.end(), [](const Occupancy* a, const Occupancy* b) {
        return a->roomId != b->roomId ? a->roomId < b->roomId : a->fromUs < b->fromUs;
    });
    return found;
}

Verdicts judgeMeetings(const IntervalInput& input, RoomTest rooms, Differ mustBeApart,
                       const char* code, const char* missing) {
    Verdicts verdicts;
    const std::vector<const Occupancy*> found = inRooms(input, rooms);
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = i + 1; j < found.size(); ++j) {
            const Occupancy& a = *found[i];
            const Occupancy& b = *found[j];
            if (a.roomId != b.roomId || (a.toUs && *a.toUs <= b.fromUs)) break;
            const auto overlap = overlapOf(a, b);
            if (a.stayId == b.stayId || !overlap) continue;
            const auto apart = mustBeApart(a, b);
            judgePair(a, b, *overlap, apart, code, missing, verdicts);
            judgePair(b, a, *overlap, apart, code, missing, verdicts);
        }
    return verdicts;
}

std::optional<bool> sameCaseHeld(const Occupancy& a, const Occupancy& b) {
    return a.caseId == b.caseId && isHeld(a.role) && isHeld(b.role);
}

/// When somebody comes to or goes from a room. Who goes makes place first.
struct Turn {
    std::int64_t atUs;
    const Occupancy* who;
    bool comes;
};

std::vector<Turn> turnsOf(const std::vector<const Occupancy*>& inside) {
    std::vector<Turn> turns;
    for (const Occupancy* occupancy : inside) {
        turns.push_back({occupancy->fromUs, occupancy, true});
        if (occupancy->toUs) turns.push_back({*occupancy->toUs, occupancy, false});
    }
    std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
        return a.atUs != b.atUs ? a.atUs < b.atUs : !a.comes && b.comes;
    });
    return turns;
}

/// One verdict for each stay that was in the room while it held too many, from when it did with
/// that stay in it.
void judgeRoom(const std::vector<const Occupancy*>& inside, std::size_t capacity,
               Verdicts& verdicts) {
    std::map<const Occupancy*, std::size_t> present;  // the verdict that is open, if one is
    constexpr std::size_t kNone = SIZE_MAX;
    for (const Turn& turn : turnsOf(inside)) {
        const auto was = turn.comes ? present.end() : present.find(turn.who);
        if (was != present.end() && was->second != kNone) verdicts[was->second].untilUs = turn.atUs;
        if (turn.comes)
            present.emplace(turn.who, kNone);
        else
            present.erase(turn.who);
        const bool full = present.size() > capacity;
        for (auto& [occupancy, open] : present) {
            if (full == (open != kNone)) continue;
            if (!full) {
                verdicts[open].untilUs = turn.atUs;
                open = kNone;
                continue;
            }
            open = verdicts.size();
            verdicts.push_back(
                breach("full:" + occupancy->roomId.text() + ":" +
                           std::to_string(occupancy->fromUs) + ":" + std::to_string(turn.atUs),
                       turn.atUs, "finding.room_over_capacity", {{"capacity", capacity}}));
            verdicts.back().stayId = occupancy->stayId;
            verdicts.back().roomId = occupancy->roomId;
        }
    }
}

}  // namespace

Verdicts sexesApart(const IntervalInput& input) {
    return judgeMeetings(
        input, isWaiting,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            if (!a.sex || !b.sex) return std::nullopt;
            return *a.sex != *b.sex;
        },
        "finding.sexes_together", "sex");
}

Verdicts minorsApart(const IntervalInput& input) {
    return judgeMeetings(
        input, isWaiting,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            if (!a.minor || !b.minor) return std::nullopt;
            return *a.minor != *b.minor;
        },
        "finding.minor_with_adult", "birthDate");
}

Verdicts sameCaseApart(const IntervalInput& input) {
    return judgeMeetings(input, isWaiting, sameCaseHeld, "finding.same_case_together", "case");
}

Verdicts questionedApart(const IntervalInput& input) {
    return judgeMeetings(input, isQuestioningRoom, sameCaseHeld,
                         "finding.same_case_questioned_together", "case");
}

Verdicts visitorsApart(const IntervalInput& input) {
    return judgeMeetings(
        input, isForOneSide,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            return isHeld(a.role) != isHeld(b.role);
        },
        "finding.visitor_with_suspect", "role");
}

Verdicts withinCapacity(const IntervalInput& input) {
    Verdicts verdicts;
    const std::vector<const Occupancy*> found = inRooms(input, isWaiting);
    for (auto from = found.begin(); from != found.end();) {
        const auto to = std::find_if(from, found.end(), [&](const Occupancy* occupancy) {
            return occupancy->roomId != (*from)->roomId;
        });
        const int capacity = input.centre.rooms.at((*from)->roomId).capacity;
        judgeRoom({from, to}, static_cast<std::size_t>(std::max(capacity, 0)), verdicts);
        from = to;
    }
    return verdicts;
}

}  // namespace mingjing::domain
