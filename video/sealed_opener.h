// SPDX-License-Identifier: Apache-2.0
// Keys of sealed segments, fetched from center for one view that it approved, and for no longer.
#pragma once

#include <map>

#include "center/kernel/media_token.h"
#include "center/net/http_client.h"
#include "video/record/playback.h"

namespace mingjing::video {

/// What a view may open. The keys are wiped with it.
struct OpenedKeys {
    std::map<kernel::Uuid, kernel::SecretKey> keys;  ///< by segment
    std::int64_t untilUs = 0;                        ///< the approval ends then
};

/// Keeps no key. Thread-safe.
class SealedOpener {
public:
    SealedOpener(std::string center, std::map<std::string, std::string> identity)
        : center_(std::move(center)), identity_(std::move(identity)) {}

    /// Keys of those of the segments that are sealed (of none: only whether the view may have any);
    /// each is compared with its commitment. Fails with Forbidden and center's code when there is
    /// no approval in force, with Unavailable `media.center_away`, with DataLoss
    /// `sealed.key_wrong`.
    [[nodiscard]] kernel::Result<OpenedKeys> open(
        const kernel::MediaGrant& grant, const record::StreamKey& key,
        const std::vector<evidence::SegmentEntry>& segments) const;

private:
    std::string center_;
    std::map<std::string, std::string> identity_;
};

/// As SealedOpener asks for a segment, and as an export names one.
kernel::Json sealedSegmentJson(const record::StreamKey& key, const evidence::SegmentEntry& entry);

}  // namespace mingjing::video
