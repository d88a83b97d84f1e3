// SPDX-License-Identifier: Apache-2.0
// Sign-ins, passwords, permissions to view, invitations, and the audit, to which rows are only
// added.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kFindLogin{"find_login", "SELECT id, password_hash, login FROM staff WHERE login = ?"};
const Query kPasswordHash{"password_hash", "SELECT password_hash FROM staff WHERE id = ?"};
const Query kSetPassword{"set_password", "UPDATE staff SET password_hash = ? WHERE id = ?"};
const Query kPinHash{"pin_hash", "SELECT pin_hash FROM pins WHERE staff_id = ?"};
const Query kSetPin{"set_pin",
                    "INSERT INTO pins (staff_id, pin_hash, set_us) VALUES (?, ?, ?) "
                    "ON DUPLICATE KEY UPDATE pin_hash = VALUES(pin_hash), "
                    "set_us = VALUES(set_us)"};
const Query kTerminalRoom{"terminal_room", "SELECT room_id FROM terminals WHERE token_hash = ?"};
const Query kPlaceTerminal{
    "place_terminal",
    "INSERT INTO terminals (token_hash, room_id, placed_by, placed_us) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE room_id = VALUES(room_id), placed_by = VALUES(placed_by), "
    "placed_us = VALUES(placed_us)"};
const Query kRemoveTerminal{"remove_terminal", "DELETE FROM terminals WHERE token_hash = ?"};
const Query kOpenUntil{"open_until",
                       "SELECT until_us FROM openings WHERE stay_id = ? AND staff_id = ?"};
const Query kPutOpening{
    "put_opening",
    "INSERT INTO openings (stay_id, staff_id, opened_us, until_us) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE opened_us = VALUES(opened_us), until_us = VALUES(until_us)"};
const Query kNoteSignIn{"note_sign_in", "UPDATE staff SET last_sign_in_us = ? WHERE id = ?"};

const Query kPutSignIn{"put_sign_in",
                       "INSERT INTO sign_ins (token_hash, id, staff_id, created_us, seen_us, "
                       "expires_us) VALUES (?, ?, ?, ?, ?, ?)"};
const Query kFindSignIn{"find_sign_in",
                        "SELECT token_hash, id, staff_id, created_us, seen_us, expires_us "
                        "FROM sign_ins WHERE token_hash = ?"};
const Query kSignInsOf{"sign_ins_of",
                       "SELECT token_hash, id, staff_id, created_us, seen_us, expires_us "
                       "FROM sign_ins WHERE staff_id = ? ORDER BY created_us, id"};
const Query kTouchSignIn{"touch_sign_in", "UPDATE sign_ins SET seen_us = ? WHERE token_hash = ?"};
const Query kDeleteSignIn{"delete_sign_in", "DELETE FROM sign_ins WHERE token_hash = ?"};
const Query kDeleteSignInsOf{"delete_sign_ins_of",
                             "DELETE FROM sign_ins WHERE staff_id = ? AND token_hash <> ?"};

const Query kPutView{
    "put_view",
    "INSERT INTO views (id, staff_id, sign_in_id, camera_id, view_use, from_us, to_us, opened_us, "
    "closed_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE staff_id = VALUES(staff_id), sign_in_id = VALUES(sign_in_id), "
    "camera_id = VALUES(camera_id), view_use = VALUES(view_use), from_us = VALUES(from_us), "
    "to_us = VALUES(to_us), opened_us = VALUES(opened_us), closed_us = VALUES(closed_us)"};
const Query kFindView{"find_view",
                      "SELECT id, staff_id, sign_in_id, camera_id, view_use, from_us, to_us, "
                      "opened_us, closed_us FROM views WHERE id = ?"};
const Query kViewsOpened{"views_opened",
                         "SELECT id, staff_id, sign_in_id, camera_id, view_use, from_us, to_us, "
                         "opened_us, closed_us FROM views WHERE camera_id = ? AND opened_us >= ? "
                         "AND opened_us < ? ORDER BY opened_us, id LIMIT 500"};
const Query kCloseView{"close_view",
                       "UPDATE views SET closed_us = ? WHERE id = ? AND closed_us IS NULL"};
const Query kCloseViewsOf{"close_views_of",
                          "UPDATE views SET closed_us = ? WHERE staff_id = ? AND closed_us IS NULL "
                          "AND (? IS NULL OR sign_in_id = ?)"};
const Query kViewsClosedSince{"views_closed_since",
                              "SELECT id FROM views WHERE closed_us >= ? ORDER BY closed_us, id"};

const Query kPutAudit{"put_audit",
                      "INSERT INTO audit (at_us, actor_id, action, object_kind, object_id, reason, "
                      "details, allowed, peer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
// With the entry itself, as every chain's end is queued for the log of record.
const Query kQueueAudit{"queue_audit",
                        "INSERT INTO log_queue (kind, subject_kind, subject_id, seq) "
                        "VALUES ('audit', '', ?, LAST_INSERT_ID())"};
const Query kAudit{"audit",
                   "SELECT id, at_us, actor_id, action, object_kind, object_id, reason, details, "
                   "allowed, peer FROM audit WHERE (? IS NULL OR actor_id = ?) "
                   "AND (? IS NULL OR object_id = ?) AND (? IS NULL OR action = ?) "
                   "AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?"};

const Query kPutInvitation{
    "put_invitation",
    "INSERT INTO invitations (token_hash, expires_us, used_us) VALUES (?, ?, NULL)"};
const Query kUseInvitation{"use_invitation",
                           "UPDATE invitations SET used_us = ? "
                           "WHERE token_hash = ? AND used_us IS NULL AND expires_us > ?"};

std::pair<Uuid, std::string> loginOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1)};
}

app::SignInRow signInOf(const Row& row) {
    return {hashAt(row, 0), uuidAt(row, 1), uuidAt(row, 2),
            row.number(3),  row.number(4),  row.number(5)};
}

app::ViewRow viewOf(const Row& row) {
    app::ViewRow view;
    view.id = uuidAt(row, 0);
    view.staffId = uuidAt(row, 1);
    view.signInId = uuidAt(row, 2);
    view.cameraId = uuidAt(row, 3);
    view.use = row.bytes(4);
    view.fromUs = row.number(5);
    view.toUs = row.number(6);
    view.openedUs = row.number(7);
    view.closedUs = maybeNumberAt(row, 8);
    return view;
}

Uuid viewIdOf(const Row& row) {
    return uuidAt(row, 0);
}

app::AuditRow auditOf(const Row& row) {
    app::AuditRow audit;
    audit.id = row.number(0);
    audit.atUs = row.number(1);
    audit.actor = uuidAt(row, 2);
    audit.action = row.bytes(3);
    audit.objectKind = row.bytes(4);
    audit.object = uuidAt(row, 5);
    audit.reason = row.bytes(6);
    audit.details = row.bytes(7);
    audit.allowed = flagAt(row, 8);
    audit.peer = row.bytes(9);
    return audit;
}

Uuid terminalRoomOf(const Row& row) {
    return uuidAt(row, 0);
}

}  // namespace

Result<std::optional<std::pair<Uuid, std::string>>> MysqlAccessStore::findLogin(
    const std::string& login) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindLogin, params(login)));
    // To the server "a" and "a " are equal; to whoever counts failed tries they are not.
    if (!rows.empty() && rows[0].bytes(2) != login)
        return std::optional<std::pair<Uuid, std::string>>();
    return firstOf(rows, loginOf);
}

Result<std::string> MysqlAccessStore::passwordHash(const Uuid& staffId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kPasswordHash, params(staffId)));
    if (rows.empty()) return Error::of(ErrorKind::NotFound, "staff.unknown", staffId.text());
    return rows[0].bytes(0);
}

Status MysqlAccessStore::setPassword(const Uuid& staffId, const std::string& hash) {
    MJ_ASSIGN(const std::int64_t known, transaction_.execute(kSetPassword, params(hash, staffId)));
    if (known == 0) return Error::of(ErrorKind::NotFound, "staff.unknown", staffId.text());
    return {};
}

Result<std::string> MysqlAccessStore::pinHash(const Uuid& staffId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kPinHash, params(staffId)));
    return rows.empty() ? std::string() : rows[0].bytes(0);
}

Status MysqlAccessStore::setPin(const Uuid& staffId, const std::string& hash, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kSetPin, params(staffId, hash, nowUs)));
    return {};
}

Result<std::optional<Uuid>> MysqlAccessStore::terminalRoom(const Hash& tokenHash) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kTerminalRoom, params(tokenHash)));
    return firstOf(rows, terminalRoomOf);
}

Status MysqlAccessStore::placeTerminal(const Hash& tokenHash, const Uuid& roomId, const Uuid& by,
                                       std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kPlaceTerminal, params(tokenHash, roomId, by, nowUs)));
    return {};
}

Status MysqlAccessStore::removeTerminal(const Hash& tokenHash) {
    MJ_TRY(transaction_.execute(kRemoveTerminal, params(tokenHash)));
    return {};
}

Result<std::int64_t> MysqlAccessStore::openUntil(const Uuid& stayId, const Uuid& staffId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOpenUntil, params(stayId, staffId)));
    return rows.empty() ? 0 : rows[0].number(0);
}

Status MysqlAccessStore::putOpening(const Uuid& stayId, const Uuid& staffId, std::int64_t nowUs,
                                    std::int64_t untilUs) {
    MJ_TRY(transaction_.execute(kPutOpening, params(stayId, staffId, nowUs, untilUs)));
    return {};
}

Status MysqlAccessStore::noteSignIn(const Uuid& staffId, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kNoteSignIn, params(nowUs, staffId)));
    touchedStaff_ = true;  // the newest sign-in is part of what the directory says of staff
    return {};
}

Status MysqlAccessStore::putSignIn(const app::SignInRow& s) {
    MJ_TRY(transaction_.execute(
        kPutSignIn, params(s.tokenHash, s.id, s.staffId, s.createdUs, s.seenUs, s.expiresUs)));
    return {};
}

Result<std::optional<app::SignInRow>> MysqlAccessStore::findSignIn(const Hash& tokenHash) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindSignIn, params(tokenHash)));
    return firstOf(rows, signInOf);
}

Result<std::vector<app::SignInRow>> MysqlAccessStore::signInsOf(const Uuid& staffId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kSignInsOf, params(staffId)));
    return mapped(rows, signInOf);
}

Status MysqlAccessStore::touchSignIn(const Hash& tokenHash, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kTouchSignIn, params(nowUs, tokenHash)));
    return {};
}

Status MysqlAccessStore::deleteSignIn(const Hash& tokenHash) {
    touchedStaff_ = true;
    MJ_TRY(transaction_.execute(kDeleteSignIn, params(tokenHash)));
    return {};
}

Status MysqlAccessStore::deleteSignInsOf(const Uuid& staffId, const Hash& except) {
    touchedStaff_ = true;
    MJ_TRY(transaction_.execute(kDeleteSignInsOf, params(staffId, except)));
    return {};
}

Status MysqlAccessStore::putView(const app::ViewRow& v) {
    MJ_TRY(transaction_.execute(kPutView, params(v.id, v.staffId, v.signInId, v.cameraId, v.use,
                                                 v.fromUs, v.toUs, v.openedUs, v.closedUs)));
    return {};
}

Result<std::optional<app::ViewRow>> MysqlAccessStore::findView(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindView, params(id)));
    return firstOf(rows, viewOf);
}

Result<std::vector<app::ViewRow>> MysqlAccessStore::viewsOpened(const Uuid& cameraId,
                                                                domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kViewsOpened, params(cameraId, within.fromUs, within.toUs)));
    return mapped(rows, viewOf);
}

Status MysqlAccessStore::closeView(const Uuid& id, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kCloseView, params(nowUs, id)));
    return {};
}

Status MysqlAccessStore::closeViewsOf(const Uuid& staffId, const Uuid& signInId,
                                      std::int64_t nowUs) {
    // No sign-in named: all of this person's views end.
    const auto signIn = signInId.isNil() ? std::nullopt : std::optional(signInId);
    MJ_TRY(transaction_.execute(kCloseViewsOf, params(nowUs, staffId, signIn, signIn)));
    return {};
}

Result<std::vector<Uuid>> MysqlAccessStore::viewsClosedSince(std::int64_t sinceUs) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kViewsClosedSince, params(sinceUs)));
    return mapped(rows, viewIdOf);
}

Status MysqlAccessStore::putAudit(const app::AuditRow& a) {
    MJ_TRY(transaction_.execute(kPutAudit, params(a.atUs, a.actor, a.action, a.objectKind, a.object,
                                                  a.reason, a.details, a.allowed, a.peer)));
    MJ_TRY(transaction_.execute(kQueueAudit, params(Uuid{})));
    return {};
}

Result<std::vector<app::AuditRow>> MysqlAccessStore::audit(const app::AuditFilter& f) {
    const auto action = f.action.empty() ? std::nullopt : std::optional(f.action);
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kAudit, params(f.actor, f.actor, f.object, f.object, action,
                                                action, f.beforeId, f.beforeId, f.limit)));
    return mapped(rows, auditOf);
}

Status MysqlAccessStore::putInvitation(const Hash& tokenHash, std::int64_t expiresUs) {
    MJ_TRY(transaction_.execute(kPutInvitation, params(tokenHash, expiresUs)));
    return {};
}

Result<bool> MysqlAccessStore::useInvitation(const Hash& tokenHash, std::int64_t nowUs) {
    MJ_ASSIGN(const std::int64_t used,
              transaction_.execute(kUseInvitation, params(nowUs, tokenHash, nowUs)));
    return used == 1;
}

}  // namespace mingjing::db::repositories
