// SPDX-License-Identifier: Apache-2.0
// Holds leaves of the log against what they are of: events, audit entries, segments.
#pragma once

#include "center/app/ports.h"

namespace mingjing::app {

struct CheckedLeaf {
    LogLeafRow leaf;
    /// Empty: all that it covers stands as it was logged. Otherwise `log.leaf_altered`,
    /// `log.event_gone`, `log.event_altered`, `log.audit_gone`, `log.audit_altered` or
    /// `log.segment_altered`.
    std::string wrong;
};

/// Leaves from a position on. A chain's leaf covers every event since the leaf before it.
Result<std::vector<CheckedLeaf>> checkLeaves(UnitOfWork& unit, std::int64_t from, int limit);

}  // namespace mingjing::app
