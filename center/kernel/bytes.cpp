// SPDX-License-Identifier: Apache-2.0
// Hex and base64url, strict in what they accept.
#include "center/kernel/bytes.h"

#include <algorithm>

namespace mingjing::kernel {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string hexOf(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(kHexDigits[byte >> 4]);
        out.push_back(kHexDigits[byte & 15]);
    }
    return out;
}

std::string bytesOf(const Hash& hash) {
    return {hash.begin(), hash.end()};
}
std::string hexOf(const Hash& hash) {
    return hexOf(bytesOf(hash));
}

std::optional<std::string> bytesOfHex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const auto high = kHexDigits.find(hex[i]);
        const auto low = kHexDigits.find(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        out.push_back(static_cast<char>((high << 4) | low));
    }
    return out;
}

std::optional<Hash> hashOfBytes(std::string_view bytes) {
    Hash hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

std::optional<Hash> hashOfHex(std::string_view hex) {
    const auto bytes = bytesOfHex(hex);
    return bytes ? hashOfBytes(*bytes) : std::nullopt;
}

std::string base64Url(std::string_view bytes) {
    std::string out;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            out.push_back(kBase64Digits[(buffer >> bits) & 63]);
        }
    }
    if (bits > 0) out.push_back(kBase64Digits[(buffer << (6 - bits)) & 63]);
    return out;
}

std::optional<std::string> bytesOfBase64Url(std::string_view text) {
    if (text.size() % 4 == 1) return std::nullopt;
    std::string out;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const auto digit = kBase64Digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        buffer = (buffer << 6) | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<char>((buffer >> bits) & 255));
        }
    }
    // Left-over bits must be zero: one spelling per value, so a token cannot be respelled.
    if ((buffer & ((1U << bits) - 1)) != 0) return std::nullopt;
    return out;
}

}  // namespace mingjing::kernel
