// SPDX-License-Identifier: Apache-2.0
// What a repair of a storage may do: only what loses no byte of evidence, and each act is told.
#pragma once

#include "video/evidence/check.h"
#include "video/record/file_system.h"

namespace mingjing::video::record {

/// One thing that was done, or could not be.
struct RepairAct {
    std::string object;
    std::string what;
    bool done = true;
};

/// Works from what a check found; the caller holds the storage's lock (`lockStorage`).
/// - A file that only has more bytes than the journal, because its recorder was killed or its disk
///   failed, is cut back, as the recorder's own start does.
/// - A file that no record names is moved into `unclaimed/`.
/// - A damaged or missing segment is fetched from the second copy (`copyRoot`; empty: there is
///   none), after the copy's hashes were verified; the damaged file is kept in `unclaimed/`.
/// - Bytes behind a segment that was closed in order are kept in `unclaimed/`, then cut off.
/// - The snapshot is rewritten from the journal, unless the journal itself is damaged.
/// A journal is never changed, nothing is ever deleted.
std::vector<RepairAct> repairStorage(FileSystem& files, const std::string& root,
                                     const std::string& copyRoot,
                                     const evidence::CheckResult& found);

}  // namespace mingjing::video::record
