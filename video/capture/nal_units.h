// SPDX-License-Identifier: Apache-2.0
// What H.264 and H.265 have in common for a reader: where units begin, and how their bits are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::video::capture {

/// What one piece of an access unit (Annex B) contains.
struct NalFacts {
    bool picture = false;       ///< at least one slice
    bool key = false;           ///< decoding can begin here
    bool begins = false;        ///< a picture's first slice
    std::string parameterSets;  ///< its parameter sets, with start codes
};

constexpr std::string_view kNalStart{"\0\0\1", 3};

/// Only a start code at the very front (3 or 4 bytes) makes a piece the beginning of a unit; the
/// rest of a unit is not searched.
inline bool beginsUnit(std::string_view piece) {
    return piece.starts_with(kNalStart) ||
           (piece.starts_with('\0') && piece.substr(1).starts_with(kNalStart));
}

/// Some cameras put start codes inside their packets, where FFmpeg puts its own in front: the empty
/// unit between the two is taken out, because players stumble over it.
inline std::string_view withoutEmptyUnit(std::string_view piece) {
    if (!beginsUnit(piece)) return piece;
    const auto rest = piece.substr(piece.find(kNalStart) + kNalStart.size());
    return beginsUnit(rest) ? rest : piece;
}

/// Calls `each(nal)` for every unit that begins in the bytes, without its start code.
template <typename Each>
void forEachNal(std::string_view bytes, Each each) {
    if (!beginsUnit(bytes)) return;
    auto at = bytes.find(kNalStart);
    while (at != std::string_view::npos) {
        const auto begin = at + kNalStart.size();
        at = bytes.find(kNalStart, begin);
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

}  // namespace mingjing::video::capture
