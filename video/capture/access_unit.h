// SPDX-License-Identifier: Apache-2.0
// Whole coded pictures and audio frames out of the pieces that RTP brings.
#pragma once

#include <memory>
#include <optional>

#include "center/kernel/clock.h"
#include "video/capture/picture_coding.h"
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
    std::uint32_t lostPackets = 0;  ///< of the network, up to its end
};

/// Joins the pieces of pictures: a picture is whole when the next time stamp appears (the marker
/// bit is not told, and cameras set it wrongly). Parameter sets that come under a time stamp of
/// their own go in front of the picture behind them. A camera that gives two pictures one time
/// stamp still gets two pictures, told apart by their first slices. Not thread-safe.
class PictureAssembler {
public:
    PictureAssembler(int track, const ffmpeg::Track& facts);
    /// The picture before the one that this piece begins, when there is one.
    std::optional<AccessUnit> push(const ffmpeg::Piece& piece, const Arrival& arrival);
    /// The last picture of a session, behind which no other comes to say that it is whole.
    std::optional<AccessUnit> rest();

private:
    std::optional<AccessUnit> finish(std::size_t end);
    void note(const NalFacts& facts);

    static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
    int track_;
    ffmpeg::Codec codec_;
    bool fields_ = false;  ///< one time stamp may stand for two fields
    std::string bytes_;
    std::size_t headAt_ = 0;  ///< where the units in front of a next picture would begin
    std::uint32_t lost_ = 0;
    std::optional<std::int64_t> pts_;
    NalFacts facts_;
    Arrival arrival_;
    std::int64_t cameraUs_ = 0;
};

/// Gives every audio frame its time: RTP stamps only the first frame of a packet, and some cameras
/// never move the stamp on.
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
    std::optional<std::int64_t> told_;  ///< the camera's newest time stamp
};

}  // namespace mingjing::video::capture
