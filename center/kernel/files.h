// SPDX-License-Identifier: Apache-2.0
// Small files that must be whole: configuration, keys, exports.
#pragma once

#include <string>
#include <string_view>

#include "center/kernel/result.h"

namespace mingjing::kernel {

/// The whole content. Fails with NotFound (`file.missing`) or Unavailable (`file.unreadable`).
Result<std::string> readFile(const std::string& path);

/// Writes a new file, fsyncs it, renames it into place and fsyncs the folder: after a power cut
/// either the old or the new content is there. Fails with Unavailable (`file.unwritable`).
Status writeFileDurably(const std::string& path, std::string_view content, unsigned mode = 0640);

}  // namespace mingjing::kernel
