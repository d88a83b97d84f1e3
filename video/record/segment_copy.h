// SPDX-License-Identifier: Apache-2.0
// One segment's file from one place to another, and the proof that it arrived.
#pragma once

#include "video/evidence/segment_check.h"
#include "video/record/file_system.h"

namespace mingjing::video::record {

/// A file as checks want it, read from the medium.
evidence::MediaFile mediaOf(FileSystem& files, const std::string& path);

/// Asked before each read; false ends the work with Unavailable (`storage.stopped`).
using Spend = std::function<bool(std::uint64_t bytes)>;

struct CopyPlan {
    std::string from;
    std::string unfinished;  ///< on the disk of `to`; replaced when it is there
    std::string to;          ///< replaced by a rename when it is there
    std::string toRoot;      ///< an existing folder; those between it and `to` are made
};

/// Reads the source with its hashes, writes beside, syncs, reads what was written back from the
/// medium, compares every byte with the records, and only then gives the file its name. Whatever
/// fails, `to` is what it was before. Fails with DataLoss (`evidence.source_damaged`: the source
/// is not what was recorded; `evidence.copy_differs`: what was written reads back differently),
/// Exhausted (`storage.full`), NotFound or Unavailable.
kernel::Status copySegment(FileSystem& files, const CopyPlan& plan,
                           const evidence::SegmentEntry& entry,
                           std::span<const evidence::ExpectedFragment> expected,
                           const Spend& spend);

/// Makes the folders between an existing root and a path below it.
kernel::Status makeFoldersFor(FileSystem& files, const std::string& root, const std::string& path);

}  // namespace mingjing::video::record
