// SPDX-License-Identifier: Apache-2.0
// Sessions, their settings and values; what the pool does with broken ones.
#include <boost/test/unit_test.hpp>

#include "tests/db/gate.h"
#include "tests/db/schema.h"

namespace mingjing::tests {

using db::mysql::Params;
using db::mysql::Pool;
using db::mysql::Query;
using db::mysql::Session;
using kernel::ErrorKind;

namespace {

const Query kEcho{"echo", "SELECT ?"};
const Query kSleep{"sleep", "SELECT SLEEP(30)"};
const Query kPutBytes{"put_bytes", "INSERT INTO echoes (id, bytes, words) VALUES (?, ?, ?)"};
const Query kGetBytes{"get_bytes", "SELECT bytes, words FROM echoes WHERE id = ?"};
const Query kGetAll{"get_all", "SELECT bytes, words FROM echoes WHERE (? IS NULL OR id = ?)"};
const Query kUpdate{"update_bytes", "UPDATE echoes SET words = ? WHERE id = ?"};

void makeEchoes(Schema& schema) {
    must(open(schema.ownerOptions())
             ->send("CREATE TABLE echoes (id INT PRIMARY KEY, bytes MEDIUMBLOB NULL, "
                    "words VARCHAR(16) NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"));
}

void kill(const Schema& schema, std::int64_t connection) {
    must(open(schema.ownerOptions())->send("KILL " + std::to_string(connection)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(a_session_is_read_committed_strict_utc_and_utf8mb4) {
    Schema schema;

    const auto session = open(schema.ownerOptions());

    BOOST_TEST(ask(*session, "SELECT @@tx_isolation") == "READ-COMMITTED");
    BOOST_TEST(ask(*session, "SELECT @@time_zone") == "+00:00");
    BOOST_TEST(ask(*session, "SELECT @@character_set_client") == "utf8mb4");
    BOOST_TEST(ask(*session, "SELECT @@sql_mode LIKE '%STRICT_ALL_TABLES%'") == "1");
    BOOST_TEST(ask(*session, "SELECT @@innodb_lock_wait_timeout") == "5");
}

BOOST_AUTO_TEST_CASE(a_transaction_sees_what_others_committed_meanwhile) {
    Schema schema;
    makeEchoes(schema);
    const auto mine = open(schema.ownerOptions());
    const auto other = open(schema.ownerOptions());

    must(mine->send("START TRANSACTION"));
    BOOST_TEST(ask(*mine, "SELECT COUNT(*) FROM echoes") == "0");
    must(other->execute(kPutBytes, {std::int64_t{1}, "a", "b"}));

    BOOST_TEST(ask(*mine, "SELECT COUNT(*) FROM echoes") == "1");
}

BOOST_AUTO_TEST_CASE(bytes_chinese_and_emoji_come_back_as_they_were) {
    Schema schema;
    makeEchoes(schema);
    const auto session = open(schema.ownerOptions());
    std::string everyByte;
    for (int i = 0; i < 256; ++i) everyByte += static_cast<char>(i);
    const std::string values[] = {everyByte, std::string(3, '\0'), "",
                                  "讯问室一号 🧑‍⚖️ 𠮷",
                                  std::string(2 << 20, '\xfe')};

    std::int64_t id = 0;
    for (const std::string& value : values) {
        must(session->execute(kPutBytes, {++id, value, "明镜 🪞"}));
        const auto rows = must(session->query(kGetBytes, {id}));

        BOOST_REQUIRE_EQUAL(rows.size(), 1U);
        BOOST_TEST((rows[0].bytes(0) == value));
        BOOST_TEST(rows[0].bytes(1) == "明镜 🪞");
    }
}

BOOST_AUTO_TEST_CASE(a_placeholder_may_change_its_type_between_uses) {
    Schema schema;
    makeEchoes(schema);
    const auto session = open(schema.ownerOptions());
    for (std::int64_t id : {1, 2}) must(session->execute(kPutBytes, {id, nullptr, "a"}));

    const auto all = must(session->query(kGetAll, {nullptr, nullptr}));
    const auto one = must(session->query(kGetAll, {std::int64_t{1}, std::int64_t{1}}));
    const auto allAgain = must(session->query(kGetAll, {nullptr, nullptr}));

    BOOST_TEST(all.size() == 2U);
    BOOST_TEST(all[0].isNull(0));
    BOOST_TEST(one.size() == 1U);
    BOOST_TEST(allAgain.size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_update_counts_rows_it_found_even_unchanged) {
    Schema schema;
    makeEchoes(schema);
    const auto session = open(schema.ownerOptions());
    must(session->execute(kPutBytes, {std::int64_t{1}, "a", "b"}));

    BOOST_TEST(must(session->execute(kUpdate, {"b", std::int64_t{1}})) == 1);
    BOOST_TEST(must(session->execute(kUpdate, {"b", std::int64_t{2}})) == 0);
}

BOOST_AUTO_TEST_CASE(server_errors_become_kinds_and_leave_the_session_usable) {
    Schema schema;
    makeEchoes(schema);
    const auto session = open(schema.ownerOptions());
    must(session->execute(kPutBytes, {std::int64_t{1}, "a", "b"}));

    const auto duplicate = session->execute(kPutBytes, {std::int64_t{1}, "a", "b"});
    const auto tooLong = session->execute(kPutBytes, {std::int64_t{2}, "a", std::string(17, 'x')});
    const auto tooLarge = session->execute(kPutBytes, {std::int64_t{1} << 40, "a", "b"});
    const auto notText = session->execute(kPutBytes, {std::int64_t{2}, "a", "\xff\xfe"});

    BOOST_TEST((duplicate.error().kind == ErrorKind::Conflict));
    BOOST_TEST(duplicate.error().code == "db.duplicate");
    BOOST_TEST((tooLong.error().kind == ErrorKind::InvalidInput));
    BOOST_TEST((tooLarge.error().kind == ErrorKind::InvalidInput));
    BOOST_TEST((notText.error().kind == ErrorKind::InvalidInput));
    BOOST_TEST(!session->broken());
    BOOST_TEST(ask(*session, "SELECT COUNT(*) FROM echoes") == "1");
}

BOOST_AUTO_TEST_CASE(the_log_text_of_an_error_names_the_key_and_not_the_value) {
    Schema schema;
    must(open(schema.ownerOptions())
             ->send("CREATE TABLE echoes (id INT, bytes BLOB, words VARCHAR(16) PRIMARY KEY)"));
    const auto session = open(schema.ownerOptions());
    must(session->execute(kPutBytes, {std::int64_t{1}, "a", "李'四"}));

    const auto duplicate = session->execute(kPutBytes, {std::int64_t{1}, "a", "李'四"});
    const auto notText = session->execute(kPutBytes, {std::int64_t{1}, "a", "王\xff"});

    for (const auto& failed : {duplicate, notText}) {
        BOOST_TEST_INFO(failed.error().internal);
        BOOST_TEST(failed.error().internal.find("李") == std::string::npos);
        BOOST_TEST(failed.error().internal.find("\\xE7") == std::string::npos);
        BOOST_TEST(failed.error().internal.find("withheld") != std::string::npos);
    }
    BOOST_TEST(duplicate.error().internal.find("PRIMARY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_unavailable) {
    auto options = Schema().ownerOptions();
    options.socket = "/nonexistent/mysqld.sock";

    const auto session = Session::open(options);

    BOOST_REQUIRE(!session.ok());
    BOOST_TEST((session.error().kind == ErrorKind::Unavailable));
}

BOOST_AUTO_TEST_CASE(a_killed_session_is_broken_and_stays_broken) {
    Schema schema;
    const auto session = open(schema.ownerOptions());

    kill(schema, session->connectionId());
    const auto first = session->query(kEcho, {std::int64_t{1}});
    const auto second = session->query(kEcho, {std::int64_t{1}});

    BOOST_TEST((first.error().kind == ErrorKind::Unavailable));
    BOOST_TEST(session->broken());
    BOOST_TEST((second.error().kind == ErrorKind::Unavailable));
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_a_dead_one) {
    Schema schema;
    Gate gate(schema.server().socket);
    auto options = schema.ownerOptions();
    options.socket = gate.socket();
    options.ioTimeoutSeconds = 1;
    const auto session = open(options);

    gate.set(Gate::Mode::Silent);
    const auto answer = session->query(kEcho, {std::int64_t{1}});

    BOOST_TEST((answer.error().kind == ErrorKind::Unavailable));
    BOOST_TEST(session->broken());
}

BOOST_AUTO_TEST_CASE(the_pool_throws_a_broken_session_away_and_its_idle_fellows_with_it) {
    Schema schema;
    Pool pool(schema.ownerOptions(), 3);
    std::int64_t ids[3] = {};
    {
        auto a = must(pool.borrow());
        auto b = must(pool.borrow());
        auto c = must(pool.borrow());
        ids[0] = a->connectionId(), ids[1] = b->connectionId(), ids[2] = c->connectionId();
    }
    for (const std::int64_t id : ids) kill(schema, id);

    bool failed = false;
    {
        auto lease = must(pool.borrow());
        failed = !lease->query(kEcho, {std::int64_t{1}}).ok();
    }
    auto fresh = must(pool.borrow());

    BOOST_TEST(failed);
    BOOST_TEST(must(fresh->query(kEcho, {std::int64_t{7}}))[0].number(0) == 7);
    for (const std::int64_t id : ids) BOOST_TEST(fresh->connectionId() != id);
}

BOOST_AUTO_TEST_CASE(a_pool_that_has_lent_everything_says_exhausted_and_recovers) {
    Schema schema;
    Pool pool(schema.ownerOptions(), 1);
    {
        const auto lent = must(pool.borrow());

        const auto refused = pool.borrow(std::chrono::milliseconds(20));

        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST((refused.error().kind == ErrorKind::Exhausted));
    }
    BOOST_TEST(pool.borrow(std::chrono::milliseconds(20)).ok());
}

BOOST_AUTO_TEST_CASE(a_pool_whose_server_was_away_lends_again_afterwards) {
    Schema schema;
    Gate gate(schema.server().socket);
    auto options = schema.ownerOptions();
    options.socket = gate.socket();
    options.ioTimeoutSeconds = 1;
    db::repositories::MysqlDatabase database(options, 2);
    { const auto unit = begin(database); }

    gate.set(Gate::Mode::Cut);
    for (int i = 0; i < 5; ++i) {
        const auto refused = database.begin();
        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST((refused.error().kind == ErrorKind::Unavailable));
    }
    gate.set(Gate::Mode::Pass);

    BOOST_TEST(database.begin().ok());
}

BOOST_AUTO_TEST_CASE(a_unit_of_work_begins_on_a_fresh_session_when_the_idle_one_was_dropped) {
    Centre centre(1);
    { const auto unit = begin(centre.database); }
    must(open(centre.schema.ownerOptions())
             ->send("KILL USER '" + centre.schema.server().app + "'@'localhost'"));

    const auto unit = centre.database.begin();

    BOOST_TEST(unit.ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
