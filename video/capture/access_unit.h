// SPDX-License-Identifier: Apache-2.0
// Whole coded pictures and audio frames out of the pieces that RTP brings.
#pragma once

#include <memory>
#include <optional>

#include "center/kernel/clock.h"
#include "video/capture/h264.h"
#include "video/ffmpeg/rtsp_input.h"

namespace mingjing::video::capture {

/// When something came in: two clocks read at one moment.
struct Arrival {
    kernel::WallTime wall;
    kernel::MonoTime mono;
};

/// One coded picture or audio frame with the camera's own time.
struct AccessUnit {
    int track = 0;
    std::shared_ptr<const std::string> data;
    std::int64_t pts = 0;  ///< in the track's ticks, as the camera gave it
    bool key = false;
    std::string parameterSets;  ///< what the unit itself carries
    Arrival arrival;            ///< of its first piece
    std::int64_t cameraUs = 0;
};

/// Joins the pieces of pictures: a picture is whole when the next time stamp appears (the marker
/// bit is not told, and cameras set it wrongly). Parameter sets that come under a time stamp of
/// their own go in front of the picture behind them. Not thread-safe.
class PictureAssembler {
public:
    explicit PictureAssembler(int track) : track_(track) {}
    /// The picture before the one that this piece begins, when there is one.
    std::optional<AccessUnit> push(const ffmpeg::Piece& piece, const Arrival& arrival);

private:
    std::optional<AccessUnit> finish();

    static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
    int track_;
    std::string bytes_;
    std::optional<std::int64_t> pts_;
    NalFacts facts_;
    Arrival arrival_;
    std::int64_t cameraUs_ = 0;
};

/// Gives every audio frame its time: RTP stamps only the first frame of a packet.
class AudioAssembler {
public:
    AudioAssembler(int track, const ffmpeg::Track& facts);
    /// Empty for bytes without any known time.
    std::optional<AccessUnit> push(const ffmpeg::Piece& piece, const Arrival& arrival);

private:
    [[nodiscard]] std::int64_t durationOf(std::size_t bytes) const;
    int track_;
    bool aac_;
    int channels_;
    std::optional<std::int64_t> next_;
};

}  // namespace mingjing::video::capture
