// SPDX-License-Identifier: Apache-2.0
// Connector/C++ behind Session: settings asserted, statements prepared once, errors mapped.
#include "db/mysql/session.h"

#include <condition_variable>
#include <mutex>
#include <unordered_map>

#include <cppconn/exception.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <fmt/format.h>
#include <mysql_connection.h>
#include <mysql_driver.h>

#include "center/kernel/log.h"
#include "db/mysql/error_mapping.h"

namespace mingjing::db::mysql {

using kernel::ErrorKind;

namespace {

constexpr int kConnectTimeoutSeconds = 5;

/// Connecting is not thread-safe in the connector; the driver is never destroyed.
std::mutex& connectMutex() {
    static std::mutex mutex;
    return mutex;
}

sql::ConnectOptionsMap optionsMap(const ConnectionOptions& options) {
    sql::ConnectOptionsMap map;
    map["hostName"] = sql::SQLString("unix://" + options.socket);
    map["userName"] = sql::SQLString(options.user);
    map["password"] = sql::SQLString(options.password);
    map["schema"] = sql::SQLString(options.schema);
    map["OPT_CONNECT_TIMEOUT"] = kConnectTimeoutSeconds;
    map["OPT_READ_TIMEOUT"] = options.ioTimeoutSeconds;
    map["OPT_WRITE_TIMEOUT"] = options.ioTimeoutSeconds;
    map["OPT_RECONNECT"] = false;
    map["CLIENT_FOUND_ROWS"] = true;
    return map;
}

bool isWholeNumber(int type) {
    return type == sql::DataType::TINYINT || type == sql::DataType::SMALLINT ||
           type == sql::DataType::MEDIUMINT || type == sql::DataType::INTEGER ||
           type == sql::DataType::BIGINT || type == sql::DataType::BIT;
}

Value readColumn(sql::ResultSet& rows, int type, unsigned column) {
    if (rows.isNull(column)) return nullptr;
    if (isWholeNumber(type)) return static_cast<std::int64_t>(rows.getInt64(column));
    return rows.getString(column).asStdString();
}

Rows readAll(sql::ResultSet& rows) {
    sql::ResultSetMetaData* meta = rows.getMetaData();
    const unsigned columns = meta->getColumnCount();
    std::vector<int> types;
    for (unsigned c = 1; c <= columns; ++c) types.push_back(meta->getColumnType(c));
    Rows out;
    while (rows.next()) {
        std::vector<Value> values;
        values.reserve(columns);
        for (unsigned c = 1; c <= columns; ++c) values.push_back(readColumn(rows, types[c - 1], c));
        out.emplace_back(std::move(values));
    }
    return out;
}

void bind(sql::PreparedStatement& statement, const Params& params) {
    for (std::size_t i = 0; i < params.size(); ++i) {
        const auto index = static_cast<unsigned>(i + 1);
        if (std::holds_alternative<std::nullptr_t>(params[i]))
            statement.setNull(index, sql::DataType::SQLNULL);
        else if (const auto* number = std::get_if<std::int64_t>(&params[i]))
            statement.setInt64(index, *number);
        else
            statement.setString(index, std::get<std::string>(params[i]));
    }
}

}  // namespace

namespace {

template <typename T>
const T& columnOf(const std::vector<Value>& values, std::size_t i, const char* expected) {
    if (i < values.size())
        if (const auto* value = std::get_if<T>(&values[i])) return *value;
    throwBadColumn(i, expected);
}

}  // namespace

void throwBadColumn(std::size_t column, const char* expected) {
    const std::string what = fmt::format("column {} is not {}", column, expected);
    kernel::logError("db.bad_column: {}", what);
    throw BadColumn(what);
}

std::int64_t Row::number(std::size_t i) const {
    return columnOf<std::int64_t>(values_, i, "a whole number");
}

const std::string& Row::bytes(std::size_t i) const {
    return columnOf<std::string>(values_, i, "bytes");
}

struct Session::Impl {
    std::unique_ptr<sql::Connection> connection;
    std::unordered_map<const Query*, std::unique_ptr<sql::PreparedStatement>> statements;
    bool broken = false;
    std::int64_t id = 0;

    sql::PreparedStatement& prepared(const Query& query) {
        auto& slot = statements[&query];
        if (!slot) slot.reset(connection->prepareStatement(query.sql));
        return *slot;
    }

    /// Runs one call of the connector and maps what it throws.
    template <typename Work>
    auto guarded(const char* name, Work work) -> Result<decltype(work())> {
        if (broken) return Error::of(ErrorKind::Unavailable, "db.unreachable", "broken session");
        try {
            return work();
        } catch (const sql::SQLException& e) {
            if (breaksConnection(e.getErrorCode())) broken = true;
            return errorOf(e.getErrorCode(), name, e.what());
        } catch (const std::exception& e) {
            broken = true;
            return errorOf(0, name, e.what());
        }
    }
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Session::~Session() {
    impl_->statements.clear();
    const std::lock_guard lock(connectMutex());
    impl_->connection.reset();
}

namespace {

constexpr std::int64_t kLockWaitSeconds = 5;

const Query kReadSettings{
    "read_settings",
    "SELECT @@time_zone, @@sql_mode, @@character_set_client, CONNECTION_ID(), "
    "@@innodb_lock_wait_timeout"};
// The name differs between MariaDB 10 and MySQL 8.
const Query kReadIsolation{"read_isolation",
                           "SHOW SESSION VARIABLES WHERE variable_name IN "
                           "('tx_isolation', 'transaction_isolation')"};

bool areRight(const Rows& settings, const Rows& isolation) {
    return settings.size() == 1 && settings[0].bytes(0) == "+00:00" &&
           settings[0].bytes(1).find("STRICT_ALL_TABLES") != std::string::npos &&
           settings[0].bytes(2) == "utf8mb4" && settings[0].number(4) == kLockWaitSeconds &&
           !isolation.empty() && isolation[0].bytes(1) == "READ-COMMITTED";
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const ConnectionOptions& options) {
    auto impl = std::make_unique<Impl>();
    auto connected = impl->guarded("connect", [&] {
        const std::lock_guard lock(connectMutex());
        auto map = optionsMap(options);
        impl->connection.reset(sql::mysql::get_driver_instance()->connect(map));
        return true;
    });
    MJ_TRY(connected);
    std::unique_ptr<Session> session(new Session(std::move(impl)));
    for (const char* sql :
         {"SET NAMES utf8mb4", "SET time_zone = '+00:00', sql_mode = 'TRADITIONAL'",
          "SET innodb_lock_wait_timeout = 5",
          "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"})
        MJ_TRY(session->send(sql));
    MJ_ASSIGN(const Rows rows, session->query(kReadSettings, {}));
    MJ_ASSIGN(const Rows isolation, session->query(kReadIsolation, {}));
    if (!areRight(rows, isolation)) return Error::of(ErrorKind::Internal, "db.bad_settings");
    session->impl_->id = rows[0].number(3);
    return session;
}

Result<Rows> Session::query(const Query& query, const Params& params) {
    return impl_->guarded(query.name, [&] {
        sql::PreparedStatement& statement = impl_->prepared(query);
        bind(statement, params);
        const std::unique_ptr<sql::ResultSet> rows(statement.executeQuery());
        return readAll(*rows);
    });
}

Result<std::int64_t> Session::execute(const Query& query, const Params& params) {
    return impl_->guarded(query.name, [&] {
        sql::PreparedStatement& statement = impl_->prepared(query);
        bind(statement, params);
        return static_cast<std::int64_t>(statement.executeUpdate());
    });
}

Status Session::send(const std::string& sql) {
    auto sent = impl_->guarded(sql.substr(0, sql.find(' ')).c_str(), [&] {
        const std::unique_ptr<sql::Statement> statement(impl_->connection->createStatement());
        statement->execute(sql);
        return true;
    });
    return sent.ok() ? Status() : Status(sent.error());
}

bool Session::broken() const {
    return impl_->broken;
}
void Session::markBroken() {
    impl_->broken = true;
}
std::int64_t Session::connectionId() const {
    return impl_->id;
}

// ---------------------------------------------------------------------------------- pool

struct Pool::Impl {
    ConnectionOptions options;
    std::size_t size;
    std::mutex mutex;
    std::condition_variable returned;
    std::vector<std::unique_ptr<Session>> idle;
    std::size_t lent = 0;
};

Pool::Pool(ConnectionOptions options, std::size_t size) : impl_(std::make_unique<Impl>()) {
    impl_->options = std::move(options);
    impl_->size = size;
}
Pool::~Pool() = default;

Result<Pool::Lease> Pool::borrow(std::chrono::milliseconds wait) {
    std::unique_ptr<Session> session;
    {
        std::unique_lock lock(impl_->mutex);
        if (!impl_->returned.wait_for(lock, wait, [this] { return impl_->lent < impl_->size; }))
            return Error::of(ErrorKind::Exhausted, "db.pool_empty");
        ++impl_->lent;
        if (!impl_->idle.empty()) {
            session = std::move(impl_->idle.back());
            impl_->idle.pop_back();
        }
    }
    if (!session) {
        auto opened = Session::open(impl_->options);
        if (!opened.ok()) {
            giveBack(nullptr);
            return opened.error();
        }
        session = std::move(opened).value();
    }
    return Lease(*this, std::move(session));
}

void Pool::giveBack(std::unique_ptr<Session> session) {
    std::vector<std::unique_ptr<Session>> thrownAway;
    {
        const std::lock_guard lock(impl_->mutex);
        --impl_->lent;
        if (session && session->broken()) {
            // One dead link usually means all are dead: drop the idle ones with it.
            thrownAway.swap(impl_->idle);
            thrownAway.push_back(std::move(session));
        } else if (session) {
            impl_->idle.push_back(std::move(session));
        }
    }
    impl_->returned.notify_one();
}

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Session> session)
    : pool_(&pool), session_(std::move(session)) {}
Pool::Lease::Lease(Lease&& other) noexcept
    : pool_(other.pool_), session_(std::move(other.session_)) {}
Pool::Lease::~Lease() {
    if (session_) pool_->giveBack(std::move(session_));
}

}  // namespace mingjing::db::mysql
