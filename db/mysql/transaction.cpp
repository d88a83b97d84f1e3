// SPDX-License-Identifier: Apache-2.0
// Transaction control as SQL text, with its answers read.
#include "db/mysql/transaction.h"

#include <utility>

namespace mingjing::db::mysql {

using kernel::ErrorKind;

namespace {

Error doomed() {
    return Error::of(ErrorKind::Conflict, "db.conflict", "the transaction was undone before");
}

}  // namespace

Result<Transaction> Transaction::begin(Session& session) {
    MJ_TRY(session.send("START TRANSACTION"));
    return Transaction(session);
}

Transaction::Transaction(Transaction&& other) noexcept
    : session_(other.session_), open_(std::exchange(other.open_, false)), doomed_(other.doomed_) {}

Transaction::~Transaction() {
    if (!open_ || session_->broken()) return;
    // A failed rollback leaves the session in an unknown state; the server undoes it on close.
    if (!session_->send("ROLLBACK").ok()) session_->markBroken();
}

template <typename T>
Result<T> Transaction::noted(Result<T> answer) {
    if (!answer.ok() && answer.error().code != "db.duplicate" &&
        (answer.error().kind == ErrorKind::Conflict ||
         answer.error().kind == ErrorKind::Unavailable))
        doomed_ = true;
    return answer;
}

Result<Rows> Transaction::query(const Query& query, const Params& params) {
    if (doomed_) return doomed();
    return noted(session_->query(query, params));
}

Result<std::int64_t> Transaction::execute(const Query& query, const Params& params) {
    if (doomed_) return doomed();
    return noted(session_->execute(query, params));
}

CommitOutcome Transaction::commit() {
    // COMMIT is not sent, so nothing can be stored; the destructor rolls back what may be left.
    if (doomed_) return CommitOutcome::Conflict;
    open_ = false;
    const Status answer = session_->send("COMMIT");
    if (answer.ok()) return CommitOutcome::Committed;
    if (answer.error().kind == ErrorKind::Conflict) return CommitOutcome::Conflict;
    session_->markBroken();
    return CommitOutcome::Unknown;
}

}  // namespace mingjing::db::mysql
