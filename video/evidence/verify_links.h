// SPDX-License-Identifier: Apache-2.0
// The chain of one stream as a package carries it: the journal's own frames, read once more.
#pragma once

#include <set>

#include "video/evidence/verify.h"

namespace mingjing::video::evidence {

struct LinkedSegment {
    std::uint32_t initBytes = 0;
    HashAlgorithm algorithm = HashAlgorithm::Sha256;
    Hash init{};
    std::optional<kernel::MediaSeal> seal;  ///< its media is encrypted
    std::vector<FragmentRecord> records;    ///< of the whole segment, by seq
};

struct CheckedLinks {
    Verdict verdict = Verdict::Ok;
    Reason reason = Reason::None;
    std::string object;
    std::vector<LinkedSegment> segments;  ///< as many as the stream names
};

/// Compares the frames with their links, with the manifest and with the signatures that close
/// segments. `sessionKeys` are those with a good certificate.
CheckedLinks checkLinks(std::string_view frames, const PackagedStream& stream,
                        const std::set<std::string>& sessionKeys);

}  // namespace mingjing::video::evidence
