// SPDX-License-Identifier: Apache-2.0
// The chain under many writers: nothing acknowledged is lost, nothing is overwritten.
#include <atomic>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/chains.h"

namespace mingjing::tests {

using app::CommitResult;
using app::Head;
using app::StreamRef;
using db::repositories::MysqlDatabase;

namespace {

/// Appends until `wanted` events are acknowledged; conflicts are decided again, as the bus does.
int appendMany(app::Database& database, const StreamRef& stream, int wanted) {
    int acknowledged = 0;
    for (int attempt = 0; acknowledged < wanted && attempt < wanted * 20; ++attempt) {
        auto unit = database.begin();
        if (!unit.ok()) continue;
        const auto head = appendOne(**unit, stream, newId());
        if (head.ok() && (*unit)->commit() == CommitResult::Committed) ++acknowledged;
    }
    return acknowledged;
}

int appendInThreads(app::Database& database, const StreamRef& stream, int threads, int each) {
    std::atomic<int> acknowledged{0};
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&] { acknowledged += appendMany(database, stream, each); });
    for (std::thread& thread : all) thread.join();
    return acknowledged;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(timeline)

BOOST_AUTO_TEST_CASE(an_event_is_read_as_it_was_appended) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};
    kernel::Envelope envelope{"stay", stream.id, 1,       "PersonArrived",      3, 1,
                              2,      newId(),   newId(), "{\"名\":\"🪞\"}", {}};
    envelope.body += std::string("\0\xff", 2);
    envelope.previous.fill(7);
    const auto hash = kernel::hashOf(envelope);

    {
        const auto unit = begin(centre.database);
        BOOST_TEST(must(unit->timeline().lockHead(stream)).seq == 0);
        must(unit->timeline().append(envelope, hash));
        must(unit->timeline().moveHead(stream, {1, hash}));
        commit(*unit);
    }

    const auto unit = begin(centre.database);
    const auto events = must(unit->timeline().read(stream));
    BOOST_REQUIRE_EQUAL(events.size(), 1U);
    const kernel::Envelope& read = events[0].first;
    BOOST_TEST((events[0].second == hash));
    BOOST_TEST((kernel::hashOf(read) == hash));
    BOOST_TEST(read.body == envelope.body);
    BOOST_TEST((read.previous == envelope.previous));
    BOOST_TEST((read.actor == envelope.actor && read.commandId == envelope.commandId));
    BOOST_TEST((must(unit->timeline().readHead(stream)).hash == hash));
    BOOST_TEST(must(unit->timeline().readHead({"stay", newId()})).seq == 0);
}

BOOST_AUTO_TEST_CASE(several_events_may_be_appended_before_the_head_moves) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};
    const auto unit = begin(centre.database);
    Head head = must(unit->timeline().lockHead(stream));

    for (int i = 0; i < 3; ++i) {
        kernel::Envelope envelope;
        envelope.streamKind = stream.kind;
        envelope.streamId = stream.id;
        envelope.seq = head.seq + 1;
        envelope.type = "MarkSet";
        envelope.body = "{}";
        envelope.previous = head.hash;
        head = {envelope.seq, kernel::hashOf(envelope)};
        must(unit->timeline().append(envelope, head.hash));
    }
    must(unit->timeline().moveHead(stream, head));
    must(appendOne(*unit, stream, newId()));
    commit(*unit);

    BOOST_TEST(checkChain(centre.database, stream) == 4);
}

BOOST_AUTO_TEST_CASE(an_event_is_never_overwritten) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};
    kernel::Envelope envelope;
    {
        const auto unit = begin(centre.database);
        must(appendOne(*unit, stream, newId(), "{\"first\":1}"));
        commit(*unit);
        envelope = must(unit->timeline().read(stream)).at(0).first;
    }

    envelope.body = "{\"forged\":1}";
    const auto unit = begin(centre.database);
    const auto forged = unit->timeline().append(envelope, kernel::hashOf(envelope));

    BOOST_REQUIRE(!forged.ok());
    BOOST_TEST(forged.error().code == "db.duplicate");
    BOOST_TEST(checkChain(centre.database, stream) == 1);
    BOOST_TEST(must(unit->timeline().read(stream)).at(0).first.body == "{\"first\":1}");
}

BOOST_AUTO_TEST_CASE(a_head_moves_only_from_the_seq_before) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};
    {
        const auto unit = begin(centre.database);
        must(appendOne(*unit, stream, newId()));
        commit(*unit);
    }
    kernel::Envelope gap;
    gap.streamKind = stream.kind;
    gap.streamId = stream.id;
    gap.seq = 3;
    gap.type = "MarkSet";
    gap.body = "{}";

    const auto unit = begin(centre.database);
    must(unit->timeline().append(gap, kernel::hashOf(gap)));
    const auto moved = unit->timeline().moveHead(stream, {3, kernel::hashOf(gap)});

    BOOST_REQUIRE(!moved.ok());
    BOOST_TEST((moved.error().kind == kernel::ErrorKind::Conflict));
    BOOST_TEST(moved.error().code == "stream.moved");
}

BOOST_AUTO_TEST_CASE(threads_that_append_to_one_stream_lose_nothing) {
    Centre& centre = sharedCentre();
    const StreamRef stream{"stay", newId()};

    const int acknowledged = appendInThreads(centre.database, stream, 8, 30);

    BOOST_TEST(acknowledged == 8 * 30);
    BOOST_TEST(checkChain(centre.database, stream) == acknowledged);
}

BOOST_AUTO_TEST_CASE(threads_of_two_processes_that_append_to_one_stream_lose_nothing) {
    Centre centre;
    const StreamRef stream{"stay", newId()};
    const pid_t child = ::fork();
    if (child == 0) {
        MysqlDatabase own(centre.schema.appOptions(), 4);
        ::_exit(appendInThreads(own, stream, 4, 20) == 80 ? 0 : 1);
    }

    const int acknowledged = appendInThreads(centre.database, stream, 4, 20);
    int status = -1;
    ::waitpid(child, &status, 0);

    BOOST_TEST(status == 0);
    BOOST_TEST(acknowledged == 80);
    BOOST_TEST(checkChain(centre.database, stream) == 160);
}

BOOST_AUTO_TEST_CASE(threads_that_begin_the_same_new_stream_all_get_their_turn) {
    Centre& centre = sharedCentre();
    for (int round = 0; round < 10; ++round) {
        const StreamRef stream{"stay", newId()};
        std::atomic<int> conflicts{0};
        std::vector<std::thread> all;
        for (int i = 0; i < 6; ++i)
            all.emplace_back([&] {
                const auto unit = begin(centre.database);
                if (!appendOne(*unit, stream, newId()).ok() ||
                    unit->commit() != CommitResult::Committed)
                    ++conflicts;
            });
        for (std::thread& thread : all) thread.join();

        BOOST_TEST(conflicts == 0);
        BOOST_TEST(checkChain(centre.database, stream) == 6);
    }
}

BOOST_AUTO_TEST_CASE(two_plans_for_the_last_place_and_exactly_one_wins) {
    Centre& centre = sharedCentre();
    for (int round = 0; round < 20; ++round) {
        domain::Room room;
        room.id = newId();
        std::atomic<int> won{0};
        std::atomic<int> refused{0};
        const auto plan = [&] {
            const auto unit = begin(centre.database);
            must(unit->timeline().lockHead({"room", room.id}));
            const auto there = must(unit->stays().occupancies({room.id}, 100));
            if (static_cast<int>(there.size()) >= room.capacity) {
                ++refused;
                return;
            }
            domain::Occupancy mine;
            mine.stayId = newId();
            mine.roomId = room.id;
            mine.fromUs = 100;
            must(unit->stays().replaceOccupancies(mine.stayId, {mine}));
            must(appendOne(*unit, {"room", room.id}, newId()));
            if (unit->commit() == CommitResult::Committed) ++won;
        };

        std::thread first(plan);
        std::thread second(plan);
        first.join();
        second.join();

        BOOST_TEST(won == 1);
        BOOST_TEST(refused == 1);
        const auto unit = begin(centre.database);
        BOOST_TEST(must(unit->stays().occupancies({room.id}, 100)).size() == 1U);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
