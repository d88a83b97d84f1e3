// SPDX-License-Identifier: Apache-2.0
// Identifiers: UUIDv7 (RFC 9562), 16 bytes in storage, lower-case text elsewhere.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing::kernel {

/// A 16-byte identifier. The nil value means "none".
struct Uuid {
    std::array<std::uint8_t, 16> octets{};

    auto operator<=>(const Uuid&) const = default;
    [[nodiscard]] bool isNil() const { return *this == Uuid{}; }
    [[nodiscard]] std::string text() const;   ///< 8-4-4-4-12, lower case
    [[nodiscard]] std::string bytes() const;  ///< 16 raw bytes, for BINARY(16)

    static std::optional<Uuid> parse(std::string_view text);
    static std::optional<Uuid> fromBytes(std::string_view bytes);
    /// A fresh UUIDv7 from the given wall time and the system's random source. Thread-safe.
    static Uuid make(std::int64_t wallUs);
};

}  // namespace mingjing::kernel

template <>
struct std::hash<mingjing::kernel::Uuid> {
    std::size_t operator()(const mingjing::kernel::Uuid& id) const noexcept {
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(id.octets.data()), id.octets.size()});
    }
};
