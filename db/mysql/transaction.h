// SPDX-License-Identifier: Apache-2.0
// A transaction that knows whether it was committed, was not, or cannot tell.
#pragma once

#include "db/mysql/session.h"

namespace mingjing::db::mysql {

enum class CommitOutcome {
    Committed,
    Conflict,  ///< the server undid it (deadlock, certification); decide again
    Unknown,   ///< the answer was lost; look for our own command id before anything else
};

/// Starts in the constructor's factory, rolls back in the destructor unless committed. Uses only
/// SQL text: the connector's own commit() and rollback() throw the server's answer away.
///
/// After a deadlock the server has undone everything and would let later statements commit one by
/// one. So a conflict dooms the transaction: it refuses every further statement, and commit().
class Transaction {
public:
    static Result<Transaction> begin(Session& session);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;

    Result<Rows> query(const Query& query, const Params& params = {});
    /// As Session::execute.
    Result<std::int64_t> execute(const Query& query, const Params& params = {});
    CommitOutcome commit();
    [[nodiscard]] Session& session() { return *session_; }

private:
    explicit Transaction(Session& session) : session_(&session) {}
    template <typename T>
    Result<T> noted(Result<T> answer);

    Session* session_;
    bool open_ = true;
    bool doomed_ = false;
};

}  // namespace mingjing::db::mysql
