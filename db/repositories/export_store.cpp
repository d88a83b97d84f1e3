// SPDX-License-Identifier: Apache-2.0
// Released recordings, and the keys of the recorders that made them.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kReleaseExport{
    "release_export",
    "INSERT INTO exports (id, stay_id, terms, released_us, made_us, bytes, fragments, sha256, "
    "problem) VALUES (?, ?, ?, ?, NULL, 0, 0, '', '') ON DUPLICATE KEY UPDATE id = VALUES(id)"};
const Query kExportMade{"export_made",
                        "UPDATE exports SET made_us = ?, bytes = ?, fragments = ?, sha256 = ?, "
                        "zip_bytes = ?, zip_sha256 = ?, problem = '' WHERE id = ?"};
const Query kExportFailed{"export_failed", "UPDATE exports SET problem = ? WHERE id = ?"};
const Query kRetryExport{"retry_export",
                         "UPDATE exports SET problem = '', made_us = NULL WHERE id = ?"};
#define MJ_EXPORT_COLUMNS                                                                  \
    "SELECT id, stay_id, terms, released_us, made_us, bytes, fragments, sha256, problem, " \
    "zip_bytes, zip_sha256 FROM exports "
const Query kFindExport{"find_export", MJ_EXPORT_COLUMNS "WHERE id = ?"};
const Query kExportsSince{
    "exports_since", MJ_EXPORT_COLUMNS "WHERE released_us >= ? ORDER BY released_us, id LIMIT ?"};
const Query kNoteNodeKey{"note_node_key",
                         "INSERT INTO node_keys (node, public_key, first_seen_us) VALUES (?, ?, "
                         "?) ON DUPLICATE KEY UPDATE node = VALUES(node)"};
const Query kNodeKeys{"node_keys",
                      "SELECT node, public_key, first_seen_us FROM node_keys "
                      "ORDER BY first_seen_us, public_key"};

app::ExportRow exportOf(const Row& row) {
    return {uuidAt(row, 0),        uuidAt(row, 1), row.bytes(2),  row.number(3),
            maybeNumberAt(row, 4), row.number(5),  row.number(6), row.bytes(7),
            row.bytes(8),          row.number(9),  row.bytes(10)};
}

app::NodeKeyRow nodeKeyOf(const Row& row) {
    return {row.bytes(0), row.bytes(1), row.number(2)};
}

}  // namespace

Status MysqlExportStore::release(const Uuid& id, const Uuid& stayId, const std::string& terms,
                                 std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kReleaseExport, params(id, stayId, terms, nowUs)));
    return {};
}

Status MysqlExportStore::made(const Uuid& id, std::int64_t nowUs, const app::MadePackageRow& p) {
    MJ_TRY(transaction_.execute(
        kExportMade, params(nowUs, p.bytes, p.fragments, p.sha256, p.zipBytes, p.zipSha256, id)));
    return {};
}

Status MysqlExportStore::failed(const Uuid& id, const std::string& problem) {
    MJ_TRY(transaction_.execute(kExportFailed, params(problem, id)));
    return {};
}

Status MysqlExportStore::retry(const Uuid& id) {
    MJ_TRY(transaction_.execute(kRetryExport, params(id)));
    return {};
}

Result<std::optional<app::ExportRow>> MysqlExportStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindExport, params(id)));
    return firstOf(rows, exportOf);
}

Result<std::vector<app::ExportRow>> MysqlExportStore::since(std::int64_t us, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kExportsSince, params(us, limit)));
    return mapped(rows, exportOf);
}

Status MysqlExportStore::noteNodeKey(const app::NodeKeyRow& k) {
    MJ_TRY(transaction_.execute(kNoteNodeKey, params(k.node, k.publicKey, k.firstSeenUs)));
    return {};
}

Result<std::vector<app::NodeKeyRow>> MysqlExportStore::nodeKeys() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kNodeKeys, params()));
    return mapped(rows, nodeKeyOf);
}

}  // namespace mingjing::db::repositories
