// SPDX-License-Identifier: Apache-2.0
// The log of record: leaves, subtrees and heads are added, the queue is worked off.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kLockLog{"lock_log",
                     "INSERT INTO log_sequencer (id) VALUES (1) ON DUPLICATE KEY UPDATE id = id"};
const Query kTakeLogQueue{"take_log_queue",
                          "SELECT id, kind, subject_kind, subject_id, seq FROM log_queue "
                          "ORDER BY id LIMIT ?"};
constexpr std::size_t kLogQueuePlaces = 16;
const Query kDeleteLogQueue{
    "delete_log_queue",
    "DELETE FROM log_queue WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const Query kPutLeaf{"put_leaf",
                     "INSERT INTO log_leaves (position, kind, subject_kind, subject_id, seq, leaf, "
                     "hash) VALUES (?, ?, ?, ?, ?, ?, ?)"};
const Query kPutNode{"put_node", "INSERT INTO log_nodes (level, position, hash) VALUES (?, ?, ?)"};
const Query kLeafHash{"leaf_hash", "SELECT hash FROM log_leaves WHERE position = ?"};
const Query kNodeHash{"node_hash", "SELECT hash FROM log_nodes WHERE level = ? AND position = ?"};
#define MJ_LEAF_COLUMNS \
    "SELECT position, kind, subject_kind, subject_id, seq, leaf, hash FROM log_leaves "
const Query kLeaves{"leaves", MJ_LEAF_COLUMNS "WHERE position >= ? ORDER BY position LIMIT ?"};
const Query kFindLeaf{"find_leaf", MJ_LEAF_COLUMNS
                      "WHERE kind = ? AND subject_kind = ? AND subject_id = ? "
                      "AND (? = 0 OR seq = ?) ORDER BY seq DESC, position DESC LIMIT 1"};
const Query kSeqBefore{"seq_before",
                       "SELECT COALESCE(MAX(seq), 0) FROM log_leaves WHERE kind = ? "
                       "AND subject_kind = ? AND subject_id = ? AND seq < ?"};

const Query kPutHead{"put_head",
                     "INSERT INTO log_heads (counter, size, signed_at_us, head, signature, hash) "
                     "VALUES (?, ?, ?, ?, ?, ?)"};
#define MJ_HEAD_COLUMNS "SELECT counter, head, signature FROM log_heads "
const Query kNewestHead{"newest_head", MJ_HEAD_COLUMNS "ORDER BY counter DESC LIMIT 1"};
const Query kFindHead{"find_head", MJ_HEAD_COLUMNS "WHERE counter = ?"};
const Query kHeadOver{"head_over", MJ_HEAD_COLUMNS "WHERE size > ? ORDER BY size, counter LIMIT 1"};
const Query kHeadAt{"head_at",
                    MJ_HEAD_COLUMNS "WHERE signed_at_us <= ? ORDER BY signed_at_us DESC LIMIT 1"};
const Query kHeads{"heads", MJ_HEAD_COLUMNS "WHERE counter >= ? ORDER BY counter LIMIT ?"};
const Query kHeadsSigned{"heads_signed", MJ_HEAD_COLUMNS
                         "WHERE signed_at_us >= ? AND signed_at_us < ? "
                         "ORDER BY signed_at_us DESC LIMIT ?"};

const Query kAuditEntry{"audit_entry",
                        "SELECT id, at_us, actor_id, action, object_kind, object_id, reason, "
                        "details, allowed, peer FROM audit WHERE id = ?"};
const Query kLeftOut{
    "left_out",
    "(SELECT 'timeline', s.kind, s.id, s.seq FROM streams s WHERE s.seq > 0 "
    "AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = 'timeline' "
    "AND l.subject_kind = s.kind AND l.subject_id = s.id AND l.seq >= s.seq) "
    "AND NOT EXISTS (SELECT 1 FROM log_queue q WHERE q.kind = 'timeline' "
    "AND q.subject_kind = s.kind AND q.subject_id = s.id) LIMIT ?) UNION ALL "
    "(SELECT 'audit', '', REPEAT(CHAR(0), 16), a.id FROM audit a "
    "WHERE NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = 'audit' "
    "AND l.subject_kind = '' AND l.subject_id = REPEAT(CHAR(0), 16) AND l.seq = a.id) "
    "AND NOT EXISTS (SELECT 1 FROM log_queue q WHERE q.kind = 'audit' AND q.seq = a.id) LIMIT ?)"};

const Query kPutWitness{"put_witness",
                        "INSERT INTO log_witnesses (id, name, public_key, added_us, added_by) "
                        "VALUES (?, ?, ?, ?, ?)"};
const Query kWitnesses{"witnesses",
                       "SELECT id, name, public_key, added_us, added_by FROM log_witnesses "
                       "ORDER BY added_us, id"};
const Query kCountersigned{"countersigned",
                           "SELECT 1 FROM log_countersignatures "
                           "WHERE witness_id = ? AND counter = ?"};
const Query kPutCountersignature{
    "put_countersignature",
    "INSERT INTO log_countersignatures (witness_id, counter, head_hash, seen_at_us, signature, "
    "received_us) VALUES (?, ?, ?, ?, ?, ?)"};
const Query kNewestCountersignatures{
    "newest_countersignatures",
    "SELECT c.witness_id, c.counter, c.head_hash, c.seen_at_us, c.signature, c.received_us, "
    "w.public_key FROM log_countersignatures c JOIN log_witnesses w ON w.id = c.witness_id "
    "WHERE c.counter = (SELECT MAX(n.counter) FROM log_countersignatures n "
    "WHERE n.witness_id = c.witness_id) ORDER BY w.added_us, w.id"};

app::LogQueueRow queueRowOf(const Row& row) {
    return {row.number(0), {row.bytes(1), row.bytes(2), uuidAt(row, 3), row.number(4)}};
}

app::LogSubject subjectOf(const Row& row) {
    return {row.bytes(0), row.bytes(1), uuidAt(row, 2), row.number(3)};
}

app::LogLeafRow leafOf(const Row& row) {
    return {row.number(0),
            {row.bytes(1), row.bytes(2), uuidAt(row, 3), row.number(4)},
            row.bytes(5),
            hashAt(row, 6)};
}

app::LogHeadRow headRowOf(const Row& row) {
    return {row.number(0), row.bytes(1), row.bytes(2)};
}

Result<std::optional<kernel::SignedHead>> checkedHead(const Rows& rows) {
    if (rows.empty()) return std::optional<kernel::SignedHead>();
    MJ_ASSIGN(auto head, kernel::readHead(rows[0].bytes(1), rows[0].bytes(2)));
    return std::optional(std::move(head));
}

app::AuditRow auditEntryOf(const Row& row) {
    return {row.number(0),  row.number(1), uuidAt(row, 2), row.bytes(3),   row.bytes(4),
            uuidAt(row, 5), row.bytes(6),  row.bytes(7),   flagAt(row, 8), row.bytes(9)};
}

app::LogWitnessRow witnessOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1), row.bytes(2), row.number(3), uuidAt(row, 4)};
}

app::LogCountersignatureRow countersignatureOf(const Row& row) {
    kernel::Countersignature seen{hashAt(row, 2), row.number(1), row.number(3), row.bytes(6),
                                  row.bytes(4)};
    return {uuidAt(row, 0), std::move(seen), row.number(5)};
}

#define MJ_TIMESTAMP_COLUMNS \
    "SELECT head_counter, reply, at_us, authority, received_us FROM log_timestamps "
const Query kPutTimestamp{
    "put_timestamp",
    "INSERT INTO log_timestamps (head_counter, reply, at_us, authority, received_us) "
    "VALUES (?, ?, ?, ?, ?)"};
const Query kNewestTimestamp{"newest_timestamp",
                             MJ_TIMESTAMP_COLUMNS "ORDER BY head_counter DESC LIMIT 1"};
const Query kTimestampFrom{
    "timestamp_from", MJ_TIMESTAMP_COLUMNS "WHERE head_counter >= ? ORDER BY head_counter LIMIT 1"};

app::LogTimestampRow timestampOf(const Row& row) {
    return {row.number(0), row.bytes(1), row.number(2), row.bytes(3), row.number(4)};
}

}  // namespace

Status MysqlLogStore::lock() {
    MJ_TRY(transaction_.execute(kLockLog, {}));
    return {};
}

Result<std::vector<app::LogQueueRow>> MysqlLogStore::takeQueue(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kTakeLogQueue, params(limit)));
    return mapped(rows, queueRowOf);
}

Status MysqlLogStore::deleteQueue(const std::vector<std::int64_t>& ids) {
    return inSets(
        ids, kLogQueuePlaces, [](std::int64_t id) { return params(id); },
        [&](const mysql::Params& all) -> Status {
            MJ_TRY(transaction_.execute(kDeleteLogQueue, all));
            return {};
        });
}

Status MysqlLogStore::putLeaf(const app::LogLeafRow& row) {
    const app::LogSubject& s = row.subject;
    MJ_TRY(transaction_.execute(kPutLeaf, params(row.position, s.kind, s.subjectKind, s.subject,
                                                 s.seq, row.leaf, row.hash)));
    return {};
}

Status MysqlLogStore::putSubtree(const kernel::SubtreeHash& subtree) {
    const auto& [place, hash] = subtree;
    MJ_TRY(transaction_.execute(kPutNode, params(place.level, place.index, hash)));
    return {};
}

Result<Hash> MysqlLogStore::subtree(const kernel::Subtree& subtree) {
    MJ_ASSIGN(const Rows rows,
              subtree.level == 0
                  ? transaction_.query(kLeafHash, params(subtree.index))
                  : transaction_.query(kNodeHash, params(subtree.level, subtree.index)));
    if (rows.empty())
        return Error::of(ErrorKind::DataLoss, "log.subtree_missing",
                         std::to_string(subtree.level) + "/" + std::to_string(subtree.index));
    return hashAt(rows[0], 0);
}

Result<std::vector<app::LogLeafRow>> MysqlLogStore::leaves(std::int64_t from, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kLeaves, params(from, limit)));
    return mapped(rows, leafOf);
}

Result<std::optional<app::LogLeafRow>> MysqlLogStore::findLeaf(const app::LogSubject& s) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindLeaf, params(s.kind, s.subjectKind,
                                                                    s.subject, s.seq, s.seq)));
    return firstOf(rows, leafOf);
}

Result<std::int64_t> MysqlLogStore::seqBefore(const app::LogSubject& s) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kSeqBefore, params(s.kind, s.subjectKind, s.subject, s.seq)));
    return rows.at(0).number(0);
}

Status MysqlLogStore::putHead(const kernel::SignedHead& h) {
    MJ_TRY(transaction_.execute(kPutHead, params(h.head.counter, h.head.size, h.head.signedAtUs,
                                                 h.bytes, h.signature, h.hash)));
    return {};
}

Result<std::optional<kernel::SignedHead>> MysqlLogStore::newestHead() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kNewestHead, {}));
    return checkedHead(rows);
}

Result<std::optional<kernel::SignedHead>> MysqlLogStore::findHead(std::int64_t counter) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindHead, params(counter)));
    return checkedHead(rows);
}

Result<std::optional<kernel::SignedHead>> MysqlLogStore::headOver(std::int64_t position) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kHeadOver, params(position)));
    return checkedHead(rows);
}

Result<std::optional<kernel::SignedHead>> MysqlLogStore::headAt(std::int64_t us) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kHeadAt, params(us)));
    return checkedHead(rows);
}

Result<std::vector<app::LogHeadRow>> MysqlLogStore::heads(std::int64_t fromCounter, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kHeads, params(fromCounter, limit)));
    return mapped(rows, headRowOf);
}

Result<std::vector<kernel::SignedHead>> MysqlLogStore::headsSigned(domain::Span within, int limit) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kHeadsSigned, params(within.fromUs, within.toUs, limit)));
    std::vector<kernel::SignedHead> heads;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        MJ_ASSIGN(auto head, kernel::readHead(row->bytes(1), row->bytes(2)));
        heads.push_back(std::move(head));
    }
    return heads;
}

Result<std::optional<app::AuditRow>> MysqlLogStore::auditEntry(std::int64_t id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kAuditEntry, params(id)));
    return firstOf(rows, auditEntryOf);
}

Result<std::vector<app::LogSubject>> MysqlLogStore::leftOut(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kLeftOut, params(limit, limit)));
    return mapped(rows, subjectOf);
}

Status MysqlLogStore::putWitness(const app::LogWitnessRow& w) {
    MJ_TRY(
        transaction_.execute(kPutWitness, params(w.id, w.name, w.publicKey, w.addedUs, w.addedBy)));
    return {};
}

Result<std::vector<app::LogWitnessRow>> MysqlLogStore::witnesses() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kWitnesses, {}));
    return mapped(rows, witnessOf);
}

Status MysqlLogStore::putCountersignature(const app::LogCountersignatureRow& c) {
    MJ_ASSIGN(const Rows known,
              transaction_.query(kCountersigned, params(c.witnessId, c.seen.counter)));
    if (!known.empty()) return {};
    MJ_TRY(transaction_.execute(kPutCountersignature,
                                params(c.witnessId, c.seen.counter, c.seen.head, c.seen.seenAtUs,
                                       c.seen.signature, c.receivedUs)));
    return {};
}

Result<std::vector<app::LogCountersignatureRow>> MysqlLogStore::newestCountersignatures() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kNewestCountersignatures, {}));
    return mapped(rows, countersignatureOf);
}

Status MysqlLogStore::putTimestamp(const app::LogTimestampRow& t) {
    MJ_TRY(transaction_.execute(kPutTimestamp,
                                params(t.headCounter, t.reply, t.atUs, t.authority, t.receivedUs)));
    return {};
}

Result<std::optional<app::LogTimestampRow>> MysqlLogStore::newestTimestamp() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kNewestTimestamp, {}));
    return firstOf(rows, timestampOf);
}

Result<std::optional<app::LogTimestampRow>> MysqlLogStore::timestampFrom(std::int64_t counter) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kTimestampFrom, params(counter)));
    return firstOf(rows, timestampOf);
}

}  // namespace mingjing::db::repositories
