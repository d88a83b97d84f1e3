// SPDX-License-Identifier: Apache-2.0
// Faults of recorders' storages, and reports that could not be stored as what they are.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

// A fault that was over and is found again begins anew; one that is open keeps its first time.
const Query kPutFault{
    "put_storage_fault",
    "INSERT INTO storage_faults (id, node, what, camera_id, stream, segment_id, path, fragments, "
    "first_fragment, bytes, found_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE found_us = IF(ended_us IS NULL, found_us, VALUES(found_us)), "
    "fragments = VALUES(fragments), first_fragment = VALUES(first_fragment), "
    "bytes = VALUES(bytes), ended_us = NULL"};
const Query kEndFault{"end_storage_fault",
                      "UPDATE storage_faults SET ended_us = ? WHERE id = ? AND ended_us IS NULL"};
const Query kFaults{"storage_faults",
                    "SELECT id, node, what, camera_id, stream, segment_id, path, fragments, "
                    "first_fragment, bytes, found_us, ended_us FROM storage_faults "
                    "ORDER BY (ended_us IS NULL) DESC, found_us DESC, id LIMIT ?"};
const Query kCountFaults{"count_storage_faults",
                         "SELECT COUNT(*) FROM storage_faults WHERE ended_us IS NULL"};

const Query kPutUnreadable{
    "put_unreadable_report",
    "INSERT INTO unreadable_reports (id, node, boot, seq, kind, reason, received_us, report) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seq = VALUES(seq)"};
const Query kUnreadable{"unreadable_reports",
                        "SELECT id, node, boot, seq, kind, reason, received_us, report FROM "
                        "unreadable_reports ORDER BY received_us DESC, seq DESC LIMIT ?"};
const Query kCountUnreadable{"count_unreadable_reports", "SELECT COUNT(*) FROM unreadable_reports"};

app::StorageFaultRow faultOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1),        row.bytes(2),   maybeUuidAt(row, 3),
            row.bytes(4),   maybeUuidAt(row, 5), row.bytes(6),   row.number(7),
            row.number(8),  row.number(9),       row.number(10), maybeNumberAt(row, 11)};
}

app::UnreadableReportRow unreadableOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1), uuidAt(row, 2), row.number(3),
            row.bytes(4),   row.bytes(5), row.number(6),  row.bytes(7)};
}

}  // namespace

Status MysqlStorageFaultStore::put(const app::StorageFaultRow& f) {
    MJ_TRY(transaction_.execute(
        kPutFault, params(f.id, f.node, f.what, f.cameraId, f.stream, f.segmentId, f.path,
                          f.fragments, f.firstFragment, f.bytes, f.foundUs)));
    return {};
}

Status MysqlStorageFaultStore::end(const Uuid& id, std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kEndFault, params(nowUs, id)));
    return {};
}

Result<std::vector<app::StorageFaultRow>> MysqlStorageFaultStore::list(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFaults, params(limit)));
    return mapped(rows, faultOf);
}

Result<std::int64_t> MysqlStorageFaultStore::countOpen() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCountFaults));
    return rows.front().number(0);
}

Status MysqlStorageFaultStore::putUnreadable(const app::UnreadableReportRow& r) {
    MJ_TRY(transaction_.execute(kPutUnreadable, params(r.id, r.node, r.boot, r.seq, r.kind,
                                                       r.reason, r.receivedUs, r.report)));
    return {};
}

Result<std::vector<app::UnreadableReportRow>> MysqlStorageFaultStore::unreadable(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kUnreadable, params(limit)));
    return mapped(rows, unreadableOf);
}

Result<std::int64_t> MysqlStorageFaultStore::countUnreadable() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCountUnreadable));
    return rows.front().number(0);
}

}  // namespace mingjing::db::repositories
