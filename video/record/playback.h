// SPDX-License-Identifier: Apache-2.0
// Which journalled fragments answer "show me from here to there".
#pragma once

#include "video/record/storage.h"

namespace mingjing::video::record {

/// Fragments of one run, in order, beginning with a key picture.
struct PlayPlan {
    std::vector<evidence::SegmentEntry> segments;
    std::size_t firstFragment = 0;  ///< index into the first segment's fragments
    std::int64_t startUs = 0;       ///< evidence time of the first picture
    std::int64_t endUs = 0;         ///< where the plan ends: `toUs`, or the end of the run
};

/// Begins at the key picture at or before `fromUs`, or behind it when nothing was recorded there.
/// Never before `notBeforeUs`, key picture or not. Fails with NotFound (`media.nothing_recorded`).
kernel::Result<PlayPlan> planPlayback(const Storage& storage, const StreamKey& key,
                                      std::int64_t fromUs, std::int64_t toUs,
                                      std::int64_t notBeforeUs = 0);

/// The newest fragment that begins with a key picture.
struct Still {
    evidence::SegmentEntry segment;
    evidence::FragmentRecord fragment;
};
kernel::Result<Still> findStill(const Storage& storage, const StreamKey& key);

}  // namespace mingjing::video::record
