// SPDX-License-Identifier: Apache-2.0
// Finding NAL units, and reading the head of a sequence parameter set.
#include "video/capture/h264.h"

#include <fmt/format.h>

#include "video/capture/nal_units.h"

namespace mingjing::video::capture {

namespace {

constexpr int kSlice = 1, kIdr = 5, kSps = 7, kPps = 8;

int h264TypeOf(std::string_view nal) {
    return nal.empty() ? 0 : static_cast<std::uint8_t>(nal[0]) & 31;
}

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
    sps.fields = !framesOnly;
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
        const int type = h264TypeOf(nal);
        if (type >= kSlice && type <= kIdr) facts.picture = true;
        if (type == kIdr) facts.key = true;
        // first_mb_in_slice is the slice header's first Exp-Golomb number: 0 is the single bit 1.
        if ((type == kSlice || type == kIdr) && nal.size() > 1)
            facts.begins |= (static_cast<std::uint8_t>(nal[1]) & 0x80) != 0;
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
        if (h264TypeOf(nal) == kSps && nal.size() > 4 && !found) found = readSpsUnit(nal);
    });
    return found;
}

bool hasPps(std::string_view parameterSets) {
    bool found = false;
    forEachNal(parameterSets, [&found](std::string_view nal) { found |= h264TypeOf(nal) == kPps; });
    return found;
}

std::string codecString(const SpsFacts& sps) {
    return fmt::format("avc1.{:02x}{:02x}{:02x}", sps.profile, sps.constraints, sps.level);
}

}  // namespace mingjing::video::capture
