// SPDX-License-Identifier: Apache-2.0
// What recorders report about their storages, the answer to their questions about our index, and
// the reports that nobody could store as what they are.
#pragma once

#include "center/app/ports.h"

namespace mingjing::app {

struct NodeReport;

/// storageFault, storageFaultEnded, segmentCopied.
bool isStorageReport(const std::string& kind);
Status storeStorageReport(UnitOfWork& unit, const std::string& node, const NodeReport& report,
                          std::int64_t nowUs);

/// Keeps a report's bytes with the reason why it could not be stored as what it is.
Status keepUnreadable(UnitOfWork& unit, const std::string& node, const Uuid& boot,
                      const NodeReport& report, const std::string& reason, std::int64_t nowUs);

/// A recorder's question whether we have the same segments of one stream that begin within a span
/// and had ended by `untilUs`: as many, with the same digest.
struct SegmentQuestion {
    Uuid camera;
    std::string stream;
    std::int64_t fromUs = 0, toUs = 0, untilUs = 0, count = 0;
    std::string digest;  ///< hexadecimal SHA-256 of "id|bytes|fragments|head|removed(0,1)\n" by id
};
/// {same: true}, or {same: false, rows: […]} with all our rows of the span.
Result<Json> answerSegments(UnitOfWork& unit, const std::string& node,
                            const SegmentQuestion& question);

}  // namespace mingjing::app
