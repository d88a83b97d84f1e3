// SPDX-License-Identifier: Apache-2.0
// Units, staff, rooms, cameras, cases, settings and confirmed rules. Rows with a code of their own
// are updated by id or inserted, so that a code in use is a conflict and never an overwriting.
#include "center/kernel/log.h"
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kUnits{"units", "SELECT id, code, name, active, seq FROM units ORDER BY code"};
const Query kUpdateUnit{"update_unit",
                        "UPDATE units SET code = ?, name = ?, active = ?, seq = ? WHERE id = ?"};
const Query kInsertUnit{"insert_unit",
                        "INSERT INTO units (code, name, active, seq, id) VALUES (?, ?, ?, ?, ?)"};

const Query kStaff{"staff",
                   "SELECT id, login, name, badge, sex, staff_function, unit_id, roles, active, "
                   "last_sign_in_us, seq FROM staff ORDER BY login"};
const Query kFindStaff{"find_staff",
                       "SELECT id, login, name, badge, sex, staff_function, unit_id, roles, "
                       "active, last_sign_in_us, seq FROM staff WHERE id = ?"};
// Password and last sign-in have their own ways to change (AccessStore).
const Query kUpdateStaff{"update_staff",
                         "UPDATE staff SET login = ?, name = ?, badge = ?, sex = ?, "
                         "staff_function = ?, unit_id = ?, roles = ?, active = ?, seq = ? "
                         "WHERE id = ?"};
const Query kInsertStaff{"insert_staff",
                         "INSERT INTO staff (login, name, badge, sex, staff_function, unit_id, "
                         "roles, active, seq, id, password_hash, last_sign_in_us) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)"};

const Query kRooms{"rooms",
                   "SELECT id, code, name, kind, capacity, privacy, sex_use, minor_use, active, "
                   "out_of_service, seq FROM rooms ORDER BY code"};
const Query kUpdateRoom{"update_room",
                        "UPDATE rooms SET code = ?, name = ?, kind = ?, capacity = ?, "
                        "privacy = ?, sex_use = ?, minor_use = ?, active = ?, "
                        "out_of_service = ?, seq = ? WHERE id = ?"};
const Query kInsertRoom{"insert_room",
                        "INSERT INTO rooms (code, name, kind, capacity, privacy, sex_use, "
                        "minor_use, active, out_of_service, seq, id) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

const Query kCameras{"cameras",
                     "SELECT id, code, name, room_id, main_url, sub_url, credentials, audio, "
                     "active, transport, seq FROM cameras ORDER BY code"};
const Query kUpdateCamera{"update_camera",
                          "UPDATE cameras SET code = ?, name = ?, room_id = ?, main_url = ?, "
                          "sub_url = ?, credentials = ?, audio = ?, active = ?, "
                          "transport = ?, seq = ? "
                          "WHERE id = ?"};
const Query kInsertCamera{"insert_camera",
                          "INSERT INTO cameras (code, name, room_id, main_url, sub_url, "
                          "credentials, audio, active, transport, seq, id) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

const Query kCases{"cases",
                   "SELECT id, number, name, kind, unit_id, many_persons, opened_us, seq "
                   "FROM cases WHERE number LIKE ? ORDER BY opened_us DESC, id DESC LIMIT ?"};
const Query kFindCase{"find_case",
                      "SELECT id, number, name, kind, unit_id, many_persons, opened_us, seq "
                      "FROM cases WHERE id = ?"};
const Query kUpdateCase{"update_case",
                        "UPDATE cases SET number = ?, name = ?, kind = ?, unit_id = ?, "
                        "many_persons = ?, opened_us = ?, seq = ? WHERE id = ?"};
const Query kInsertCase{"insert_case",
                        "INSERT INTO cases (number, name, kind, unit_id, many_persons, opened_us, "
                        "seq, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};

const Query kSettings{"settings", "SELECT name, value FROM settings ORDER BY name"};
const Query kPutSetting{"put_setting",
                        "INSERT INTO settings (name, value) VALUES (?, ?) "
                        "ON DUPLICATE KEY UPDATE value = VALUES(value)"};
const Query kConfirmedRules{
    "confirmed_rules",
    "SELECT rule_id FROM rule_confirmations WHERE confirmed = 1 ORDER BY rule_id"};
const Query kPutRuleConfirmation{
    "put_rule_confirmation",
    "INSERT INTO rule_confirmations (rule_id, confirmed, seq) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE confirmed = VALUES(confirmed), seq = VALUES(seq)"};

domain::Unit unitOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1), row.bytes(2), flagAt(row, 3), row.number(4)};
}

std::string wordsOf(const std::set<domain::Role>& roles) {
    std::string words;
    for (const domain::Role role : roles) {
        if (!words.empty()) words += ',';
        words += domain::wordOf(role);
    }
    return words;
}

std::set<domain::Role> rolesOf(std::string_view words) {
    std::set<domain::Role> roles;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(','), words.size());
        // A role that nobody knows grants nothing.
        if (const auto role = domain::parseWord<domain::Role>(words.substr(0, end)))
            roles.insert(*role);
        else
            kernel::logError("unknown role of staff: {}", words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return roles;
}

domain::Staff staffOf(const Row& row) {
    domain::Staff staff;
    staff.id = uuidAt(row, 0);
    staff.login = row.bytes(1);
    staff.name = row.bytes(2);
    staff.badge = row.bytes(3);
    staff.sex = domain::storedWord<domain::Sex>(row.bytes(4));
    staff.function = domain::storedWord<domain::StaffFunction>(row.bytes(5));
    staff.unitId = uuidAt(row, 6);
    staff.roles = rolesOf(row.bytes(7));
    staff.active = flagAt(row, 8);
    staff.lastSignInUs = maybeNumberAt(row, 9).value_or(0);
    staff.seq = row.number(10);
    return staff;
}

domain::Room roomOf(const Row& row) {
    domain::Room room;
    room.id = uuidAt(row, 0);
    room.code = row.bytes(1);
    room.name = row.bytes(2);
    room.kind = domain::storedWord<domain::RoomKind>(row.bytes(3));
    room.capacity = intAt(row, 4);
    room.privacy = domain::storedWord<domain::Privacy>(row.bytes(5));
    room.sexUse = row.bytes(6);
    room.minorUse = flagAt(row, 7);
    room.active = flagAt(row, 8);
    room.outOfService = row.bytes(9);
    room.seq = row.number(10);
    return room;
}

app::CameraRow cameraOf(const Row& row) {
    app::CameraRow camera;
    camera.id = uuidAt(row, 0);
    camera.code = row.bytes(1);
    camera.name = row.bytes(2);
    camera.roomId = uuidAt(row, 3);
    camera.mainUrl = row.bytes(4);
    camera.subUrl = row.bytes(5);
    camera.credentials = row.bytes(6);
    camera.audio = flagAt(row, 7);
    camera.active = flagAt(row, 8);
    camera.transport = row.bytes(9);
    camera.seq = row.number(10);
    return camera;
}

domain::Case caseOf(const Row& row) {
    domain::Case someCase;
    someCase.id = uuidAt(row, 0);
    someCase.number = row.bytes(1);
    someCase.name = row.bytes(2);
    someCase.kind = domain::storedWord<domain::CaseKind>(row.bytes(3));
    someCase.unitId = uuidAt(row, 4);
    someCase.manyPersons = flagAt(row, 5);
    someCase.openedUs = row.number(6);
    someCase.seq = row.number(7);
    return someCase;
}

std::pair<std::string, std::string> settingOf(const Row& row) {
    return {row.bytes(0), row.bytes(1)};
}

std::string ruleOf(const Row& row) {
    return row.bytes(0);
}

}  // namespace

Result<std::vector<domain::Unit>> MysqlDirectoryStore::units() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kUnits));
    return mapped(rows, unitOf);
}

Status MysqlDirectoryStore::putUnit(const domain::Unit& unit) {
    return updateOrInsert(transaction_, kUpdateUnit, kInsertUnit,
                          params(unit.code, unit.name, unit.active, unit.seq, unit.id));
}

Result<std::vector<domain::Staff>> MysqlDirectoryStore::staff() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kStaff));
    return mapped(rows, staffOf);
}

Result<std::optional<domain::Staff>> MysqlDirectoryStore::findStaff(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindStaff, params(id)));
    return firstOf(rows, staffOf);
}

Status MysqlDirectoryStore::putStaff(const domain::Staff& s) {
    mysql::Params columns =
        params(s.login, s.name, s.badge, domain::wordOf(s.sex), domain::wordOf(s.function),
               s.unitId, wordsOf(s.roles), s.active, s.seq, s.id);
    MJ_ASSIGN(const std::int64_t known, transaction_.execute(kUpdateStaff, columns));
    if (known > 0) return {};
    columns.push_back(s.lastSignInUs == 0 ? mysql::Value(nullptr) : param(s.lastSignInUs));
    MJ_TRY(transaction_.execute(kInsertStaff, columns));
    return {};
}

Result<std::vector<domain::Room>> MysqlDirectoryStore::rooms() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kRooms));
    return mapped(rows, roomOf);
}

Status MysqlDirectoryStore::putRoom(const domain::Room& r) {
    return updateOrInsert(
        transaction_, kUpdateRoom, kInsertRoom,
        params(r.code, r.name, domain::wordOf(r.kind), r.capacity, domain::wordOf(r.privacy),
               r.sexUse, r.minorUse, r.active, r.outOfService, r.seq, r.id));
}

Result<std::vector<app::CameraRow>> MysqlDirectoryStore::cameras() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCameras));
    return mapped(rows, cameraOf);
}

Status MysqlDirectoryStore::putCamera(const app::CameraRow& c) {
    return updateOrInsert(transaction_, kUpdateCamera, kInsertCamera,
                          params(c.code, c.name, c.roomId, c.mainUrl, c.subUrl, c.credentials,
                                 c.audio, c.active, c.transport, c.seq, c.id));
}

Result<std::vector<domain::Case>> MysqlDirectoryStore::cases(const std::string& numberPrefix,
                                                             int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCases, params(beginsWith(numberPrefix), limit)));
    return mapped(rows, caseOf);
}

Result<std::optional<domain::Case>> MysqlDirectoryStore::findCase(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindCase, params(id)));
    return firstOf(rows, caseOf);
}

Status MysqlDirectoryStore::putCase(const domain::Case& c) {
    return updateOrInsert(transaction_, kUpdateCase, kInsertCase,
                          params(c.number, c.name, domain::wordOf(c.kind), c.unitId, c.manyPersons,
                                 c.openedUs, c.seq, c.id));
}

Result<std::vector<std::pair<std::string, std::string>>> MysqlDirectoryStore::settings() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kSettings));
    return mapped(rows, settingOf);
}

Status MysqlDirectoryStore::putSetting(const std::string& name, const std::string& value) {
    MJ_TRY(transaction_.execute(kPutSetting, params(name, value)));
    return {};
}

Result<std::vector<std::string>> MysqlDirectoryStore::confirmedRules() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kConfirmedRules));
    return mapped(rows, ruleOf);
}

Status MysqlDirectoryStore::putRuleConfirmation(const std::string& rule, bool confirmed,
                                                std::int64_t seq) {
    MJ_TRY(transaction_.execute(kPutRuleConfirmation, params(rule, confirmed, seq)));
    return {};
}

}  // namespace mingjing::db::repositories
