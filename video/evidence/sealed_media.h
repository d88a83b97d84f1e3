// SPDX-License-Identifier: Apache-2.0
// Sealed media on disk: what is picture or sound is encrypted, what says where it lies is not.
#pragma once

#include "center/kernel/media_seal.h"
#include "video/evidence/format.h"

namespace mingjing::video::evidence {

/// The first counter block of a fragment: seq as u32, then zeros. A fragment has fewer than 2^32
/// blocks, so no two fragments of a segment, which has a key of its own, share one.
std::string counterBlock(std::uint32_t seq);

/// Encrypts the contents of all boxes of a fragment but `moof`, in place; the same call opens them.
/// Fails with DataLoss `sealed.not_boxes` when the bytes are not whole boxes; they are then as they
/// were.
kernel::Status sealFragment(const kernel::SecretKey& key, std::uint32_t seq, std::string& bytes);

/// The seal of a SegmentOpened record; nothing when it is not sealed. Fails as mediaSealOf.
kernel::Result<std::optional<kernel::MediaSeal>> sealIn(const Json& opened);

}  // namespace mingjing::video::evidence
