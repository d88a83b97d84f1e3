// SPDX-License-Identifier: Apache-2.0
// Tables streams and timeline: heads are locked, events only added.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kLockHead{"lock_head",
                      "SELECT seq, hash FROM streams WHERE kind = ? AND id = ? FOR UPDATE"};
// Not INSERT IGNORE: where two make the same head at once, it would take a shared lock on the
// winner's row, and two waiters that both want more than that are a deadlock.
const Query kMakeHead{"make_head",
                      "INSERT INTO streams (kind, id, seq, hash) VALUES (?, ?, 0, ?) "
                      "ON DUPLICATE KEY UPDATE seq = seq"};
const Query kReadHead{"read_head", "SELECT seq, hash FROM streams WHERE kind = ? AND id = ?"};
const Query kMoveHead{"move_head",
                      "UPDATE streams SET seq = ?, hash = ? WHERE kind = ? AND id = ? AND seq = ?"};
const Query kAppend{"append",
                    "INSERT INTO timeline (stream_kind, stream_id, seq, type, schema_version, "
                    "happened_us, entered_us, actor_id, command_id, body, previous_hash, hash) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const Query kReadStream{"read_stream",
                        "SELECT stream_kind, stream_id, seq, type, schema_version, happened_us, "
                        "entered_us, actor_id, command_id, body, previous_hash, hash "
                        "FROM timeline WHERE stream_kind = ? AND stream_id = ? ORDER BY seq"};
const Query kReadPart{"read_part",
                      "SELECT stream_kind, stream_id, seq, type, schema_version, happened_us, "
                      "entered_us, actor_id, command_id, body, previous_hash, hash "
                      "FROM timeline WHERE stream_kind = ? AND stream_id = ? AND seq > ? "
                      "AND seq <= ? ORDER BY seq"};
// With the head itself, so that nothing is committed that the log of record never hears of.
const Query kQueueHead{"queue_head",
                       "INSERT INTO log_queue (kind, subject_kind, subject_id, seq) "
                       "VALUES ('timeline', ?, ?, ?)"};

app::Head headOf(const Row& row) {
    return {row.number(0), hashAt(row, 1)};
}

std::pair<kernel::Envelope, Hash> eventOf(const Row& row) {
    kernel::Envelope envelope;
    envelope.streamKind = row.bytes(0);
    envelope.streamId = uuidAt(row, 1);
    envelope.seq = row.number(2);
    envelope.type = row.bytes(3);
    envelope.schemaVersion = row.number(4);
    envelope.happenedUs = row.number(5);
    envelope.enteredUs = row.number(6);
    envelope.actor = uuidAt(row, 7);
    envelope.commandId = uuidAt(row, 8);
    envelope.body = row.bytes(9);
    envelope.previous = hashAt(row, 10);
    return {std::move(envelope), hashAt(row, 11)};
}

}  // namespace

Result<app::Head> MysqlTimelineStore::lockHead(const app::StreamRef& stream) {
    MJ_ASSIGN(const Rows known, transaction_.query(kLockHead, params(stream.kind, stream.id)));
    if (!known.empty()) return headOf(known[0]);
    MJ_TRY(transaction_.execute(kMakeHead, params(stream.kind, stream.id, Hash{})));
    // Somebody else may have made it, and appended, while we waited.
    MJ_ASSIGN(const Rows made, transaction_.query(kLockHead, params(stream.kind, stream.id)));
    if (made.empty()) return Error::of(ErrorKind::Conflict, "stream.moved", "head vanished");
    return headOf(made[0]);
}

Result<app::Head> MysqlTimelineStore::readHead(const app::StreamRef& stream) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kReadHead, params(stream.kind, stream.id)));
    return rows.empty() ? app::Head{} : headOf(rows[0]);
}

Status MysqlTimelineStore::append(const kernel::Envelope& e, const Hash& hash) {
    MJ_TRY(transaction_.execute(
        kAppend, params(e.streamKind, e.streamId, e.seq, e.type, e.schemaVersion, e.happenedUs,
                        e.enteredUs, e.actor, e.commandId, e.body, e.previous, hash)));
    ++appended_[{e.streamKind, e.streamId}];
    return {};
}

Status MysqlTimelineStore::moveHead(const app::StreamRef& stream, const app::Head& head) {
    const auto appended = appended_.extract(stream);
    CHECK(!appended.empty(), "a head moves only with appended events");
    MJ_ASSIGN(const std::int64_t moved,
              transaction_.execute(kMoveHead, params(head.seq, head.hash, stream.kind, stream.id,
                                                     head.seq - appended.mapped())));
    if (moved != 1) return Error::of(ErrorKind::Conflict, "stream.moved", stream.kind);
    MJ_TRY(transaction_.execute(kQueueHead, params(stream.kind, stream.id, head.seq)));
    return {};
}

Result<std::vector<std::pair<kernel::Envelope, Hash>>> MysqlTimelineStore::read(
    const app::StreamRef& stream) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kReadStream, params(stream.kind, stream.id)));
    return mapped(rows, eventOf);
}

Result<std::vector<std::pair<kernel::Envelope, Hash>>> MysqlTimelineStore::readPart(
    const app::StreamRef& stream, std::int64_t afterSeq, std::int64_t toSeq) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kReadPart, params(stream.kind, stream.id, afterSeq, toSeq)));
    return mapped(rows, eventOf);
}

}  // namespace mingjing::db::repositories
