// SPDX-License-Identifier: Apache-2.0
// Several files as one ZIP (libarchive), names in UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::print {

struct ArchivedFile {
    std::string name;  ///< with folders, separated by '/'
    std::string bytes;
};

/// In their order, all with the same time. Fails with Unavailable `archive.failed`.
kernel::Result<std::string> zipOf(const std::vector<ArchivedFile>& files, std::int64_t madeUs);

}  // namespace mingjing::print
