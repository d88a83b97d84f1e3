// SPDX-License-Identifier: Apache-2.0
// Schemas of tests.
#include "tests/db/schema.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <random>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace mingjing::tests {

using db::mysql::ConnectionOptions;
using db::mysql::Session;

namespace {

std::string fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr)
        throw std::runtime_error(
            std::string(name) + " is not set: start this suite through tests/support/with-mariadb");
    return value;
}

}  // namespace

const Server& testServer() {
    static const Server kServer{
        fromEnvironment("MINGJING_TEST_DB_SOCKET"), fromEnvironment("MINGJING_TEST_DB_OWNER"),
        fromEnvironment("MINGJING_TEST_DB_OWNER_PASSWORD"), fromEnvironment("MINGJING_TEST_DB_APP"),
        fromEnvironment("MINGJING_TEST_DB_APP_PASSWORD")};
    return kServer;
}

std::unique_ptr<Session> open(const ConnectionOptions& options) {
    return must(Session::open(options));
}

std::vector<db::migrate::Migration> productMigrations() {
    return must(db::migrate::readMigrations(MINGJING_SOURCE_DIR "/db/migrations"));
}

Schema::Schema(const Server& server) : server_(server) {
    static int made = 0;
    name_ = "mjtest_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    ConnectionOptions outside = ownerOptions();
    outside.schema = "information_schema";
    const auto owner = open(outside);
    must(owner->send("DROP DATABASE IF EXISTS " + name_));
    must(owner->send("CREATE DATABASE " + name_ + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
}

Schema::~Schema() {
    ConnectionOptions outside = ownerOptions();
    outside.schema = "information_schema";
    auto owner = Session::open(outside);
    if (!owner.ok() || !(*owner)->send("DROP DATABASE " + name_).ok())
        std::cerr << "schema " << name_ << " stays behind\n";
}

ConnectionOptions Schema::ownerOptions() const {
    return {server_.socket, name_, server_.owner, server_.ownerPassword};
}

ConnectionOptions Schema::appOptions() const {
    return {server_.socket, name_, server_.app, server_.appPassword};
}

void Schema::migrate() {
    const auto owner = open(ownerOptions());
    must(db::migrate::migrate(*owner, productMigrations(), "test", server_.app));
}

namespace {

ConnectionOptions migrated(Schema& schema) {
    schema.migrate();
    return schema.appOptions();
}

}  // namespace

Centre::Centre(std::size_t poolSize, const Server& server)
    : schema(server), database(migrated(schema), poolSize) {}

Centre& sharedCentre() {
    // Ends with the process, after the last test.
    static Centre centre;
    return centre;
}

std::unique_ptr<app::UnitOfWork> begin(app::Database& database) {
    return must(database.begin());
}

void commit(app::UnitOfWork& unit) {
    BOOST_REQUIRE(unit.commit() == app::CommitResult::Committed);
}

std::int64_t nowUs() {
    return kernel::SystemClock().wall().us;
}

Uuid newId() {
    return Uuid::make(nowUs());
}

namespace {

/// Sessions know a query by its address, so one that was asked stays for ever.
const db::mysql::Query& interned(const std::string& sql) {
    static std::mutex mutex;
    static std::map<std::string, db::mysql::Query> queries;
    const std::lock_guard lock(mutex);
    const auto [it, isNew] = queries.try_emplace(sql, db::mysql::Query{"ask", nullptr});
    it->second.sql = it->first.c_str();
    return it->second;
}

}  // namespace

std::string ask(Session& session, const std::string& sql) {
    const auto rows = must(session.query(interned("SELECT CAST((" + sql + ") AS CHAR)"), {}));
    return rows.at(0).isNull(0) ? "" : rows[0].bytes(0);
}

unsigned seedOf(const char* test) {
    const char* given = std::getenv("SEED");
    const unsigned seed =
        given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
    BOOST_TEST_MESSAGE(test << " SEED=" << seed);
    std::cout << test << " SEED=" << seed << "\n";
    return seed;
}

}  // namespace mingjing::tests
