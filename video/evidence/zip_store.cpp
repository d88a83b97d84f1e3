// SPDX-License-Identifier: Apache-2.0
// Headers after PKWARE's APPNOTE 6.3.10, sections 4.3.7 to 4.3.16 and 4.5.3. All little endian.
#include "video/evidence/zip_store.h"

#include <algorithm>

namespace mingjing::video::evidence {

namespace {

constexpr std::uint32_t kLocal = 0x04034B50, kCentral = 0x02014B50, kEnd64 = 0x06064B50,
                        kLocator64 = 0x07064B50, kEnd = 0x06054B50;
constexpr std::uint16_t kVersion = 45;             // ZIP64
constexpr std::uint16_t kMadeBy = 3U << 8U | 45U;  // Unix, for the permissions below
constexpr std::uint16_t kNoDate = 0x0021;          // 1 January 1980, the first that there is
constexpr std::uint32_t kFile0644 = 0100644U << 16U;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;  // the number is in the ZIP64 field
constexpr std::size_t kLocalBytes = 30 + 20, kCentralBytes = 46 + 28, kTailBytes = 56 + 20 + 22;
constexpr std::size_t kMostEntries = 1'000'000;

template <typename T>
void little(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 255U));
}

std::uint64_t littleAt(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8U | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

/// The part that local and central header share, from "version needed" to the length of the name.
void shared(std::string& out, const ZipEntry& entry) {
    little(out, kVersion);
    little(out, std::uint16_t{0});  // flags
    little(out, std::uint16_t{0});  // stored
    little(out, std::uint16_t{0});  // time
    little(out, kNoDate);
    little(out, entry.crc);
    little(out, kIn64);
    little(out, kIn64);
    little(out, static_cast<std::uint16_t>(entry.name.size()));
}

void field64(std::string& out, const ZipEntry& entry, bool withOffset) {
    little(out, std::uint16_t{1});
    little(out, static_cast<std::uint16_t>(withOffset ? 24 : 16));
    little(out, entry.bytes);
    little(out, entry.bytes);
    if (withOffset) little(out, entry.offset);
}

std::string centralHeader(const ZipEntry& entry) {
    std::string out;
    little(out, kCentral);
    little(out, kMadeBy);
    shared(out, entry);
    little(out, std::uint16_t{28});  // extra
    little(out, std::uint16_t{0});   // comment
    little(out, std::uint16_t{0});   // disk
    little(out, std::uint16_t{0});   // internal attributes
    little(out, kFile0644);
    little(out, kIn64);
    out += entry.name;
    field64(out, entry, true);
    return out;
}

/// The fixed-size records at the very end.
std::string tail(std::uint64_t count, std::uint64_t directoryBytes, std::uint64_t at) {
    std::string out;
    little(out, kEnd64);
    little(out, std::uint64_t{44});
    little(out, kMadeBy);
    little(out, kVersion);
    little(out, std::uint32_t{0});
    little(out, std::uint32_t{0});
    little(out, count);
    little(out, count);
    little(out, directoryBytes);
    little(out, at);
    little(out, kLocator64);
    little(out, std::uint32_t{0});
    little(out, at + directoryBytes);
    little(out, std::uint32_t{1});
    little(out, kEnd);
    little(out, std::uint16_t{0});
    little(out, std::uint16_t{0});
    little(out, std::uint16_t{0xFFFF});
    little(out, std::uint16_t{0xFFFF});
    little(out, kIn64);
    little(out, kIn64);
    little(out, std::uint16_t{0});
    return out;
}

/// Entries as the directory's bytes name them; stops at the first that makes no sense.
std::vector<ZipEntry> entriesOf(std::string_view directory) {
    std::vector<ZipEntry> entries;
    std::size_t at = 0;
    while (directory.size() - at >= kCentralBytes && littleAt(directory, at, 4) == kCentral) {
        const auto nameBytes = static_cast<std::size_t>(littleAt(directory, at + 28, 2));
        if (directory.size() - at < kCentralBytes + nameBytes) break;
        ZipEntry entry;
        entry.crc = static_cast<std::uint32_t>(littleAt(directory, at + 16, 4));
        entry.name = std::string(directory.substr(at + 46, nameBytes));
        entry.bytes = littleAt(directory, at + 46 + nameBytes + 4, 8);
        entry.offset = littleAt(directory, at + 46 + nameBytes + 20, 8);
        entries.push_back(std::move(entry));
        at += kCentralBytes + nameBytes;
    }
    return entries;
}

/// Compares each local header with what the directory says, and that nothing lies between.
kernel::Result<ZipListing> compare(const ReadAt& readAt, ZipListing listing, std::uint64_t at) {
    std::uint64_t next = 0;
    for (const ZipEntry& entry : listing.entries) {
        const std::string wanted = zipLocalHeader(entry);
        const bool follows = entry.offset == next && goodPackageName(entry.name) &&
                             entry.bytes <= at && next + wanted.size() + entry.bytes <= at;
        if (!follows) return ZipListing{ZipFault::Different, entry.name, {}};
        MJ_ASSIGN(const auto found, readAt(entry.offset, wanted.size()));
        if (found != wanted) {
            listing.fault = ZipFault::Different;
            listing.where = entry.name;
            return listing;
        }
        next += wanted.size() + entry.bytes;
    }
    if (next != at) listing.fault = ZipFault::Different;
    return listing;
}

}  // namespace

bool goodPackageName(std::string_view name) {
    if (name.empty() || name.size() > 200 || name.front() == '/' || name.back() == '/')
        return false;
    if (name.find("..") != std::string_view::npos || name.find("//") != std::string_view::npos)
        return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.' || c == '/';
    });
}

std::string zipLocalHeader(const ZipEntry& entry) {
    std::string out;
    little(out, kLocal);
    shared(out, entry);
    little(out, std::uint16_t{20});
    out += entry.name;
    field64(out, entry, false);
    return out;
}

std::uint64_t zipContentAt(const ZipEntry& entry) {
    return entry.offset + kLocalBytes + entry.name.size();
}

std::string zipDirectory(const std::vector<ZipEntry>& entries, std::uint64_t at) {
    std::string out;
    for (const ZipEntry& entry : entries) out += centralHeader(entry);
    const std::uint64_t bytes = out.size();
    return out + tail(entries.size(), bytes, at);
}

kernel::Result<ZipListing> readZip(const ReadAt& readAt, std::uint64_t size) {
    MJ_ASSIGN(const auto magic, readAt(0, 4));
    ZipListing listing;
    const bool begins = magic.size() == 4 && littleAt(magic, 0, 4) == kLocal;
    listing.fault = begins ? ZipFault::Cut : ZipFault::NotZip;
    if (size < kTailBytes) return listing;
    MJ_ASSIGN(const auto end, readAt(size - kTailBytes, kTailBytes));
    // The directory's place is told three times; any two that agree find it.
    const auto count = littleAt(end, 32, 8), bytes = littleAt(end, 40, 8);
    if (littleAt(end, kTailBytes - 22, 4) != kEnd && littleAt(end, 0, 4) != kEnd64) return listing;
    listing.fault = ZipFault::Different;
    if (count > kMostEntries || bytes > size - kTailBytes) return listing;
    const std::uint64_t at = size - kTailBytes - bytes;
    MJ_ASSIGN(const auto directory, readAt(at, static_cast<std::size_t>(bytes)));
    listing.entries = entriesOf(directory);
    if (directory + end != zipDirectory(listing.entries, at)) return listing;
    listing.fault = ZipFault::None;
    return compare(readAt, std::move(listing), at);
}

}  // namespace mingjing::video::evidence
