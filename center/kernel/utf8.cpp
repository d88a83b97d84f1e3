// SPDX-License-Identifier: Apache-2.0
// Decoding UTF-8 (RFC 3629).
#include "center/kernel/utf8.h"

#include <cstdint>

namespace mingjing::kernel {

namespace {

/// Bytes of the character that begins with `lead`; 0: none begins so.
std::size_t lengthOf(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead < 0xe0) return 2;
    if (lead >= 0xe0 && lead < 0xf0) return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

}  // namespace

std::u32string codePoints(const std::string& text) {
    constexpr char32_t kReplacement = 0xfffd;
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        const std::size_t length = lengthOf(lead);
        char32_t point = length == 1 ? lead : lead & (0x7fU >> length);
        bool whole = length > 0 && at + length <= text.size();
        for (std::size_t i = 1; whole && i < length; ++i) {
            const auto next = static_cast<std::uint8_t>(text[at + i]);
            whole = (next & 0xc0U) == 0x80;
            point = (point << 6U) | (next & 0x3fU);
        }
        points.push_back(whole ? point : kReplacement);
        at += whole ? length : 1;
    }
    return points;
}

}  // namespace mingjing::kernel
