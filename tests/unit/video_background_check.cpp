// SPDX-License-Identifier: Apache-2.0
// The background check: every kind of damage is told once, within a budget, across restarts.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_world.h"
#include "video/evidence/pace.h"

using namespace mingjing;
using namespace mingjing::video;
using tests::CopyWorld;
using tests::kStorageRoot;

BOOST_AUTO_TEST_SUITE(video_background_check)

namespace {

using Strings = std::vector<std::string>;

void expectFaults(const CopyWorld& world, Strings expected) {
    std::sort(expected.begin(), expected.end());
    BOOST_TEST(world.openFaults() == expected, boost::test_tools::per_element());
}

std::string pathOf(const CopyWorld& world, std::size_t index) {
    return kStorageRoot + "/" + world.segments().at(index).path;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_whole_storage_is_read_round_after_round_without_a_word) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.checkRounds(2);
    expectFaults(world, {});
    const auto facts = world.check->facts();
    BOOST_TEST(facts.rounds == 2U);
    BOOST_TEST(facts.segments == 2 * world.segments().size());
    BOOST_TEST(facts.fragments >= 2 * 15U);
    BOOST_TEST(facts.lastRoundUs > 0);
}

BOOST_AUTO_TEST_CASE(every_kind_of_damage_is_told_once_and_ends_when_it_is_over) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record(80);
    BOOST_REQUIRE(world.segments().size() >= 7U);
    const auto whole = world.files->contents();
    const auto entries = world.segments();
    world.flip(pathOf(world, 0), 20);                    // the init segment
    world.flip(pathOf(world, 1), entries[1].bytes - 3);  // a fragment
    world.cutFile(pathOf(world, 2), 10);
    world.files->put(pathOf(world, 3), whole.at(pathOf(world, 3)) + "more");
    world.files->unplug(pathOf(world, 4));
    world.files->put(kStorageRoot + "/media/20991231/x/foreign.mp4", "foreign");
    world.files->unreadableBelow = pathOf(world, 5);
    // The in-memory disk lists a folder only when it is one.
    BOOST_REQUIRE(world.files->makeFolder(kStorageRoot + "/media/20991231").ok());
    BOOST_REQUIRE(world.files->makeFolder(kStorageRoot + "/media/20991231/x").ok());
    world.checkRounds(3);
    const Strings all = {"init_hash", "fragment_hash", "shorter",     "longer",
                         "missing",   "unreadable",    "foreign_file"};
    expectFaults(world, all);
    BOOST_TEST(world.reported("storageFault") == all.size());  // three rounds, told once
    BOOST_TEST(world.book->size() == all.size());
    for (const auto& report : world.reports)
        if (report.kind == "storageFault" && report.body["what"] == "fragment_hash") {
            BOOST_TEST(report.body["fragments"] == 1);
            BOOST_TEST(report.body["segment"] == entries[1].segment.text());
            BOOST_TEST(report.body["first"] == entries[1].fragments);
        }
    // A restart knows what was told.
    world.storage->stop();
    world.close();
    BOOST_REQUIRE(world.open());
    world.checkRounds(2);
    BOOST_TEST(world.reported("storageFault") == all.size());
    // Mended by people: over, and told so.
    world.files->unreadableBelow.clear();
    world.files->plugIn();
    for (std::size_t i = 0; i < 4; ++i)
        world.files->put(kStorageRoot + "/" + entries[i].path,
                         whole.at(kStorageRoot + "/" + entries[i].path));
    BOOST_REQUIRE(world.files->remove(kStorageRoot + "/media/20991231/x/foreign.mp4").ok());
    world.checkRounds(2);
    expectFaults(world, {});
    BOOST_TEST(world.reported("storageFaultEnded") == all.size());
    BOOST_TEST(world.book->size() == 0U);
}

BOOST_AUTO_TEST_CASE(it_goes_on_where_it_stood_oldest_first) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const auto entries = world.segments();
    while (world.check->facts().segments < 2) {
        world.clock.advance(100'000);
        world.check->step();
    }
    BOOST_TEST(world.check->facts().checkedToUs == entries[1].startUs);
    const auto began = world.check->facts().roundBeganUs;
    world.storage->stop();
    world.close();
    BOOST_REQUIRE(world.open());
    BOOST_TEST(world.check->facts().segments == 2U);
    BOOST_TEST(world.check->facts().roundBeganUs == began);
    while (world.check->facts().segments < 3) world.check->step();
    BOOST_TEST(world.check->facts().checkedToUs == entries[2].startUs);
}

BOOST_AUTO_TEST_CASE(a_damaged_memory_of_where_it_stood_begins_a_round) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.checkRounds();
    world.close();
    for (const std::string bad : {"", "{", "{\"fragments\":1}", "[]"}) {
        world.files->put(kStorageRoot + "/check/round.json", bad);
        world.files->put(kStorageRoot + "/check/faults.json", bad);
        BOOST_REQUIRE(world.open());
        world.checkRounds();
        BOOST_TEST(world.check->facts().rounds == 1U);
        expectFaults(world, {});
        world.close();
    }
}

BOOST_AUTO_TEST_CASE(it_waits_while_others_need_the_disk) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.busy = "queues";
    for (int i = 0; i < 20; ++i) BOOST_TEST(world.check->step() > 0);
    BOOST_TEST(world.check->facts().bytes == 0U);
    BOOST_TEST(world.check->facts().waiting == "queues");
    world.busy.clear();
    world.checkRounds();
    BOOST_TEST(world.check->facts().waiting == "");
    // What the storage itself calls pressure: a journal that cannot be written.
    BOOST_TEST(world.storage->pressure() == "");
    world.files->failBelow = kStorageRoot + "/journal";
    world.record(4);
    BOOST_TEST(world.storage->pressure() == "disk");
}

BOOST_AUTO_TEST_CASE(a_damaged_journal_is_told_before_a_start_finds_it) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();
    world.close();
    BOOST_REQUIRE(world.open());  // begins a new file: the first one has a follower now
    std::string first;
    for (const auto& [path, bytes] : world.files->contents())
        if (first.empty() && path.ends_with(".mjj")) first = path;
    const auto whole = world.files->contents().at(first);
    world.flip(first, whole.size() / 2);
    world.checkRounds();
    BOOST_TEST(!world.openFaults().empty());
    BOOST_TEST(world.openFaults().front() == "journal_damaged");
    world.files->put(first, whole);
    world.checkRounds();
    expectFaults(world, {});
}

BOOST_AUTO_TEST_CASE(faults_of_removed_media_are_over) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const auto entry = world.segments().front();
    world.flip(pathOf(world, 0), entry.bytes - 3);
    world.checkRounds();
    expectFaults(world, {"fragment_hash"});
    world.clock.advance(record::Storage::kLeastKeptUs + 60'000'000);
    world.storage->requestRemoval({{entry.segment, world.a, "order-1"}});
    world.storage->tick();
    world.checkRounds(2);
    expectFaults(world, {});
}

BOOST_AUTO_TEST_CASE(the_budget_is_kept_and_not_saved_up) {
    evidence::Pace pace(1'000'000);
    std::int64_t now = 100'000'000, slept = 0;
    for (int i = 0; i < 100; ++i) {
        const auto wait = pace.waitUs(100'000, now);
        slept += wait;
        now += wait;
    }
    // Ten megabytes at one a second, less the second that a beginning may use at once.
    BOOST_TEST(slept >= 8'900'000);
    BOOST_TEST(slept <= 10'000'000);
    now += 3'600'000'000;  // an idle hour buys nothing
    slept = 0;
    for (int i = 0; i < 50; ++i) {
        const auto wait = pace.waitUs(100'000, now);
        slept += wait;
        now += wait;
    }
    BOOST_TEST(slept >= 3'900'000);
    evidence::Pace free(0);
    BOOST_TEST(free.waitUs(1'000'000'000, now) == 0);
}

BOOST_AUTO_TEST_CASE(a_worker_stops_at_once_while_it_waits) {
    const kernel::SystemClock clock;
    record::PacedWorker worker("slow", 1000, clock);
    std::atomic<int> spent{0};
    worker.start([&]() -> std::int64_t {
        worker.spend(1'000'000);  // a quarter of an hour
        ++spent;
        return 0;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto begin = clock.mono().us;
    worker.stop();
    BOOST_TEST(clock.mono().us - begin < 2'000'000);
    BOOST_TEST(spent <= 1);
}

BOOST_AUTO_TEST_SUITE_END()
