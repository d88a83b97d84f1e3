// SPDX-License-Identifier: Apache-2.0
// UUIDv7: 48 bits of milliseconds, then random.
#include "center/kernel/ids.h"

#include <algorithm>

#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"

namespace mingjing::kernel {

std::string Uuid::bytes() const {
    return {octets.begin(), octets.end()};
}

std::string Uuid::text() const {
    std::string hex = hexOf(bytes());
    for (const std::size_t at : {8U, 13U, 18U, 23U}) hex.insert(at, 1, '-');
    return hex;
}

std::optional<Uuid> Uuid::fromBytes(std::string_view bytes) {
    Uuid id;
    if (bytes.size() != id.octets.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), id.octets.begin());
    return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    std::string hex;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash != (text[i] == '-')) return std::nullopt;
        if (!dash) hex.push_back(text[i]);
    }
    const auto bytes = bytesOfHex(hex);
    return bytes ? fromBytes(*bytes) : std::nullopt;
}

Uuid Uuid::make(std::int64_t wallUs) {
    Uuid id = *fromBytes(randomBytes(16));
    auto ms = static_cast<std::uint64_t>(wallUs / 1000);
    for (int i = 5; i >= 0; --i) {
        id.octets[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms & 255);
        ms >>= 8;
    }
    id.octets[6] = static_cast<std::uint8_t>((id.octets[6] & 0x0f) | 0x70);
    id.octets[8] = static_cast<std::uint8_t>((id.octets[8] & 0x3f) | 0x80);
    return id;
}

}  // namespace mingjing::kernel
