// SPDX-License-Identifier: Apache-2.0
// Several persons into one room: each is judged with all others already there; all or none.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "center/app/centre_reader.h"
#include "center/app/event_making.h"
#include "center/app/plan_checks.h"
#include "center/app/stay_desk.h"
#include "center/domain/stays/steps.h"

namespace mingjing::app {

namespace {

using domain::Step;

/// One person of the group, before and as planned.
struct Mover {
    StreamRef stream;
    SharedStay before;
    std::vector<domain::NewEvent> events;
    domain::Stay after;
    std::vector<domain::Notice> notices;
};

domain::NewEvent moveEvent(const MoveGroup& command, const domain::Room& room,
                           std::int64_t happenedUs) {
    domain::NewEvent made =
        eventOf(domain::kPersonPlaced, happenedUs,
                {{"purpose", purposeOf(room.kind)}, {"roomId", command.roomId.text()}});
    if (command.escort) made.body["escort"] = command.escort->text();
    return made;
}

Json aboutPerson(Json json, const domain::Stay& stay) {
    json["number"] = stay.number;
    json["stayId"] = stay.id.text();
    return json;
}

/// Everybody whom the room is to hold, the group as planned among them.
Result<std::vector<domain::Occupancy>> inRoom(UnitOfWork& unit, const std::vector<Mover>& movers,
                                              const Uuid& room, std::int64_t nowUs) {
    MJ_ASSIGN(auto all, unit.stays().occupancies({room}, nowUs));
    std::erase_if(all, [&](const domain::Occupancy& each) {
        return std::any_of(movers.begin(), movers.end(),
                           [&](const Mover& mover) { return mover.stream.id == each.stayId; });
    });
    for (const Mover& mover : movers)
        for (domain::Occupancy& own : ownOccupancies(mover.after, {room}, nowUs))
            all.push_back(std::move(own));
    return all;
}

/// What refuses to move this person, in the notices' shape; leaves the others as notices.
Json refusalsOf(Mover& mover, const std::vector<domain::Occupancy>& inside, const Uuid& room,
                const domain::Centre& centre, std::int64_t nowUs) {
    const domain::Stay& stay = mover.before->stay;
    Json refusals = Json::array();
    if (const auto step = domain::stepRefusal(stay, Step::Place))
        refusals.push_back(aboutPerson({{"code", *step}}, stay));
    if (const Status fits = checkRooms(inside, {room}, centre, stay, Step::Place); !fits.ok())
        refusals.push_back(
            aboutPerson({{"code", fits.error().code}, {"params", fits.error().params}}, stay));
    mover.notices = domain::guard(Step::Place, stay, mover.after, inside, centre, nowUs);
    for (const domain::Notice& notice : mover.notices)
        if (notice.refuses) refusals.push_back(aboutPerson(noticeJson(notice), stay));
    return refusals;
}

/// Refused by anything against anybody; mere warnings need a reason, which counts for all.
Status settle(const std::vector<Mover>& movers, const Json& refusals, const domain::Room& room,
              const ActMode& mode) {
    if (!refusals.empty()) {
        Error error = Error::of(ErrorKind::Precondition, "group.refused");
        error.field = "stayIds";
        error.params = {{"refusals", refusals}, {"room", room.name}};
        return error;
    }
    Json warnings = Json::array();
    for (const Mover& mover : movers)
        for (const domain::Notice& notice : mover.notices)
            warnings.push_back(aboutPerson(noticeJson(notice), mover.before->stay));
    if (warnings.empty() || !mode.overrideReason.empty()) return {};
    Error error = Error::of(ErrorKind::Precondition, "plan.needs_reason");
    error.field = "overrideReason";
    error.params["notices"] = warnings;
    return error;
}

struct Group {
    std::vector<Mover> movers;
    std::map<Uuid, domain::Centre> centres;  ///< by case
    [[nodiscard]] const domain::Centre& centreOf(const Mover& mover) const {
        return centres.at(mover.before->stay.caseId);
    }
};

Result<SharedStay> visibleStay(CommandTransaction& transaction, KeptStays& stays,
                               const StreamRef& stream, std::size_t index) {
    auto found = stays.find(transaction.unit(), stream.id, transaction.head(stream));
    if (!found.ok() && found.error().kind != ErrorKind::NotFound) return found.error();
    if (!found.ok() || !maySeeStayOf(transaction.actor().staff, (*found)->stay.unitId))
        return Error::invalid(fmt::format("stayIds/{}", index), "stay.not_found");
    return found;
}

Result<Group> readGroup(CommandTransaction& transaction, KeptStays& stays,
                        RecordingState& recording, const MoveGroup& command) {
    const std::int64_t nowUs = transaction.nowUs();
    const std::int64_t happenedUs = command.mode.report ? command.mode.happenedUs : nowUs;
    Group group;
    for (std::size_t i = 0; i < command.stayIds.size(); ++i) {
        Mover mover;
        mover.stream = {domain::kStayStream, command.stayIds[i]};
        MJ_ASSIGN(mover.before, visibleStay(transaction, stays, mover.stream, i));
        const Uuid& caseId = mover.before->stay.caseId;
        if (!group.centres.contains(caseId)) {
            MJ_ASSIGN(auto centre, readCentre(transaction.unit(), recording, caseId));
            group.centres.emplace(caseId, std::move(centre));
        }
        const domain::Centre& centre = group.centreOf(mover);
        const auto room = centre.rooms.find(command.roomId);
        if (room == centre.rooms.end()) return Error::of(ErrorKind::NotFound, "room.unknown");
        if (command.escort) MJ_TRY(checkStaff(centre, {*command.escort}, "escort"));
        mover.events = {moveEvent(command, room->second, happenedUs)};
        mover.after = foldWith(*mover.before, mover.events, nowUs, transaction.actor().id());
        group.movers.push_back(std::move(mover));
    }
    return group;
}

Status judge(UnitOfWork& unit, Group& group, const MoveGroup& command, std::int64_t nowUs) {
    MJ_ASSIGN(const auto inside, inRoom(unit, group.movers, command.roomId, nowUs));
    Json refusals = Json::array();
    for (Mover& mover : group.movers)
        for (Json& each : refusalsOf(mover, inside, command.roomId, group.centreOf(mover), nowUs))
            refusals.push_back(std::move(each));
    const domain::Room& room = group.centres.begin()->second.rooms.at(command.roomId);
    return settle(group.movers, refusals, room, command.mode);
}

}  // namespace

Result<Json> StayDesk::moveGroup(const Actor& actor, const CommandKey& key,
                                 const MoveGroup& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        MJ_TRY(checkTime(command.mode, transaction.nowUs()));
        std::vector<StreamRef> heads{{domain::kRoomStream, command.roomId}};
        for (const Uuid& stay : command.stayIds) heads.push_back({domain::kStayStream, stay});
        MJ_TRY(transaction.lock(heads));
        MJ_ASSIGN(Group group, readGroup(transaction, stays_, recording_, command));
        if (!command.mode.report)
            MJ_TRY(judge(transaction.unit(), group, command, transaction.nowUs()));
        Json receipts = Json::array();
        for (Mover& mover : group.movers) {
            noteMode(mover.events, command.mode, mover.notices);
            MJ_TRY(store(transaction, mover.stream, *mover.before, std::move(mover.events)));
            Json receipt = transaction.receipt(mover.stream.id, mover.stream);
            for (const domain::Notice& notice : mover.notices)
                receipt["warnings"].push_back(noticeJson(notice));
            receipts.push_back(std::move(receipt));
        }
        return Json{{"items", receipts}};
    });
}

}  // namespace mingjing::app
