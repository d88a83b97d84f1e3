// SPDX-License-Identifier: Apache-2.0
// Files that are kept byte for byte: scans and photographs. Each is sealed under a key of its own,
// so that whoever reads the stay does not open every file of it.
#pragma once

#include <optional>
#include <string>

#include "center/app/command_bus.h"

namespace mingjing::app {

/// A file as it came, and what it is by its first bytes.
struct KeptFile {
    std::string bytes, mediaType;
};

inline constexpr std::size_t kMostFileBytes = std::size_t{6} << 20;

/// image/jpeg, image/png or application/pdf; nothing for any other file.
std::optional<std::string> mediaTypeOf(const std::string& bytes);

/// The reference that an event's body carries: as Vault::put, and `key`.
Result<Json> keepFile(CommandTransaction& transaction, const std::string& kind,
                      const std::string& bytes);
/// Fails with NotFound `scan.erased`, or DataLoss.
Result<std::string> readKeptFile(UnitOfWork& unit, Vault& vault, const Json& reference);

}  // namespace mingjing::app
