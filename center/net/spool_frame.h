// SPDX-License-Identifier: Apache-2.0
// How one report lies in a spool segment. Pure functions over bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing::net {

inline constexpr std::string_view kSpoolMagic = "MJSPOOL1";
inline constexpr std::size_t kMaxReportBytes = std::size_t{64} << 10;

struct SpoolFrame {
    std::string_view text;  ///< the report's JSON; points into the bytes that were read
    std::uint64_t seq = 0;
    std::size_t size = 0;  ///< with its header
};

std::string spoolFrame(std::string_view text);
/// The frame at the front of `bytes`; nothing when it is not whole and sound.
std::optional<SpoolFrame> firstSpoolFrame(std::string_view bytes);

}  // namespace mingjing::net
