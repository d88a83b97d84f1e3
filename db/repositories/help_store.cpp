// SPDX-License-Identifier: Apache-2.0
// Calls for help as the list reads them.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutHelpCall{
    "put_help_call",
    "INSERT INTO help_calls (id, seq, state, called_us, room_id, answered_us, closed_us) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seq = VALUES(seq), "
    "state = VALUES(state), called_us = VALUES(called_us), room_id = VALUES(room_id), "
    "answered_us = VALUES(answered_us), closed_us = VALUES(closed_us)"};
#define MJ_HELP_COLUMNS \
    "SELECT id, seq, state, called_us, room_id, answered_us, closed_us FROM help_calls "
const Query kFindHelpCall{"find_help_call", MJ_HELP_COLUMNS "WHERE id = ?"};
const Query kOpenHelpCalls{"open_help_calls",
                           MJ_HELP_COLUMNS "WHERE state = 'open' ORDER BY called_us, id LIMIT ?"};
const Query kClosedHelpCalls{"closed_help_calls", MJ_HELP_COLUMNS
                             "WHERE closed_us >= ? ORDER BY closed_us DESC, id LIMIT ?"};

app::HelpCallRow helpCallOf(const Row& row) {
    return {uuidAt(row, 0),      row.number(1),         row.bytes(2),         row.number(3),
            maybeUuidAt(row, 4), maybeNumberAt(row, 5), maybeNumberAt(row, 6)};
}

}  // namespace

Status MysqlHelpStore::put(const app::HelpCallRow& c) {
    MJ_TRY(transaction_.execute(kPutHelpCall, params(c.id, c.seq, c.state, c.calledUs, c.roomId,
                                                     c.answeredUs, c.closedUs)));
    return {};
}

Result<std::optional<app::HelpCallRow>> MysqlHelpStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindHelpCall, params(id)));
    return firstOf(rows, helpCallOf);
}

Result<std::vector<app::HelpCallRow>> MysqlHelpStore::open(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOpenHelpCalls, params(limit)));
    return mapped(rows, helpCallOf);
}

Result<std::vector<app::HelpCallRow>> MysqlHelpStore::closedSince(std::int64_t sinceUs, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kClosedHelpCalls, params(sinceUs, limit)));
    return mapped(rows, helpCallOf);
}

}  // namespace mingjing::db::repositories
