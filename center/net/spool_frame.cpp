// SPDX-License-Identifier: Apache-2.0
// Length, checksum, text.
#include "center/net/spool_frame.h"

#include <charconv>

#include <Poco/Checksum.h>

namespace mingjing::net {

namespace {

constexpr std::size_t kHeaderBytes = 8;

std::string littleEndian(std::uint32_t value) {
    std::string out;
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>((value >> shift) & 0xff));
    return out;
}

std::uint32_t fromLittleEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = (value << 8) | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

/// Covers the length too: a wrong length would point at a wrong checksum.
std::uint32_t checksumOf(std::string_view length, std::string_view text) {
    Poco::Checksum checksum(Poco::Checksum::TYPE_CRC32);
    checksum.update(length.data(), static_cast<unsigned>(length.size()));
    checksum.update(text.data(), static_cast<unsigned>(text.size()));
    return checksum.checksum();
}

/// In canonical form `seq` is the last member, because keys are sorted.
std::optional<std::uint64_t> seqOf(std::string_view text) {
    static constexpr std::string_view kMark = "\"seq\":";
    const std::size_t at = text.rfind(kMark);
    if (at == std::string_view::npos || text.back() != '}') return std::nullopt;
    const char* const begin = text.data() + at + kMark.size();
    const char* const end = text.data() + text.size() - 1;
    std::uint64_t seq = 0;
    const auto [stopped, failure] = std::from_chars(begin, end, seq);
    if (failure != std::errc() || stopped != end || seq == 0) return std::nullopt;
    return seq;
}

}  // namespace

std::string spoolFrame(std::string_view text) {
    const std::string length = littleEndian(static_cast<std::uint32_t>(text.size()));
    std::string frame = length + littleEndian(checksumOf(length, text));
    return frame.append(text);
}

std::optional<SpoolFrame> firstSpoolFrame(std::string_view bytes) {
    if (bytes.size() < kHeaderBytes) return std::nullopt;
    const std::uint32_t length = fromLittleEndian(bytes);
    if (length == 0 || length > kMaxReportBytes || bytes.size() - kHeaderBytes < length)
        return std::nullopt;
    const std::string_view text = bytes.substr(kHeaderBytes, length);
    if (checksumOf(bytes.substr(0, 4), text) != fromLittleEndian(bytes.substr(4)))
        return std::nullopt;
    const auto seq = seqOf(text);
    if (!seq) return std::nullopt;
    return SpoolFrame{text, *seq, kHeaderBytes + length};
}

}  // namespace mingjing::net
