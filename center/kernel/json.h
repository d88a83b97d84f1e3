// SPDX-License-Identifier: Apache-2.0
// JSON in the house, and the one canonical form that is hashed (RFC 8785, narrowed).
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace mingjing::kernel {

using Json = nlohmann::json;

template <typename T>
class Result;

/// The bytes that are hashed: RFC 8785 narrowed to ASCII keys, integers within ±(2^53−1), valid
/// UTF-8; no fractions. Fails with code `json.not_canonical` and the offending path in `field`.
Result<std::string> canonicalJson(const Json& value);

/// Canonical form of a value that our own code built; aborts when it has none.
std::string canonicalOrDie(const Json& value);

/// Parses at most `maxBytes` of UTF-8 JSON, depth at most 32, duplicate keys refused.
/// Fails with `json.malformed`, `json.too_large`, `json.too_deep` or `json.duplicate_key`.
Result<Json> parseJson(std::string_view text, std::size_t maxBytes = std::size_t{1} << 20);

}  // namespace mingjing::kernel
