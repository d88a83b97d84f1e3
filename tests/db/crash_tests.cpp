// SPDX-License-Identifier: Apache-2.0
// kill -9 of the database: what was acknowledged is there, what was not known is whole or absent.
#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/db/chains.h"
#include "tests/db/own_server.h"

namespace mingjing::tests {

using app::CommitResult;
using app::StreamRef;
using db::repositories::MysqlDatabase;

namespace {

struct Sent {
    StreamRef stream;
    Uuid actor, key, id;
    CommitResult result;
};

/// Writes commands until the server is gone; every second one to the common stream.
void writeUntilGone(app::Database& database, const StreamRef& common, std::atomic<bool>& gone,
                    std::vector<Sent>& all, std::mutex& mutex) {
    const StreamRef own{"stay", newId()};
    for (int i = 0; !gone; ++i) {
        auto unit = database.begin();
        if (!unit.ok()) continue;
        Sent sent{i % 2 == 0 ? common : own, newId(), newId(), newId(), CommitResult::Unknown};
        if (!writeCommand(**unit, sent.stream, sent.actor, sent.key, sent.id).ok()) continue;
        sent.result = (*unit)->commit();
        const std::lock_guard lock(mutex);
        all.push_back(sent);
    }
}

/// Whether a kill meets a commit in flight is chance: after the usual rounds more follow, up to a
/// limit, until one did.
constexpr int kRounds = 5;
constexpr int kMoreRounds = 12;

bool another(int round, int unknown) {
    return round < kRounds || (unknown == 0 && round < kRounds + kMoreRounds);
}

void pause(std::mt19937& random, int minMs, int maxMs) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::uniform_int_distribution<int>(minMs, maxMs)(random)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crashes)

BOOST_AUTO_TEST_CASE(what_was_acknowledged_survives_the_death_of_the_server) {
    std::mt19937 random(seedOf("what_was_acknowledged"));
    OwnServer server;
    Centre centre(8, server.accounts());
    const StreamRef common{"stay", newId()};
    std::set<StreamRef> streams;
    int counts[3] = {};
    int rounds = 0;

    for (; another(rounds, counts[static_cast<int>(CommitResult::Unknown)]); ++rounds) {
        std::vector<Sent> all;
        std::mutex mutex;
        std::atomic<bool> gone{false};
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back(
                [&] { writeUntilGone(centre.database, common, gone, all, mutex); });
        pause(random, 100, 500);
        server.kill();
        gone = true;
        for (std::thread& writer : writers) writer.join();
        server.start();

        for (const Sent& sent : all) {
            ++counts[static_cast<int>(sent.result)];
            const Stored stored =
                storedOf(centre.database, sent.stream, sent.actor, sent.key, sent.id);
            if (sent.result == CommitResult::Committed) BOOST_TEST(stored.whole());
            if (sent.result == CommitResult::Conflict) BOOST_TEST(stored.absent());
            BOOST_TEST((stored.whole() || stored.absent()));
        }
        for (const Sent& sent : all) streams.insert(sent.stream);
        for (const StreamRef& stream : streams) checkChain(centre.database, stream);
    }

    BOOST_TEST_MESSAGE("rounds " << rounds << ", committed " << counts[0] << ", conflict "
                                 << counts[1] << ", unknown " << counts[2]);
    BOOST_TEST(counts[0] > 0);
    BOOST_TEST(counts[2] > 0);
}

BOOST_AUTO_TEST_CASE(a_migration_that_the_server_did_not_survive_is_finished_or_refused) {
    std::mt19937 random(seedOf("a_migration_that"));
    OwnServer server;
    const auto migrations = productMigrations();
    int finished = 0;
    int refused = 0;

    for (int round = 0; round < 6; ++round) {
        Schema schema(server.accounts());
        const auto run = [&] {
            const auto owner = open(schema.ownerOptions());
            return db::migrate::migrate(*owner, migrations, "test", server.accounts().app);
        };
        std::atomic<bool> begun{false};
        std::thread migrating([&] {
            begun = true;
            try {
                (void)run();
            } catch (const std::exception&) {
                // The server was gone before the session was open.
            }
        });
        while (!begun) std::this_thread::yield();
        pause(random, 2, 60);
        server.kill();
        migrating.join();
        server.start();

        const auto again = run();

        if (again.ok()) ++finished;
        if (!again.ok()) {
            BOOST_TEST(again.error().code == "migrate.half_done");
            ++refused;
        }
        BOOST_TEST(ask(*open(schema.ownerOptions()),
                       "SELECT COUNT(*) FROM schema_migrations WHERE finished_us IS NULL") ==
                   (again.ok() ? "0" : "1"));
    }

    BOOST_TEST_MESSAGE("finished " << finished << ", refused " << refused);
    BOOST_TEST(finished + refused == 6);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
