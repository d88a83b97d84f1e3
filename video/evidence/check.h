// SPDX-License-Identifier: Apache-2.0
// fsck of a storage: does every byte on disk say what the journal says?
#pragma once

#include "video/evidence/journal_reader.h"
#include "video/evidence/segment_check.h"

namespace mingjing::video::evidence {

/// A file that contradicts the journal: what a repair works from.
struct BadFile {
    enum class What {
        Media,       ///< a segment's file
        Unfinished,  ///< ... that only has more bytes than the journal, as a kill leaves it
        Copy,        ///< a segment's file in the second copy
        Foreign,     ///< a file that no record names
    };
    What what = What::Media;
    std::string path;  ///< below the storage's (or the copy's) root
    SegmentEntry entry;
    std::vector<MediaFinding> findings;
    std::uint64_t surplus = 0;
};

struct CheckResult {
    std::vector<Fault> faults;       ///< in the order they were found
    std::vector<std::string> notes;  ///< not damage: unfinished tails, set-aside files
    std::vector<BadFile> files;      ///< the same for files, one entry each
    bool journalDamaged = false;
    bool unfinished = false;  ///< the recorder did not end in order (or still runs)
    std::uint64_t segments = 0;
    std::uint64_t removed = 0;  ///< of them, removed by order after their keeping time
    std::uint64_t copied = 0;   ///< of them, with a second copy
    std::uint64_t fragments = 0;
    std::uint64_t bytes = 0;
};

struct CheckOptions {
    std::string copy;                 ///< root of the second copy; empty: it is not looked at
    std::int64_t bytesPerSecond = 0;  ///< budget of reading; 0: as fast as the disk
    /// After each file: how many of how many segments, and the bytes read so far.
    std::function<void(std::uint64_t done, std::uint64_t all, std::uint64_t bytes)> onProgress;
};

/// Reads the whole journal, then every file. Fails when there is no storage. Reads only.
kernel::Result<CheckResult> checkStorage(const std::string& root, const CheckOptions& options = {});

/// The index that a journal yields; nothing else is needed to rebuild it.
kernel::Result<Ledger> rebuildIndex(const std::string& root, std::vector<Fault>& faults);

/// Journal files on a real disk.
kernel::Result<JournalSource> diskJournal(const std::string& root);
/// A file on a real disk.
MediaFile diskMedia(const std::string& path);

}  // namespace mingjing::video::evidence
