// SPDX-License-Identifier: Apache-2.0
// Bytes and their spellings: hex and base64url. Strings hold bytes throughout the house.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing::kernel {

/// A SHA-256 value. All zeros is "no previous hash".
using Hash = std::array<std::uint8_t, 32>;

std::string hexOf(std::string_view bytes);
std::string hexOf(const Hash& hash);
std::optional<std::string> bytesOfHex(std::string_view hex);
std::optional<Hash> hashOfHex(std::string_view hex);
std::string bytesOf(const Hash& hash);
std::optional<Hash> hashOfBytes(std::string_view bytes);

/// RFC 4648 section 5, without padding.
std::string base64Url(std::string_view bytes);
std::optional<std::string> bytesOfBase64Url(std::string_view text);

}  // namespace mingjing::kernel
