// SPDX-License-Identifier: Apache-2.0
// Migrations: once, in order, whole or refused; and the rights of the application account.
#include <algorithm>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using db::migrate::Migration;
using db::mysql::Query;
using db::mysql::Session;
using kernel::ErrorKind;
using kernel::Status;

namespace {

Status migrateWith(Schema& schema, const std::vector<Migration>& migrations) {
    const auto owner = open(schema.ownerOptions());
    return db::migrate::migrate(*owner, migrations, "test", schema.server().app);
}

void checkRefused(const Status& status, const std::string& code, std::int64_t number) {
    BOOST_REQUIRE(!status.ok());
    BOOST_TEST((status.error().kind == ErrorKind::Precondition));
    BOOST_TEST(status.error().code == code);
    BOOST_TEST(status.error().params["number"] == number);
}

Migration extra(std::int64_t number, const std::string& sql) {
    return {number, "extra", sql, std::string(64, 'a')};
}

/// Everything information_schema knows of a schema's columns and keys.
std::string shapeOf(Session& owner) {
    must(owner.send("SET SESSION group_concat_max_len = 1000000"));
    return ask(owner,
               "SELECT GROUP_CONCAT(table_name, column_name, ordinal_position, column_type, "
               "is_nullable, IFNULL(collation_name, '') ORDER BY table_name, ordinal_position) "
               "FROM information_schema.columns WHERE table_schema = DATABASE()") +
           ask(owner,
               "SELECT GROUP_CONCAT(table_name, index_name, seq_in_index, column_name, non_unique "
               "ORDER BY table_name, index_name, seq_in_index) "
               "FROM information_schema.statistics WHERE table_schema = DATABASE()");
}

const Query kTables{"tables",
                    "SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema = DATABASE() ORDER BY table_name"};

}  // namespace

BOOST_AUTO_TEST_SUITE(migrations)

BOOST_AUTO_TEST_CASE(a_fresh_schema_gets_every_step_and_the_next_run_nothing) {
    Schema schema;
    const auto migrations = productMigrations();

    must(migrateWith(schema, migrations));
    const auto owner = open(schema.ownerOptions());
    const std::string record = ask(*owner,
                                   "SELECT GROUP_CONCAT(number, name, sha256, started_us, "
                                   "finished_us ORDER BY number) FROM schema_migrations");
    const std::string shape = shapeOf(*owner);
    must(migrateWith(schema, migrations));

    BOOST_TEST(ask(*owner, "SELECT COUNT(*) FROM schema_migrations WHERE finished_us > 0") ==
               std::to_string(migrations.size()));
    BOOST_TEST(ask(*owner,
                   "SELECT GROUP_CONCAT(number, name, sha256, started_us, finished_us "
                   "ORDER BY number) FROM schema_migrations") == record);
    BOOST_TEST(shapeOf(*owner) == shape);
}

BOOST_AUTO_TEST_CASE(a_schema_that_grew_step_by_step_is_the_fresh_one) {
    Schema grown;
    Schema fresh;
    const auto migrations = productMigrations();
    for (std::size_t n = 1; n <= migrations.size(); n += 7)
        must(migrateWith(
            grown, {migrations.begin(), migrations.begin() + static_cast<std::ptrdiff_t>(n)}));
    must(migrateWith(grown, migrations));
    must(migrateWith(fresh, migrations));

    BOOST_TEST(shapeOf(*open(grown.ownerOptions())) == shapeOf(*open(fresh.ownerOptions())));
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused) {
    Schema schema;
    auto migrations = productMigrations();
    const auto old = migrations;
    migrations.push_back(extra(static_cast<std::int64_t>(old.size()) + 1,
                               "CREATE TABLE newer (id INT PRIMARY KEY)"));
    must(migrateWith(schema, migrations));

    const Status refused = migrateWith(schema, old);

    checkRefused(refused, "migrate.newer_database", static_cast<std::int64_t>(migrations.size()));
}

BOOST_AUTO_TEST_CASE(an_applied_file_that_was_changed_is_refused) {
    Schema schema;
    auto migrations = productMigrations();
    must(migrateWith(schema, migrations));

    migrations[4].sha256[0] = migrations[4].sha256[0] == '0' ? '1' : '0';
    const Status refused = migrateWith(schema, migrations);

    checkRefused(refused, "migrate.changed_file", 5);
}

BOOST_AUTO_TEST_CASE(a_step_that_failed_stays_on_record_and_is_refused_from_then_on) {
    Schema schema;
    std::vector<Migration> migrations = {extra(1, "CREATE TABLE one (id INT PRIMARY KEY)"),
                                         extra(2, "CREATE TABLE two (id NONSENSE)"),
                                         extra(3, "CREATE TABLE three (id INT PRIMARY KEY)")};

    const Status failed = migrateWith(schema, migrations);
    migrations[1].sql = "CREATE TABLE two (id INT PRIMARY KEY)";
    const Status refused = migrateWith(schema, migrations);

    BOOST_REQUIRE(!failed.ok());
    checkRefused(refused, "migrate.half_done", 2);
    const auto owner = open(schema.ownerOptions());
    BOOST_TEST(ask(*owner,
                   "SELECT GROUP_CONCAT(table_name ORDER BY table_name) FROM "
                   "information_schema.tables WHERE table_schema = DATABASE()") ==
               "one,schema_migrations");
}

BOOST_AUTO_TEST_CASE(two_that_migrate_at_once_apply_every_step_once) {
    Schema schema;
    const auto migrations = productMigrations();
    Status results[2];

    std::thread first([&] { results[0] = migrateWith(schema, migrations); });
    std::thread second([&] { results[1] = migrateWith(schema, migrations); });
    first.join();
    second.join();

    must(results[0]);
    must(results[1]);
    BOOST_TEST(ask(*open(schema.ownerOptions()),
                   "SELECT COUNT(*) FROM schema_migrations WHERE finished_us > 0") ==
               std::to_string(migrations.size()));
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_one_two_three_are_refused) {
    BOOST_TEST((db::migrate::readMigrations("/nonexistent").error().code == "migrate.bad_folder"));
    std::int64_t expected = 0;
    for (const Migration& migration : productMigrations()) {
        BOOST_TEST(migration.number == ++expected);
        BOOST_TEST_INFO(migration.name);
        BOOST_TEST(migration.sql.rfind("-- ", 0) == 0U);  // the first line says why
    }
}

BOOST_AUTO_TEST_CASE(every_table_is_innodb_binary_text_and_times_are_whole_numbers) {
    Schema schema;
    schema.migrate();
    const auto owner = open(schema.ownerOptions());

    BOOST_TEST(ask(*owner,
                   "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE "
                   "table_schema = DATABASE() AND (engine <> 'InnoDB' OR table_collation <> "
                   "'utf8mb4_bin')")
                   .empty());
    BOOST_TEST(ask(*owner,
                   "SELECT GROUP_CONCAT(table_name, '.', column_name) FROM "
                   "information_schema.columns WHERE table_schema = DATABASE() AND "
                   "(data_type IN ('datetime', 'timestamp', 'json', 'float', 'double', 'decimal') "
                   "OR (column_name LIKE '%\\_us' AND data_type <> 'bigint') OR "
                   "(column_name LIKE '%\\_id' AND column_name <> 'rule_id' AND "
                   "column_type <> 'binary(16)'))")
                   .empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(rights)

BOOST_AUTO_TEST_CASE(the_application_may_not_change_what_happened) {
    Schema schema;
    schema.migrate();
    const auto app = open(schema.appOptions());

    for (const char* sql :
         {"UPDATE timeline SET seq = 1", "DELETE FROM timeline", "UPDATE audit SET peer = ''",
          "DELETE FROM audit", "REPLACE INTO audit (id) VALUES (1)", "TRUNCATE TABLE timeline",
          "DROP TABLE timeline", "ALTER TABLE audit ADD x INT", "CREATE TABLE mine (id INT)",
          "CREATE TRIGGER t BEFORE INSERT ON timeline FOR EACH ROW SET NEW.seq = 1",
          "INSERT INTO timeline (stream_kind, stream_id, seq, type, schema_version, happened_us, "
          "entered_us, actor_id, command_id, body, previous_hash, hash) VALUES ('a', '', 1, '', 1, "
          "1, 1, '', '', '', '', '') ON DUPLICATE KEY UPDATE body = ''",
          "INSERT INTO schema_migrations (number) VALUES (1)",
          "UPDATE schema_migrations SET sha256 = ''"}) {
        BOOST_TEST_INFO(sql);
        const Status refused = app->send(sql);

        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST_INFO(refused.error().internal);
        BOOST_TEST((refused.error().kind == ErrorKind::Internal));
        BOOST_TEST(refused.error().internal.find(": 1142 ") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_application_has_what_it_needs_on_every_table_and_nothing_elsewhere) {
    Schema schema;
    schema.migrate();
    Schema foreign;
    foreign.migrate();
    const auto owner = open(schema.ownerOptions());

    const auto tables = must(owner->query(kTables, {}));
    const auto migrations = productMigrations();
    const auto made = std::count_if(migrations.begin(), migrations.end(), [](const auto& each) {
        return each.sql.find("CREATE TABLE") != std::string::npos;
    });
    BOOST_TEST(tables.size() == static_cast<std::size_t>(made) + 1);
    const std::set<std::string> onlyAdded{"timeline",  "audit",     "log_leaves",
                                          "log_nodes", "log_heads", "log_countersignatures"};
    for (const auto& row : tables) {
        const std::string& table = row.bytes(0);
        const bool appendOnly = onlyAdded.contains(table);
        const std::string expected = table == "schema_migrations" ? "SELECT"
                                     : appendOnly                 ? "INSERT,SELECT"
                                                                  : "DELETE,INSERT,SELECT,UPDATE";
        BOOST_TEST_INFO(table);
        BOOST_TEST(ask(*owner,
                       "SELECT GROUP_CONCAT(privilege_type ORDER BY privilege_type) FROM "
                       "information_schema.table_privileges WHERE table_schema = DATABASE() AND "
                       "table_name = '" +
                           table + "' AND grantee = '''" + schema.server().app +
                           "''@''localhost'''") == expected);
    }
    BOOST_TEST(ask(*owner,
                   "SELECT COUNT(*) FROM information_schema.schema_privileges WHERE grantee = '''" +
                       schema.server().app + "''@''localhost'''") == "0");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
