// SPDX-License-Identifier: Apache-2.0
// fsck of a storage: does every byte on disk say what the journal says?
#pragma once

#include "video/evidence/journal_reader.h"

namespace mingjing::video::evidence {

struct CheckResult {
    std::vector<Fault> faults;       ///< in the order they were found
    std::vector<std::string> notes;  ///< not damage: unfinished tails, set-aside files
    bool unfinished = false;         ///< the recorder did not end in order (or still runs)
    std::uint64_t segments = 0;
    std::uint64_t removed = 0;  ///< of them, removed by order after their keeping time
    std::uint64_t fragments = 0;
    std::uint64_t bytes = 0;
};

/// Reads the whole journal, then every file. Fails when there is no storage. Reads only.
kernel::Result<CheckResult> checkStorage(const std::string& root);

/// The index that a journal yields; nothing else is needed to rebuild it.
kernel::Result<Ledger> rebuildIndex(const std::string& root, std::vector<Fault>& faults);

/// Journal files on a real disk.
kernel::Result<JournalSource> diskJournal(const std::string& root);

}  // namespace mingjing::video::evidence
