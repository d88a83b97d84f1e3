// SPDX-License-Identifier: Apache-2.0
// A whole centre from one file: units, staff, rooms, cameras, settings, confirmed rules.
#include <algorithm>
#include <map>

#include "center/app/administration.h"
#include "center/kernel/clock.h"

namespace mingjing::app {

namespace {

CommandKey freshKey() {
    return {Uuid::make(kernel::SystemClock().wall().us), Hash{}};
}

std::string text(const Json& item, const char* key, const std::string& otherwise = "") {
    const auto it = item.find(key);
    return it != item.end() && it->is_string() ? it->get<std::string>() : otherwise;
}

template <typename E>
Result<E> word(const Json& item, const char* key, const std::string& path) {
    const auto value = domain::parseWord<E>(text(item, key));
    if (!value) return Error::invalid(path + "/" + key, "field.unknown_word");
    return *value;
}

template <typename Rows>
std::map<std::string, Uuid> idsByCode(const Rows& rows) {
    std::map<std::string, Uuid> ids;
    for (const auto& row : rows) ids[row.code] = row.id;
    return ids;
}

Result<Uuid> idOf(const Result<Json>& receipt) {
    MJ_TRY(receipt);
    return *Uuid::parse(receipt->at("id").get<std::string>());
}

Result<domain::Staff> staffOf(const Json& item, const std::string& path,
                              const std::map<std::string, Uuid>& units) {
    domain::Staff staff;
    staff.login = text(item, "login");
    staff.name = text(item, "name");
    staff.badge = text(item, "badge");
    MJ_ASSIGN(staff.sex, word<domain::Sex>(item, "sex", path));
    MJ_ASSIGN(staff.function, word<domain::StaffFunction>(item, "function", path));
    const auto unit = units.find(text(item, "unit"));
    if (unit == units.end()) return Error::invalid(path + "/unit", "unit.unknown");
    staff.unitId = unit->second;
    for (const Json& role : item.value("roles", Json::array())) {
        const auto known = domain::parseWord<domain::Role>(role.get<std::string>());
        if (!known) return Error::invalid(path + "/roles", "field.unknown_word");
        staff.roles.insert(*known);
    }
    return staff;
}

Result<domain::Room> roomOf(const Json& item, const std::string& path) {
    domain::Room room;
    room.code = text(item, "code");
    room.name = text(item, "name");
    MJ_ASSIGN(room.kind, word<domain::RoomKind>(item, "kind", path));
    MJ_ASSIGN(room.privacy, word<domain::Privacy>(item, "privacy", path));
    room.capacity = item.value("capacity", 1);
    room.sexUse = text(item, "sexUse", "any");
    room.minorUse = item.value("minorUse", false);
    return room;
}

CameraInput cameraOf(const Json& item, const Uuid& roomId) {
    CameraInput input;
    input.row.code = text(item, "code");
    input.row.name = text(item, "name");
    input.row.roomId = roomId;
    input.row.mainUrl = text(item, "mainUrl");
    input.row.subUrl = text(item, "subUrl");
    input.row.audio = item.value("audio", true);
    input.row.transport = text(item, "transport", "tcp");
    if (item.contains("username")) input.username = text(item, "username");
    if (item.contains("password")) input.password = text(item, "password");
    return input;
}

}  // namespace

Result<Json> Administration::import(const Json& centre) {
    const Actor system = Actor::system();
    Json added = {{"cameras", 0}, {"rooms", 0}, {"staff", 0}, {"units", 0}};
    const auto count = [&added](const char* what) { added[what] = added[what].get<int>() + 1; };
    const auto list = [&centre](const char* key) { return centre.value(key, Json::array()); };
    MJ_ASSIGN(auto unit, database_.begin());
    MJ_ASSIGN(const auto knownUnits, unit->directory().units());
    auto units = idsByCode(knownUnits);
    for (const Json& item : list("units")) {
        if (units.contains(text(item, "code"))) continue;
        domain::Unit made{{}, text(item, "code"), text(item, "name"), true, 0};
        MJ_ASSIGN(units[made.code], idOf(putUnit(system, freshKey(), made)));
        count("units");
    }
    MJ_ASSIGN(const auto knownStaff, unit->directory().staff());
    std::set<std::string> logins;
    for (const domain::Staff& staff : knownStaff) logins.insert(staff.login);
    std::size_t index = 0;
    for (const Json& item : list("staff")) {
        const std::string path = "staff/" + std::to_string(index++);
        if (logins.contains(text(item, "login"))) continue;
        MJ_ASSIGN(const domain::Staff staff, staffOf(item, path, units));
        MJ_TRY(putStaff(system, freshKey(), {staff, text(item, "password")}));
        count("staff");
    }
    MJ_ASSIGN(const auto knownRooms, unit->directory().rooms());
    auto rooms = idsByCode(knownRooms);
    index = 0;
    for (const Json& item : list("rooms")) {
        const std::string path = "rooms/" + std::to_string(index++);
        if (rooms.contains(text(item, "code"))) continue;
        MJ_ASSIGN(const domain::Room room, roomOf(item, path));
        MJ_ASSIGN(rooms[room.code], idOf(putRoom(system, freshKey(), room)));
        count("rooms");
    }
    MJ_ASSIGN(const auto knownCameras, unit->directory().cameras());
    const auto cameras = idsByCode(knownCameras);
    index = 0;
    for (const Json& item : list("cameras")) {
        const std::string path = "cameras/" + std::to_string(index++);
        if (cameras.contains(text(item, "code"))) continue;
        const auto room = rooms.find(text(item, "room"));
        if (room == rooms.end()) return Error::invalid(path + "/room", "room.unknown");
        MJ_TRY(putCamera(system, freshKey(), cameraOf(item, room->second)));
        count("cameras");
    }
    MJ_ASSIGN(const auto confirmed, unit->directory().confirmedRules());
    for (const Json& rule : list("confirmedRules"))
        if (std::find(confirmed.begin(), confirmed.end(), rule) == confirmed.end())
            MJ_TRY(confirmRule(system, freshKey(), rule.get<std::string>(), true, "centre import"));
    MJ_ASSIGN(unit, database_.begin());
    const Json settings = centre.value("settings", Json::object());
    for (const auto& [name, value] : settings.items())
        MJ_TRY(unit->directory().putSetting(
            name, value.is_string() ? value.get<std::string>() : value.dump()));
    if (centre.contains("centre"))
        MJ_TRY(unit->directory().putSetting("centre_name", text(centre["centre"], "name")));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "import");
    return added;
}

}  // namespace mingjing::app
