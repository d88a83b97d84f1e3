// SPDX-License-Identifier: Apache-2.0
// One effect per idempotency key, and an unknown outcome that settles.
#include <atomic>
#include <future>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "center/app/command_bus.h"
#include "center/kernel/crypto.h"
#include "tests/db/chains.h"

namespace mingjing::tests {

using app::CommitResult;
using app::StoredCommand;
using app::StreamRef;

namespace {

/// Returns once some transaction of this schema waits for a lock.
void awaitLockWait(const Schema& schema) {
    const auto owner = open(schema.ownerOptions());
    for (int i = 0; i < 25; ++i) {
        if (ask(*owner,
                "SELECT COUNT(*) FROM information_schema.innodb_trx t "
                "JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id "
                "WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()") != "0")
            return;
        // The server shows the same picture again when it is asked more often than this.
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
    }
    BOOST_FAIL("nobody waits for a lock");
}

StoredCommand someCommand() {
    StoredCommand command;
    command.commandId = newId();
    command.bodyHash.fill(0xa5);
    command.answer = "{\"id\":\"编号\"}";
    return command;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(a_command_is_found_under_its_actor_and_key_only) {
    Centre& centre = sharedCentre();
    const Uuid actor = newId();
    const Uuid key = newId();
    const StoredCommand command = someCommand();
    {
        const auto unit = begin(centre.database);
        must(unit->commands().put(actor, key, command, 5));
        commit(*unit);
    }

    const auto unit = begin(centre.database);
    const auto found = must(unit->commands().find(actor, key));

    BOOST_REQUIRE(found.has_value());
    BOOST_TEST((found->commandId == command.commandId));
    BOOST_TEST((found->bodyHash == command.bodyHash));
    BOOST_TEST(found->answer == command.answer);
    BOOST_TEST(!must(unit->commands().find(newId(), key)).has_value());
    BOOST_TEST(!must(unit->commands().find(actor, newId())).has_value());
}

BOOST_AUTO_TEST_CASE(looking_for_a_key_waits_for_its_transaction_and_finds_what_it_committed) {
    Centre centre;
    const Uuid actor = newId();
    const Uuid key = newId();
    const auto inFlight = begin(centre.database);
    must(inFlight->commands().put(actor, key, someCommand(), 5));

    auto found = std::async(std::launch::async, [&] {
        const auto unit = begin(centre.database);
        return must(unit->commands().find(actor, key)).has_value();
    });
    awaitLockWait(centre.schema);
    commit(*inFlight);

    BOOST_TEST(found.get());
}

BOOST_AUTO_TEST_CASE(looking_for_a_key_waits_for_its_transaction_and_learns_that_it_was_undone) {
    Centre centre;
    const Uuid actor = newId();
    const Uuid key = newId();
    auto inFlight = begin(centre.database);
    must(inFlight->commands().put(actor, key, someCommand(), 5));

    auto found = std::async(std::launch::async, [&] {
        const auto unit = begin(centre.database);
        return must(unit->commands().find(actor, key)).has_value();
    });
    awaitLockWait(centre.schema);
    inFlight.reset();

    BOOST_TEST(!found.get());
}

BOOST_AUTO_TEST_CASE(a_command_sent_many_times_at_once_has_one_effect) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};
    const Uuid actor = newId();
    const Uuid key = newId();
    std::atomic<int> wrote{0};
    std::atomic<int> repeated{0};
    const auto send = [&] {
        for (;;) {
            const auto unit = begin(centre.database);
            const auto known = unit->commands().find(actor, key);
            if (known.ok() && known->has_value()) {
                ++repeated;
                return;
            }
            if (known.ok() && writeCommand(*unit, stream, actor, key, newId()).ok() &&
                unit->commit() == CommitResult::Committed) {
                ++wrote;
                return;
            }
        }
    };

    std::vector<std::thread> all;
    for (int i = 0; i < 6; ++i) all.emplace_back(send);
    for (std::thread& thread : all) thread.join();

    BOOST_TEST(wrote == 1);
    BOOST_TEST(repeated == 5);
    BOOST_TEST(checkChain(centre.database, stream) == 1);
}

BOOST_AUTO_TEST_CASE(what_the_same_request_stored_meanwhile_is_its_answer_and_no_refusal) {
    Centre& centre = sharedCentre();
    const kernel::ManualClock clock{1'764'400'000'000'000};
    app::Vault vault{std::string(32, 'k')};
    app::CommandBus bus{centre.database, vault, clock, [](const auto&) {}};
    const app::Actor actor = app::Actor::system();
    /// Refused by what another request did after this one had looked for its own key.
    const auto refusedAfter = [&](const app::CommandKey& key, const app::CommandKey& quicker) {
        return bus.run(actor, key, [&](app::CommandTransaction&) -> kernel::Result<kernel::Json> {
            must(bus.run(actor, quicker, [](app::CommandTransaction&) {
                return kernel::Result<kernel::Json>(kernel::Json{{"id", "first"}});
            }));
            return kernel::Error::of(kernel::ErrorKind::Precondition, "approval.decided");
        });
    };
    const app::CommandKey same{newId(), kernel::sha256("body")};
    BOOST_TEST(must(refusedAfter(same, same))["id"] == "first");

    const app::CommandKey own{newId(), kernel::sha256("body")};
    const app::CommandKey foreign{newId(), kernel::sha256("body")};
    BOOST_TEST(refusedAfter(own, foreign).error().code == "approval.decided");
    const app::CommandKey changed{newId(), kernel::sha256("body")};
    const app::CommandKey other{changed.idempotencyKey, kernel::sha256("another body")};
    BOOST_TEST(refusedAfter(changed, other).error().code == "approval.decided");
}

BOOST_AUTO_TEST_CASE(looking_for_unknown_keys_makes_nobody_wait) {
    Centre& centre = sharedCentre();
    const Uuid actor = newId();
    const auto first = begin(centre.database);
    const auto second = begin(centre.database);
    const Uuid a = newId();
    const Uuid b = newId();

    // Under REPEATABLE READ both would lock the gap, and both inserts would be a deadlock.
    BOOST_TEST(!must(first->commands().find(actor, a)).has_value());
    BOOST_TEST(!must(second->commands().find(actor, b)).has_value());
    must(first->commands().put(actor, a, someCommand(), 1));
    must(second->commands().put(actor, b, someCommand(), 1));

    commit(*first);
    commit(*second);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
