// SPDX-License-Identifier: Apache-2.0
// One RTSP session: opens, describes its tracks, hands out what the camera sends. No
// parser and no decoder ever sees the bytes.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "center/kernel/result.h"
#include "video/ffmpeg/deadline.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::ffmpeg {

struct RtspOptions {
    std::string url;  ///< without credentials
    std::string username;
    std::string password;
    bool audio = true;  ///< false: the audio track is not even asked for
    bool udp = false;   ///< media in UDP packets, which networks may lose; else all in one TCP
    std::int64_t timeoutUs = 5'000'000;
};

/// A piece of a coded frame as one RTP packet brought it, valid until the next read.
struct Piece {
    int track = 0;
    std::string_view data;
    std::optional<std::int64_t> pts;  ///< in the track's ticks; absent: right behind the one before
    std::int64_t cameraUs = 0;        ///< camera's wall clock by RTCP; 0: not told
    std::uint32_t lostPackets = 0;    ///< RTP packets that are missing in front of it
};

/// One thread at a time. The deadline must outlive it and is armed before each blocking call.
class RtspInput {
public:
    /// Fails with `camera.*` codes; `camera.option_unknown` (Internal) when FFmpeg did not take an
    /// option of ours, `camera.url_wrong` for another scheme than rtsp or rtsps.
    static kernel::Result<std::unique_ptr<RtspInput>> open(const RtspOptions& options,
                                                           Deadline& deadline);
    ~RtspInput();
    RtspInput(const RtspInput&) = delete;
    RtspInput& operator=(const RtspInput&) = delete;

    [[nodiscard]] const std::vector<Track>& tracks() const;
    /// Fails with Unavailable when the session is over: the caller opens a new one.
    kernel::Result<Piece> read();

private:
    struct Impl;
    kernel::Result<Piece> readOne();
    bool repeats(const Piece& piece);
    explicit RtspInput(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// "rtsp://user:password@host…" with everything percent-encoded; for FFmpeg's eyes only.
kernel::Result<std::string> urlWithCredentials(const RtspOptions& options);

}  // namespace mingjing::video::ffmpeg
