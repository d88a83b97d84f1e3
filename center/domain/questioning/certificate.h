// SPDX-License-Identifier: Apache-2.0
// The certificate of a questioning's recording: what is there and what is not, from the first
// person in to the room empty (REC2014 art. 3, CRIMPROC 208: whole and uninterrupted). Facts only;
// whether it may be used is for people to say.
#pragma once

#include <string>
#include <vector>

#include "center/domain/questioning/presence.h"
#include "center/kernel/clock.h"

namespace mingjing::domain {

/// A stretch that the recorder itself named as missing.
struct NamedGap {
    Uuid cameraId;
    Span span;
    std::string cause;
};

struct CameraCertificate {
    Uuid cameraId;
    std::string name;
    bool hasSound = false;
    std::int64_t coveredUs = 0;
    std::vector<NamedGap> missing;  ///< every stretch without recording; cause empty: none named
};

struct Certificate {
    Span declared;           ///< start and end as marked; `toUs` is now while it runs
    Span window;             ///< first person in to room empty
    bool beginSeen = false;  ///< by video; else it is the declared or the first entered time
    bool endSeen = false;    ///< the same of its end
    bool running = false;
    std::int64_t coveredUs = 0;  ///< of the window, by some suitable camera
    std::int64_t missingUs = 0;
    std::int64_t longestMissingUs = 0;
    std::vector<Span> missing;  ///< of the window, by all suitable cameras, however short
    std::vector<CameraCertificate> cameras;
    std::vector<Span> presentOutside;  ///< persons in the room before the start or after the end
    std::vector<Span> notWatched;      ///< of the window: nothing is known of presence there
};

/// How far from the marks somebody is looked for in the room.
inline constexpr std::int64_t kPresenceSearchUs = 2 * kernel::kHourUs;

/// `record` holds recordings and counts from kPresenceSearchUs before to as long after the marks.
Certificate certify(const RoomRecord& record, const Questioning& questioning,
                    const std::vector<NamedGap>& gaps, std::int64_t nowUs);

}  // namespace mingjing::domain
