// SPDX-License-Identifier: Apache-2.0
// Handovers as the list reads them.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutHandover{
    "put_handover",
    "INSERT INTO handovers (id, seq, prepared_us, prepared_by, accepted_us, accepted_by) "
    "VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seq = VALUES(seq), "
    "accepted_us = VALUES(accepted_us), accepted_by = VALUES(accepted_by)"};
#define MJ_HANDOVER_COLUMNS \
    "SELECT id, seq, prepared_us, prepared_by, accepted_us, accepted_by FROM handovers "
const Query kFindHandover{"find_handover", MJ_HANDOVER_COLUMNS "WHERE id = ?"};
const Query kHandovers{"handovers", MJ_HANDOVER_COLUMNS "ORDER BY prepared_us DESC, id LIMIT ?"};

app::HandoverRow handoverOf(const Row& row) {
    return {uuidAt(row, 0), row.number(1),         row.number(2),
            uuidAt(row, 3), maybeNumberAt(row, 4), maybeUuidAt(row, 5)};
}

}  // namespace

Status MysqlHandoverStore::put(const app::HandoverRow& h) {
    MJ_TRY(transaction_.execute(
        kPutHandover, params(h.id, h.seq, h.preparedUs, h.preparedBy, h.acceptedUs, h.acceptedBy)));
    return {};
}

Result<std::optional<app::HandoverRow>> MysqlHandoverStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindHandover, params(id)));
    return firstOf(rows, handoverOf);
}

Result<std::vector<app::HandoverRow>> MysqlHandoverStore::list(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kHandovers, params(limit)));
    return mapped(rows, handoverOf);
}

}  // namespace mingjing::db::repositories
