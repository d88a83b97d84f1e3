// SPDX-License-Identifier: Apache-2.0
// What commit() says is true: committed, undone, or not known; and what is stored is whole.
#include <future>
#include <random>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "db/mysql/transaction.h"
#include "tests/db/chains.h"
#include "tests/db/gate.h"

namespace mingjing::tests {

using app::CommitResult;
using app::StreamRef;
using db::mysql::CommitOutcome;
using db::mysql::Query;
using db::mysql::Transaction;
using db::repositories::MysqlDatabase;
using kernel::ErrorKind;

namespace {

struct Command {
    StreamRef stream{"stay", newId()};
    Uuid actor = newId(), key = newId(), id = newId();
};

Stored storedOf(app::Database& database, const Command& command) {
    return tests::storedOf(database, command.stream, command.actor, command.key, command.id);
}

kernel::Status write(app::UnitOfWork& unit, const Command& command) {
    return writeCommand(unit, command.stream, command.actor, command.key, command.id);
}

/// The application's database through a gate.
struct GatedCentre {
    Centre centre;
    Gate gate{centre.schema.server().socket};
    MysqlDatabase gated{options(), 2};

    db::mysql::ConnectionOptions options() {
        auto all = centre.schema.appOptions();
        all.socket = gate.socket();
        all.ioTimeoutSeconds = 1;
        return all;
    }
};

const Query kTouchRow{"touch_row", "UPDATE settings SET value = CONCAT(value, 'x') WHERE name = ?"};
const Query kPutRow{"put_row", "INSERT INTO settings (name, value) VALUES (?, '')"};

}  // namespace

BOOST_AUTO_TEST_SUITE(commits)

BOOST_AUTO_TEST_CASE(a_committed_command_is_whole) {
    Centre& centre = sharedCentre();
    const Command command;

    {
        const auto unit = begin(centre.database);
        must(write(*unit, command));
        BOOST_TEST((unit->commit() == CommitResult::Committed));
    }

    BOOST_TEST(storedOf(centre.database, command).whole());
}

BOOST_AUTO_TEST_CASE(an_abandoned_command_is_absent_and_holds_no_lock) {
    Centre& centre = sharedCentre();
    const Command command;

    {
        const auto unit = begin(centre.database);
        must(write(*unit, command));
    }

    BOOST_TEST(storedOf(centre.database, command).absent());
    const auto next = begin(centre.database);
    BOOST_TEST(must(next->timeline().lockHead(command.stream)).seq == 0);
}

BOOST_AUTO_TEST_CASE(a_commit_whose_answer_is_lost_is_unknown_and_found_by_its_key) {
    GatedCentre c;
    const Command command;
    const auto unit = begin(c.gated);
    must(write(*unit, command));

    c.gate.set(Gate::Mode::CutAfterCommit);
    const CommitResult result = unit->commit();

    BOOST_TEST((result == CommitResult::Unknown));
    BOOST_TEST(c.gate.cuts() == 1);
    BOOST_TEST(storedOf(c.centre.database, command).whole());
}

BOOST_AUTO_TEST_CASE(a_commit_that_never_arrived_is_unknown_and_its_key_is_absent) {
    GatedCentre c;
    const Command command;
    const auto unit = begin(c.gated);
    must(write(*unit, command));

    c.gate.set(Gate::Mode::CutBeforeCommit);
    const CommitResult result = unit->commit();

    BOOST_TEST((result == CommitResult::Unknown));
    BOOST_TEST(c.gate.cuts() == 1);
    BOOST_TEST(storedOf(c.centre.database, command).absent());
}

BOOST_AUTO_TEST_CASE(a_commit_to_a_silent_server_is_unknown_and_settled_by_waiting_for_its_key) {
    GatedCentre c;
    const Command command;
    const auto unit = begin(c.gated);
    must(write(*unit, command));

    c.gate.set(Gate::Mode::Silent);
    BOOST_TEST((unit->commit() == CommitResult::Unknown));
    // The server still holds the transaction open until it notices that the link is gone.
    auto asked =
        std::async(std::launch::async, [&] { return storedOf(c.centre.database, command); });
    c.gate.set(Gate::Mode::Cut);

    BOOST_TEST(asked.get().absent());
}

BOOST_AUTO_TEST_CASE(a_killed_session_never_reports_committed) {
    Centre centre;
    const auto killer = open(centre.schema.ownerOptions());
    for (int round = 0; round < 5; ++round) {
        const Command command;
        const auto unit = begin(centre.database);
        must(write(*unit, command));

        must(killer->send("KILL USER '" + centre.schema.server().app + "'@'localhost'"));
        const CommitResult result = unit->commit();

        BOOST_TEST((result == CommitResult::Unknown));
        BOOST_TEST(storedOf(centre.database, command).absent());
    }
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_of_the_commit_a_command_is_whole_or_absent) {
    Centre centre;
    std::mt19937 random(seedOf("killed_at_any_moment"));
    const auto killer = open(centre.schema.ownerOptions());
    auto writer = open(centre.schema.appOptions());
    int counts[3] = {};

    for (int round = 0; round < 150; ++round) {
        const Uuid key = newId();
        if (writer->broken()) writer = open(centre.schema.appOptions());
        auto transaction = must(Transaction::begin(*writer));
        must(transaction.execute(kPutRow, {key.text()}));
        must(transaction.execute(kTouchRow, {key.text()}));
        const auto delayUs = std::uniform_int_distribution<int>(0, 1500)(random);
        std::thread kill([&, id = writer->connectionId()] {
            std::this_thread::sleep_for(std::chrono::microseconds(delayUs));
            (void)killer->send("KILL " + std::to_string(id));
        });
        std::this_thread::sleep_for(
            std::chrono::microseconds(std::uniform_int_distribution<int>(0, 1500)(random)));
        const CommitOutcome outcome = transaction.commit();
        kill.join();

        // A locking read waits for whatever the server still does with that transaction.
        const std::string value =
            ask(*killer, "SELECT value FROM settings WHERE name = '" + key.text() + "' FOR UPDATE");
        ++counts[static_cast<int>(outcome)];
        if (outcome == CommitOutcome::Committed) BOOST_TEST(value == "x");
        if (outcome == CommitOutcome::Conflict) BOOST_TEST(value.empty());
        BOOST_TEST((value == "x" || value.empty()));
        // Killed after its commit, the session shows it at its next use.
        if (!writer->broken() && !writer->send("DO 0").ok()) writer->markBroken();
    }

    BOOST_TEST_MESSAGE("committed " << counts[0] << ", conflict " << counts[1] << ", unknown "
                                    << counts[2]);
    BOOST_TEST(counts[0] > 0);
    BOOST_TEST(counts[2] > 0);
}

BOOST_AUTO_TEST_CASE(a_deadlock_is_a_conflict_and_dooms_its_transaction) {
    Schema schema;
    schema.migrate();
    const auto first = open(schema.appOptions());
    const auto second = open(schema.appOptions());
    for (const char* name : {"a", "b"}) must(first->execute(kPutRow, {name}));
    auto mine = must(Transaction::begin(*first));
    auto other = must(Transaction::begin(*second));
    must(mine.execute(kPutRow, {"mine"}));
    must(other.execute(kPutRow, {"other"}));

    must(mine.execute(kTouchRow, {"a"}));
    must(other.execute(kTouchRow, {"b"}));
    auto waiting = std::async(std::launch::async, [&] { return mine.execute(kTouchRow, {"b"}); });
    const auto crossed = other.execute(kTouchRow, {"a"});
    const auto waited = waiting.get();

    // Exactly one of them is the victim.
    BOOST_REQUIRE(crossed.ok() != waited.ok());
    Transaction& victim = crossed.ok() ? mine : other;
    Transaction& winner = crossed.ok() ? other : mine;
    const auto& error = crossed.ok() ? waited.error() : crossed.error();
    BOOST_TEST((error.kind == ErrorKind::Conflict));
    BOOST_TEST(error.code == "db.conflict");
    // The server has undone the victim; a statement after that would commit by itself.
    const auto later = victim.execute(kPutRow, {"later"});
    BOOST_REQUIRE(!later.ok());
    BOOST_TEST((later.error().kind == ErrorKind::Conflict));
    BOOST_TEST((victim.commit() == CommitOutcome::Conflict));
    BOOST_TEST((winner.commit() == CommitOutcome::Committed));
    const auto reader = open(schema.appOptions());
    BOOST_TEST(ask(*reader, "SELECT COUNT(*) FROM settings WHERE name = 'later'") == "0");
    BOOST_TEST(ask(*reader, "SELECT COUNT(*) FROM settings WHERE name IN ('mine', 'other')") ==
               "1");
    BOOST_TEST(ask(*reader, "SELECT GROUP_CONCAT(value) FROM settings WHERE name IN ('a', 'b')") ==
               "x,x");
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_not_given_in_time_is_a_conflict) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"room", newId()};
    const auto holder = begin(centre.database);
    must(holder->timeline().lockHead(stream));

    const auto waiter = begin(centre.database);
    const auto refused = waiter->timeline().lockHead(stream);

    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().kind == ErrorKind::Conflict));
    BOOST_TEST(refused.error().code == "db.conflict");
    BOOST_TEST((waiter->commit() == CommitResult::Conflict));
}

BOOST_AUTO_TEST_CASE(a_duplicate_leaves_the_transaction_alive) {
    Centre& centre = sharedCentre();
    const Command command;
    const Uuid key = newId();
    const auto unit = begin(centre.database);
    must(unit->vault().putKey(key, "wrapped", 1));

    const auto again = unit->vault().putKey(key, "other", 2);
    must(write(*unit, command));

    BOOST_REQUIRE(!again.ok());
    BOOST_TEST(again.error().code == "db.duplicate");
    BOOST_TEST((unit->commit() == CommitResult::Committed));
    BOOST_TEST(storedOf(centre.database, command).whole());
    const auto later = begin(centre.database);
    BOOST_TEST(*must(later->vault().readKey(key)) == "wrapped");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
