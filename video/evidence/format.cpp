// SPDX-License-Identifier: Apache-2.0
// Encoding and decoding of journal frames and records.
#include "video/evidence/format.h"

#include <array>
#include <ctime>

#include <fmt/format.h>

namespace mingjing::video::evidence {

namespace {

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;
/// Table n: what a byte does to the checksum when n more bytes follow it.
constexpr CrcTables makeCrcTables() {
    CrcTables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        tables[0][i] = value;
    }
    for (std::size_t n = 1; n < tables.size(); ++n)
        for (std::size_t i = 0; i < 256; ++i)
            tables[n][i] = tables[0][tables[n - 1][i] & 255U] ^ (tables[n - 1][i] >> 8);
    return tables;
}
constexpr CrcTables kCrcTables = makeCrcTables();

template <typename T>
void put(std::string& out, T value) {
    auto bits = static_cast<std::uint64_t>(value);
    for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((bits >> shift) & 255U));
}

/// Takes numbers from the front of bytes; `ok` turns false when they run out.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
    template <typename T>
    T take() {
        return static_cast<T>(number(sizeof(T)));
    }
    std::string_view bytes(std::size_t count) {
        if (bytes_.size() < count) {
            ok = false;
            return {};
        }
        const auto part = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return part;
    }
    Hash hash() {
        const auto part = bytes(32);
        return ok ? *kernel::hashOfBytes(part) : Hash{};
    }
    [[nodiscard]] bool atEnd() const { return ok && bytes_.empty(); }
    bool ok = true;

private:
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (const char c : bytes(size)) value = value << 8 | static_cast<std::uint8_t>(c);
        return value;
    }
    std::string_view bytes_;
};

constexpr std::uint8_t kRecordVersion = 1;

}  // namespace

/// Eight bytes at a time (Intel's slicing-by-8): packages hold gigabytes.
void Crc32::update(std::string_view bytes) {
    std::uint32_t value = state_;
    while (bytes.size() >= 8) {
        for (int i = 0; i < 4; ++i)
            value ^= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < 4; ++i)
            next ^= kCrcTables[7 - i][(value >> (8 * i)) & 255U] ^
                    kCrcTables[3 - i][static_cast<std::uint8_t>(bytes[4 + i])];
        value = next;
        bytes.remove_prefix(8);
    }
    for (const char c : bytes)
        value = kCrcTables[0][(value ^ static_cast<std::uint8_t>(c)) & 255U] ^ (value >> 8);
    state_ = value;
}

std::uint32_t crc32(std::string_view bytes) {
    Crc32 crc;
    crc.update(bytes);
    return crc.value();
}

void appendFrame(std::string& out, RecordType type, std::string_view payload) {
    CHECK(payload.size() <= kMaxPayload, "a journal record is small");
    out += kFrameMagic;
    const std::size_t covered = out.size();
    put(out, static_cast<std::uint32_t>(payload.size()));
    put(out, static_cast<std::uint8_t>(type));
    out += payload;
    put(out, crc32(std::string_view(out).substr(covered)));
}

FrameFault readFrame(std::string_view file, std::size_t offset, Frame& frame) {
    if (offset == file.size()) return FrameFault::End;
    const auto rest = file.substr(offset);
    const auto magic = rest.substr(0, kFrameMagic.size());
    if (magic != kFrameMagic.substr(0, magic.size())) return FrameFault::Broken;
    if (rest.size() < kFrameHead) return FrameFault::Short;
    Cursor head(rest.substr(kFrameMagic.size()));
    const auto length = head.take<std::uint32_t>();
    const auto type = head.take<std::uint8_t>();
    if (length > kMaxPayload || type < 1 || type > static_cast<std::uint8_t>(RecordType::Deleted))
        return FrameFault::Broken;
    const std::size_t total = kFrameHead + length + kFrameTail;
    if (rest.size() < total) return FrameFault::Short;
    Cursor tail(rest.substr(kFrameHead + length, kFrameTail));
    const auto covered = rest.substr(kFrameMagic.size(), total - kFrameMagic.size() - kFrameTail);
    if (tail.take<std::uint32_t>() != crc32(covered)) return FrameFault::Broken;
    frame = {static_cast<RecordType>(type), rest.substr(kFrameHead, length), offset, total};
    return FrameFault::None;
}

std::string encodeFragmentBody(const FragmentRecord& record) {
    std::string out;
    out.reserve(160 + record.notes.size() * 11);
    put(out, kRecordVersion);
    out += record.segment.bytes();
    put(out, record.number);
    put(out, record.seq);
    put(out, record.run);
    put(out, record.startUs);
    put(out, record.durUs);
    put(out, record.arrivalUs);
    put(out, record.arrivalMonoUs);
    put(out, record.cameraPts);
    put(out, record.cameraUs);
    put(out, record.offset);
    put(out, record.size);
    put(out, record.flags);
    put(out, record.videoSamples);
    put(out, record.audioSamples);
    out += kernel::bytesOf(record.sha256);
    put(out, static_cast<std::uint16_t>(record.notes.size()));
    for (const auto& note : record.notes) {
        put(out, note.track);
        put(out, note.sample);
        put(out, note.originalPts);
    }
    return out;
}

std::string encodeFragment(const FragmentRecord& record) {
    return encodeFragmentBody(record) + kernel::bytesOf(record.link);
}

std::optional<FragmentRecord> decodeFragment(std::string_view payload) {
    Cursor in(payload);
    FragmentRecord record;
    if (in.take<std::uint8_t>() != kRecordVersion) return std::nullopt;
    const auto segment = Uuid::fromBytes(in.bytes(16));
    if (!segment) return std::nullopt;
    record.segment = *segment;
    record.number = in.take<std::uint64_t>();
    record.seq = in.take<std::uint32_t>();
    record.run = in.take<std::uint32_t>();
    record.startUs = in.take<std::int64_t>();
    record.durUs = in.take<std::uint32_t>();
    record.arrivalUs = in.take<std::int64_t>();
    record.arrivalMonoUs = in.take<std::int64_t>();
    record.cameraPts = in.take<std::int64_t>();
    record.cameraUs = in.take<std::int64_t>();
    record.offset = in.take<std::uint64_t>();
    record.size = in.take<std::uint32_t>();
    record.flags = in.take<std::uint8_t>();
    record.videoSamples = in.take<std::uint16_t>();
    record.audioSamples = in.take<std::uint16_t>();
    record.sha256 = in.hash();
    const auto notes = in.take<std::uint16_t>();
    for (int i = 0; i < notes && in.ok; ++i) {
        ClampNote note;
        note.track = in.take<std::uint8_t>();
        note.sample = in.take<std::uint16_t>();
        note.originalPts = in.take<std::int64_t>();
        record.notes.push_back(note);
    }
    record.link = in.hash();
    if (!in.atEnd()) return std::nullopt;
    return record;
}

std::optional<HashAlgorithm> algorithmIn(const Json& record) {
    const auto named = record.find("hash");
    if (named == record.end() || !named->is_string()) return std::nullopt;
    return kernel::hashAlgorithmOf(named->get<std::string>());
}

Hash segmentHash(HashAlgorithm algorithm, std::string_view openedPayload) {
    kernel::Digest sha(algorithm);
    sha.update("mingjing.segment.v1\n");
    sha.update(openedPayload);
    return sha.finish();
}

Hash fragmentLink(HashAlgorithm algorithm, const Hash& previous, const Hash& segment,
                  const FragmentRecord& record) {
    kernel::Digest sha(algorithm);
    sha.update("mingjing.fragment.v1\n");
    sha.update(kernel::bytesOf(previous));
    sha.update(kernel::bytesOf(segment));
    sha.update(encodeFragmentBody(record));
    return sha.finish();
}

std::string encodeCommit(const CommitRecord& record) {
    std::string out;
    put(out, record.batch);
    put(out, record.atUs);
    return out + kernel::bytesOf(record.hash);
}

std::optional<CommitRecord> decodeCommit(std::string_view payload) {
    Cursor in(payload);
    CommitRecord record;
    record.batch = in.take<std::uint64_t>();
    record.atUs = in.take<std::int64_t>();
    record.hash = in.hash();
    if (!in.atEnd()) return std::nullopt;
    return record;
}

Hash batchHash(HashAlgorithm algorithm, const Hash& previous, std::string_view frames) {
    kernel::Digest sha(algorithm);
    sha.update("mingjing.journal.v1\n");
    sha.update(kernel::bytesOf(previous));
    sha.update(frames);
    return sha.finish();
}

namespace {

std::string statement(std::string_view domain, Json value) {
    value.erase("signature");
    const auto text = kernel::canonicalJson(value);
    return text.ok() ? std::string(domain) + *text : std::string();
}

}  // namespace

std::string closeStatement(const Json& closed) {
    return statement("mingjing.segment-close.v1\n", closed);
}

std::string keyStatement(const Json& key) {
    return statement("mingjing.session-key.v1\n", key);
}

std::string utcDay(std::int64_t wallUs) {
    const std::time_t seconds = static_cast<std::time_t>(wallUs / 1'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}{:02}{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string journalName(std::uint64_t number, std::int64_t wallUs) {
    return fmt::format("{:06}-{}.mjj", number, utcDay(wallUs));
}

std::optional<std::uint64_t> journalNumber(std::string_view name) {
    const auto dash = name.find('-');
    if (dash == std::string_view::npos || dash < 6 || dash > 18) return std::nullopt;
    if (name.size() != dash + 13 || name.substr(dash + 9) != ".mjj") return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : name.substr(0, dash)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

}  // namespace mingjing::video::evidence
