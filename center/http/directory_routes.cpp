// SPDX-License-Identifier: Apache-2.0
// Units, staff, rooms and cameras: read by those who work with them, changed by administrators.
#include "center/http/camera_fields.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::size_t kMaxRoles = domain::Words<domain::Role>::all.size();

Json unitJson(const domain::Unit& unit) {
    return {
        {"active", unit.active}, {"code", unit.code}, {"id", unit.id.text()}, {"name", unit.name}};
}

Json staffJson(const domain::Staff& staff, const Directory& directory) {
    Json json = {{"active", staff.active},
                 {"badge", staff.badge},
                 {"function", domain::wordOf(staff.function)},
                 {"id", staff.id.text()},
                 {"login", staff.login},
                 {"name", staff.name},
                 {"roles", Json::array()},
                 {"sex", domain::wordOf(staff.sex)},
                 {"unit", directory.unit(staff.unitId)}};
    for (const domain::Role role : staff.roles) json["roles"].push_back(domain::wordOf(role));
    if (staff.lastSignInUs > 0) json["lastSignInUs"] = staff.lastSignInUs;
    return json;
}

domain::Unit unitOf(Fields& fields) {
    domain::Unit unit;
    unit.code = fields.text("code", 32);
    unit.name = fields.text("name", 64);
    unit.active = fields.flag("active", false, true);
    return unit;
}

bool isLogin(const std::string& text) {
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
}

app::StaffChange staffOf(Fields& fields) {
    app::StaffChange input;
    domain::Staff& staff = input.staff;
    staff.login = fields.text("login", 64);
    if (!isLogin(staff.login)) fields.fail("login", "field.not_login");
    staff.name = fields.text("name", 64);
    staff.badge = fields.text("badge", 16);
    staff.sex = fields.word<domain::Sex>("sex");
    staff.function = fields.word<domain::StaffFunction>("function");
    staff.unitId = fields.id("unitId");
    for (const Json& word : fields.array("roles", kMaxRoles)) {
        const auto role = word.is_string()
                              ? domain::parseWord<domain::Role>(word.get<std::string>())
                              : std::nullopt;
        if (!role) fields.fail("roles", "field.unknown_word");
        if (role) staff.roles.insert(*role);
    }
    staff.active = fields.flag("active", false, true);
    input.password = fields.optionalText("password", 256);
    return input;
}

domain::Room roomOf(Fields& fields) {
    domain::Room room;
    room.code = fields.text("code", 32);
    room.name = fields.text("name", 64);
    room.kind = fields.word<domain::RoomKind>("kind");
    room.capacity = static_cast<int>(fields.number("capacity", 0, 200));
    room.privacy = fields.word<domain::Privacy>("privacy");
    room.sexUse = fields.oneOf("sexUse", {"F", "M", "any"});
    room.minorUse = fields.flag("minorUse");
    room.active = fields.flag("active", false, true);
    room.outOfService = fields.optionalText("outOfServiceReason", 128);
    return room;
}

app::CameraInput cameraOf(Fields& fields) {
    app::CameraInput input;
    input.row.code = fields.text("code", 32);
    input.row.name = fields.text("name", 64);
    input.row.roomId = fields.id("roomId");
    input.row.mainUrl = fields.text("mainUrl", 512);
    checkStreamUrl(fields, "mainUrl", input.row.mainUrl);
    input.row.subUrl = fields.optionalText("subUrl", 512);
    if (!input.row.subUrl.empty()) checkStreamUrl(fields, "subUrl", input.row.subUrl);
    if (fields.has("username")) input.username = fields.text("username", 64, 0);
    fields.optionalText("username", 64);
    const std::string password = fields.optionalText("password", 128);
    if (!password.empty()) input.password = password;
    input.row.transport = transportOf(fields);
    input.row.audio = fields.flag("audio");
    input.row.active = fields.flag("active", false, true);
    return input;
}

/// Adds the routes POST `path` and PUT `path`/{id} of one kind of thing.
template <typename Input, typename Store>
void addChanges(House& house, net::Router& router, const std::string& path, Input (*parse)(Fields&),
                Store store) {
    const auto change = [&house, parse, store](const Call& call, int status) -> Result<Response> {
        MJ_ASSIGN(const auto key, commandKey(call.request));
        MJ_ASSIGN(const Json body, bodyObject(call.request.body));
        Fields fields(body);
        Input input = parse(fields);
        MJ_TRY(fields.done());
        if (status == 200 && call.pathId().isNil())
            return Error::of(kernel::ErrorKind::NotFound, "not_found");
        MJ_ASSIGN(const Json receipt, store(call, key, input));
        house.nodes.touch();
        return created(receipt, status);
    };
    router.add("POST", path, guarded(house, Ability::Administer, [change](const Call& call) {
                   return change(call, 201);
               }));
    router.add("PUT", path + "/{id}",
               guarded(house, Ability::Administer,
                       [change](const Call& call) { return change(call, 200); }));
}

Result<Response> setPassword(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string password = fields.text("password", 256);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt,
              house.administration.setPassword(call.actor, key, call.pathId(), password));
    house.nodes.touch();
    return created(receipt);
}

/// For everybody who works with persons, rooms or the centre itself; not for a screen on a wall.
net::Handler forStaff(House& house, Read read) {
    return reading(
        house, {},
        [read = std::move(read)](const Call& call, auto& unit, Pages& pages) -> Result<Json> {
            if (!call.actor.can(Ability::SeeStay) && !call.actor.can(Ability::Administer))
                return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
            return read(call, unit, pages);
        });
}

void addReading(House& house, net::Router& router) {
    router.add("GET", "/api/v1/units",
               forStaff(house, [](const Call&, auto&, Pages& pages) -> Result<Json> {
                   Json items = Json::array();
                   for (const auto& [id, unit] : pages.directory().units)
                       items.push_back(unitJson(unit));
                   return Json{{"items", items}};
               }));
    router.add("GET", "/api/v1/staff",
               forStaff(house, [](const Call&, auto&, Pages& pages) -> Result<Json> {
                   Json items = Json::array();
                   for (const auto& [id, staff] : pages.directory().staff)
                       items.push_back(staffJson(staff, pages.directory()));
                   return Json{{"items", items}};
               }));
    router.add("GET", "/api/v1/rooms",
               forStaff(house, [](const Call&, auto&, Pages& pages) -> Result<Json> {
                   MJ_ASSIGN(const Json items, pages.rooms());
                   return Json{{"items", items}};
               }));
    router.add(
        "GET", "/api/v1/cameras",
        forStaff(house, [&house](const Call& call, auto& unit, Pages& pages) -> Result<Json> {
            MJ_ASSIGN(auto sights, app::MediaViews::sights(unit, call.actor));
            const std::int64_t nowUs = house.clock.wall().us;
            MJ_ASSIGN(auto breaks, unit.recordings().breaks({nowUs - 24 * kernel::kHourUs, nowUs}));
            Json items = Json::array();
            for (const app::CameraRow& row : pages.directory().cameras) {
                Json item = pages.camera(row);
                const app::CameraSight& sight = sights[row.id];
                item["sight"] = {{"live", sight.live},
                                 {"playback", sight.playback},
                                 {"sealed", sight.sealed},
                                 {"mayAsk", sight.mayAsk}};
                item["breaks"] = {{"count", breaks[row.id].count},
                                  {"lengthUs", breaks[row.id].lengthUs}};
                items.push_back(std::move(item));
            }
            return Json{{"items", items}};
        }));
}

}  // namespace

void addDirectoryRoutes(House& house, net::Router& router) {
    addReading(house, router);
    app::Administration& administration = house.administration;
    addChanges<domain::Unit>(house, router, "/api/v1/units", unitOf,
                             [&administration](const Call& call, const auto& key, auto& unit) {
                                 unit.id = call.pathId();
                                 return administration.putUnit(call.actor, key, unit);
                             });
    addChanges<app::StaffChange>(house, router, "/api/v1/staff", staffOf,
                                 [&administration](const Call& call, const auto& key, auto& input) {
                                     input.staff.id = call.pathId();
                                     return administration.putStaff(call.actor, key, input);
                                 });
    addChanges<domain::Room>(house, router, "/api/v1/rooms", roomOf,
                             [&administration](const Call& call, const auto& key, auto& room) {
                                 room.id = call.pathId();
                                 return administration.putRoom(call.actor, key, room);
                             });
    addChanges<app::CameraInput>(house, router, "/api/v1/cameras", cameraOf,
                                 [&administration](const Call& call, const auto& key, auto& input) {
                                     input.row.id = call.pathId();
                                     return administration.putCamera(call.actor, key, input);
                                 });
    router.add("POST", "/api/v1/staff/{id}/password",
               guarded(house, Ability::Administer,
                       [&house](const Call& call) { return setPassword(house, call); }));
}

}  // namespace mingjing::http
