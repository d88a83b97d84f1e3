// SPDX-License-Identifier: Apache-2.0
// WAIT family: who may share a waiting room (rules section 3).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

bool isWaitingRoom(const Centre& centre, const Uuid& roomId) {
    const auto room = centre.rooms.find(roomId);
    return room != centre.rooms.end() && room->second.kind == RoomKind::Waiting;
}

/// Both stays get a verdict, each naming the other, once per pair of occupancies that met.
using Differ = std::optional<bool> (*)(const Occupancy&, const Occupancy&);

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

Verdicts judgeMeetings(const IntervalInput& input, Differ mustBeApart, const char* code,
                       const char* missing) {
    Verdicts verdicts;
    for (std::size_t i = 0; i < input.occupancies.size(); ++i)
        for (std::size_t j = i + 1; j < input.occupancies.size(); ++j) {
            const Occupancy& a = input.occupancies[i];
            const Occupancy& b = input.occupancies[j];
            if (a.stayId == b.stayId || !isWaitingRoom(input.centre, a.roomId)) continue;
            const auto overlap = overlapOf(a, b);
            if (!overlap) continue;
            const auto apart = mustBeApart(a, b);
            judgePair(a, b, *overlap, apart, code, missing, verdicts);
            judgePair(b, a, *overlap, apart, code, missing, verdicts);
        }
    return verdicts;
}

}  // namespace

Verdicts sexesApart(const IntervalInput& input) {
    return judgeMeetings(
        input,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            if (!a.sex || !b.sex) return std::nullopt;
            return *a.sex != *b.sex;
        },
        "finding.sexes_together", "sex");
}

Verdicts minorsApart(const IntervalInput& input) {
    return judgeMeetings(
        input,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            if (!a.minor || !b.minor) return std::nullopt;
            return *a.minor != *b.minor;
        },
        "finding.minor_with_adult", "birthDate");
}

Verdicts sameCaseApart(const IntervalInput& input) {
    return judgeMeetings(
        input,
        [](const Occupancy& a, const Occupancy& b) -> std::optional<bool> {
            return a.caseId == b.caseId && isHeld(a.role) && isHeld(b.role);
        },
        "finding.same_case_together", "case");
}

}  // namespace mingjing::domain
