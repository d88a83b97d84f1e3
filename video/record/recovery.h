// SPDX-License-Identifier: Apache-2.0
// What a start does with what the last run left: read the journal, cut files back to it, say so.
#pragma once

#include "video/record/journal_writer.h"
#include "video/record/snapshot.h"
#include "video/record/stream_slot.h"

namespace mingjing::video::record {

struct Recovered {
    evidence::Ledger ledger;
    JournalWriter::Previous previous;
    std::string storageId;
    Staged staged;                        ///< closings and notes for the first batch
    std::vector<evidence::Fault> faults;  ///< damage that was found; nothing is hidden or repaired
};

/// Reads the journal (from the snapshot on, when there is a good one), truncates files that are
/// longer than the journal says, closes segments that were open, and moves files of the last days
/// that no record names into `unclaimed/`. Journal files are never changed: a torn tail is disowned
/// by the header of the next file.
kernel::Result<Recovered> recover(const SlotContext& context);

/// The body of `segmentOpened` as the ledger knows it, for telling center once more.
kernel::Json openedReport(const StreamKey& key, const evidence::SegmentEntry& entry);

}  // namespace mingjing::video::record
