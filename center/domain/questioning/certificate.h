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

/// How far a camera's own clock was from the centre's, within a stretch: camera less centre.
struct ClockError {
    Uuid cameraId;
    Span span;
    std::int64_t leastUs = 0;
    std::int64_t mostUs = 0;
};

/// A stretch that a code read in this camera's recording proves to have been made then, in this
/// room.
struct LiveProof {
    Uuid cameraId;
    Span span;
};

/// A segment that is not closed yet: how wrong the camera's clock was in it is told at its end.
struct OpenSegment {
    Uuid cameraId;
    Span span;
};

/// What a certificate needs beside recordings and counts.
struct CertificateFacts {
    std::vector<NamedGap> gaps;
    std::vector<ClockError> clocks;
    std::vector<LiveProof> live;
    std::vector<OpenSegment> open;
};

struct CameraCertificate {
    Uuid cameraId;
    std::string name;
    bool hasSound = false;
    std::int64_t coveredUs = 0;
    std::vector<NamedGap> missing;    ///< every stretch without recording; cause empty: none named
    std::optional<ClockError> clock;  ///< over the window; nothing where the camera tells no time
    bool clockPending = false;        ///< a part of it is in a segment that is not closed yet
    std::int64_t provenLiveUs = 0;
};

struct Certificate {
    Span declared;           ///< start and end as marked; `toUs` is now while it runs
    Span window;             ///< first person in to room empty
    bool beginSeen = false;  ///< by video; else it is the declared or the first entered time
    bool endSeen = false;    ///< the same of its end
    bool running = false;
    /// Ended, and persons were seen in the room since: the window may still grow.
    bool stillThere = false;
    std::int64_t coveredUs = 0;          ///< of the window, by some suitable camera
    std::int64_t declaredCoveredUs = 0;  ///< the same of the time between the marks
    std::int64_t missingUs = 0;
    std::int64_t longestMissingUs = 0;
    std::vector<Span> missing;  ///< of the window, by all suitable cameras, however short
    std::vector<CameraCertificate> cameras;
    std::int64_t provenLiveUs = 0;     ///< of the window: recorded, and proven by some camera
    std::vector<Span> presentOutside;  ///< persons in the room before the start or after the end
    std::vector<Span> notWatched;      ///< of the window: nothing is known of presence there
};

/// What of a certificate can be told for certain by now, and where the recording breaks off there.
struct RecordJudgement {
    std::int64_t untilUs = 0;  ///< of the window; later parts may still become durable
    bool closed = false;       ///< it has ended, and the time between its marks is judged
    bool settled = false;      ///< nothing can change any more: the room is empty, all is judged
    std::vector<Span> breaks;  ///< stretches without suitable recording, longer than the tolerance
};

/// How far from the marks somebody is looked for in the room.
inline constexpr std::int64_t kPresenceSearchUs = 2 * kernel::kHourUs;

/// What has to be read for a certificate.
Span certifiedSpan(const Questioning& questioning, std::int64_t nowUs);

/// `record` holds what is known of certifiedSpan. The window never reaches into the marks of
/// another questioning in the room.
Certificate certify(const RoomRecord& record, const Questioning& questioning,
                    const CertificateFacts& facts, std::int64_t nowUs);

/// `toleranceUs`: a longer stretch is a break (REC-06); `closeUs`: what is not durable after so
/// long was not recorded.
RecordJudgement judgeRecording(const Certificate& certificate, const RoomRecord& record,
                               std::int64_t toleranceUs, std::int64_t closeUs, std::int64_t nowUs);

}  // namespace mingjing::domain
