// SPDX-License-Identifier: Apache-2.0
// Byte by byte, because the callers are the first to look at a stranger's bytes.
#include "center/net/text.h"

#include <algorithm>
#include <cstdint>

namespace mingjing::net {

namespace {

std::uint8_t byteAt(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

/// How many bytes follow a lead byte; nothing when it cannot lead.
std::optional<std::size_t> followersOf(std::uint8_t lead) {
    if (lead < 0x80) return 0;
    if (lead >= 0xc2 && lead < 0xe0) return 1;
    if (lead >= 0xe0 && lead < 0xf0) return 2;
    if (lead >= 0xf0 && lead < 0xf5) return 3;
    return std::nullopt;
}

bool isAllowedCodePoint(char32_t point, std::size_t followers) {
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return false;
    if (point >= 0xd800 && point < 0xe000) return false;
    static constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    return point >= kSmallest[followers] && point <= 0x10ffff;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool isCleanText(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const std::uint8_t lead = byteAt(bytes, i);
        const auto followers = followersOf(lead);
        if (!followers || i + *followers >= bytes.size()) return false;
        static constexpr std::uint8_t kPayload[] = {0x7f, 0x1f, 0x0f, 0x07};
        char32_t point = lead & kPayload[*followers];
        for (std::size_t k = 1; k <= *followers; ++k) {
            const std::uint8_t next = byteAt(bytes, i + k);
            if ((next & 0xc0) != 0x80) return false;
            point = (point << 6) | (next & 0x3f);
        }
        if (!isAllowedCodePoint(point, *followers)) return false;
        i += *followers + 1;
    }
    return true;
}

bool isToken(std::string_view bytes) {
    static constexpr std::string_view kPunctuation = "!#$%&'*+-.^_`|~";
    return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return isAlphanumeric(c) || kPunctuation.find(c) != std::string_view::npos;
    });
}

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(text[i] == '+' && plusIsSpace ? ' ' : text[i]);
        }
    }
    if (!isCleanText(out)) return std::nullopt;
    return out;
}

std::string lowerCase(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace mingjing::net
