// SPDX-License-Identifier: Apache-2.0
// Text as characters.
#pragma once

#include <string>

namespace mingjing::kernel {

/// The code points of UTF-8 text; a byte that belongs to no character becomes U+FFFD.
std::u32string codePoints(const std::string& text);

}  // namespace mingjing::kernel
