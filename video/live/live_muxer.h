// SPDX-License-Identifier: Apache-2.0
// A viewer's packets as small pieces of fragmented MP4, about ten a second.
#pragma once

#include "video/capture/run.h"
#include "video/ffmpeg/fragment_muxer.h"
#include "video/ffmpeg/listening.h"

namespace mingjing::video::live {

/// Time zero is the viewer's first picture. G.711 is converted, as no browser plays it. The time
/// line goes on over a change of run as long as the tracks stay the same; otherwise the view ends
/// and the page opens a new one. One thread.
class LiveMuxer {
public:
    static kernel::Result<std::unique_ptr<LiveMuxer>> create(
        std::shared_ptr<const capture::Run> run, std::int64_t firstDts);

    [[nodiscard]] const std::string& init() const { return muxer_->init(); }
    /// Appends finished pieces to `out`. False: the stream cannot go on in this answer.
    bool push(const std::shared_ptr<const capture::Run>& run, const capture::Packet& packet,
              std::string& out);

private:
    /// A packet waits for the next one of its track: the muxer moves frames whose durations are
    /// only guessed.
    struct Held {
        capture::Packet packet;
        std::int64_t dts = 0;
        std::int64_t pts = 0;
    };
    struct TrackState {
        std::optional<Held> held;
        std::int64_t usual = 0;
        int timescale = 90'000;
    };
    bool changeRun(const std::shared_ptr<const capture::Run>& run);
    bool pushConverted(const capture::Packet& packet, std::string& out);
    bool hold(const capture::Packet& packet, std::int64_t dts, std::int64_t pts, std::string& out);
    bool write(int index, const Held& item, std::int64_t duration, std::string& out);
    bool flush(std::string& out);

    std::shared_ptr<const capture::Run> run_;
    std::unique_ptr<ffmpeg::FragmentMuxer> muxer_;
    std::unique_ptr<ffmpeg::ListeningSound> sound_;  ///< where the camera's is G.711
    int givenTimescale_ = 1;                         ///< of the sound that is converted
    std::vector<TrackState> tracks_;
    std::int64_t zeroUs_ = 0;  ///< evidence time (without slew) of time zero
    std::int64_t pieceStartUs_ = -1;
};

}  // namespace mingjing::video::live
