// SPDX-License-Identifier: Apache-2.0
// The log of record on a real server: heads go on whatever happens, and what is changed behind its
// back is found.
#include <atomic>
#include <random>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "center/app/audit.h"
#include "center/app/liveness.h"
#include "center/app/log_check.h"
#include "center/app/log_leaves.h"
#include "center/app/log_sequencer.h"
#include "tests/db/chains.h"
#include "tests/db/own_server.h"

namespace mingjing::tests {

using app::LogSequencer;
using app::LogSubject;
using app::StreamRef;
using kernel::Hash;
using kernel::Json;
using kernel::SignedHead;

namespace {

constexpr std::int64_t kStart = 1'764'400'000'000'000;

/// A sequencer over a database, with a clock that is moved by hand.
struct LogDesk {
    app::Database& database;
    kernel::ManualClock clock{kStart};
    app::Secrets secrets{};
    app::RecordingState recording{clock};
    LogSequencer sequencer{database, recording, secrets, clock};

    explicit LogDesk(app::Database& over) : database(over) {}
    /// A minute later there must be a head.
    SignedHead next() {
        clock.advance(kernel::kMinuteUs);
        BOOST_REQUIRE(must(sequencer.extend()));
        return *must(begin(database)->log().newestHead());
    }
};

StreamRef grown(app::Database& database, int events) {
    const StreamRef stream{"stay", newId()};
    for (int i = 0; i < events; ++i) {
        const auto unit = begin(database);
        must(appendOne(*unit, stream, newId()));
        commit(*unit);
    }
    return stream;
}

void noteAudit(app::Database& database, const std::string& action) {
    const auto unit = begin(database);
    app::AuditRow row;
    row.atUs = 7;
    row.action = action;
    must(unit->access().putAudit(row));
    commit(*unit);
}

/// Every head follows the one before, and is over the leaves that are stored.
std::int64_t checkHeads(app::Database& database) {
    const auto unit = begin(database);
    std::optional<SignedHead> before;
    std::int64_t heads = 0, leaves = 0;
    kernel::MerkleEdge edge;
    for (std::int64_t from = 1;; from += 100) {
        const auto page = must(unit->log().heads(from, 100));
        for (const auto& row : page) {
            const auto head = must(kernel::readHead(row.bytes, row.signature));
            BOOST_REQUIRE(head.head.counter == ++heads);
            if (before) must(kernel::checkSuccession(*before, head));
            for (const auto& leaf :
                 must(unit->log().leaves(leaves, static_cast<int>(head.head.size - leaves)))) {
                BOOST_REQUIRE(leaf.position == leaves++);
                edge.append(kernel::leafHash(leaf.leaf));
            }
            BOOST_REQUIRE((edge.root() == head.head.root));
            before = head;
        }
        if (page.size() < 100) break;
    }
    BOOST_TEST(must(unit->log().leaves(leaves, 10)).empty(), "no leaf without a head");
    return heads;
}

/// What is wrong with the leaves, in order: "position code".
std::vector<std::string> wrongLeaves(app::Database& database) {
    std::vector<std::string> wrong;
    for (const auto& each : must(app::checkLeaves(*begin(database), 0, 1000)))
        if (!each.wrong.empty())
            wrong.push_back(std::to_string(each.leaf.position) + " " + each.wrong);
    return wrong;
}

using Wrong = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(record_log)

BOOST_AUTO_TEST_CASE(a_head_is_signed_every_minute_also_when_nothing_was_added) {
    Centre centre;
    LogDesk desk(centre.database);
    const SignedHead first = desk.next();
    BOOST_TEST(first.head.counter == 1);
    BOOST_TEST(first.head.size == 0);
    BOOST_TEST(!must(desk.sequencer.extend()), "the newest one is young");
    const SignedHead second = desk.next();
    BOOST_TEST(second.head.counter == 2);
    BOOST_TEST(second.head.size == 0);
    BOOST_TEST((second.head.previous == first.hash));
    BOOST_TEST((second.head.nonce != first.head.nonce));
}

BOOST_AUTO_TEST_CASE(chains_audit_entries_and_cameras_become_leaves) {
    Centre centre;
    LogDesk desk(centre.database);
    const StreamRef stay = grown(centre.database, 3);
    noteAudit(centre.database, "sign_in");
    const Uuid camera = newId();
    const std::string link(64, 'a');
    desk.recording.noteStatus("r1", "recorder",
                              {{"cameras",
                                {{{"camera", camera.text()},
                                  {"stream", "main"},
                                  {"fragment", 9},
                                  {"chainHead", link},
                                  {"lastDurableUs", 5}}}}});
    BOOST_TEST(desk.next().head.size == 3);
    const auto leaves = must(begin(centre.database)->log().leaves(0, 10));
    BOOST_TEST((leaves[0].subject == LogSubject{"timeline", "stay", stay.id, 3}),
               "three events, one end");
    BOOST_TEST(leaves[1].subject.kind == "audit");
    BOOST_TEST(leaves[2].leaf ==
               kernel::recordingLeaf(camera, "main", 9, *kernel::hashOfHex(link), 5));
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{}));
    BOOST_TEST(desk.next().head.size == 3, "nothing twice");
}

BOOST_AUTO_TEST_CASE(a_quiet_camera_is_logged_every_ten_minutes) {
    Centre centre;
    LogDesk desk(centre.database);
    const Uuid camera = newId();
    std::vector<std::int64_t> sizes;
    for (int minute = 0; minute < 22; ++minute) {
        desk.recording.noteStatus(
            "r1", "recorder",
            {{"cameras",
              {{{"camera", camera.text()},
                {"stream", "main"},
                {"fragment", minute + 1},
                {"chainHead", kernel::hexOf(kernel::sha256(std::to_string(minute)))},
                {"lastDurableUs", minute + 1}}}}});
        sizes.push_back(desk.next().head.size);
    }
    BOOST_TEST(sizes.front() == 1);
    BOOST_TEST(sizes.back() == 3);
}

BOOST_AUTO_TEST_CASE(a_restart_goes_on_where_it_was) {
    Centre centre;
    app::Secrets secrets;
    {
        LogDesk desk(centre.database);
        secrets = desk.secrets;
        grown(centre.database, 1);
        desk.next();
    }
    grown(centre.database, 2);
    LogDesk again(centre.database);
    again.secrets = secrets;
    again.clock.advance(kernel::kHourUs);
    const SignedHead head = again.next();
    BOOST_TEST(head.head.counter == 2);
    BOOST_TEST(head.head.size == 2);
    BOOST_TEST(checkHeads(centre.database) == 2);
    LogDesk stranger(centre.database);
    stranger.clock.advance(2 * kernel::kHourUs);
    BOOST_TEST(stranger.sequencer.extend().error().code == "log.head_key", "another key");
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_never_signs_an_earlier_time) {
    Centre centre;
    LogDesk desk(centre.database);
    const SignedHead first = desk.next();
    desk.clock.jumpWall(-kernel::kHourUs);
    const SignedHead second = desk.next();
    BOOST_TEST(second.head.signedAtUs == first.head.signedAtUs + 1);
    BOOST_TEST(checkHeads(centre.database) == 2);
}

BOOST_AUTO_TEST_CASE(many_extend_at_once_and_there_is_one_history) {
    constexpr int kThreads = 8, kEach = 12;
    Centre centre(kThreads + 2);
    LogDesk desk(centre.database);
    std::vector<std::unique_ptr<LogSequencer>> sequencers;
    for (int i = 0; i < kThreads; ++i)
        sequencers.push_back(std::make_unique<LogSequencer>(centre.database, desk.recording,
                                                            desk.secrets, desk.clock, 1));
    std::atomic<int> made{0};
    std::vector<std::thread> threads;
    for (const auto& sequencer : sequencers)
        threads.emplace_back([&, each = sequencer.get()] {
            for (int i = 0; i < kEach; ++i) {
                desk.clock.advance(1000);
                const auto done = each->extend();
                if (done.ok() && *done) ++made;
            }
        });
    for (int i = 0; i < 40; ++i) grown(centre.database, 1);
    for (std::thread& thread : threads) thread.join();
    desk.next();
    BOOST_TEST(checkHeads(centre.database) == made + 1);
    BOOST_TEST(must(begin(centre.database)->log().leftOut(10)).empty());
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{}));
}

BOOST_AUTO_TEST_CASE(the_death_of_the_server_never_makes_two_heads_of_one_counter) {
    std::mt19937 random(seedOf("two_heads_of_one_counter"));
    OwnServer server;
    Centre centre(8, server.accounts());
    LogDesk desk(centre.database);
    for (int round = 0; round < 4; ++round) {
        std::atomic<bool> gone{false};
        std::thread extending([&] {
            while (!gone) {
                desk.clock.advance(kernel::kMinuteUs);
                (void)desk.sequencer.extend();
            }
        });
        std::thread growing([&] {
            while (!gone) {
                auto unit = centre.database.begin();
                if (unit.ok() && appendOne(**unit, {"stay", newId()}, newId()).ok())
                    (void)(*unit)->commit();
            }
        });
        std::this_thread::sleep_for(
            std::chrono::milliseconds(std::uniform_int_distribution<int>(100, 400)(random)));
        server.kill();
        gone = true;
        extending.join();
        growing.join();
        server.start();
        desk.next();
        checkHeads(centre.database);
    }
    BOOST_TEST(must(begin(centre.database)->log().leftOut(10)).empty());
}

BOOST_AUTO_TEST_CASE(proofs_from_stored_subtrees_hold) {
    Centre centre;
    LogDesk desk(centre.database);
    std::vector<StreamRef> stays;
    std::vector<SignedHead> heads;
    for (int i = 0; i < 11; ++i) {
        stays.push_back(grown(centre.database, 1));
        heads.push_back(desk.next());
    }
    const auto unit = begin(centre.database);
    for (const StreamRef& stay : stays)
        for (const std::int64_t counter : {0, 11}) {
            const auto proof =
                must(app::proveInclusion(*unit, {"timeline", "stay", stay.id, 0}, counter));
            BOOST_TEST(kernel::verifyInclusion(kernel::leafHash(proof.leaf.leaf),
                                               proof.leaf.position, proof.head.head.size,
                                               proof.path, proof.head.head.root));
        }
    for (const SignedHead& from : heads) {
        const auto proof = must(app::proveConsistency(*unit, from.head.size, 11));
        BOOST_TEST(kernel::verifyConsistency(from.head.size, from.head.root, 11,
                                             heads.back().head.root, proof));
    }
    const LogSubject last{"timeline", "stay", stays.back().id, 0};
    BOOST_TEST(app::proveInclusion(*unit, last, 1).error().code == "log.no_such_leaf");
    BOOST_TEST(app::proveInclusion(*unit, last, 99).error().code == "log.no_head");
    BOOST_TEST(app::proveInclusion(*unit, {"timeline", "stay", newId(), 0}, 0).error().code ==
               "log.no_leaf");
    BOOST_TEST(app::proveConsistency(*unit, 1, 12).error().code == "log.no_such_size");
}

BOOST_AUTO_TEST_CASE(what_is_rewritten_behind_its_back_is_named) {
    Centre centre;
    LogDesk desk(centre.database);
    const StreamRef first = grown(centre.database, 4), second = grown(centre.database, 2);
    noteAudit(centre.database, "sign_in");
    noteAudit(centre.database, "sign_out");
    desk.next();
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{}));
    const auto owner = open(centre.schema.ownerOptions());
    const auto of = [](const StreamRef& s) {
        return " WHERE stream_id = UNHEX('" + kernel::hexOf(s.id.bytes()) + "')";
    };
    must(owner->send("UPDATE timeline SET body = '{\"x\":1}'" + of(first) + " AND seq = 2"));
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{"0 log.event_altered"}),
               "in the middle, with the hash left as it was");
    must(owner->send("DELETE FROM timeline" + of(second) + " AND seq = 2"));
    must(owner->send("UPDATE audit SET actor_id = REPEAT('x', 16) WHERE action = 'sign_in'"));
    must(owner->send("DELETE FROM audit WHERE action = 'sign_out'"));
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{"0 log.event_altered", "1 log.event_gone",
                                                      "2 log.audit_altered", "3 log.audit_gone"}));
}

BOOST_AUTO_TEST_CASE(what_the_log_never_heard_of_is_named) {
    Centre centre;
    LogDesk desk(centre.database);
    const StreamRef stay = grown(centre.database, 1);
    noteAudit(centre.database, "sign_in");
    BOOST_TEST(must(begin(centre.database)->log().leftOut(10)).empty(), "it waits");
    const auto owner = open(centre.schema.ownerOptions());
    must(owner->send("DELETE FROM log_queue"));
    const auto leftOut = must(begin(centre.database)->log().leftOut(10));
    BOOST_REQUIRE(leftOut.size() == 2);
    BOOST_TEST((leftOut[0] == LogSubject{"timeline", "stay", stay.id, 1}));
    BOOST_TEST(leftOut[1].kind == "audit");
}

BOOST_AUTO_TEST_CASE(a_log_that_is_not_what_was_signed_is_not_continued) {
    Centre centre;
    LogDesk desk(centre.database);
    grown(centre.database, 1);
    desk.next();
    const auto owner = open(centre.schema.ownerOptions());
    const auto refused = owner->send("UPDATE log_leaves SET hash = REPEAT('x', 32)");
    BOOST_TEST(!refused.ok(), "not even the owner, by the way");
    must(owner->send("DROP TRIGGER log_leaves_no_update"));
    must(owner->send("UPDATE log_leaves SET hash = REPEAT('x', 32)"));
    desk.clock.advance(kernel::kMinuteUs);
    BOOST_TEST(desk.sequencer.extend().error().code == "log.edge_altered");
    BOOST_TEST((wrongLeaves(centre.database) == Wrong{"0 log.leaf_altered"}));
    must(owner->send("DROP TRIGGER log_leaves_no_delete"));
    must(owner->send("DELETE FROM log_leaves"));
    BOOST_TEST(desk.sequencer.extend().error().code == "log.subtree_missing");
}

BOOST_AUTO_TEST_CASE(the_application_may_only_add_to_the_log) {
    Centre centre;
    const auto app = open(centre.schema.appOptions());
    for (const char* table : {"log_leaves", "log_nodes", "log_heads", "log_countersignatures"})
        for (const std::string& sql :
             {"DELETE FROM " + std::string(table), "TRUNCATE TABLE " + std::string(table),
              "DROP TRIGGER " + std::string(table) + "_no_update"}) {
            BOOST_TEST_INFO(sql);
            BOOST_TEST(!app->send(sql).ok());
        }
    BOOST_TEST(!app->send("UPDATE log_leaves SET position = 1").ok());
    BOOST_TEST(!app->send("UPDATE log_heads SET counter = 1").ok());
}

BOOST_AUTO_TEST_CASE(a_code_proves_its_slot_its_room_and_its_head) {
    Centre centre;
    LogDesk desk(centre.database);
    const Uuid room = newId();
    const auto unit = [&] { return begin(centre.database); };
    BOOST_TEST(must(app::codesOf(*unit(), room, kStart)).empty(), "no head, no code");
    for (int i = 0; i < 10; ++i) desk.next();
    const std::int64_t nowUs = desk.clock.wall().us + 45 * kernel::kSecondUs;
    const auto codes = must(app::codesOf(*unit(), room, nowUs));
    BOOST_REQUIRE(codes.size() == 2);
    BOOST_TEST(codes[0].slot == kernel::slotAt(nowUs));
    for (const auto& code : codes) {
        const auto found =
            must(app::findCode(*unit(), code.code, room, {nowUs - kernel::kHourUs, nowUs + 1}));
        const bool begun = code.slot <= kernel::slotAt(nowUs);
        BOOST_REQUIRE(found.has_value() == begun);
        if (!found) continue;
        BOOST_TEST(found->slot == code.slot);
        BOOST_TEST((found->head.hash == code.head.hash));
        BOOST_TEST(found->head.head.signedAtUs <=
                   kernel::slotBeginUs(code.slot) - kernel::kHeadLeadUs);
    }
    const domain::Span hour{nowUs - kernel::kHourUs, nowUs};
    BOOST_TEST(!must(app::findCode(*unit(), codes[0].code, newId(), hour)).has_value(),
               "another room");
    const domain::Span later{nowUs + kernel::kHourUs, nowUs + 2 * kernel::kHourUs};
    BOOST_TEST(!must(app::findCode(*unit(), codes[0].code, room, later)).has_value(), "replayed");
    BOOST_TEST(must(app::codesOf(*unit(), room, nowUs + 10 * kernel::kMinuteUs)).empty(),
               "the newest head is too old");
}

BOOST_AUTO_TEST_CASE(a_witness_is_known_by_its_key_and_its_first_word_counts) {
    Centre centre;
    LogDesk desk(centre.database);
    const SignedHead head = desk.next();
    const auto key = kernel::SigningKey::generate();
    const app::LogWitnessRow witness{newId(), "区检察院", key.publicKey(), 5, newId()};
    const auto unit = begin(centre.database);
    must(unit->log().putWitness(witness));
    BOOST_TEST((must(unit->log().witnesses()) == std::vector{witness}));
    for (const std::int64_t seenUs : {10, 20})
        must(unit->log().putCountersignature(
            {witness.id, kernel::countersign(key, head, seenUs), seenUs + 1}));
    const auto newest = must(unit->log().newestCountersignatures());
    BOOST_REQUIRE(newest.size() == 1);
    BOOST_TEST(newest[0].seen.seenAtUs == 10);
    BOOST_TEST(kernel::verifyCountersignature(newest[0].seen));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
