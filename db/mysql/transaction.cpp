// SPDX-License-Identifier: Apache-2.0
// Transaction control as SQL text, with its answers read.
#include "db/mysql/transaction.h"

#include <utility>

namespace mingjing::db::mysql {

Result<Transaction> Transaction::begin(Session& session) {
    MJ_TRY(session.send("START TRANSACTION"));
    return Transaction(session);
}

Transaction::Transaction(Transaction&& other) noexcept
    : session_(other.session_), open_(std::exchange(other.open_, false)) {}

Transaction::~Transaction() {
    if (!open_ || session_->broken()) return;
    // A failed rollback leaves the session in an unknown state; the server undoes it on close.
    if (!session_->send("ROLLBACK").ok()) session_->markBroken();
}

CommitOutcome Transaction::commit() {
    open_ = false;
    const Status answer = session_->send("COMMIT");
    if (answer.ok()) return CommitOutcome::Committed;
    if (answer.error().kind == kernel::ErrorKind::Conflict) return CommitOutcome::Conflict;
    session_->markBroken();
    return CommitOutcome::Unknown;
}

}  // namespace mingjing::db::mysql
