// SPDX-License-Identifier: Apache-2.0
// A storage with a camera, a second copy and a background check, in files that can be harmed.
#pragma once

#include "tests/unit/video_support.h"
#include "video/evidence/check.h"
#include "video/record/background_check.h"
#include "video/record/copy_keeper.h"

namespace mingjing::tests {

inline const std::string kStorageRoot = "/s";
inline const std::string kCopyRoot = "/c";

/// Not thread-safe: workers are stepped by the test.
class CopyWorld {
public:
    std::unique_ptr<FaultFileSystem> files = std::make_unique<FaultFileSystem>();
    kernel::ManualClock clock{1'795'516'286'301'015};
    video::record::NodeKeys keys = makeKeys();
    std::vector<video::record::Report> reports;  ///< of the storage and of the book
    std::unique_ptr<video::record::Storage> storage;
    std::unique_ptr<video::record::FaultBook> book;
    std::unique_ptr<video::record::CopyKeeper> keeper;
    std::unique_ptr<video::record::BackgroundCheck> check;
    video::record::StreamKey a{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000a"),
                               "main"};
    std::shared_ptr<video::record::StreamSlot> slot;
    std::string busy;  ///< what the check is told

    bool open();
    void close();
    /// Some four segments, the last one open.
    void record(int rounds = 40);
    /// Keeper and storage by turns, until nothing is left to do or it fails.
    void copyAll();
    /// The check, until it has ended so many more rounds.
    void checkRounds(int rounds = 1);
    [[nodiscard]] std::vector<video::evidence::SegmentEntry> segments() const;
    /// `what` of every fault that was reported and is not over.
    [[nodiscard]] std::vector<std::string> openFaults() const;
    [[nodiscard]] std::size_t reported(const std::string& kind) const;
    /// Storage and copy on a real disk, as evidence-check sees them.
    [[nodiscard]] video::evidence::CheckResult checkOnDisk(bool withCopy = true) const;
    void flip(const std::string& path, std::size_t at);
    void cutFile(const std::string& path, std::size_t bytes);

private:
    static video::record::NodeKeys makeKeys();
};

std::string textOf(const video::evidence::CheckResult& result);

}  // namespace mingjing::tests
