// SPDX-License-Identifier: Apache-2.0
// One database connection with checked settings, and the bounded pool that lends it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::db::mysql {

using kernel::Error;
using kernel::Result;
using kernel::Status;

struct ConnectionOptions {
    std::string socket;  ///< Unix socket of the server
    std::string schema;
    std::string user;
    std::string password;
    int ioTimeoutSeconds = 15;  ///< a silent server is a dead one
};

/// A named statement with `?` placeholders; made once as a constant beside its only use. The
/// session prepares it on first use and keeps it by address.
struct Query {
    const char* name;
    const char* sql;
};

/// A column does not hold what its reader expects: the schema, or a row, was changed by hand. It
/// ends the one request (the transaction is rolled back on the way out), never the process: one
/// damaged row must not keep everybody else from working.
class BadColumn : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
/// Throws BadColumn; `expected` names what the reader wanted, never the value.
[[noreturn]] void throwBadColumn(std::size_t column, const char* expected);

/// A parameter or a column: nothing, a whole number, or bytes (text is UTF-8 bytes).
using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;
using Params = std::vector<Value>;

/// One row, fully read. Reading the wrong type throws BadColumn.
class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    [[nodiscard]] bool isNull(std::size_t i) const {
        return std::holds_alternative<std::nullptr_t>(values_.at(i));
    }
    [[nodiscard]] std::int64_t number(std::size_t i) const;
    [[nodiscard]] const std::string& bytes(std::size_t i) const;

private:
    std::vector<Value> values_;
};
using Rows = std::vector<Row>;

/// One connection, confined to one thread at a time. Every client-side or unknown error marks it
/// broken, and the pool throws it away; server-side errors leave it usable.
class Session {
public:
    /// Connects and asserts time zone, SQL mode, isolation and character set.
    /// Fails with Unavailable (`db.unreachable`) or Internal (`db.bad_settings`).
    static Result<std::unique_ptr<Session>> open(const ConnectionOptions& options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Result<Rows> query(const Query& query, const Params& params);
    /// Rows that matched (an UPDATE that changes nothing counts them too); for INSERT … ON
    /// DUPLICATE KEY UPDATE 1 when inserted.
    Result<std::int64_t> execute(const Query& query, const Params& params);
    /// Sends text as it is: transaction control and migrations only, never with data in it.
    Status send(const std::string& sql);
    [[nodiscard]] bool broken() const;
    void markBroken();
    [[nodiscard]] std::int64_t connectionId() const;

private:
    struct Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Lends at most `size` sessions; opens them when needed. Thread-safe.
class Pool {
public:
    Pool(ConnectionOptions options, std::size_t size);
    ~Pool();

    /// A lent session; goes back (or is thrown away when broken) at the end of its life.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Session> session);
        ~Lease();
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        Session& operator*() { return *session_; }
        Session* operator->() { return session_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Session> session_;
    };

    /// Fails with Exhausted (`db.pool_empty`) after `wait`, or Unavailable.
    Result<Lease> borrow(std::chrono::milliseconds wait = std::chrono::milliseconds(5000));

private:
    friend class Lease;
    void giveBack(std::unique_ptr<Session> session);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::db::mysql
