// SPDX-License-Identifier: Apache-2.0
// Walking journal files: committed batches only, torn tails told apart from damage in the middle.
#pragma once

#include <functional>

#include "video/evidence/ledger.h"

namespace mingjing::video::evidence {

/// Where the journal's own chain of batches stands.
struct BatchChain {
    Hash hash{};
    std::uint64_t batch = 0;
    /// As the header of the file that is read names it.
    HashAlgorithm algorithm = HashAlgorithm::Sha256;
};

/// What a walk over one file found.
struct Scan {
    std::size_t committed = 0;  ///< bytes up to and with the last good commit
    std::size_t tail = 0;       ///< bytes behind it: an unfinished or torn batch
    std::vector<Fault> faults;  ///< damage in front of `committed`
};

using OnFrame = std::function<void(const Frame&, Place)>;

/// Walks `bytes` of file `number` from `from` and hands out the frames of each committed batch.
/// Damaged bytes in the middle are named and stepped over; the batch around them is still handed
/// out, as far as its frames are whole.
Scan scanJournal(std::string_view bytes, std::uint64_t number, std::size_t from, BatchChain& chain,
                 const OnFrame& onFrame);

/// How the folder's files are read; evidence stands on the kernel, record brings its own seam.
struct JournalSource {
    std::vector<std::string> names;  ///< of the files in the journal folder, in any order
    std::function<kernel::Result<std::string>(const std::string& name)> read;
    /// Optional: only so many bytes from a place on (fewer at the end), so that one segment's
    /// frames do not cost a whole file.
    std::function<kernel::Result<std::string>(const std::string& name, std::uint64_t offset,
                                              std::uint64_t bytes)>
        readPart = {};
};

/// What a walk over the folder found. The last file's tail is the recorder's to cut.
struct FolderScan {
    std::vector<Fault> faults;
    std::uint64_t lastFile = 0;
    std::string lastName;
    std::size_t committed = 0;
    std::size_t tail = 0;
};

/// Feeds everything behind `ledger.end` to the ledger, in order. Fails when a file cannot be read.
kernel::Result<FolderScan> readJournal(const JournalSource& source, Ledger& ledger);

/// Reads the fragments of one segment from the journal, in order.
kernel::Result<std::vector<FragmentRecord>> readFragments(const JournalSource& source,
                                                          const SegmentEntry& entry);

/// A segment's own frames as they stand in the journal: opened, fragments, closed if it is.
kernel::Result<std::string> readSegmentFrames(const JournalSource& source,
                                              const SegmentEntry& entry);

/// Where a check of the journal itself stands: one finished file after the other.
struct JournalCheck {
    BatchChain chain;
    std::uint64_t file = 0;  ///< the newest one that was looked at
};
/// Scans the next file that has a follower (what is still written is left alone): frames, batches,
/// and that it continues the one before it. False: there is none left. Appends to `faults`.
/// `bytes` grows by what was read.
kernel::Result<bool> checkNextJournalFile(const JournalSource& source, JournalCheck& at,
                                          std::vector<Fault>& faults, std::uint64_t& bytes);

/// The closing record of a closed segment. Fails with NotFound when there is none.
kernel::Result<Json> readClosing(const JournalSource& source, const SegmentEntry& entry);

}  // namespace mingjing::video::evidence
