// SPDX-License-Identifier: Apache-2.0
// Directory changes as commands. Names stay in the directory; events carry codes and roles.
#include "center/app/administration.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/app/passwords.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::app {

using domain::NewEvent;

namespace {

NewEvent change(const char* type, std::int64_t nowUs, Json body) {
    NewEvent event;
    event.type = type;
    event.happenedUs = nowUs;
    event.body = std::move(body);
    return event;
}

Error taken(const char* field) {
    Error error = Error::of(ErrorKind::Conflict, "code.taken");
    error.field = field;
    return error;
}

template <typename Row, typename Same>
Result<Row> findRow(const std::vector<Row>& rows, const Uuid& id, Same sameCode,
                    const char* field) {
    Row known{};
    for (const Row& row : rows) {
        if (row.id == id) known = row;
        if (row.id != id && sameCode(row)) return taken(field);
    }
    if (!id.isNil() && known.id.isNil()) return Error::of(ErrorKind::NotFound, "not_found");
    return known;
}

/// Lock, append, tell: the frame of every directory change.
Result<Json> record(CommandTransaction& transaction, const StreamRef& stream, NewEvent event,
                    const char* action, const KeyRing& keys = {}) {
    MJ_TRY(transaction.append(stream, std::move(event), keys));
    MJ_TRY(audit(transaction.unit(), transaction.actor(), transaction.nowUs(),
                 {action, stream.kind, stream.id, "", true}));
    return transaction.receipt(stream.id, stream);
}

Json rolesJson(const std::set<domain::Role>& roles) {
    Json list = Json::array();
    for (const domain::Role role : roles) list.push_back(domain::wordOf(role));
    return list;
}

Status endAccess(UnitOfWork& unit, const Uuid& staffId, std::int64_t nowUs) {
    MJ_ASSIGN(const auto signIns, unit.access().signInsOf(staffId));
    for (const SignInRow& row : signIns) MJ_TRY(unit.access().closeViewsOf(staffId, row.id, nowUs));
    return {};
}

/// Nobody gives or takes himself roles: one administrator alone neither widens nor locks himself
/// out.
Status checkOwn(const Actor& actor, const domain::Staff& known, const domain::Staff& wanted) {
    if (wanted.id.isNil() || wanted.id != actor.id()) return {};
    if (!wanted.active) return Error::invalid("active", "staff.own_account");
    if (known.roles != wanted.roles) return Error::invalid("roles", "staff.own_account");
    return {};
}

Result<Json> writeStaff(CommandTransaction& transaction, StaffChange input) {
    UnitOfWork& unit = transaction.unit();
    domain::Staff& staff = input.staff;
    MJ_ASSIGN(const auto all, unit.directory().staff());
    MJ_ASSIGN(const auto known,
              findRow(
                  all, staff.id, [&](const auto& s) { return s.login == staff.login; }, "login"));
    MJ_ASSIGN(const auto units, unit.directory().units());
    if (std::none_of(units.begin(), units.end(),
                     [&](const auto& u) { return u.id == staff.unitId; }))
        return Error::invalid("unitId", "unit.unknown");
    if (!input.password.empty()) MJ_TRY(checkPassword(input.password, staff.login));
    const bool fresh = staff.id.isNil();
    MJ_TRY(checkOwn(transaction.actor(), known, staff));
    if (fresh) staff.id = Uuid::make(transaction.nowUs());
    const StreamRef stream{domain::kStaffStream, staff.id};
    MJ_TRY(transaction.lock({stream}));
    MJ_ASSIGN(const Json receipt, record(transaction, stream,
                                         change(domain::kStaffChanged, transaction.nowUs(),
                                                {{"active", staff.active},
                                                 {"function", domain::wordOf(staff.function)},
                                                 {"roles", rolesJson(staff.roles)},
                                                 {"unitId", staff.unitId.text()}}),
                                         fresh ? "staff_added" : "staff_changed"));
    staff.seq = receipt["seq"].get<std::int64_t>();
    staff.lastSignInUs = known.lastSignInUs;
    MJ_TRY(unit.directory().putStaff(staff));
    if (!input.password.empty())
        MJ_TRY(unit.access().setPassword(staff.id, hashPassword(input.password)));
    if (!fresh && (!staff.active || known.roles != staff.roles))
        MJ_TRY(endAccess(unit, staff.id, transaction.nowUs()));
    return receipt;
}

Result<Json> writeUnit(CommandTransaction& transaction, domain::Unit unit) {
    MJ_ASSIGN(const auto all, transaction.unit().directory().units());
    MJ_TRY(findRow(
        all, unit.id, [&](const auto& u) { return u.code == unit.code; }, "code"));
    if (unit.id.isNil()) unit.id = Uuid::make(transaction.nowUs());
    const StreamRef stream{domain::kUnitStream, unit.id};
    MJ_TRY(transaction.lock({stream}));
    MJ_ASSIGN(const Json receipt, record(transaction, stream,
                                         change(domain::kUnitChanged, transaction.nowUs(),
                                                {{"active", unit.active}, {"code", unit.code}}),
                                         "unit_changed"));
    unit.seq = receipt["seq"].get<std::int64_t>();
    MJ_TRY(transaction.unit().directory().putUnit(unit));
    return receipt;
}

Result<Json> writeRoom(CommandTransaction& transaction, domain::Room room) {
    MJ_ASSIGN(const auto all, transaction.unit().directory().rooms());
    MJ_TRY(findRow(
        all, room.id, [&](const auto& r) { return r.code == room.code; }, "code"));
    if (room.id.isNil()) room.id = Uuid::make(transaction.nowUs());
    const StreamRef stream{domain::kRoomStream, room.id};
    MJ_TRY(transaction.lock({stream}));
    MJ_ASSIGN(const Json receipt, record(transaction, stream,
                                         change(domain::kRoomChanged, transaction.nowUs(),
                                                {{"active", room.active},
                                                 {"capacity", room.capacity},
                                                 {"code", room.code},
                                                 {"kind", domain::wordOf(room.kind)},
                                                 {"privacy", domain::wordOf(room.privacy)}}),
                                         "room_changed"));
    room.seq = receipt["seq"].get<std::int64_t>();
    MJ_TRY(transaction.unit().directory().putRoom(room));
    return receipt;
}

Result<std::string> credentialsOf(CommandTransaction& transaction, const CameraInput& input,
                                  const CameraRow& known) {
    if (!input.username && !input.password) return known.credentials;
    const std::string context = "camera" + input.row.id.text();
    MJ_ASSIGN(const std::string stored, transaction.vault().openSmall(known.credentials, context));
    const auto split = stored.find('\n');
    const std::string user = input.username.value_or(stored.substr(0, split));
    const std::string password =
        input.password.value_or(split == std::string::npos ? "" : stored.substr(split + 1));
    if (user.empty() && password.empty()) return std::string();
    return transaction.vault().sealSmall(user + "\n" + password, context);
}

/// One address, however it is written.
std::string plainAddress(std::string url) {
    const auto host = url.find("://") + 3;
    const auto path = std::min(url.find('/', host), url.size());
    for (std::size_t i = 0; i < path; ++i)
        url[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(url[i])));
    const std::string port = url.starts_with("rtsps") ? ":322" : ":554";
    if (url.substr(host, path - host).ends_with(port)) url.erase(path - port.size(), port.size());
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// Two cameras at one address are one camera: its pictures would stand for two rooms.
Status checkAddresses(const std::vector<CameraRow>& all, const CameraRow& camera) {
    for (const auto& [field, url] :
         {std::pair{"mainUrl", &camera.mainUrl}, std::pair{"subUrl", &camera.subUrl}}) {
        if (url->empty()) continue;
        if (field == std::string("subUrl") && isSameAddress(*url, camera.mainUrl))
            return Error::invalid(field, "camera.sub_is_main");
        for (const CameraRow& other : all) {
            if (other.id == camera.id || !other.active || !camera.active) continue;
            if (!isSameAddress(*url, other.mainUrl) && !isSameAddress(*url, other.subUrl)) continue;
            Error error = Error::of(ErrorKind::Conflict, "camera.address_taken");
            error.field = field;
            error.params = {{"camera", other.name}, {"code", other.code}};
            return error;
        }
    }
    return {};
}

Result<Json> writeCamera(CommandTransaction& transaction, CameraInput input) {
    CameraRow& camera = input.row;
    UnitOfWork& unit = transaction.unit();
    MJ_ASSIGN(const auto all, unit.directory().cameras());
    MJ_ASSIGN(const CameraRow known,
              findRow(
                  all, camera.id, [&](const auto& c) { return c.code == camera.code; }, "code"));
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    if (std::none_of(rooms.begin(), rooms.end(),
                     [&](const auto& r) { return r.id == camera.roomId; }))
        return Error::invalid("roomId", "room.unknown");
    MJ_TRY(checkAddresses(all, camera));
    if (camera.id.isNil()) camera.id = Uuid::make(transaction.nowUs());
    MJ_ASSIGN(camera.credentials, credentialsOf(transaction, input, known));
    const StreamRef stream{domain::kCameraStream, camera.id};
    MJ_TRY(transaction.lock({stream}));
    MJ_ASSIGN(const Json receipt, record(transaction, stream,
                                         change(domain::kCameraChanged, transaction.nowUs(),
                                                {{"active", camera.active},
                                                 {"audio", camera.audio},
                                                 {"code", camera.code},
                                                 {"mainUrl", camera.mainUrl},
                                                 {"roomId", camera.roomId.text()},
                                                 {"subUrl", camera.subUrl},
                                                 {"transport", camera.transport}}),
                                         "camera_changed"));
    camera.seq = receipt["seq"].get<std::int64_t>();
    MJ_TRY(unit.directory().putCamera(camera));
    return receipt;
}

Result<Json> writeCase(CommandTransaction& transaction, domain::Case someCase) {
    UnitOfWork& unit = transaction.unit();
    MJ_ASSIGN(const auto same, unit.directory().cases(someCase.number, 200));
    for (const domain::Case& known : same)
        if (known.number == someCase.number) return taken("number");
    MJ_ASSIGN(const auto units, unit.directory().units());
    if (std::none_of(units.begin(), units.end(),
                     [&](const auto& u) { return u.id == someCase.unitId; }))
        return Error::invalid("unitId", "unit.unknown");
    someCase.id = Uuid::make(transaction.nowUs());
    someCase.openedUs = transaction.nowUs();
    const StreamRef stream{domain::kCaseStream, someCase.id};
    MJ_TRY(transaction.lock({stream}));
    MJ_ASSIGN(const Json receipt, record(transaction, stream,
                                         change(domain::kCaseOpened, transaction.nowUs(),
                                                {{"kind", domain::wordOf(someCase.kind)},
                                                 {"manyPersons", someCase.manyPersons},
                                                 {"number", someCase.number},
                                                 {"unitId", someCase.unitId.text()}}),
                                         "case_opened"));
    someCase.seq = receipt["seq"].get<std::int64_t>();
    MJ_TRY(unit.directory().putCase(someCase));
    return receipt;
}

/// Confirmations of all rules are one chain: the setting stream of the rule book.
const StreamRef& ruleBook() {
    static const StreamRef stream{domain::kSettingStream,
                                  *Uuid::parse("00000000-0000-7000-8000-000000000001")};
    return stream;
}

Result<Json> writeConfirmation(CommandTransaction& transaction, const std::string& rule,
                               bool confirmed, const std::string& note) {
    if (domain::findRule(rule) == nullptr) return Error::of(ErrorKind::NotFound, "rule.unknown");
    MJ_TRY(transaction.lock({ruleBook()}));
    MJ_ASSIGN(const Json receipt,
              record(transaction, ruleBook(),
                     change(domain::kRuleConfirmed, transaction.nowUs(),
                            {{"confirmed", confirmed}, {"note", note}, {"rule", rule}}),
                     confirmed ? "rule_confirmed" : "rule_unconfirmed"));
    MJ_TRY(transaction.unit().directory().putRuleConfirmation(rule, confirmed,
                                                              receipt["seq"].get<std::int64_t>()));
    return receipt;
}

}  // namespace

Result<Json> Administration::putUnit(const Actor& actor, const CommandKey& key, domain::Unit unit) {
    return bus_.run(actor, key, [&](CommandTransaction& t) { return writeUnit(t, unit); });
}
Result<Json> Administration::putStaff(const Actor& actor, const CommandKey& key,
                                      StaffChange input) {
    return bus_.run(actor, key, [&](CommandTransaction& t) { return writeStaff(t, input); });
}
Result<Json> Administration::putRoom(const Actor& actor, const CommandKey& key, domain::Room room) {
    return bus_.run(actor, key, [&](CommandTransaction& t) { return writeRoom(t, room); });
}
bool isSameAddress(const std::string& one, const std::string& other) {
    return !one.empty() && !other.empty() && plainAddress(one) == plainAddress(other);
}

Result<Json> Administration::putCamera(const Actor& actor, const CommandKey& key,
                                       CameraInput input) {
    return bus_.run(actor, key, [&](CommandTransaction& t) { return writeCamera(t, input); });
}
Result<Json> Administration::openCase(const Actor& actor, const CommandKey& key,
                                      domain::Case someCase) {
    return bus_.run(actor, key, [&](CommandTransaction& t) { return writeCase(t, someCase); });
}
Result<Json> Administration::confirmRule(const Actor& actor, const CommandKey& key,
                                         const std::string& rule, bool confirmed,
                                         const std::string& note) {
    return bus_.run(actor, key, [&](CommandTransaction& t) {
        return writeConfirmation(t, rule, confirmed, note);
    });
}

Result<Json> Administration::setPassword(const Actor& actor, const CommandKey& key,
                                         const Uuid& staffId, const std::string& password) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_ASSIGN(const auto staff, unit.directory().findStaff(staffId));
        if (!staff) return Error::of(ErrorKind::NotFound, "staff.unknown");
        MJ_TRY(checkPassword(password, staff->login));
        const StreamRef stream{domain::kStaffStream, staffId};
        MJ_TRY(transaction.lock({stream}));
        MJ_TRY(unit.access().setPassword(staffId, hashPassword(password)));
        MJ_TRY(endAccess(unit, staffId, transaction.nowUs()));
        MJ_TRY(unit.access().deleteSignInsOf(staffId, Hash{}));
        return record(transaction, stream,
                      change(domain::kPasswordSet, transaction.nowUs(), Json::object()),
                      "password_set");
    });
}

Result<Uuid> addFirstAdministrator(CommandTransaction& transaction, const std::string& login,
                                   const std::string& name, const std::string& password) {
    UnitOfWork& unit = transaction.unit();
    MJ_ASSIGN(const auto units, unit.directory().units());
    domain::Staff staff;
    staff.id = Uuid::make(transaction.nowUs());
    if (units.empty()) {
        staff.unitId = Uuid::make(transaction.nowUs());
        MJ_TRY(transaction.lock(
            {{domain::kUnitStream, staff.unitId}, {domain::kStaffStream, staff.id}}));
        MJ_TRY(transaction.append({domain::kUnitStream, staff.unitId},
                                  change(domain::kUnitChanged, transaction.nowUs(),
                                         {{"active", true}, {"code", "centre"}})));
        MJ_TRY(unit.directory().putUnit({staff.unitId, "centre", "执法办案管理中心", true, 1}));
    } else {
        staff.unitId = units.front().id;
        MJ_TRY(transaction.lock({{domain::kStaffStream, staff.id}}));
    }
    staff.login = login;
    staff.name = name;
    staff.badge = "000000";
    staff.function = domain::StaffFunction::Civilian;
    staff.roles = {domain::Role::Administrator};
    staff.seq = 1;
    MJ_TRY(transaction.append({domain::kStaffStream, staff.id},
                              change(domain::kStaffChanged, transaction.nowUs(),
                                     {{"active", true},
                                      {"function", "civilian"},
                                      {"roles", rolesJson(staff.roles)},
                                      {"unitId", staff.unitId.text()}})));
    MJ_TRY(unit.directory().putStaff(staff));
    MJ_TRY(unit.access().setPassword(staff.id, hashPassword(password)));
    return staff.id;
}

}  // namespace mingjing::app
