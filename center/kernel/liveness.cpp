// SPDX-License-Identifier: Apache-2.0
// Deriving the code, and reading one that was copied by eye.
#include "center/kernel/liveness.h"

#include "center/kernel/crypto.h"
#include "center/kernel/utf8.h"

namespace mingjing::kernel {

namespace {

constexpr std::uint64_t kBase = kCodeAlphabet.size();
constexpr std::size_t kValues = kCodeLength - 1;

std::string bigEndian(std::int64_t number) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>((number >> shift) & 255));
    return bytes;
}

/// Over a prime base, weights 2 to 8 notice every wrong character and every two exchanged.
char checkCharacter(std::string_view values) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < kValues; ++i) sum += (i + 2) * kCodeAlphabet.find(values[i]);
    return kCodeAlphabet[sum % kBase];
}

char raised(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

Error unknownCharacter(std::string_view rest, std::size_t place) {
    // A whole character of UTF-8, for the words of the message.
    std::size_t bytes = 1;
    while (bytes < rest.size() && (static_cast<unsigned char>(rest[bytes]) & 0xc0) == 0x80) ++bytes;
    std::string character(rest.substr(0, bytes));
    if (const auto points = codePoints(character); points.size() != 1 || points[0] == U'\uFFFD')
        character = "?";
    return Error::invalid("code", "liveness.character",
                          {{"character", character}, {"place", place + 1}});
}

}  // namespace

std::string livenessCode(const Hash& head, const Uuid& room, std::int64_t slot) {
    const Hash hash =
        sha256("mingjing.liveness.v1\n" + bytesOf(head) + room.bytes() + bigEndian(slot));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = (number << 8U) | hash[i];
    std::string code(kValues, ' ');
    for (std::size_t i = kValues; i > 0; --i) {
        code[i - 1] = kCodeAlphabet[number % kBase];
        number /= kBase;
    }
    return code + checkCharacter(code);
}

Result<std::string> readLivenessCode(std::string_view written) {
    std::string code;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const char c = raised(written[i]);
        if (c == ' ' || c == '-') continue;
        if (kCodeAlphabet.find(c) == std::string_view::npos)
            return unknownCharacter(written.substr(i), code.size());
        code.push_back(c);
    }
    if (code.size() != kCodeLength)
        return Error::invalid("code", "liveness.length",
                              {{"length", kCodeLength}, {"given", code.size()}});
    if (checkCharacter(code) != code.back()) return Error::invalid("code", "liveness.mistyped");
    return code;
}

}  // namespace mingjing::kernel
