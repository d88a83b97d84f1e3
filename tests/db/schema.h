// SPDX-License-Identifier: Apache-2.0
// A schema of one test: made by the owner, migrated, dropped at the end.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "center/kernel/clock.h"
#include "center/kernel/ids.h"
#include "db/migrate/runner.h"
#include "db/repositories/database.h"

namespace mingjing::tests {

using kernel::Uuid;

struct Server {
    std::string socket, owner, ownerPassword, app, appPassword;
};
/// From the environment; throws with a word of advice when it is not set.
const Server& testServer();

/// Not migrated yet; dropped at the end of its life.
class Schema {
public:
    explicit Schema(const Server& server = testServer());
    ~Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const Server& server() const { return server_; }
    [[nodiscard]] db::mysql::ConnectionOptions ownerOptions() const;
    [[nodiscard]] db::mysql::ConnectionOptions appOptions() const;
    /// With the files of db/migrations.
    void migrate();

private:
    Server server_;
    std::string name_;
};

std::unique_ptr<db::mysql::Session> open(const db::mysql::ConnectionOptions& options);
std::vector<db::migrate::Migration> productMigrations();

/// A migrated schema and the application's database over it.
struct Centre {
    Schema schema;
    db::repositories::MysqlDatabase database;
    explicit Centre(std::size_t poolSize = 8, const Server& server = testServer());
};
/// One centre for all tests that only look at rows of their own.
Centre& sharedCentre();

/// A unit of work, or a failed test.
std::unique_ptr<app::UnitOfWork> begin(app::Database& database);
void commit(app::UnitOfWork& unit);

Uuid newId();
std::int64_t nowUs();

/// The answer of a query that gives one value, as text; "" for NULL or no row.
std::string ask(db::mysql::Session& session, const std::string& sql);

/// The value, or a failed test with the error's code and inner text.
template <typename T>
T must(kernel::Result<T> result) {
    if (!result.ok()) throw std::runtime_error(result.error().code + " " + result.error().internal);
    return std::move(result).value();
}
inline void must(const kernel::Status& status) {
    if (!status.ok()) throw std::runtime_error(status.error().code + " " + status.error().internal);
}

/// The seed of a randomised test: SEED of the environment, or a fresh one; printed either way.
unsigned seedOf(const char* test);

}  // namespace mingjing::tests
