// SPDX-License-Identifier: Apache-2.0
// The index of a storage as a file: a cache that makes a start fast. The journal is the truth.
#pragma once

#include <optional>

#include "video/evidence/journal_reader.h"
#include "video/record/file_system.h"

namespace mingjing::video::record {

/// The snapshot, if it is whole and the journal still ends a batch exactly where it says.
std::optional<evidence::Ledger> readSnapshot(FileSystem& files, const std::string& root,
                                             const evidence::JournalSource& source);

/// Writes the ledger as a cache for the next start; failure only costs time then.
kernel::Status writeSnapshot(FileSystem& files, const std::string& root,
                             const evidence::Ledger& ledger);

/// Old or new content, whatever happens: written beside, synced, renamed. For caches, never for
/// evidence.
kernel::Status replaceFile(FileSystem& files, const std::string& path, std::string_view content);

/// The journal folder as evidence readers want it.
kernel::Result<evidence::JournalSource> journalSource(FileSystem& files, const std::string& root);

}  // namespace mingjing::video::record
