// SPDX-License-Identifier: Apache-2.0
// Questions about bytes that came from outside: is this UTF-8, a token, free of control characters?
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingjing::net {

/// Well-formed UTF-8 (no overlong forms, no surrogates) without C0, DEL or C1 control characters.
bool isCleanText(std::string_view bytes);

/// A token of RFC 9110: at least one character, no separators.
bool isToken(std::string_view bytes);

/// Replaces `%XX`, and `+` by a space when `plusIsSpace`. Nothing when an escape is malformed or
/// the outcome is not clean text.
std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace);

std::string lowerCase(std::string_view text);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace mingjing::net
