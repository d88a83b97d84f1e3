// SPDX-License-Identifier: Apache-2.0
// The framing guard: pure functions from the first bytes of a connection to a checked request head.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "center/kernel/result.h"

namespace mingjing::net {

inline constexpr std::size_t kMaxHeadBytes = std::size_t{16} << 10;
inline constexpr std::size_t kMaxTargetBytes = std::size_t{8} << 10;
inline constexpr std::size_t kMaxHeaders = 64;
inline constexpr std::size_t kMaxQueryValues = 64;

/// Request line and headers after the guard: exactly one way to read them, or there is no head.
struct RequestHead {
    std::string method;
    std::string path;  ///< decoded; `/` only separates segments, no `.` or `..` segment
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;  ///< lower-case names
    bool http11 = true;
    bool wantsContinue = false;       ///< `Expect: 100-continue`
    std::uint64_t contentLength = 0;  ///< 0 when the request has no body
};

/// Looks for the end of the head (just behind its empty line) in what has arrived so far.
/// `scanned` bytes were looked at before. Nothing: more bytes are needed. Fails with
/// `net.bad_framing` as soon as the bytes can never become a head, `net.head_too_large` at the
/// limit; so nobody waits for the rest of something hopeless.
kernel::Result<std::optional<std::size_t>> findHeadEnd(std::string_view bytes, std::size_t scanned);

/// Reads one whole head, including its empty line. Fails with InvalidInput: `net.bad_framing`,
/// `net.bad_target`, `net.target_too_long`, `net.head_too_large`, `net.length_required`,
/// `net.bad_expectation`; the exact reason is in `internal` and never repeats what was sent.
kernel::Result<RequestHead> parseHead(std::string_view bytes);

}  // namespace mingjing::net
