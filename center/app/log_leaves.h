// SPDX-License-Identifier: Apache-2.0
// What the log of record takes in, as leaves; and what proves that a leaf is under a head.
#pragma once

#include "center/app/ports.h"

namespace mingjing::app {

inline constexpr const char* kTimelineLeaf = "timeline";
inline constexpr const char* kAuditLeaf = "audit";
inline constexpr const char* kRecordingLeaf = "recording";

/// SHA-256("mingjing.audit.v1\n" ‖ canonical JSON of the entry, with the SHA-256 of its sealed
/// details in it). Fails with InvalidInput where the row has no canonical form.
Result<Hash> hashOfAudit(const AuditRow& row);

/// The leaf of a chain's event or of an audit entry as they are stored now. One that is gone is
/// logged with a hash of zeros, so that its absence is on record too.
Result<LogLeafRow> leafOf(UnitOfWork& unit, const LogSubject& subject);

struct InclusionProof {
    LogLeafRow leaf;
    kernel::SignedHead head;  ///< the first one over the leaf, or the asked one
    std::vector<Hash> path;
};
/// Of the subject's newest leaf (or that of its seq) under the head `counter`; 0: the first head
/// that covers it. Fails with NotFound `log.no_leaf` or `log.no_head`, InvalidInput
/// `log.no_such_leaf` when the head is older than the leaf.
Result<InclusionProof> proveInclusion(UnitOfWork& unit, const LogSubject& subject,
                                      std::int64_t counter);
/// Between two heads. Fails with NotFound `log.no_head`, InvalidInput `log.no_such_size`.
Result<std::vector<Hash>> proveConsistency(UnitOfWork& unit, std::int64_t fromSize,
                                           std::int64_t toSize);

}  // namespace mingjing::app
