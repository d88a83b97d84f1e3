// SPDX-License-Identifier: Apache-2.0
// The parts of judging a plan that all acts share.
#include "center/app/plan_checks.h"

#include <algorithm>

#include "center/app/stay_desk.h"

namespace mingjing::app {

domain::Stay foldWith(const LoadedStay& loaded, const std::vector<domain::NewEvent>& events,
                      std::int64_t nowUs, const Uuid& actor) {
    domain::EventList more;
    std::int64_t seq = loaded.stay.seq;
    for (const domain::NewEvent& event : events) {
        domain::RecordedEvent recorded;
        recorded.seq = ++seq;
        recorded.type = event.type;
        recorded.happenedUs = event.happenedUs;
        recorded.enteredUs = nowUs;
        recorded.actor = actor;
        recorded.body = event.body;
        for (const auto& [slot, draft] : event.sealed) recorded.disclosed[slot] = draft.content;
        more.push_back(std::make_shared<domain::RecordedEvent>(std::move(recorded)));
    }
    return domain::foldFurther(loaded.stay, loaded.events, more);
}

std::vector<domain::Occupancy> ownOccupancies(const domain::Stay& after,
                                              const std::vector<Uuid>& rooms, std::int64_t nowUs) {
    std::vector<domain::Occupancy> own = domain::occupanciesOf(after);
    std::erase_if(own, [&](const domain::Occupancy& each) {
        const bool inside = std::find(rooms.begin(), rooms.end(), each.roomId) != rooms.end();
        return !inside || (each.toUs && *each.toUs <= nowUs);
    });
    return own;
}

Status checkRooms(const std::vector<domain::Occupancy>& meeting, const std::vector<Uuid>& rooms,
                  const domain::Centre& centre, const domain::Stay& stay, domain::Step step) {
    for (const Uuid& id : rooms) {
        const auto room = centre.rooms.find(id);
        if (room == centre.rooms.end()) return Error::invalid("roomId", "room.unknown");
        const auto others = std::count_if(meeting.begin(), meeting.end(), [&](const auto& o) {
            return o.roomId == id && o.stayId != stay.id && !o.toUs;
        });
        MJ_TRY(checkRoom(room->second, others, stay, step));
    }
    return {};
}

void noteMode(std::vector<domain::NewEvent>& events, const ActMode& mode,
              const std::vector<domain::Notice>& notices) {
    for (domain::NewEvent& event : events)
        if (mode.report) event.body["reported"] = true;
    if (events.empty() || notices.empty() || mode.overrideReason.empty()) return;
    for (const domain::Notice& notice : notices)
        events.front().body["overrides"].push_back(notice.rule->id);
    events.front().sealed["override"] = {"reason", {{"text", mode.overrideReason}}};
}

}  // namespace mingjing::app
