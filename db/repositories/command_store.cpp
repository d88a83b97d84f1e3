// SPDX-License-Identifier: Apache-2.0
// Table commands: what was answered under which key.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

// A locking read: an INSERT of the same key that is not settled holds the row, and we wait for it.
const Query kFindCommand{"find_command",
                         "SELECT command_id, body_hash, answer FROM commands "
                         "WHERE actor_id = ? AND idempotency_key = ? FOR UPDATE"};
const Query kPutCommand{"put_command",
                        "INSERT INTO commands (actor_id, idempotency_key, command_id, body_hash, "
                        "answer, entered_us) VALUES (?, ?, ?, ?, ?, ?)"};

app::StoredCommand commandOf(const Row& row) {
    return {uuidAt(row, 0), hashAt(row, 1), row.bytes(2)};
}

}  // namespace

Result<std::optional<app::StoredCommand>> MysqlCommandStore::find(const Uuid& actor,
                                                                  const Uuid& key) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindCommand, params(actor, key)));
    return firstOf(rows, commandOf);
}

Status MysqlCommandStore::put(const Uuid& actor, const Uuid& key, const app::StoredCommand& command,
                              std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kPutCommand, params(actor, key, command.commandId, command.bodyHash,
                                                    command.answer, nowUs)));
    return {};
}

}  // namespace mingjing::db::repositories
