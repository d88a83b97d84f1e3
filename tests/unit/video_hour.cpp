// SPDX-License-Identifier: Apache-2.0
// Forty-eight cameras for a simulated hour: memory, descriptors and threads stay what they were.
// The suite takes some minutes of it; MINGJING_HOUR_SECONDS asks for another length (deploy/bench
// recording_hour: the whole hour).
#include <filesystem>

#include <boost/test/unit_test.hpp>
#include <malloc.h>

#include "tests/unit/video_support.h"

#if defined(__SANITIZE_ADDRESS__)
// Of compiler-rt; GCC has the function and no header for it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

using namespace mingjing;
using namespace mingjing::video;
using tests::FakeCamera;

namespace {

constexpr std::int64_t kHourStart = 1'795'516'286'301'015;
constexpr int kCameras = 48;
constexpr std::int64_t kHourTick = 240'000;
constexpr std::int64_t kSegmentUs = 30'000'000;

std::size_t heldBytes() {
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

std::ptrdiff_t entriesIn(const char* folder) {
    const std::filesystem::directory_iterator entries(folder);
    return std::distance(begin(entries), end(entries));
}

/// Takes everything, remembers sizes only, and counts the files that are open.
class SizesOnly final : public record::FileSystem {
public:
    int open_ = 0;
    std::uint64_t syncs = 0, bytes = 0;

    class File final : public record::AppendFile {
    public:
        File(SizesOnly& owner, std::string path) : owner_(owner), path_(std::move(path)) {
            ++owner_.open_;
        }
        ~File() override { --owner_.open_; }
        kernel::Status append(std::string_view bytes) override {
            owner_.sizes_[path_] += static_cast<std::int64_t>(bytes.size());
            owner_.bytes += bytes.size();
            return {};
        }
        kernel::Status sync() override {
            ++owner_.syncs;
            return {};
        }

    private:
        SizesOnly& owner_;
        std::string path_;
    };

    kernel::Result<std::unique_ptr<record::AppendFile>> create(const std::string& path) override {
        sizes_[path] = 0;
        return std::unique_ptr<record::AppendFile>(new File(*this, path));
    }
    kernel::Result<std::unique_ptr<record::AppendFile>> open(const std::string& path) override {
        return std::unique_ptr<record::AppendFile>(new File(*this, path));
    }
    kernel::Status truncate(const std::string&, std::uint64_t) override { return {}; }
    kernel::Status remove(const std::string&) override { return {}; }
    kernel::Status rename(const std::string&, const std::string&) override { return {}; }
    kernel::Status makeFolder(const std::string&) override { return {}; }
    kernel::Status syncFolder(const std::string&) override {
        ++syncs;
        return {};
    }
    kernel::Result<std::vector<std::string>> list(const std::string&) override {
        return std::vector<std::string>{};
    }
    kernel::Result<std::int64_t> size(const std::string& path) override {
        const auto known = sizes_.find(path);
        return known == sizes_.end() ? -1 : known->second;
    }
    kernel::Result<std::string> read(const std::string&, std::uint64_t, std::uint64_t) override {
        return std::string();
    }
    kernel::Result<std::string> readAll(const std::string&) override { return std::string(); }
    kernel::Result<Space> space(const std::string&) override {
        return Space{std::int64_t{1} << 40, 0};
    }
    [[nodiscard]] std::size_t files() const { return sizes_.size(); }

private:
    std::map<std::string, std::int64_t> sizes_;
};

struct Hour {
    SizesOnly files;
    kernel::ManualClock clock{kHourStart};
    tests::Scratch scratch;
    record::NodeKeys keys =
        *record::openKeys(scratch.path() + "/signing.key", "recorder-1", kHourStart);
    std::uint64_t reports = 0;
    std::unique_ptr<record::Storage> storage;
    std::vector<std::shared_ptr<record::StreamSlot>> slots;
    std::vector<std::unique_ptr<FakeCamera>> cameras;

    Hour() {
        auto opened = record::Storage::open({"/s", 250'000, kSegmentUs}, files, clock, keys,
                                            [this](const record::Report&) -> kernel::Status {
                                                ++reports;
                                                return {};
                                            });
        BOOST_REQUIRE(opened.ok());
        storage = std::move(*opened);
        for (int i = 0; i < kCameras; ++i) {
            slots.push_back(storage->addStream({kernel::Uuid::make(kHourStart), "main"}));
            cameras.push_back(std::make_unique<FakeCamera>(*slots.back(), clock, i % 2 == 0));
            cameras.back()->begin(slots.back()->nextRun());
        }
    }
    void record(std::int64_t us) {
        for (std::int64_t passed = 0; passed < us; passed += kHourTick) {
            for (auto& camera : cameras) {
                camera->send(kHourTick);
                clock.advance(-kHourTick);
            }
            clock.advance(kHourTick);
            storage->tick();
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hour)

BOOST_AUTO_TEST_CASE(forty_eight_cameras_grow_nothing) {
    const char* asked = std::getenv("MINGJING_HOUR_SECONDS");
    const std::int64_t lengthUs = (asked == nullptr ? 100 : std::stoll(asked)) * 1'000'000;
    Hour hour;
    // Caches, pools and the first segments have their size by then.
    hour.record(40'000'000);
    const std::ptrdiff_t threads = entriesIn("/proc/self/task");
    const std::ptrdiff_t descriptors = entriesIn("/proc/self/fd");
    const int open = hour.files.open_;
    const std::size_t held = heldBytes();
    const std::size_t segments = hour.files.files();
    hour.record(lengthUs);

    BOOST_TEST(entriesIn("/proc/self/task") == threads);
    BOOST_TEST(entriesIn("/proc/self/fd") == descriptors);
    BOOST_TEST(hour.files.open_ == open);
    BOOST_TEST(open == kCameras + 1);  // a file a camera, and the journal
    // What may grow is the index: one entry a segment. It is a cache of the journal, some hundred
    // bytes each.
    const auto made = static_cast<std::ptrdiff_t>(hour.files.files() - segments);
    const auto grown = static_cast<std::ptrdiff_t>(heldBytes()) - static_cast<std::ptrdiff_t>(held);
    BOOST_TEST(made >= kCameras * (lengthUs / kSegmentUs - 1));
    BOOST_TEST(grown <= made * 2'000 + 1'000'000);
    BOOST_TEST_MESSAGE("hour cameras=" << kCameras << " seconds=" << lengthUs / 1'000'000
                                       << " grown_bytes=" << grown << " segments=" << made
                                       << " threads_grown=0 descriptors_grown=0 mbytes="
                                       << hour.files.bytes / 1'000'000);
    hour.storage->stop();
    hour.cameras.clear();
    hour.slots.clear();
    hour.storage.reset();
    BOOST_TEST(hour.files.open_ == 0);
}

BOOST_AUTO_TEST_SUITE_END()
