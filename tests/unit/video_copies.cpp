// SPDX-License-Identifier: Apache-2.0
// The second copy: proved before it counts, never in the way, never resurrected, made anew.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_world.h"

using namespace mingjing;
using namespace mingjing::video;
using tests::CopyWorld;
using tests::kCopyRoot;
using tests::kStorageRoot;
using tests::textOf;

BOOST_AUTO_TEST_SUITE(video_copies)

namespace {

/// Every segment that the journal calls copied is whole in the copy.
void requireHonest(const CopyWorld& world) {
    const auto contents = world.files->contents();
    for (const auto& entry : world.segments()) {
        if (!entry.copied) continue;
        const auto copy = contents.find(kCopyRoot + "/" + entry.path);
        BOOST_REQUIRE(copy != contents.end());
        BOOST_TEST(copy->second == contents.at(kStorageRoot + "/" + entry.path));
    }
}

std::size_t copiedOf(const CopyWorld& world) {
    const auto all = world.segments();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const auto& entry) { return entry.copied; }));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_closed_segment_gets_a_copy_that_is_a_storage_of_its_own) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const std::size_t all = world.segments().size();
    BOOST_REQUIRE(all >= 4U);
    world.copyAll();
    BOOST_TEST(copiedOf(world) == all);
    BOOST_TEST(world.keeper->facts().state == "ok");
    BOOST_TEST(world.keeper->facts().waiting == 0U);
    BOOST_TEST(world.keeper->facts().lagUs == 0);
    BOOST_TEST(world.reported("segmentCopied") == all);
    requireHonest(world);
    world.storage->stop();
    world.clock.advance(6'000'000);
    world.keeper->step();
    const auto both = world.checkOnDisk();
    BOOST_TEST(textOf(both) == "");
    BOOST_TEST(both.copied == all);

    const tests::Scratch scratch;
    world.files->exportTo(scratch.path());
    const auto copy = evidence::checkStorage(scratch.path() + kCopyRoot);
    BOOST_REQUIRE(copy.ok());
    BOOST_TEST(textOf(*copy) == "");
    BOOST_TEST(copy->segments == all);
}

BOOST_AUTO_TEST_CASE(what_is_copied_survives_a_restart_and_a_snapshot) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    const std::size_t all = copiedOf(world);
    world.storage->stop();
    world.close();
    BOOST_REQUIRE(world.open());
    BOOST_TEST(copiedOf(world) == all);
    world.record();
    world.copyAll();
    BOOST_TEST(copiedOf(world) > all);
    requireHonest(world);
    BOOST_TEST(textOf(world.checkOnDisk()) == "");
}

BOOST_AUTO_TEST_CASE(the_power_may_be_cut_at_every_operation_of_copying) {
    for (std::uint64_t step = 1; step <= 90; ++step) {
        CopyWorld world;
        BOOST_REQUIRE(world.open());
        world.record(20);
        world.files->cutAt = world.files->operations + step;
        world.copyAll();
        world.close();
        world.files = world.files->afterPowerCut(static_cast<unsigned>(step));
        BOOST_TEST_CONTEXT("power cut at operation " << step << " of copying") {
            BOOST_REQUIRE(world.open());
            requireHonest(world);
            world.copyAll();
            BOOST_TEST(copiedOf(world) == world.segments().size());
            requireHonest(world);
            world.storage->stop();
            BOOST_TEST(textOf(world.checkOnDisk()) == "");
            for (const auto& [path, bytes] : world.files->contents())
                BOOST_TEST(!path.ends_with(".part"));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_of_copying_may_fail_once) {
    for (std::uint64_t step = 1; step <= 60; ++step) {
        CopyWorld world;
        BOOST_REQUIRE(world.open());
        world.record(20);
        world.files->failAt = world.files->operations + step;
        world.files->failWithNoSpace = step % 2 == 0;
        world.copyAll();
        world.clock.advance(20'000'000);
        world.copyAll();
        world.clock.advance(20'000'000);
        world.copyAll();
        BOOST_TEST_CONTEXT("failure at operation " << step << " of copying") {
            BOOST_TEST(copiedOf(world) == world.segments().size());
            requireHonest(world);
            world.storage->stop();
            BOOST_TEST(textOf(world.checkOnDisk()) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_full_or_failing_copy_is_told_and_recording_goes_on) {
    for (const bool full : {true, false}) {
        CopyWorld world;
        BOOST_REQUIRE(world.open());
        world.files->failBelow = kCopyRoot;
        world.files->failWithNoSpace = full;
        world.record();
        BOOST_TEST(world.keeper->facts().state == "starting");
        world.copyAll();
        BOOST_TEST(world.keeper->facts().state == (full ? "full" : "failing"));
        BOOST_TEST(world.keeper->facts().failures > 0U);
        BOOST_TEST(world.keeper->facts().waiting >= 4U);
        BOOST_TEST(world.keeper->facts().lagUs > 0);
        const auto before = world.slot->facts().fragment;
        world.record();
        BOOST_TEST(world.slot->facts().fragment > before);
        BOOST_TEST(world.storage->counters().failures == 0U);
        world.files->failBelow.clear();
        world.copyAll();
        BOOST_TEST(world.keeper->facts().state == "ok");
        BOOST_TEST(copiedOf(world) == world.segments().size());
        requireHonest(world);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_mount_point_is_not_filled) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    const std::size_t all = copiedOf(world);
    world.files->unplug(kCopyRoot + "/");
    world.record();
    world.copyAll();
    BOOST_TEST(world.keeper->facts().state == "away");
    BOOST_TEST(!world.keeper->there());
    BOOST_TEST(copiedOf(world) == all);  // an absent disk is no rotten copy
    for (const auto& [path, bytes] : world.files->contents())
        BOOST_TEST(!path.starts_with(kCopyRoot));
    world.checkRounds();
    BOOST_TEST(world.openFaults().empty());
    world.files->plugIn();
    world.copyAll();
    BOOST_TEST(world.keeper->facts().state == "ok");
    BOOST_TEST(copiedOf(world) == world.segments().size());
}

BOOST_AUTO_TEST_CASE(another_storages_copy_is_left_alone) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.files->put(kCopyRoot + "/copy.json", R"({"format":1,"storage":"somebody-else"})");
    world.copyAll();
    BOOST_TEST(world.keeper->facts().state == "wrong");
    BOOST_TEST(copiedOf(world) == 0U);
}

BOOST_AUTO_TEST_CASE(a_new_disk_is_begun_by_a_person_and_everything_is_copied_again) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    const std::size_t all = copiedOf(world);
    world.files->unplug(kCopyRoot + "/");
    world.copyAll();
    BOOST_TEST(world.keeper->facts().state == "away");
    BOOST_REQUIRE(world.files->makeFolder(kCopyRoot).ok());
    world.files->put(kCopyRoot + "/begin", "");
    world.copyAll();
    world.copyAll();
    BOOST_TEST(world.keeper->facts().state == "ok");
    BOOST_TEST(world.keeper->facts().lost == all);
    BOOST_TEST(copiedOf(world) == world.segments().size());
    requireHonest(world);
    BOOST_TEST(!world.files->contents().contains(kCopyRoot + "/begin"));
    BOOST_TEST(textOf(world.checkOnDisk()) == "");
}

BOOST_AUTO_TEST_CASE(a_rotten_copy_is_found_and_made_anew) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    const auto entry = world.segments()[1];
    world.flip(kCopyRoot + "/" + entry.path, entry.bytes - 3);
    world.checkRounds();
    BOOST_TEST(world.openFaults() == std::vector<std::string>{"copy_fragment_hash"},
               boost::test_tools::per_element());
    world.copyAll();
    BOOST_TEST(world.openFaults().empty());
    BOOST_TEST(copiedOf(world) == world.segments().size());
    requireHonest(world);
}

BOOST_AUTO_TEST_CASE(damaged_media_is_never_copied_over_a_good_copy) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    const auto entry = world.segments()[1];
    world.flip(kStorageRoot + "/" + entry.path, entry.bytes - 3);
    world.copyAll();
    BOOST_TEST(copiedOf(world) == world.segments().size() - 1);
    BOOST_TEST(world.keeper->facts().sourceDamaged == 1U);
    BOOST_TEST(world.keeper->facts().waiting == 1U);
    BOOST_TEST(world.keeper->facts().lagUs == 0);  // nothing that could be copied waits
    BOOST_TEST(world.keeper->facts().state == "ok");
    BOOST_TEST(!world.files->contents().contains(kCopyRoot + "/" + entry.path));
}

BOOST_AUTO_TEST_CASE(readers_are_served_from_the_copy_and_it_is_told) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    const auto all = world.segments();
    world.flip(kStorageRoot + "/" + all[1].path, all[1].bytes - 3);
    world.files->unplug(kStorageRoot + "/" + all[2].path);
    for (const auto& entry : all) {
        BOOST_TEST(world.storage->readInit(entry).ok());
        for (const auto& record : **world.storage->fragments(entry))
            BOOST_TEST(world.storage->readFragment(entry, record).ok());
    }
    BOOST_TEST(world.storage->counters().readFromCopy >= 2U);
    BOOST_TEST(world.storage->counters().readDamaged == 0U);
    // Both are damaged: nothing wrong is served.
    world.flip(kCopyRoot + "/" + all[1].path, all[1].bytes - 3);
    const auto last = (*world.storage->fragments(all[1]))->back();
    const auto read = world.storage->readFragment(all[1], last);
    BOOST_REQUIRE(!read.ok());
    BOOST_TEST(read.error().code == "evidence.fragment_damaged");
    BOOST_TEST(world.storage->counters().readDamaged == 1U);
    // Whoever stumbled over it has the check look there first.
    world.clock.advance(2'000'000);
    world.check->step();
    world.check->step();
    BOOST_TEST(world.openFaults().size() >= 2U);
}

BOOST_AUTO_TEST_CASE(removal_by_order_removes_the_copy_too_also_later) {
    for (const bool away : {false, true}) {
        CopyWorld world;
        BOOST_REQUIRE(world.open());
        world.record();
        world.copyAll();
        const auto entry = world.segments().front();
        if (away) world.files->unplug(kCopyRoot + "/");
        world.clock.advance(record::Storage::kLeastKeptUs + 60'000'000);
        world.storage->requestRemoval({{entry.segment, world.a, "order-1"}});
        world.storage->tick();
        world.storage->tick();
        BOOST_TEST(world.segments().front().removed);
        BOOST_TEST(world.segments().front().deleted);
        if (away) {
            world.copyAll();
            BOOST_TEST(!world.segments().front().copyDeleted);
            world.files->plugIn();
        }
        world.copyAll();
        BOOST_TEST(world.segments().front().copyDeleted);
        BOOST_TEST(!world.files->contents().contains(kStorageRoot + "/" + entry.path));
        BOOST_TEST(!world.files->contents().contains(kCopyRoot + "/" + entry.path));
        world.storage->stop();
        BOOST_TEST(textOf(world.checkOnDisk()) == "");
        // A start does not try to delete again what is gone.
        world.close();
        const auto before = world.files->operations;
        BOOST_REQUIRE(world.open());
        const auto once = world.files->operations - before;
        BOOST_TEST_MESSAGE("operations of a start: " << once);
        BOOST_TEST(world.segments().front().deleted);
        BOOST_TEST(textOf(world.checkOnDisk()) == "");
    }
}

BOOST_AUTO_TEST_CASE(a_torn_end_of_the_copied_journal_is_cut_and_written_again) {
    CopyWorld world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.copyAll();
    world.storage->stop();
    world.close();
    std::string journal;
    for (const auto& [path, bytes] : world.files->contents())
        if (path.starts_with(kCopyRoot + "/journal/")) journal = path;
    world.files->put(
        journal, world.files->contents().at(journal).substr(0, 3000) + std::string(100'000, '\0'));
    BOOST_REQUIRE(world.open());
    world.copyAll();
    world.storage->stop();
    const auto contents = world.files->contents();
    const auto original = kStorageRoot + journal.substr(kCopyRoot.size());
    BOOST_TEST(contents.at(original).starts_with(contents.at(journal)));
    BOOST_TEST(contents.at(journal).size() > 3000U);
}

BOOST_AUTO_TEST_SUITE_END()
