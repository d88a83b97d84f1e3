// SPDX-License-Identifier: Apache-2.0
// What is held, what may be removed, and the orders for it.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

/// Who is somewhere is on the pictures a little before and after the entry says so.
constexpr std::int64_t kMarginUs = 10LL * 60 * 1'000'000;

const Query kPutStayHold{"put_stay_hold",
                         "INSERT INTO stay_holds (stay_id, held, reasons) VALUES (?, ?, ?) "
                         "ON DUPLICATE KEY UPDATE held = VALUES(held), reasons = VALUES(reasons)"};

// A segment is held by: a questioning in its room; the way of a stay that is held, or of which
// nothing is known, or that has a finding that was not judged false; in corridors and yards the
// whole of such a stay; a hold that people placed. Without a room it is not looked at at all.
#define MJ_SAME_TIME(from, to) \
    from " < s.end_us + ? AND (" to " IS NULL OR " to " > s.start_us - ?)"
#define MJ_HELD \
    "(EXISTS (SELECT 1 FROM questionings q WHERE q.room_id = s.room_id AND "                 \
    MJ_SAME_TIME("q.started_us", "q.ended_us") ") "                                          \
    "OR EXISTS (SELECT 1 FROM occupancies o LEFT JOIN stay_holds h ON h.stay_id = o.stay_id " \
    "WHERE (o.room_id = s.room_id OR r.kind IN ('corridor', 'yard', 'reception')) AND "      \
    MJ_SAME_TIME("o.from_us", "o.to_us")                                                     \
    " AND (h.stay_id IS NULL OR h.held = 1 OR EXISTS (SELECT 1 FROM findings f WHERE "       \
    "f.stay_id = o.stay_id AND f.status NOT IN ('false_alarm', 'cured')) "                   \
    "OR EXISTS (SELECT 1 FROM legal_holds l WHERE l.stay_id = o.stay_id AND "                \
    "l.lifted_us IS NULL))) "                                                                \
    "OR EXISTS (SELECT 1 FROM legal_holds l WHERE l.room_id = s.room_id AND "                \
    "l.lifted_us IS NULL AND l.from_us < s.end_us AND l.to_us > s.start_us))"
#define MJ_SEGMENT_COLUMNS                                                                  \
    "s.id, s.camera_id, s.stream, s.run, s.start_us, s.end_us, s.closed, s.truncated, "     \
    "s.has_audio, s.path, s.bytes, s.fragments, s.chain_head FROM segments s JOIN rooms r " \
    "ON r.id = s.room_id "
const Query kRemovable{
    "removable_segments",
    "SELECT " MJ_SEGMENT_COLUMNS
    "WHERE s.removed_us IS NULL AND s.closed = 1 AND s.end_us < ? AND NOT " MJ_HELD
    " ORDER BY s.end_us, s.id LIMIT ?"};
// A sum is a decimal number to the server; bytes are whole.
const Query kKept{
    "kept_bytes",
    "SELECT CAST(COALESCE(SUM(s.bytes), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CASE WHEN s.end_us >= ? THEN s.bytes ELSE 0 END), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CASE WHEN s.end_us < ? AND " MJ_HELD
    " THEN s.bytes ELSE 0 END), 0) AS SIGNED) FROM segments s JOIN rooms r ON r.id = s.room_id "
    "WHERE s.removed_us IS NULL"};
const Query kRemoved{"segment_removed", "UPDATE segments SET removed_us = ? WHERE id = ?"};

const Query kPutHold{"put_legal_hold",
                     "INSERT INTO legal_holds (id, stay_id, room_id, from_us, to_us, reason, "
                     "placed_us, placed_by, lifted_us, lifted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
                     "?, ?) ON DUPLICATE KEY UPDATE lifted_us = VALUES(lifted_us), "
                     "lifted_by = VALUES(lifted_by)"};
#define MJ_HOLD_COLUMNS                                                                      \
    "SELECT id, stay_id, room_id, from_us, to_us, reason, placed_us, placed_by, lifted_us, " \
    "lifted_by FROM legal_holds "
const Query kFindHold{"find_legal_hold", MJ_HOLD_COLUMNS "WHERE id = ?"};
const Query kHolds{"legal_holds",
                   MJ_HOLD_COLUMNS "ORDER BY (lifted_us IS NULL) DESC, placed_us DESC LIMIT ?"};

const Query kPutOrder{"put_removal_order",
                      "INSERT INTO removal_orders (id, days, asked_us, asked_by, decided_us, "
                      "decided_by, granted) VALUES (?, ?, ?, ?, ?, ?, ?) "
                      "ON DUPLICATE KEY UPDATE decided_us = VALUES(decided_us), "
                      "decided_by = VALUES(decided_by), granted = VALUES(granted)"};
const Query kOrders{"removal_orders",
                    "SELECT id, days, asked_us, asked_by, decided_us, decided_by, granted FROM "
                    "removal_orders ORDER BY COALESCE(decided_us, asked_us) DESC, id DESC LIMIT ?"};

app::SegmentRow heldSegmentOf(const Row& row) {
    app::SegmentRow s;
    s.id = uuidAt(row, 0);
    s.cameraId = uuidAt(row, 1);
    s.stream = row.bytes(2);
    s.run = row.number(3);
    s.startUs = row.number(4);
    s.endUs = row.number(5);
    s.closed = flagAt(row, 6);
    s.bytes = row.number(10);
    return s;
}

app::LegalHoldRow holdOf(const Row& row) {
    return {uuidAt(row, 0),        maybeUuidAt(row, 1), maybeUuidAt(row, 2), row.number(3),
            row.number(4),         row.bytes(5),        row.number(6),       uuidAt(row, 7),
            maybeNumberAt(row, 8), maybeUuidAt(row, 9)};
}

app::RemovalOrderRow orderOf(const Row& row) {
    return {uuidAt(row, 0),        intAt(row, 1),       row.number(2), uuidAt(row, 3),
            maybeNumberAt(row, 4), maybeUuidAt(row, 5), flagAt(row, 6)};
}

}  // namespace

Status MysqlRetentionStore::putStayHold(const Uuid& stayId, bool held, const std::string& reasons) {
    MJ_TRY(transaction_.execute(kPutStayHold, params(stayId, held, reasons)));
    return {};
}

Result<std::vector<app::SegmentRow>> MysqlRetentionStore::removable(std::int64_t beforeUs,
                                                                    int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kRemovable, params(beforeUs, kMarginUs, kMarginUs,
                                                                     kMarginUs, kMarginUs, limit)));
    return mapped(rows, heldSegmentOf);
}

Result<app::KeptBytes> MysqlRetentionStore::kept(std::int64_t beforeUs) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kKept, params(beforeUs, beforeUs, kMarginUs,
                                                                kMarginUs, kMarginUs, kMarginUs)));
    app::KeptBytes kept;
    if (rows.empty()) return kept;
    kept.all = rows.front().number(0);
    kept.withinTime = rows.front().number(1);
    kept.held = rows.front().number(2);
    return kept;
}

Status MysqlRetentionStore::removed(const Uuid& segment, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kRemoved, params(nowUs, segment)));
    return {};
}

Status MysqlRetentionStore::putHold(const app::LegalHoldRow& h) {
    MJ_TRY(
        transaction_.execute(kPutHold, params(h.id, h.stayId, h.roomId, h.fromUs, h.toUs, h.reason,
                                              h.placedUs, h.placedBy, h.liftedUs, h.liftedBy)));
    return {};
}

Result<std::optional<app::LegalHoldRow>> MysqlRetentionStore::findHold(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindHold, params(id)));
    return firstOf(rows, holdOf);
}

Result<std::vector<app::LegalHoldRow>> MysqlRetentionStore::holds(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kHolds, params(limit)));
    return mapped(rows, holdOf);
}

Status MysqlRetentionStore::putOrder(const app::RemovalOrderRow& o) {
    MJ_TRY(transaction_.execute(kPutOrder, params(o.id, o.days, o.askedUs, o.askedBy, o.decidedUs,
                                                  o.decidedBy, o.granted)));
    return {};
}

Result<std::vector<app::RemovalOrderRow>> MysqlRetentionStore::orders(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOrders, params(limit)));
    return mapped(rows, orderOf);
}

}  // namespace mingjing::db::repositories
