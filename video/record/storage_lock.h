// SPDX-License-Identifier: Apache-2.0
// Who works in a storage: two recorders in one would tear each other's journal, and a repair under
// a running recorder would pull files from under it.
#pragma once

#include <string>

#include "center/kernel/result.h"

namespace mingjing::video::record {

/// A descriptor that holds the storage until it is closed. Fails with Conflict (`storage.in_use`)
/// when somebody else does, or Unavailable (`storage.failed`).
kernel::Result<int> lockStorage(const std::string& storage);

}  // namespace mingjing::video::record
