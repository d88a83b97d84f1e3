// SPDX-License-Identifier: Apache-2.0
// ZIP files of one exact shape: entries stored one after the other, ZIP64 fields always, no dates,
// no comments. The same entries are always the same bytes, so a reader can demand every one of
// them, and a changed bit in a header is found like one in the content. Any ZIP program opens them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::video::evidence {

struct ZipEntry {
    std::string name;  ///< ASCII, '/' between folders, never absolute, no ".."
    std::uint64_t bytes = 0;
    std::uint32_t crc = 0;     ///< CRC-32 of the content
    std::uint64_t offset = 0;  ///< of its local header; set by writer and reader
};

/// What stands before an entry's content.
std::string zipLocalHeader(const ZipEntry& entry);
/// What stands behind the last entry's content; `at` is its place in the file.
std::string zipDirectory(const std::vector<ZipEntry>& entries, std::uint64_t at);
/// Where the content of an entry begins.
std::uint64_t zipContentAt(const ZipEntry& entry);

enum class ZipFault {
    None,
    NotZip,     ///< neither begins nor ends like one
    Cut,        ///< its end is missing
    Different,  ///< some byte outside the contents is not as it was written
};
struct ZipListing {
    ZipFault fault = ZipFault::None;
    std::string where;  ///< the entry with the first wrong header; empty for the directory
    std::vector<ZipEntry> entries;
};
/// Reads `bytes` at `offset`; shorter at the end of the file.
using ReadAt = std::function<kernel::Result<std::string>(std::uint64_t offset, std::size_t bytes)>;
/// Lists the entries of a file of `size` bytes and compares every byte outside their contents. Even
/// with a fault `entries` holds what can still be found.
kernel::Result<ZipListing> readZip(const ReadAt& readAt, std::uint64_t size);

/// False for names that must not be written or read: empty parts, "..", absolute, not plain ASCII.
bool goodPackageName(std::string_view name);

}  // namespace mingjing::video::evidence
