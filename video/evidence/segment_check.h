// SPDX-License-Identifier: Apache-2.0
// One file of media against its records: the one comparison that every check, copy and repair uses.
#pragma once

#include <functional>
#include <span>

#include "video/evidence/ledger.h"

namespace mingjing::video::evidence {

/// A fragment's place in its file and its hash: what a file is compared with.
struct ExpectedFragment {
    std::uint32_t seq = 0;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    Hash sha256{};
};
ExpectedFragment expectedOf(const FragmentRecord& record);
std::vector<ExpectedFragment> expectedOf(std::span<const FragmentRecord> records);

/// One contradiction between a file and its records.
struct MediaFinding {
    enum class Kind {
        Missing,      ///< there is no file
        Unreadable,   ///< the disk does not give it out
        Init,         ///< the init segment does not have its hash
        CutOff,       ///< the file ends inside a fragment, or before it
        Fragment,     ///< a fragment does not have its hash
        Longer,       ///< `bytes` that no record covers
        Unaccounted,  ///< the journal lost records: `bytes` fragments cannot be compared
    };
    Kind kind = Kind::Missing;
    std::uint32_t fragment = 0;  ///< of CutOff, Fragment and Unreadable; 0: none in particular
    std::uint64_t bytes = 0;
    std::string internal;  ///< what the disk said
};
/// "missing", "unreadable", "init_hash", "shorter", "fragment_hash", "longer", "unaccounted".
const char* codeOf(MediaFinding::Kind kind);

/// How a file is read: its size in bytes (-1: there is none), and bytes from a place on (fewer at
/// its end).
struct MediaFile {
    std::function<kernel::Result<std::int64_t>()> size;
    std::function<kernel::Result<std::string>(std::uint64_t offset, std::uint64_t bytes)> read;
};

struct SegmentCheck {
    std::vector<MediaFinding> findings;  ///< empty: every byte is as it was recorded
    std::uint64_t fragments = 0;         ///< that were compared
    std::uint64_t bytes = 0;             ///< of them
    std::uint64_t surplus = 0;           ///< behind the last journalled byte
};
/// Reads the whole file, one fragment at a time. `expected` are the segment's fragments in order.
SegmentCheck checkSegmentMedia(const SegmentEntry& entry,
                               std::span<const ExpectedFragment> expected, const MediaFile& file);

}  // namespace mingjing::video::evidence
