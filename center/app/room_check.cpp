// SPDX-License-Identifier: Apache-2.0
// One check of a room: an entry on the timeline of everybody who was seen, all or none.
#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/kernel/clock.h"

namespace mingjing::app {

namespace {

Status checkSeen(const domain::Stay& stay, const Actor& actor, const RoomCheck& command,
                 std::size_t index) {
    const std::string field = fmt::format("stayIds/{}", index);
    if (!maySeeStayOf(actor.staff, stay.unitId)) return Error::invalid(field, "stay.not_found");
    if (command.mode.report) return {};
    if (stay.departure || stay.roomId != command.roomId)
        return Error::invalid(field, "room_check.other_room");
    return {};
}

domain::NewEvent checkEvent(const RoomCheck& command, std::int64_t happenedUs) {
    domain::NewEvent made = eventOf(
        "CheckMade", happenedUs, {{"phrases", command.phrases}, {"roomId", command.roomId.text()}});
    if (command.mode.report) made.body["reported"] = true;
    sealText(made, "note", "health", command.note);
    return made;
}

}  // namespace

Result<Json> StayDesk::checkRoom(const Actor& actor, const CommandKey& key,
                                 const RoomCheck& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        const std::int64_t nowUs = transaction.nowUs();
        MJ_TRY(checkTime(command.mode, nowUs));
        MJ_ASSIGN(const auto rooms, unit.directory().rooms());
        if (std::none_of(rooms.begin(), rooms.end(),
                         [&](const auto& room) { return room.id == command.roomId; }))
            return Error::of(ErrorKind::NotFound, "room.unknown");
        std::vector<StreamRef> streams;
        for (const Uuid& stay : command.stayIds) streams.push_back({domain::kStayStream, stay});
        MJ_TRY(transaction.lock(streams));
        const std::int64_t happenedUs = command.mode.report ? command.mode.happenedUs : nowUs;
        for (std::size_t i = 0; i < command.stayIds.size(); ++i) {
            const StreamRef& stream = streams[i];
            MJ_ASSIGN(const SharedStay loaded,
                      stays_.find(unit, stream.id, transaction.head(stream)));
            MJ_TRY(checkSeen(loaded->stay, transaction.actor(), command, i));
            MJ_TRY(store(transaction, stream, *loaded, {checkEvent(command, happenedUs)}));
        }
        return transaction.receipt(command.roomId, streams.front());
    });
}

}  // namespace mingjing::app
