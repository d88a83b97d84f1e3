// SPDX-License-Identifier: Apache-2.0
// Hashing the media of a package on all processors; the first bad fragment is named whatever thread
// met it.
#pragma once

#include <map>

#include "video/evidence/verify_links.h"

namespace mingjing::video::evidence {

class MediaCheck {
public:
    MediaCheck(const PackageSource& source, const VerifyOptions& options)
        : source_(source), options_(options) {}

    /// Both must outlive run().
    void add(const PackagedSegment& segment, const LinkedSegment& links);

    struct Found {
        Verdict verdict = Verdict::Ok;
        Reason reason = Reason::None;
        std::string object;
        std::uint64_t fragments = 0, bytes = 0;
    };
    kernel::Result<Found> run();

private:
    /// One stretch of bytes with the hash that it must have.
    struct Piece {
        const PackagedSegment* segment;
        const FragmentRecord* record;  ///< nothing: the init bytes
        std::uint64_t offset;
        std::size_t bytes;
        HashAlgorithm algorithm;
        Hash hash;
    };
    struct Bad {
        std::size_t index;
        bool cut;
        Hash found;
    };
    kernel::Result<std::vector<Bad>> hashAll();
    Found describe(const Bad& bad) const;
    bool sizes(Found& found) const;

    const PackageSource& source_;
    const VerifyOptions& options_;
    std::vector<Piece> pieces_;
    std::map<const PackagedSegment*, std::uint64_t> ends_;
    std::uint64_t total_ = 0;
};

}  // namespace mingjing::video::evidence
