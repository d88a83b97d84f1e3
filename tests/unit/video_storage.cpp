// SPDX-License-Identifier: Apache-2.0
// Storage under kill, power cut and failing calls; and that evidence-check names what was changed.
#include <filesystem>
#include <fstream>
#include <random>

#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
#include "video/evidence/check.h"
#include "video/record/playback.h"

using namespace mingjing;
using namespace mingjing::video;
using record::Storage;
using record::StreamKey;
using tests::FakeCamera;
using tests::FaultFileSystem;

namespace {

constexpr std::int64_t kNow = 1'795'516'286'301'015;
const std::string kRoot = "/s";

/// A storage with two cameras in a faulty world.
struct World {
    std::unique_ptr<FaultFileSystem> files = std::make_unique<FaultFileSystem>();
    kernel::ManualClock clock{kNow};
    record::NodeKeys keys;
    std::vector<record::Report> reports;
    std::unique_ptr<Storage> storage;
    StreamKey a{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000a"), "main"};
    StreamKey b{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000b"), "main"};
    std::shared_ptr<record::StreamSlot> slotA;
    std::shared_ptr<record::StreamSlot> slotB;

    std::int64_t cutUs = 0;  ///< when the power went; 0: it did not

    World() : keys(makeKeys()) {}
    static record::NodeKeys makeKeys() {
        static const tests::Scratch scratch;
        return *record::openKeys(scratch.path() + "/signing.key", "recorder-1", kNow);
    }
    bool open(std::int64_t segmentUs = 3'000'000) {
        auto opened = Storage::open({kRoot, 250'000, segmentUs}, *files, clock, keys,
                                    [this](const record::Report& report) -> kernel::Status {
                                        reports.push_back(report);
                                        return {};
                                    });
        if (!opened.ok()) return false;
        storage = std::move(*opened);
        slotA = storage->addStream(a);
        slotB = storage->addStream(b);
        return true;
    }
    /// Five seconds of two cameras, ticking four times a second. Returns the last fragment numbers
    /// that were acknowledged.
    std::pair<std::uint64_t, std::uint64_t> record(int rounds = 20) {
        FakeCamera cameraA(*slotA, clock, true);
        FakeCamera cameraB(*slotB, clock, false);
        cameraA.begin(slotA->nextRun());
        cameraB.begin(slotB->nextRun());
        for (int i = 0; i < rounds; ++i) {
            cameraA.send(240'000);
            clock.advance(-240'000);
            cameraB.send(240'000);
            storage->tick();
            // The tick in which the power went: what came until now was on its way to the disk.
            if (files->cutAt != 0 && cutUs == 0 && files->operations >= files->cutAt)
                cutUs = clock.wall().us;
        }
        cameraA.end(capture::Break::Stopped);
        cameraB.end(capture::Break::Stopped);
        return {slotA->facts().fragment, slotB->facts().fragment};
    }
    void forget() {
        slotA.reset();
        slotB.reset();
        storage.reset();
    }
    /// Every journalled fragment reads back with its hash; returns how many there are.
    std::uint64_t readable(const StreamKey& key) const {
        std::uint64_t count = 0;
        for (const auto& entry : storage->view(key, 0, INT64_MAX).segments) {
            BOOST_REQUIRE(storage->readInit(entry).ok());
            const auto list = storage->fragments(entry);
            BOOST_REQUIRE(list.ok());
            BOOST_TEST((*list)->size() == entry.fragments);
            for (const auto& record : **list) {
                const auto bytes = storage->readFragment(entry, record);
                BOOST_REQUIRE(bytes.ok());
                ++count;
            }
        }
        return count;
    }
    evidence::CheckResult check() const {
        const tests::Scratch scratch;
        files->exportTo(scratch.path());
        auto result = evidence::checkStorage(scratch.path() + kRoot);
        BOOST_REQUIRE(result.ok());
        return std::move(*result);
    }
};

std::string textOf(const evidence::CheckResult& result) {
    std::string out;
    for (const auto& fault : result.faults) out += fault.object + ": " + fault.what + "\n";
    return out;
}

/// Microseconds of pictures that had come before the power went and are gone.
std::int64_t lostUs(const World& world) {
    std::int64_t worst = 0;
    for (const auto& key : {world.a, world.b}) {
        std::int64_t endUs = kNow;
        for (const auto& entry : world.storage->view(key, 0, INT64_MAX).segments)
            endUs = std::max(endUs, entry.endUs);
        worst = std::max(worst, world.cutUs - endUs);
    }
    return worst;
}

/// Starts again in what is left, records more, ends in order: everything must hold.
std::int64_t continueAfter(World& world, std::pair<std::uint64_t, std::uint64_t> acknowledged) {
    world.clock.advance(7'000'000);
    BOOST_REQUIRE(world.open());
    // Half a second waits for its fragment to be full, a quarter for its tick, and one tick may
    // die.
    const std::int64_t lost = world.cutUs > 0 ? lostUs(world) : 0;
    BOOST_TEST(lost <= 2'000'000);
    BOOST_TEST(world.readable(world.a) >= acknowledged.first);
    BOOST_TEST(world.readable(world.b) >= acknowledged.second);
    world.record(8);
    world.storage->stop();
    const auto result = world.check();
    BOOST_TEST_MESSAGE(textOf(result));
    BOOST_TEST(result.faults.empty());
    BOOST_TEST(!result.unfinished);
    BOOST_TEST(result.fragments == world.readable(world.a) + world.readable(world.b));
    return lost;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(storage)

BOOST_AUTO_TEST_CASE(what_is_recorded_is_clean_and_can_be_found) {
    World world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();

    const auto result = world.check();
    BOOST_TEST(textOf(result) == "");
    BOOST_TEST(!result.unfinished);
    const auto plan =
        record::planPlayback(*world.storage, world.a, kNow + 2'500'000, kNow + 4'000'000);
    BOOST_REQUIRE(plan.ok());
    BOOST_TEST(plan->startUs == kNow + 2'000'000);
    BOOST_TEST(plan->segments.size() >= 1U);
    BOOST_TEST(!record::planPlayback(*world.storage, world.a, 0, kNow - 1).ok());
    const auto still = record::findStill(*world.storage, world.a);
    BOOST_REQUIRE(still.ok());
    BOOST_TEST(still->fragment.key());
}

BOOST_AUTO_TEST_CASE(a_second_start_continues_chain_and_runs_and_names_the_gap) {
    World world;
    BOOST_REQUIRE(world.open());
    const auto before = world.record();
    world.storage->stop();
    world.forget();

    world.clock.advance(60'000'000);
    BOOST_REQUIRE(world.open());
    BOOST_TEST(world.slotA->nextRun() == 2U);
    world.record();
    world.storage->stop();

    BOOST_TEST(world.slotA->facts().fragment > before.first);
    BOOST_TEST(textOf(world.check()) == "");
    const auto view = world.storage->view(world.a, 0, INT64_MAX);
    bool stopped = false;
    for (const auto& gap : view.gaps)
        stopped =
            stopped || (gap.cause == "recorder_stopped" && gap.toUs - gap.fromUs > 59'000'000);
    BOOST_TEST(stopped);
}

BOOST_AUTO_TEST_CASE(sound_that_comes_before_its_pictures_is_no_gap) {
    World world;
    BOOST_REQUIRE(world.open());
    FakeCamera camera(*world.slotA, world.clock, true);
    camera.soundLeadUs = 1'400'000;
    camera.begin(world.slotA->nextRun());
    for (int i = 0; i < 40; ++i) {
        camera.send(240'000);
        world.storage->tick();
    }
    BOOST_TEST(world.storage->view(world.a, 0, INT64_MAX).gaps.empty());
}

BOOST_AUTO_TEST_CASE(sound_alone_does_not_hide_that_pictures_are_missing) {
    World world;
    BOOST_REQUIRE(world.open());
    FakeCamera camera(*world.slotA, world.clock, true);
    camera.begin(world.slotA->nextRun());
    for (int i = 0; i < 8; ++i) {
        camera.send(240'000);
        world.storage->tick();
    }
    const std::int64_t stoppedUs = world.clock.wall().us;
    for (int i = 0; i < 24; ++i) {
        camera.sendSound(240'000);
        world.storage->tick();
    }
    const std::int64_t backUs = world.clock.wall().us;
    const auto open = world.storage->view(world.a, 0, INT64_MAX).gaps.back();
    BOOST_TEST(open.cause == "stalled");
    BOOST_TEST(open.toUs < 0);
    BOOST_TEST(world.slotA->facts().lastDurableUs <= stoppedUs);
    for (int i = 0; i < 8; ++i) {
        camera.send(240'000);
        world.storage->tick();
    }
    const auto closed = world.storage->view(world.a, 0, INT64_MAX).gaps.back();
    BOOST_TEST(std::abs(closed.fromUs - stoppedUs) <= 100'000);
    BOOST_TEST(std::abs(closed.toUs - backUs) <= 100'000);
}

BOOST_AUTO_TEST_CASE(the_power_may_be_cut_at_every_operation) {
    World measure;
    BOOST_REQUIRE(measure.open());
    measure.record();
    const auto total = measure.files->operations;
    BOOST_TEST_MESSAGE("operations: " << total);
    BOOST_REQUIRE(total > 80U);
    std::int64_t worstUs = 0;
    for (std::uint64_t at = 1; at <= total; ++at) {
        World world;
        world.files->cutAt = at;
        std::pair<std::uint64_t, std::uint64_t> acknowledged{0, 0};
        if (world.open()) acknowledged = world.record();
        world.forget();
        const auto& kept = *world.files;
        auto after = kept.afterPowerCut(static_cast<unsigned>(at));
        world.files = std::move(after);
        BOOST_TEST_CONTEXT("power cut at operation " << at) {
            worstUs = std::max(worstUs, continueAfter(world, acknowledged));
        }
    }
    // The bench `recording` reads this line.
    BOOST_TEST_MESSAGE("powercut_lost_ms_max=" << worstUs / 1000 << " cuts=" << total);
}

BOOST_AUTO_TEST_CASE(the_process_may_be_killed_at_every_operation) {
    for (std::uint64_t at = 1; at <= 110; ++at) {
        World world;
        world.files->cutAt = at;
        std::pair<std::uint64_t, std::uint64_t> acknowledged{0, 0};
        if (world.open()) acknowledged = world.record();
        world.forget();
        auto after = world.files->afterKill();
        world.files = std::move(after);
        BOOST_TEST_CONTEXT("killed at operation " << at) {
            continueAfter(world, acknowledged);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_once_and_no_picture_is_lost) {
    for (std::uint64_t at = 12; at <= 150; ++at) {
        World world;
        world.files->failAt = at;
        world.files->failWithNoSpace = at % 2 == 0;
        if (!world.open()) continue;
        world.record();
        for (int i = 0; i < 10; ++i) {
            world.clock.advance(500'000);
            world.storage->tick();
        }
        world.storage->stop();
        BOOST_TEST_CONTEXT("failure at operation " << at) {
            const auto result = world.check();
            BOOST_TEST(textOf(result) == "");
            std::uint64_t pictures = 0;
            for (const auto& entry : world.storage->view(world.b, 0, INT64_MAX).segments)
                for (const auto& record : **world.storage->fragments(entry))
                    pictures += record.videoSamples;
            BOOST_TEST(pictures == 120U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_byte_flipped_anywhere_is_named) {
    World world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();
    const tests::Scratch scratch;
    world.files->exportTo(scratch.path());
    const std::string root = scratch.path() + kRoot;
    std::vector<std::string> files;
    for (const auto& item : std::filesystem::recursive_directory_iterator(root))
        if (item.is_regular_file() && item.path().extension() != ".json")
            files.push_back(item.path().string());
    BOOST_REQUIRE(files.size() >= 5);
    std::mt19937 random(20261124);
    for (int i = 0; i < 300; ++i) {
        const auto& path = files[random() % files.size()];
        std::string bytes;
        {
            std::ifstream in(path, std::ios::binary);
            bytes.assign(std::istreambuf_iterator<char>(in), {});
        }
        const std::size_t at = random() % bytes.size();
        const char was = bytes[at];
        bytes[at] = static_cast<char>(was ^ (1 << random() % 8));
        std::ofstream(path, std::ios::binary) << bytes;

        const auto result = evidence::checkStorage(root);
        BOOST_TEST_CONTEXT(path << " byte " << at) {
            BOOST_REQUIRE(result.ok());
            BOOST_TEST((!result->faults.empty() || result->unfinished));
            if (path.find("/media/") != std::string::npos) {
                BOOST_REQUIRE(result->faults.size() == 1);
                BOOST_TEST(result->faults[0].object.find(path.substr(root.size() + 1)) !=
                           std::string::npos);
            }
        }
        bytes[at] = was;
        std::ofstream(path, std::ios::binary) << bytes;
    }
    BOOST_TEST(evidence::checkStorage(root)->faults.empty());
}

BOOST_AUTO_TEST_CASE(media_goes_only_when_it_is_old_closed_and_named) {
    World world;
    BOOST_REQUIRE(world.open());
    world.record();
    const auto all = world.storage->view(world.a, 0, INT64_MAX).segments;
    BOOST_REQUIRE(all.size() >= 2U);
    const auto ask = [&](const kernel::Uuid& segment) {
        world.storage->requestRemoval({{segment, world.a, "order-1"}});
        world.storage->tick();
    };
    const auto there = [&] { return world.storage->view(world.a, 0, INT64_MAX).segments.size(); };
    ask(all.front().segment);
    BOOST_TEST(there() == all.size());  // too young
    world.clock.advance(Storage::kLeastKeptUs + 60'000'000);
    ask(all.back().segment);
    BOOST_TEST(there() == all.size());  // the newest of its stream
    ask(kernel::Uuid::make(1));
    BOOST_TEST(there() == all.size());  // unknown
    ask(all.front().segment);
    BOOST_TEST(there() == all.size() - 1);
    BOOST_TEST(!world.files->contents().contains(kRoot + "/" + all.front().path));
    BOOST_TEST(world.reports.back().kind == "segmentRemoved");
    const auto gaps = world.storage->view(world.a, 0, INT64_MAX).gaps;
    BOOST_TEST(std::any_of(gaps.begin(), gaps.end(), [&](const auto& gap) {
        return gap.cause == "removed" && gap.fromUs == all.front().startUs;
    }));
    world.storage->stop();
    world.forget();
    const auto result = world.check();
    BOOST_TEST(textOf(result) == "");
    BOOST_TEST(result.removed == 1U);
    BOOST_REQUIRE(world.open());  // the chain goes on
    world.record(8);
    world.storage->stop();
    BOOST_TEST(textOf(world.check()) == "");
}

BOOST_AUTO_TEST_CASE(the_power_may_be_cut_at_every_operation_of_a_removal) {
    for (std::uint64_t step = 1; step <= 12; ++step) {
        World world;
        BOOST_REQUIRE(world.open());
        world.record();
        world.clock.advance(Storage::kLeastKeptUs + 60'000'000);
        const auto first = world.storage->view(world.a, 0, INT64_MAX).segments.front();
        world.storage->requestRemoval({{first.segment, world.a, "order-1"}});
        world.files->cutAt = world.files->operations + step;
        world.storage->tick();
        world.forget();
        auto after = world.files->afterPowerCut(static_cast<unsigned>(step));
        world.files = std::move(after);
        BOOST_TEST_CONTEXT("power cut at operation " << step << " of the removal") {
            BOOST_REQUIRE(world.open());
            world.storage->stop();
            const auto result = world.check();
            // Whatever the moment: gone and journalled, or there and whole.
            BOOST_TEST(textOf(result) == "");
            const bool gone = !world.files->contents().contains(kRoot + "/" + first.path);
            BOOST_TEST(gone == (result.removed == 1U));
        }
    }
}

BOOST_AUTO_TEST_CASE(swapped_payloads_and_missing_files_are_named) {
    World world;
    BOOST_REQUIRE(world.open());
    world.record();
    world.storage->stop();
    const tests::Scratch scratch;
    world.files->exportTo(scratch.path());
    const std::string root = scratch.path() + kRoot;
    const auto entry = world.storage->view(world.b, 0, INT64_MAX).segments.front();
    const std::string path = root + "/" + entry.path;
    std::string bytes;
    {
        std::ifstream in(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto list = *world.storage->fragments(entry);
    // Fragments 2 and 4 have the same size: their payloads change places.
    const auto& one = (*list)[1];
    const auto& two = (*list)[3];
    BOOST_REQUIRE(one.size == two.size);
    std::string swapped = bytes;
    swapped.replace(one.offset, one.size, bytes.substr(two.offset, two.size));
    swapped.replace(two.offset, two.size, bytes.substr(one.offset, one.size));
    std::ofstream(path, std::ios::binary) << swapped;
    BOOST_TEST(evidence::checkStorage(root)->faults.size() == 2U);

    std::ofstream(path, std::ios::binary) << bytes + "more";
    BOOST_TEST(evidence::checkStorage(root)->faults.size() == 1U);
    std::ofstream(path, std::ios::binary) << bytes.substr(0, bytes.size() - 1);
    BOOST_TEST(evidence::checkStorage(root)->faults.size() == 1U);
    std::filesystem::remove(path);
    BOOST_TEST(evidence::checkStorage(root)->faults[0].what == "is missing");
}

BOOST_AUTO_TEST_SUITE_END()
