// SPDX-License-Identifier: Apache-2.0
// Plans as they would be, for the guards.
#include "center/domain/rules/forecast.h"

#include <set>

namespace mingjing::domain {

std::vector<Notice> noticesOfLeaving(const Stay& stay, const Centre& centre, std::int64_t nowUs) {
    if (stay.departure) return {};
    Stay after = stay;
    // What is typed with it (destination, escorts, receiver) is taken to be in order.
    after.departure = Departure{{nowUs, stay.seq + 1}, false, "family", {}, true};
    return guard(Step::Depart, stay, after, {}, centre, nowUs);
}

std::vector<Notice> noticesOfPlacing(const Stay& stay, const Uuid& roomId,
                                     const std::vector<Occupancy>& occupancies,
                                     const Centre& centre, std::int64_t nowUs) {
    Stay after = stay;
    after.placements.push_back({{nowUs, stay.seq + 1}, roomId});
    after.roomId = roomId;
    std::vector<Occupancy> meeting;
    for (const Occupancy& other : occupancies)
        if (other.roomId == roomId && other.stayId != stay.id) meeting.push_back(other);
    for (const Occupancy& own : occupanciesOf(after))
        if (own.roomId == roomId && !own.toUs) meeting.push_back(own);
    auto notices = guard(Step::Place, stay, after, meeting, centre, nowUs);
    std::set<const Rule*> said;
    std::erase_if(notices, [&](const Notice& n) { return !said.insert(n.rule).second; });
    return notices;
}

}  // namespace mingjing::domain
