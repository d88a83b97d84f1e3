// SPDX-License-Identifier: Apache-2.0
// What pages read: board, wall, stays, questionings, findings.
#include <algorithm>
#include <tuple>

#include "center/app/audit.h"
#include "center/app/help_calls.h"
#include "center/app/openings.h"
#include "center/domain/rules/forecast.h"
#include "center/http/reading.h"
#include "center/kernel/log.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

std::optional<Uuid> unitFilter(const Call& call) {
    return maySeeStayOf(call.actor.staff, Uuid{}) ? std::nullopt
                                                  : std::optional(call.actor.staff.unitId);
}

/// One rotten record must not hide everybody else, nor the person it is about.
bool isDamaged(const Result<app::SharedStay>& loaded, const app::StayRow& row) {
    const bool damaged = !loaded.ok() && loaded.error().kind == kernel::ErrorKind::DataLoss;
    if (damaged) kernel::logError("damaged record of stay {} ({})", row.number, row.id.text());
    return damaged;
}

Result<Json> tilesOf(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages,
                     const std::vector<app::StayRow>& rows) {
    Json tiles = Json::array();
    for (const app::StayRow& row : rows) {
        const auto loaded = house.stays.find(unit, row.id);
        const bool damaged = isDamaged(loaded, row);
        if (!loaded.ok() && !damaged) return loaded.error();
        MJ_ASSIGN(const bool sealed, damaged ? Result<bool>(false)
                                             : app::isSealedFor(unit, call.actor, (*loaded)->stay,
                                                                house.clock.wall().us));
        MJ_ASSIGN(Json tile, damaged  ? pages.bareTile(row, "damaged")
                             : sealed ? pages.bareTile(row, "sealed")
                                      : pages.tile(**loaded));
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

Result<Json> board(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    app::StayFilter filter;
    filter.unit = unitFilter(call);
    filter.limit = 200;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    MJ_ASSIGN(const Json tiles, tilesOf(house, call, unit, pages, rows));
    MJ_ASSIGN(const Json rooms, pages.rooms());
    MJ_ASSIGN(const auto findings, unit.findings().count({}));
    Json down = Json::array();
    for (const app::CameraRow& row : pages.directory().cameras) {
        const auto room = pages.directory().rooms.find(row.roomId);
        if (!row.active || room == pages.directory().rooms.end() || !permitsPicture(room->second))
            continue;
        if (house.recording.verdict(row.id, needsSound(room->second)) != "running")
            down.push_back(row.name);
    }
    MJ_ASSIGN(const Json tonight, tonightJson(house, unit, call.actor, pages.directory()));
    Json json{
        {"findingsToReview", findings},          {"recordersDown", down}, {"rooms", rooms},
        {"serverTimeUs", house.clock.wall().us}, {"tiles", tiles},        {"tonight", tonight}};
    if (const std::string storage = house.recording.storage(); storage != "ok")
        json["storage"] = storage;
    for (const auto& copy : house.recording.copiesDown())
        json["copiesDown"].push_back({{"recorder", copy.recorder}, {"state", copy.state}});
    return json;
}

/// Where help is needed, since when, and whether somebody goes; who called is not for the wall.
Result<Json> helpOnWall(House& house, app::UnitOfWork& unit, const Directory& directory) {
    MJ_ASSIGN(const auto calls, app::openHelpCalls(unit, house.vault));
    Json shown = Json::array();
    for (const domain::HelpCall& call : calls) {
        Json item = {{"answered", !call.answers.empty()}, {"calledAtUs", call.calledUs()}};
        if (const auto room = call.roomId()) item["roomName"] = directory.room(*room)["name"];
        shown.push_back(std::move(item));
    }
    return shown;
}

Result<Json> wall(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    app::StayFilter filter;
    filter.limit = 200;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    MJ_ASSIGN(const Json tiles, tilesOf(house, call, unit, pages, rows));
    Json shown = Json::array();
    for (const Json& tile : tiles) {
        Json item = {
            {"attention", Json::array()}, {"number", tile["number"]}, {"state", tile["state"]}};
        if (tile.contains("room")) item["roomName"] = tile["room"]["name"];
        if (tile.contains("clock")) {
            item["clockEndsAtUs"] = tile["clock"]["endsAtUs"];
            item["clockState"] = tile["clock"]["state"];
        }
        if (tile["openFindings"].get<int>() > 0) item["attention"].push_back("finding");
        if (tile.contains("damaged")) item["damaged"] = true;
        shown.push_back(std::move(item));
    }
    MJ_ASSIGN(const Json help, helpOnWall(house, unit, pages.directory()));
    return Json{{"centreName", pages.directory().centreName},
                {"helpCalls", help},
                {"serverTimeUs", house.clock.wall().us},
                {"tiles", shown}};
}

Result<Json> listStays(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    app::StayFilter filter;
    Query query(call.request);
    const std::string state = query.oneOf("state", {"open", "closed", "all"}, "open");
    filter.which = state == "closed" ? app::StayFilter::Which::Closed
                   : state == "all"  ? app::StayFilter::Which::All
                                     : app::StayFilter::Which::Open;
    filter.numberOrCase = query.text("q", 64);
    filter.limit = query.limit();
    filter.after = query.place();
    MJ_TRY(query.done());
    filter.unit = unitFilter(call);
    MJ_ASSIGN(const auto total, unit.stays().count(filter));
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    MJ_ASSIGN(const Json tiles, tilesOf(house, call, unit, pages, rows));
    Json json = {{"items", tiles}, {"total", total}};
    if (static_cast<int>(rows.size()) == filter.limit)
        json["next"] = cursorOf({rows.back().arrivedUs, rows.back().id});
    return json;
}

bool suits(const domain::Room& room, const std::string& purpose) {
    if (purpose == "waiting") return room.kind == domain::RoomKind::Waiting;
    if (purpose == "questioning") return isQuestioningRoom(room.kind);
    return room.kind == domain::RoomKind::Medical || room.kind == domain::RoomKind::Toilet;
}

struct Proposal {
    Json json;
    /// The best first: allowed, made for such persons, without notices, empty.
    std::tuple<bool, bool, std::size_t, std::size_t> rank;
};

Proposal proposal(House& house, const domain::Stay& stay, const domain::Centre& centre,
                  const domain::Room& room, const Json& roomJson, const std::string& purpose,
                  const std::vector<domain::Occupancy>& occupancies) {
    const bool questioning = purpose == "questioning";
    const Json& inside = roomJson["occupants"];
    const auto others = std::count_if(inside.begin(), inside.end(), [&](const Json& occupant) {
        return occupant["stayId"] != stay.id.text();
    });
    const Status fits = app::checkRoom(room, others, stay,
                                       questioning ? domain::Step::Question : domain::Step::Place);
    const bool records = !questioning || roomJson["recording"] == "running";
    const auto notices = questioning ? std::vector<domain::Notice>{}
                                     : domain::noticesOfPlacing(stay, room.id, occupancies, centre,
                                                                house.clock.wall().us);
    const bool refused = std::any_of(notices.begin(), notices.end(),
                                     [](const domain::Notice& notice) { return notice.refuses; });
    const bool allowed = fits.ok() && records && !refused;
    Json json = {{"allowed", allowed},
                 {"notices", noticesJson(house.messages, notices)},
                 {"room", roomJson}};
    if (!fits.ok()) {
        const kernel::Error& why = fits.error();
        json["detail"] = house.messages.zh(why.code, why.params);
        json["detailEn"] = house.messages.en(why.code, why.params);
    }
    // A room for minors is kept for them while another is there.
    const bool misfit = stay.isMinor() != room.minorUse;
    return {std::move(json), {!allowed, misfit, notices.size(), inside.size()}};
}

Result<Json> proposals(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto loaded, visibleStay(house, unit, call, call.pathId()));
    Query query(call.request);
    const std::string purpose =
        query.oneOf("purpose", {"waiting", "questioning", "care"}, "waiting");
    MJ_TRY(query.done());
    MJ_ASSIGN(const Json rooms, pages.rooms());
    MJ_ASSIGN(const domain::Centre centre,
              app::readCentre(unit, house.recording, loaded->stay.caseId));
    std::vector<Uuid> ids;
    for (const auto& [id, room] : centre.rooms) ids.push_back(id);
    MJ_ASSIGN(const auto occupancies, unit.stays().occupancies(ids, house.clock.wall().us));
    std::vector<Proposal> found;
    for (const Json& json : rooms) {
        const domain::Room& room = centre.rooms.at(*Uuid::parse(json["id"].get<std::string>()));
        if (!room.active || !suits(room, purpose)) continue;
        found.push_back(proposal(house, loaded->stay, centre, room, json, purpose, occupancies));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Proposal& a, const Proposal& b) { return a.rank < b.rank; });
    Json items = Json::array();
    for (Proposal& each : found) items.push_back(std::move(each.json));
    return Json{{"items", items}};
}

Result<Json> questionings(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const bool open = query.oneOf("open", {"true", "false"}, "false") == "true";
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto rows, unit.stays().questionings(open, 100));
    Json items = Json::array();
    for (const app::QuestioningRow& row : rows) {
        MJ_ASSIGN(const auto stay, unit.stays().find(row.stayId));
        if (!stay || !maySeeStayOf(call.actor.staff, stay->unitId)) continue;
        const auto loaded = house.stays.find(unit, row.stayId);
        if (isDamaged(loaded, *stay)) {
            items.push_back(pages.damagedSummary(row, *stay));
            continue;
        }
        if (!loaded.ok()) return loaded.error();
        const auto* questioning = (*loaded)->stay.findQuestioning(row.id);
        if (questioning == nullptr) continue;
        MJ_ASSIGN(Json summary, pages.questioningSummary(**loaded, *questioning));
        items.push_back(std::move(summary));
    }
    return Json{{"items", items}};
}

Result<Json> oneQuestioning(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto row, unit.stays().findQuestioning(call.pathId()));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    MJ_ASSIGN(const auto loaded, visibleStay(house, unit, call, row->stayId));
    return pages.questioning(*loaded, call.pathId());
}

Result<Json> findings(const Call& call, app::UnitOfWork& unit, Pages& pages) {
    app::FindingFilter filter;
    Query query(call.request);
    filter.status = query.oneOf("status", {"to_review", "reviewed", "cured", "all"}, "to_review");
    filter.rule = query.text("rule", 32);
    filter.stay = query.id("stay");
    filter.limit = query.limit();
    filter.after = query.place();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto total, unit.findings().count(filter));
    MJ_ASSIGN(const auto rows, unit.findings().list(filter));
    Json json = {{"items", Json::array()}, {"total", total}};
    for (const app::FindingRow& row : rows) {
        MJ_ASSIGN(Json item, pages.finding(row));
        json["items"].push_back(std::move(item));
    }
    if (static_cast<int>(rows.size()) == filter.limit)
        json["next"] = cursorOf({rows.back().raisedUs, rows.back().id});
    return json;
}

Result<Json> oneFinding(const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto row, unit.findings().find(call.pathId()));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "finding.not_found");
    return pages.findingDetail(*row);
}

/// For what everybody reads at the same moment: one answer for all whose sight is the same.
net::Handler shared(House& house, Ability ability, const std::string& name,
                    Result<Json> (*read)(House&, const Call&, app::UnitOfWork&, Pages&)) {
    return guarded(house, ability, [&house, name, read](const Call& call) -> Result<Response> {
        const auto unitId = unitFilter(call);
        Response response;
        MJ_ASSIGN(
            response.body,
            house.answers.find(name + (unitId ? unitId->text() : ""), [&]() -> Result<std::string> {
                MJ_ASSIGN(const auto unit, house.database.begin());
                MJ_ASSIGN(Directory directory, readDirectory(*unit));
                Pages pages(house, *unit, std::move(directory));
                MJ_ASSIGN(const Json json, read(house, call, *unit, pages));
                return Response::json(200, json).body;
            }));
        return response;
    });
}

}  // namespace

void addBoardRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/board", shared(house, Ability::SeeBoard, "board", board));
    router.add("GET", "/api/v1/wall", shared(house, Ability::SeeWall, "wall", wall));
    router.add("GET", "/api/v1/stays",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return listStays(house, c, u, p);
               }));
    router.add("GET", "/api/v1/stays/{id}",
               reading(house, Ability::SeeStay,
                       [&house](const Call& c, auto& u, Pages& p) -> Result<Json> {
                           MJ_ASSIGN(const auto loaded, visibleStay(house, u, c, c.pathId()));
                           MJ_TRY(app::audit(u, c.actor, house.clock.wall().us,
                                             {"stay_read", "stay", loaded->stay.id, "", true}));
                           MJ_ASSIGN(Json detail, p.stayDetail(*loaded, c.actor));
                           if (u.commit() != app::CommitResult::Committed)
                               return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
                           return detail;
                       }));
    router.add("GET", "/api/v1/stays/{id}/timeline",
               reading(house, Ability::SeeStay,
                       [&house](const Call& c, auto& u, Pages& p) -> Result<Json> {
                           MJ_TRY(visibleStay(house, u, c, c.pathId()));
                           // As it lies in the database, so that its chain can be judged.
                           MJ_ASSIGN(const auto stored, app::readStay(u, house.vault, c.pathId()));
                           return p.timeline(stored);
                       }));
    router.add("GET", "/api/v1/stays/{id}/room-proposals",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return proposals(house, c, u, p);
               }));
    router.add("GET", "/api/v1/questionings",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return questionings(house, c, u, p);
               }));
    router.add("GET", "/api/v1/questionings/{id}",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return oneQuestioning(house, c, u, p);
               }));
}

void addFindingRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/findings",
               reading(house, Ability::ReviewFindings,
                       [](const Call& c, auto& u, Pages& p) { return findings(c, u, p); }));
    router.add("GET", "/api/v1/findings/{id}",
               reading(house, Ability::ReviewFindings,
                       [](const Call& c, auto& u, Pages& p) { return oneFinding(c, u, p); }));
    router.add(
        "POST", "/api/v1/findings/{id}/verdicts",
        guarded(house, Ability::ReviewFindings, [&house](const Call& call) -> Result<Response> {
            MJ_ASSIGN(const auto key, commandKey(call.request));
            MJ_ASSIGN(const Json body, bodyObject(call.request.body));
            Fields fields(body);
            app::GiveVerdict command;
            command.verdict = fields.oneOf("verdict", {"confirmed", "false_alarm", "unclear"});
            command.note = fields.optionalText("note", 2000);
            command.expectedSeq = fields.optionalNumber("expectedSeq", 0, INT64_MAX);
            MJ_TRY(fields.done());
            MJ_ASSIGN(const Json receipt,
                      app::giveVerdict(house.bus, call.actor, key, call.pathId(), command));
            return created(receipt);
        }));
}

}  // namespace mingjing::http
