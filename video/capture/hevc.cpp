// SPDX-License-Identifier: Apache-2.0
// Reading the head of an H.265 sequence parameter set.
#include "video/capture/hevc.h"

#include <array>
#include <map>

#include <fmt/format.h>

namespace mingjing::video::capture {

namespace {

constexpr int kFirstIrap = 16, kLastIrap = 23, kLastSlice = 31;
constexpr int kVps = 32, kHevcSps = 33, kHevcPps = 34;
constexpr std::size_t kHeadBytes = 2;

int hevcTypeOf(std::string_view nal) {
    return nal.size() < kHeadBytes ? -1 : static_cast<std::uint8_t>(nal[0]) >> 1 & 63;
}

bool isSet(int type) {
    return type >= kVps && type <= kHevcPps;
}

/// Adds a set unless it is there already, behind all sets of lower types.
void addSet(std::string& sets, std::string_view nal) {
    std::string unit("\0\0\0\1", 4);
    unit += nal;
    if (sets.find(unit) != std::string::npos) return;
    std::map<int, std::string> byType;
    const auto put = [&byType](std::string_view known) {
        byType[hevcTypeOf(known)].append("\0\0\0\1", 4).append(known);
    };
    forEachNal(sets, put);
    put(nal);
    sets.clear();
    for (const auto& [type, units] : byType) sets += units;
}

struct Profile {
    std::uint32_t space = 0, tier = 0, idc = 0, compatible = 0, level = 0;
    std::array<std::uint8_t, 6> constraints{};
};

Profile readProfile(Bits& bits, std::uint32_t subLayers) {
    Profile profile;
    profile.space = bits.take(2);
    profile.tier = bits.take(1);
    profile.idc = bits.take(5);
    for (unsigned i = 0; i < 32; ++i) profile.compatible |= bits.take(1) << i;
    for (auto& byte : profile.constraints) byte = static_cast<std::uint8_t>(bits.take(8));
    profile.level = bits.take(8);
    std::array<std::pair<bool, bool>, 8> present{};
    for (std::uint32_t i = 0; i < subLayers; ++i) {
        const bool profiled = bits.take(1) != 0;
        present.at(i) = {profiled, bits.take(1) != 0};
    }
    if (subLayers > 0) bits.take(static_cast<int>(2 * (8 - subLayers)));
    for (const auto& [profiled, levelled] : present) {
        if (profiled)
            for (int i = 0; i < 11; ++i) bits.take(8);
        if (levelled) bits.take(8);
    }
    return profile;
}

/// As RFC 6381 and ISO 14496-15 write it; trailing zero bytes of the constraints are left out.
std::string codecOf(const Profile& profile) {
    static constexpr std::array<const char*, 4> kSpaces{"", "A", "B", "C"};
    std::string text =
        fmt::format("hvc1.{}{}.{:x}.{}{}", kSpaces.at(profile.space), profile.idc,
                    profile.compatible, profile.tier != 0 ? 'H' : 'L', profile.level);
    std::size_t used = profile.constraints.size();
    while (used > 0 && profile.constraints.at(used - 1) == 0) --used;
    for (std::size_t i = 0; i < used; ++i) text += fmt::format(".{:x}", profile.constraints.at(i));
    return text;
}

/// The reordering of the highest layer, which is what a decoder of everything meets.
std::uint32_t readReordering(Bits& bits, std::uint32_t subLayers) {
    const bool each = bits.take(1) != 0;
    std::uint32_t frames = 0;
    for (std::uint32_t i = each ? 0 : subLayers; i <= subLayers; ++i) {
        bits.golomb();
        frames = bits.golomb();
        bits.golomb();
    }
    return frames;
}

std::optional<HevcSpsFacts> readHevcSpsUnit(std::string_view nal) {
    Bits bits(nal.substr(kHeadBytes));
    bits.take(4);
    const std::uint32_t subLayers = bits.take(3);
    bits.take(1);
    if (subLayers > 6) return std::nullopt;
    const Profile profile = readProfile(bits, subLayers);
    bits.golomb();
    const auto chroma = bits.golomb();
    if (chroma == 3) bits.take(1);
    const auto width = bits.golomb();
    const auto height = bits.golomb();
    std::array<std::uint32_t, 4> crop{};
    if (bits.take(1) != 0)
        for (auto& side : crop) side = bits.golomb();
    for (int i = 0; i < 3; ++i) bits.golomb();  // bit depths, order count
    const auto reorder = readReordering(bits, subLayers);
    if (!bits.ok || width > 16'384 || height > 16'384 || reorder > 16) return std::nullopt;
    for (const auto side : crop)
        if (side > 16'384) return std::nullopt;
    HevcSpsFacts facts;
    const std::uint32_t cropX = chroma == 1 || chroma == 2 ? 2 : 1;
    const std::uint32_t cropY = chroma == 1 ? 2 : 1;
    facts.width = static_cast<int>(width) - static_cast<int>((crop[0] + crop[1]) * cropX);
    facts.height = static_cast<int>(height) - static_cast<int>((crop[2] + crop[3]) * cropY);
    facts.reorderFrames = static_cast<int>(reorder);
    facts.codec = codecOf(profile);
    if (facts.width <= 0 || facts.height <= 0) return std::nullopt;
    return facts;
}

}  // namespace

void inspectHevc(std::string_view piece, NalFacts& facts) {
    forEachNal(piece, [&facts](std::string_view nal) {
        const int type = hevcTypeOf(nal);
        if (type >= 0 && type <= kLastSlice) facts.picture = true;
        if (type >= kFirstIrap && type <= kLastIrap) facts.key = true;
        // first_slice_segment_in_pic_flag is the first bit behind the unit's head.
        if (type >= 0 && type <= kLastSlice && nal.size() > kHeadBytes)
            facts.begins |= (static_cast<std::uint8_t>(nal[kHeadBytes]) & 0x80) != 0;
        if (isSet(type)) addSet(facts.parameterSets, nal);
    });
}

std::optional<HevcSpsFacts> readHevcSps(std::string_view parameterSets) {
    std::optional<HevcSpsFacts> found;
    forEachNal(parameterSets, [&found](std::string_view nal) {
        if (hevcTypeOf(nal) == kHevcSps && !found) found = readHevcSpsUnit(nal);
    });
    return found;
}

bool hasHevcSets(std::string_view parameterSets) {
    std::array<bool, 3> found{};
    forEachNal(parameterSets, [&found](std::string_view nal) {
        if (const int type = hevcTypeOf(nal); isSet(type))
            found.at(static_cast<std::size_t>(type - kVps)) = true;
    });
    return found[0] && found[1] && found[2];
}

}  // namespace mingjing::video::capture
