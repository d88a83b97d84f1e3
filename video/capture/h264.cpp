// SPDX-License-Identifier: Apache-2.0
// Finding NAL units, and reading the head of a sequence parameter set.
#include "video/capture/h264.h"

#include <cstdint>

#include <fmt/format.h>

namespace mingjing::video::capture {

namespace {

constexpr int kSlice = 1, kIdr = 5, kSps = 7, kPps = 8;
constexpr std::string_view kStart{"\0\0\1", 3};

int typeOf(std::string_view nal) {
    return nal.empty() ? 0 : static_cast<std::uint8_t>(nal[0]) & 31;
}

/// Calls `each(nal)` for every unit that begins in the bytes, without its start code.
template <typename Each>
void forEachNal(std::string_view bytes, Each each) {
    auto at = bytes.find(kStart);
    // Only a start code at the very front (3 or 4 bytes) makes this the beginning of a unit.
    if (at > 1) return;
    while (at != std::string_view::npos) {
        const auto begin = at + kStart.size();
        at = bytes.find(kStart, begin);
        auto nal = bytes.substr(begin, at == std::string_view::npos ? at : at - begin);
        if (at != std::string_view::npos && nal.ends_with('\0')) nal.remove_suffix(1);
        each(nal);
    }
}

/// Reads bits of a NAL unit, stepping over emulation prevention bytes. `ok` turns false at the end.
class Bits {
public:
    explicit Bits(std::string_view nal) {
        int zeros = 0;
        for (const char c : nal) {
            if (zeros >= 2 && c == 3) {
                zeros = 0;
                continue;
            }
            zeros = c == 0 ? zeros + 1 : 0;
            bytes_.push_back(c);
        }
    }
    std::uint32_t take(int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) value = value << 1 | bit();
        return value;
    }
    std::uint32_t golomb() {
        int zeros = 0;
        while (ok && bit() == 0 && zeros < 32) ++zeros;
        if (zeros == 0) return 0;
        if (zeros >= 32) {
            ok = false;
            return 0;
        }
        return (1U << zeros) - 1 + take(zeros);
    }
    std::int32_t signedGolomb() {
        const auto value = golomb();
        const auto half = static_cast<std::int32_t>((value + 1) / 2);
        return value % 2 == 0 ? -half : half;
    }
    bool ok = true;

private:
    std::uint32_t bit() {
        if (at_ >= bytes_.size() * 8) {
            ok = false;
            return 0;
        }
        const auto byte = static_cast<std::uint8_t>(bytes_[at_ / 8]);
        const auto value = byte >> (7 - at_ % 8) & 1U;
        ++at_;
        return value;
    }
    std::string bytes_;
    std::size_t at_ = 0;
};

void skipScalingList(Bits& bits, int size) {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size && bits.ok; ++i) {
        if (next != 0) next = (last + bits.signedGolomb() + 256) % 256;
        last = next == 0 ? last : next;
    }
}

bool isHighProfile(int profile) {
    for (const int high : {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
        if (profile == high) return true;
    return false;
}

/// Returns chroma_format_idc.
std::uint32_t readHighProfilePart(Bits& bits) {
    const auto chroma = bits.golomb();
    if (chroma == 3) bits.take(1);
    bits.golomb();
    bits.golomb();
    bits.take(1);
    if (bits.take(1) != 0)
        for (int i = 0; i < (chroma == 3 ? 12 : 8); ++i)
            if (bits.take(1) != 0) skipScalingList(bits, i < 6 ? 16 : 64);
    return chroma;
}

void skipHrd(Bits& bits) {
    const auto count = bits.golomb() + 1;
    bits.take(8);
    for (std::uint32_t i = 0; i < count && bits.ok && i < 32; ++i) {
        bits.golomb();
        bits.golomb();
        bits.take(1);
    }
    bits.take(20);
}

int readReorderFrames(Bits& bits) {
    if (bits.take(1) != 0 && bits.take(8) == 255) bits.take(32);  // aspect ratio
    if (bits.take(1) != 0) bits.take(1);                          // overscan
    if (bits.take(1) != 0) {                                      // video signal
        bits.take(4);
        if (bits.take(1) != 0) bits.take(24);
    }
    if (bits.take(1) != 0) {  // chroma location
        bits.golomb();
        bits.golomb();
    }
    if (bits.take(1) != 0) {  // timing
        bits.take(32);
        bits.take(32);
        bits.take(1);
    }
    const bool nalHrd = bits.take(1) != 0;
    if (nalHrd) skipHrd(bits);
    const bool vclHrd = bits.take(1) != 0;
    if (vclHrd) skipHrd(bits);
    if (nalHrd || vclHrd) bits.take(1);
    bits.take(1);
    if (bits.take(1) == 0) return 0;  // no bitstream restriction: not told
    bits.take(1);
    for (int i = 0; i < 4; ++i) bits.golomb();
    const auto frames = bits.golomb();
    return bits.ok && frames <= 16 ? static_cast<int>(frames) : 0;
}

void readOrderCount(Bits& bits) {
    const auto type = bits.golomb();
    if (type == 0) bits.golomb();
    if (type != 1) return;
    bits.take(1);
    bits.signedGolomb();
    bits.signedGolomb();
    const auto cycle = bits.golomb();
    for (std::uint32_t i = 0; i < cycle && bits.ok && i < 256; ++i) bits.signedGolomb();
}

std::optional<SpsFacts> readSpsUnit(std::string_view nal) {
    Bits bits(nal.substr(1));
    SpsFacts sps;
    sps.profile = static_cast<int>(bits.take(8));
    sps.constraints = static_cast<int>(bits.take(8));
    sps.level = static_cast<int>(bits.take(8));
    bits.golomb();
    const auto chroma = isHighProfile(sps.profile) ? readHighProfilePart(bits) : 1;
    bits.golomb();
    readOrderCount(bits);
    bits.golomb();
    bits.take(1);
    const auto widthMbs = bits.golomb() + 1;
    const auto heightUnits = bits.golomb() + 1;
    const bool framesOnly = bits.take(1) != 0;
    if (!framesOnly) bits.take(1);
    bits.take(1);
    std::uint32_t crop[4] = {0, 0, 0, 0};
    if (bits.take(1) != 0)
        for (auto& side : crop) side = bits.golomb();
    if (!bits.ok || widthMbs > 1024 || heightUnits > 1024) return std::nullopt;
    const std::uint32_t fields = framesOnly ? 1 : 2;
    const std::uint32_t cropX = chroma == 1 || chroma == 2 ? 2 : 1;
    const std::uint32_t cropY = (chroma == 1 ? 2 : 1) * fields;
    sps.width = static_cast<int>(widthMbs * 16) - static_cast<int>((crop[0] + crop[1]) * cropX);
    sps.height =
        static_cast<int>(heightUnits * fields * 16) - static_cast<int>((crop[2] + crop[3]) * cropY);
    if (sps.width <= 0 || sps.height <= 0) return std::nullopt;
    if (bits.take(1) != 0) sps.reorderFrames = readReorderFrames(bits);
    return sps;
}

}  // namespace

void inspectH264(std::string_view piece, NalFacts& facts) {
    forEachNal(piece, [&facts](std::string_view nal) {
        const int type = typeOf(nal);
        if (type >= kSlice && type <= kIdr) facts.picture = true;
        if (type == kIdr) facts.key = true;
        if (type == kSps || type == kPps) {
            // Some senders repeat them within one picture, and not equally often each time.
            std::string unit("\0\0\0\1", 4);
            unit += nal;
            if (facts.parameterSets.find(unit) == std::string::npos) facts.parameterSets += unit;
        }
    });
}

std::optional<SpsFacts> readSps(std::string_view parameterSets) {
    std::optional<SpsFacts> found;
    forEachNal(parameterSets, [&found](std::string_view nal) {
        if (typeOf(nal) == kSps && nal.size() > 4 && !found) found = readSpsUnit(nal);
    });
    return found;
}

bool hasPps(std::string_view parameterSets) {
    bool found = false;
    forEachNal(parameterSets, [&found](std::string_view nal) { found |= typeOf(nal) == kPps; });
    return found;
}

std::string codecString(const SpsFacts& sps) {
    return fmt::format("avc1.{:02x}{:02x}{:02x}", sps.profile, sps.constraints, sps.level);
}

bool mayBeginPicture(std::string_view piece) {
    const auto at = piece.find(std::string_view("\0\0\1", 3));
    if (at > 1 || piece.size() < at + 5) return false;
    const int type = static_cast<std::uint8_t>(piece[at + 3]) & 0x1f;
    const bool slice = type == 1 || type == 5;
    // first_mb_in_slice is the slice header's first Exp-Golomb number: 0 is the single bit 1.
    return !slice || (static_cast<std::uint8_t>(piece[at + 4]) & 0x80) != 0;
}

}  // namespace mingjing::video::capture
