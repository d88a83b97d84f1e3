// SPDX-License-Identifier: Apache-2.0
// The second copy of everything that is recorded, on another disk: made in the background, proved
// by reading back, and never in the way of the recording itself.
#pragma once

#include <map>
#include <set>

#include "video/record/fault_book.h"
#include "video/record/paced_worker.h"
#include "video/record/storage.h"

namespace mingjing::video::record {

struct CopyKeeperOptions {
    std::string root;
    std::string copyRoot;
    std::int64_t bytesPerSecond = 40'000'000;    ///< written and read back; 0: without limit
    std::int64_t retryUs = 10'000'000;           ///< after a failure of the copy's disk
    std::int64_t sourceRetryUs = 3'600'000'000;  ///< of a segment that is itself damaged
    std::int64_t journalUs = 5'000'000;          ///< between copies of the journal's new bytes
};

/// COPY/ mirrors journal/ and media/ of the storage, so that it can be checked, and recorded on
/// from, as a storage of its own. COPY/copy.json names the storage: an empty mount point or
/// somebody else's disk is never written to. A disk that takes the place of a lost one is begun by
/// a person, who puts an empty file `begin` into it.
class CopyKeeper {
public:
    /// All that is borrowed must outlive it.
    CopyKeeper(CopyKeeperOptions options, Storage& storage, FileSystem& files, FaultBook& book,
               const kernel::Clock& clock);

    void start();
    void stop();
    /// One thing: a removal, new bytes of the journal, or one segment; answers how long to rest.
    std::int64_t step();

    struct Facts {
        /// starting (nothing is known yet), ok, full, away (the disk or its mark is not there),
        /// wrong (another storage's copy), failing (the disk refuses)
        std::string state = "starting";
        std::string error;  ///< what the disk said last; empty: nothing
        std::uint64_t copied = 0, waiting = 0;
        std::uint64_t waitingBytes = 0;
        std::int64_t lagUs = 0;  ///< age of the oldest closed segment that could have a copy
        std::uint64_t made = 0, failures = 0, lost = 0;  ///< since the start
        std::uint64_t sourceDamaged = 0;  ///< segments that cannot be copied as they are
    };
    [[nodiscard]] Facts facts() const { return *facts_.lock(); }
    /// Whether the copy can be read now.
    [[nodiscard]] bool there() const { return there_; }

private:
    struct MirroredFile {
        std::uint64_t bytes = 0;
        bool compared = false;
    };
    kernel::Status makeUsable();
    kernel::Status begin();
    void lookForLost();
    kernel::Result<bool> deleteRemoved();
    kernel::Status mirrorJournal();
    kernel::Status mirrorFile(const std::string& name, std::uint64_t bytes, bool compare);
    kernel::Result<std::uint64_t> samePrefix(const std::string& name, std::uint64_t bytes);
    kernel::Result<bool> copyNext();
    kernel::Status copyOne(const FoundSegment& found);
    void takeStock();
    std::int64_t failed(const kernel::Error& error);
    [[nodiscard]] bool anyCopied() const;

    CopyKeeperOptions options_;
    Storage& storage_;
    FileSystem& files_;
    FaultBook& book_;
    const kernel::Clock& clock_;
    PacedWorker worker_;
    mutable kernel::Guarded<Facts> facts_;
    std::atomic<bool> there_{false};
    bool usable_ = false;
    std::set<kernel::Uuid> toldCopied_;               ///< handed to the journal, not yet in it
    std::set<kernel::Uuid> toldDeleted_;              ///< the same
    std::map<kernel::Uuid, std::int64_t> postponed_;  ///< until when
    std::map<std::string, MirroredFile> mirrored_;
    std::int64_t journalledUs_ = INT64_MIN / 2;
};

}  // namespace mingjing::video::record
