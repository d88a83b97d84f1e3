// SPDX-License-Identifier: Apache-2.0
// Reads everything that is stored again and again, slowly, so that damage is known long before
// anybody needs the recording. Reads only.
#pragma once

#include <set>

#include "video/evidence/segment_check.h"
#include "video/record/fault_book.h"
#include "video/record/paced_worker.h"
#include "video/record/storage.h"

namespace mingjing::video::record {

struct BackgroundCheckOptions {
    std::string root;
    std::string copyRoot = {};                ///< second copy; empty: none
    std::int64_t bytesPerSecond = 4'000'000;  ///< 0: without limit
    std::int64_t sweepUs = 600'000'000;       ///< between looks at the names in the folders
    std::int64_t saveUs = 10'000'000;         ///< between savings of where it stands
};

/// Oldest first, round after round: finished journal files, then every closed segment with its
/// second copy. In between it looks at the names in the media folders: what is missing there is
/// read next, and a file that no record names in two looks is foreign. Where it stands is kept
/// in ROOT/check/round.json.
class BackgroundCheck {
public:
    /// Why it must wait ("space", "disk", "queues"); empty: it need not.
    using Busy = std::function<std::string()>;
    /// Whether the second copy can be looked at now.
    using CopyThere = std::function<bool()>;
    /// All that is borrowed must outlive it.
    BackgroundCheck(BackgroundCheckOptions options, Storage& storage, FileSystem& files,
                    FaultBook& book, const kernel::Clock& clock, Busy busy, CopyThere copyThere);

    void start();
    void stop();
    /// One journal file, one segment or one look at the folders; answers how long to rest. For
    /// tests, and for its thread.
    std::int64_t step();

    struct Facts {
        std::uint64_t fragments = 0, bytes = 0, segments = 0;  ///< ever, as far as is remembered
        std::uint64_t rounds = 0;
        std::int64_t lastRoundUs = 0;   ///< when the last full round ended; 0: none did
        std::int64_t roundBeganUs = 0;  ///< of the one that goes on
        std::int64_t checkedToUs = 0;   ///< start of the segment it looked at last
        std::string waiting;            ///< why it waits now; empty: it does not
    };
    [[nodiscard]] Facts facts() const { return *facts_.lock(); }

private:
    void recall();
    void save(bool now);
    bool checkJournal();
    bool checkSuspect();
    bool checkNext();
    void checkSegment(const FoundSegment& found);
    void checkCopy(const FoundSegment& found,
                   const std::vector<evidence::ExpectedFragment>& expected);
    evidence::SegmentCheck look(const std::string& path, const evidence::SegmentEntry& entry,
                                const std::vector<evidence::ExpectedFragment>& expected);
    void endRound();
    void sweep();
    kernel::Status sweepMedia(std::set<std::string>& unnamed);

    BackgroundCheckOptions options_;
    Storage& storage_;
    FileSystem& files_;
    FaultBook& book_;
    const kernel::Clock& clock_;
    Busy busy_;
    CopyThere copyThere_;
    PacedWorker worker_;
    mutable kernel::Guarded<Facts> facts_;
    SegmentSpot spot_;
    evidence::JournalCheck journal_;
    std::vector<evidence::Fault> journalFaults_;
    bool journalDone_ = false;
    std::set<kernel::Uuid> suspects_;
    bool suspectsFirst_ = true;      ///< by turns, so that many of them do not hold up the round
    std::set<std::string> unnamed_;  ///< in the last look
    std::int64_t sweptUs_ = INT64_MIN / 2;
    std::int64_t savedUs_ = 0;
};

/// One fault for each kind of finding, with how many fragments it concerns.
std::vector<StorageFault> faultsOf(const FoundSegment& found,
                                   const std::vector<evidence::MediaFinding>& findings,
                                   const std::string& prefix);

}  // namespace mingjing::video::record
