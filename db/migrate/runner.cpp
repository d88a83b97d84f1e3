// SPDX-License-Identifier: Apache-2.0
// The migration runner.
#include "db/migrate/runner.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "center/kernel/bytes.h"
#include "center/kernel/clock.h"
#include "center/kernel/crypto.h"
#include "center/kernel/files.h"
#include "center/kernel/log.h"

namespace mingjing::db::migrate {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;
using mysql::Query;
using mysql::Rows;
using mysql::Session;

namespace {

const char* const kCreateRecord =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "number BIGINT NOT NULL, name VARCHAR(64) NOT NULL, sha256 CHAR(64) NOT NULL, "
    "started_us BIGINT NOT NULL, finished_us BIGINT NULL, binary_version VARCHAR(32) NOT NULL, "
    "PRIMARY KEY (number)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

// Names of locks are the server's, not the schema's.
const Query kLock{"migrate_lock",
                  "SELECT GET_LOCK(CONCAT('mingjing.migrate.', MD5(DATABASE())), 10)"};
const Query kUnlock{"migrate_unlock",
                    "SELECT RELEASE_LOCK(CONCAT('mingjing.migrate.', MD5(DATABASE())))"};
const Query kApplied{"migrate_applied",
                     "SELECT number, sha256, finished_us, name FROM schema_migrations "
                     "ORDER BY number"};
const Query kStart{"migrate_start",
                   "INSERT INTO schema_migrations (number, name, sha256, started_us, "
                   "binary_version) VALUES (?, ?, ?, ?, ?)"};
const Query kFinish{"migrate_finish",
                    "UPDATE schema_migrations SET finished_us = ? WHERE number = ?"};
const Query kTables{"migrate_tables",
                    "SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations'"};
const Query kSchema{"migrate_schema", "SELECT DATABASE()"};

Error refusal(const char* code, const Migration* migration, std::int64_t number = 0) {
    Error error = Error::of(ErrorKind::Precondition, code);
    error.params["number"] = migration ? migration->number : number;
    if (migration) error.params["name"] = migration->name;
    return error;
}

std::int64_t nowUs() {
    return kernel::SystemClock().wall().us;
}

/// Compares what was applied with the files; returns how many are applied.
Result<std::size_t> checkApplied(const Rows& applied, const std::vector<Migration>& migrations) {
    for (const auto& row : applied) {
        const auto number = row.number(0);
        if (number > static_cast<std::int64_t>(migrations.size()))
            return refusal("migrate.newer_database", nullptr, number);
        const Migration& file = migrations[static_cast<std::size_t>(number - 1)];
        if (row.isNull(2)) return refusal("migrate.half_done", &file);
        if (row.bytes(1) != file.sha256) return refusal("migrate.changed_file", &file);
    }
    return applied.size();
}

Status apply(Session& owner, const Migration& migration, const std::string& version) {
    kernel::logInfo("migration {} {}", migration.number, migration.name);
    MJ_TRY(owner.execute(kStart,
                         {migration.number, migration.name, migration.sha256, nowUs(), version}));
    MJ_TRY(owner.send(migration.sql));
    MJ_TRY(owner.execute(kFinish, {nowUs(), migration.number}));
    return {};
}

bool isAppendOnly(const std::string& table) {
    static const std::set<std::string> kAppendOnly{
        "timeline", "audit", "log_leaves", "log_nodes", "log_heads", "log_countersignatures"};
    return kAppendOnly.contains(table);
}

/// Table names and the account come from our own schema and configuration, never from a caller.
Status grant(Session& owner, const std::string& user) {
    MJ_ASSIGN(const Rows schema, owner.query(kSchema, {}));
    MJ_ASSIGN(const Rows tables, owner.query(kTables, {}));
    for (const auto& row : tables) {
        const std::string& table = row.bytes(0);
        const char* rights =
            isAppendOnly(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
        MJ_TRY(owner.send(fmt::format("GRANT {} ON `{}`.`{}` TO '{}'@'localhost'", rights,
                                      schema[0].bytes(0), table, user)));
    }
    return owner.send(fmt::format("GRANT SELECT ON `{}`.`schema_migrations` TO '{}'@'localhost'",
                                  schema[0].bytes(0), user));
}

Status migrateLocked(Session& owner, const std::vector<Migration>& migrations,
                     const std::string& version, const std::string& user) {
    MJ_TRY(owner.send(kCreateRecord));
    MJ_ASSIGN(const Rows applied, owner.query(kApplied, {}));
    MJ_ASSIGN(const std::size_t done, checkApplied(applied, migrations));
    for (std::size_t i = done; i < migrations.size(); ++i)
        MJ_TRY(apply(owner, migrations[i], version));
    return grant(owner, user);
}

}  // namespace

Result<std::vector<Migration>> readMigrations(const std::string& folder) {
    std::error_code failed;
    std::map<std::string, std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
        if (entry.path().extension() == ".sql") files[entry.path().filename()] = entry.path();
    std::vector<Migration> migrations;
    for (const auto& [name, path] : files) {
        MJ_ASSIGN(std::string sql, kernel::readFile(path.string()));
        Migration migration;
        migration.number = static_cast<std::int64_t>(migrations.size()) + 1;
        migration.name = path.stem().string();
        migration.sha256 = kernel::hexOf(kernel::sha256(sql));
        migration.sql = std::move(sql);
        if (name.rfind(fmt::format("{:04}_", migration.number), 0) != 0 || migration.sql.empty())
            return Error::of(ErrorKind::Internal, "migrate.bad_folder", name);
        migrations.push_back(std::move(migration));
    }
    if (failed || migrations.empty())
        return Error::of(ErrorKind::Internal, "migrate.bad_folder", folder);
    return migrations;
}

Status migrate(Session& owner, const std::vector<Migration>& migrations,
               const std::string& binaryVersion, const std::string& applicationUser) {
    MJ_ASSIGN(const Rows locked, owner.query(kLock, {}));
    if (locked.size() != 1 || locked[0].isNull(0) || locked[0].number(0) != 1)
        return Error::of(ErrorKind::Precondition, "migrate.busy");
    const Status done = migrateLocked(owner, migrations, binaryVersion, applicationUser);
    const auto unlocked = owner.query(kUnlock, {});
    if (!unlocked.ok()) owner.markBroken();
    return done;
}

}  // namespace mingjing::db::migrate
