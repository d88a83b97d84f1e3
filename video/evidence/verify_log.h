// SPDX-License-Identifier: Apache-2.0
// The part of the centre's log of record that goes along: signed heads, and that the recorded
// chains were under them (center/docs/log-of-record.md). It shows by when the recording was made.
#pragma once

#include "video/evidence/verify_links.h"

namespace mingjing::video::evidence {

inline constexpr const char* kLogName = "log.json";
inline constexpr const char* kPackageLogFormat = "mingjing.package-log.v1";

/// How one stream is held by the log.
struct Anchors {
    std::uint64_t count = 0;       ///< fragments of the package whose link a signed head covers
    std::int64_t firstHeadUs = 0;  ///< when the first of these heads was signed
    std::int64_t lastHeadUs = 0;
};

struct CheckedLog {
    bool good = true;
    std::string object;  ///< the first wrong proof
    std::map<StreamKey, Anchors> anchors;
    std::uint64_t proofs = 0;
};

/// `links[i]` are the checked segments of `streams[i]`; `centreKey` has signed the release.
CheckedLog checkLog(const Json& log, const std::string& centreKey,
                    const std::vector<PackagedStream>& streams,
                    const std::vector<std::vector<LinkedSegment>>& links);

}  // namespace mingjing::video::evidence
