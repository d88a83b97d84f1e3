// SPDX-License-Identifier: Apache-2.0
// Repair on a real disk: every kind of damage, each act told, no byte lost.
#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include "tests/unit/video_world.h"
#include "video/record/repair.h"
#include "video/record/storage_lock.h"

using namespace mingjing;
using namespace mingjing::video;
using tests::CopyWorld;
using tests::kCopyRoot;
using tests::kStorageRoot;
using tests::textOf;

BOOST_AUTO_TEST_SUITE(video_repair)

namespace {

namespace fs = std::filesystem;

std::string bytesOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeTo(const std::string& path, const std::string& bytes) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A recorded, copied storage on a real disk.
struct OnDisk {
    CopyWorld world;
    tests::Scratch scratch;
    std::string root, copy;
    std::vector<evidence::SegmentEntry> entries;

    explicit OnDisk(bool killed = false) {
        BOOST_REQUIRE(world.open());
        world.record(80);
        world.copyAll();
        entries = world.segments();
        if (killed) {
            // Pictures of a last moment that no journal names.
            tests::FakeCamera camera(*world.slot, world.clock, true);
            camera.begin(world.slot->nextRun());
            for (int i = 0; i < 6; ++i) {
                camera.send(240'000);
                world.storage->tick();
            }
        } else {
            world.storage->stop();
            world.clock.advance(6'000'000);
            world.keeper->step();
        }
        entries = world.segments();
        world.files->exportTo(scratch.path());
        root = scratch.path() + kStorageRoot;
        copy = scratch.path() + kCopyRoot;
    }
    [[nodiscard]] std::string path(std::size_t index) const {
        return root + "/" + entries.at(index).path;
    }
    [[nodiscard]] evidence::CheckResult check() const {
        auto result = evidence::checkStorage(root, {copy, 0, {}});
        BOOST_REQUIRE(result.ok());
        return std::move(*result);
    }
    [[nodiscard]] std::vector<record::RepairAct> repair(bool withCopy = true) const {
        record::DiskFileSystem files;
        return record::repairStorage(files, root, withCopy ? copy : "", check());
    }
};

bool said(const std::vector<record::RepairAct>& acts, const std::string& object,
          const std::string& what, bool done) {
    return std::any_of(acts.begin(), acts.end(), [&](const auto& act) {
        return act.done == done && act.object.find(object) != std::string::npos &&
               act.what.find(what) != std::string::npos;
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_damage_is_mended_from_the_copy_and_kept_aside) {
    const OnDisk disk;
    BOOST_TEST(textOf(disk.check()) == "");
    std::vector<std::string> whole;
    for (std::size_t i = 0; i < 5; ++i) whole.push_back(bytesOf(disk.path(i)));
    std::string rotten = whole[0];
    rotten[rotten.size() - 5] ^= 1;
    writeTo(disk.path(0), rotten);
    std::string badInit = whole[1];
    badInit[30] ^= 1;
    writeTo(disk.path(1), badInit);
    writeTo(disk.path(2), whole[2].substr(0, whole[2].size() - 100));
    fs::remove(disk.path(3));
    writeTo(disk.path(4), whole[4] + "foreign bytes");
    writeTo(disk.root + "/media/20991231/x/alien.mp4", "alien");
    writeTo(disk.root + "/unclaimed/alien.mp4", "an older one");
    fs::remove(disk.root + "/journal/snapshot.json");
    BOOST_TEST(disk.check().faults.size() >= 6U);

    const auto acts = disk.repair();
    for (const std::size_t i : {0U, 1U, 2U})
        BOOST_TEST(said(acts, disk.entries[i].path, "kept in unclaimed/", true));
    BOOST_TEST(said(acts, disk.entries[3].path, "fetched from the second copy", true));
    BOOST_TEST(said(acts, disk.entries[4].path, "13 foreign bytes", true));
    BOOST_TEST(said(acts, "alien.mp4", "moved into unclaimed/", true));
    BOOST_TEST(said(acts, "snapshot.json", "rewritten", true));

    BOOST_TEST(textOf(disk.check()) == "");
    for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(bytesOf(disk.path(i)) == whole[i]);
    const auto name = [&](std::size_t i) { return fs::path(disk.path(i)).filename().string(); };
    const std::string aside = disk.root + "/unclaimed/";
    BOOST_TEST(bytesOf(aside + name(0) + ".damaged") == rotten);
    BOOST_TEST(bytesOf(aside + name(1) + ".damaged") == badInit);
    BOOST_TEST(bytesOf(aside + name(4) + ".surplus") == "foreign bytes");
    BOOST_TEST(bytesOf(aside + "alien.mp4") == "an older one");
    BOOST_TEST(bytesOf(aside + "alien.mp4.2") == "alien");
    // A snapshot that a start believes.
    record::DiskFileSystem files;
    const auto source = record::journalSource(files, disk.root);
    BOOST_TEST(record::readSnapshot(files, disk.root, *source).has_value());
}

BOOST_AUTO_TEST_CASE(without_a_copy_damage_stays_named) {
    const OnDisk disk;
    std::string rotten = bytesOf(disk.path(0));
    rotten[rotten.size() - 5] ^= 1;
    writeTo(disk.path(0), rotten);
    const auto acts = disk.repair(false);
    BOOST_TEST(said(acts, disk.entries[0].path, "no second copy", false));
    BOOST_TEST(bytesOf(disk.path(0)) == rotten);
    BOOST_TEST(disk.check().faults.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_damaged_copy_replaces_nothing) {
    const OnDisk disk;
    for (const auto& root : {disk.root, disk.copy}) {
        const std::string path = root + "/" + disk.entries[0].path;
        std::string rotten = bytesOf(path);
        rotten[rotten.size() - 5] ^= 1;
        writeTo(path, rotten);
    }
    const std::string before = bytesOf(disk.path(0));
    const auto acts = disk.repair();
    BOOST_TEST(said(acts, "file " + disk.entries[0].path, "evidence.source_damaged", false));
    BOOST_TEST(said(acts, "copy " + disk.entries[0].path, "is left as it is", false));
    BOOST_TEST(bytesOf(disk.path(0)) == before);
    BOOST_TEST(disk.check().faults.size() == 2U);
    BOOST_TEST(!fs::exists(disk.root + "/unclaimed/" + fs::path(disk.path(0)).filename().string() +
                           ".part"));
}

BOOST_AUTO_TEST_CASE(what_a_kill_left_is_cut_back_to_the_journal) {
    const OnDisk disk(true);
    const std::size_t last = disk.entries.size() - 1;
    BOOST_REQUIRE(!disk.entries[last].closed);
    writeTo(disk.path(last), bytesOf(disk.path(last)) + std::string(777, 'x'));
    const auto before = disk.check();
    BOOST_TEST(before.unfinished);
    BOOST_TEST(textOf(before) == "");
    const auto acts = disk.repair();
    BOOST_TEST(said(acts, disk.entries[last].path, "cut back to the journal, 777 bytes", true));
    BOOST_TEST(bytesOf(disk.path(last)).size() == disk.entries[last].bytes);
    BOOST_TEST(textOf(disk.check()) == "");
}

BOOST_AUTO_TEST_CASE(a_damaged_journal_keeps_its_snapshot) {
    const OnDisk disk;
    for (fs::directory_iterator it(disk.root + "/journal"), end; it != end; ++it) {
        if (it->path().extension() != ".mjj") continue;
        std::string bytes = bytesOf(it->path());
        bytes[bytes.size() / 2] ^= 1;
        writeTo(it->path(), bytes);
        break;
    }
    const std::string snapshot = bytesOf(disk.root + "/journal/snapshot.json");
    const auto acts = disk.repair();
    BOOST_TEST(said(acts, "snapshot.json", "journal itself is damaged", false));
    BOOST_TEST(bytesOf(disk.root + "/journal/snapshot.json") == snapshot);
}

BOOST_AUTO_TEST_CASE(a_copy_whose_journal_differs_or_is_gone_is_named) {
    const OnDisk disk;
    std::string path;
    for (fs::directory_iterator it(disk.copy + "/journal"), end; it != end; ++it)
        path = it->path().string();
    std::string bytes = bytesOf(path);
    bytes[bytes.size() / 2] ^= 1;
    writeTo(path, bytes);
    BOOST_TEST(textOf(disk.check()).find("differs from the storage's own") != std::string::npos);
    writeTo(path, bytesOf(path).substr(0, 100));
    BOOST_TEST(textOf(disk.check()) == "");  // behind is not different
    fs::remove_all(disk.copy + "/journal");
    BOOST_TEST(textOf(disk.check()).find("copy journal: is missing") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_held_storage_cannot_be_locked_again) {
    const tests::Scratch scratch;
    const auto first = record::lockStorage(scratch.path());
    BOOST_REQUIRE(first.ok());
    const auto second = record::lockStorage(scratch.path());
    BOOST_REQUIRE(!second.ok());
    BOOST_TEST(second.error().code == "storage.in_use");
    ::close(*first);
    BOOST_TEST(record::lockStorage(scratch.path()).ok());
    BOOST_TEST(!record::lockStorage(scratch.path() + "/nowhere").ok());
}

BOOST_AUTO_TEST_SUITE_END()
