// SPDX-License-Identifier: Apache-2.0
// What capture hands on: runs and their packets, on the evidence time line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "video/capture/time_mapper.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::capture {

/// A stretch with one time anchor and one set of tracks and parameter sets.
struct Run {
    std::uint32_t number =
        0;  ///< rises with every run of this camera and stream, also over restarts
    std::vector<ffmpeg::Track> tracks;  ///< video first, then sound when it really arrives
    std::string codecs;                 ///< "avc1.64001f,mp4a.40.2"
    std::int64_t startUs = 0;           ///< evidence time of media time zero
    [[nodiscard]] bool hasAudio() const { return tracks.size() > 1; }
};

/// One sample of the run. Shared: recorder and viewers hold the same bytes.
struct Packet {
    int track = 0;
    std::shared_ptr<const std::string> data;
    MappedSample time;
    bool key = false;
    Arrival arrival;
    std::int64_t cameraPts = 0;  ///< as the camera gave it
    std::int64_t cameraUs = 0;
    std::uint32_t lostPackets = 0;  ///< of the network, up to its end
};

/// Why a run ended; the words of gap reports.
enum class Break { Connecting, Stalled, StreamChanged, Clock, Stopped };
const char* causeOf(Break why);

/// Receives one stream's runs. Called on the capture thread only, and must not block on disk.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void onRun(const std::shared_ptr<const Run>& run) = 0;
    virtual void onPacket(const Packet& packet) = 0;
    virtual void onBreak(Break why) = 0;
    /// Somebody watches and wants each packet as it comes; else they may gather for a moment. Any
    /// thread may ask.
    [[nodiscard]] virtual bool isWatched() const { return false; }
};

/// Builds runs out of access units: waits up to half a second for the anchor to settle and up to
/// a second for announced sound to appear, then opens the run; opens a new one when the clocks
/// part, the parameter sets change, or sound appears late or ends. Not thread-safe.
class RunBuilder {
public:
    /// `tracks`: video first, then sound if the camera announces some; `nextRun` counts on.
    RunBuilder(std::vector<ffmpeg::Track> tracks, std::uint32_t& nextRun, Sink& sink);

    void push(AccessUnit unit);
    /// Ends the run, handing on what was waiting.
    void end(Break why);
    [[nodiscard]] std::int64_t driftUs() const { return mapper_ ? mapper_->driftUs() : 0; }
    [[nodiscard]] bool running() const { return running_; }
    /// Parameter sets were seen; without them nothing could show the pictures.
    [[nodiscard]] bool understands() const { return decodeTimes_.has_value(); }

private:
    struct Timed {
        AccessUnit unit;
        std::int64_t dts = 0;
    };
    void gather(Timed timed);
    [[nodiscard]] bool steps(const Timed& timed) const;
    [[nodiscard]] bool settled(const AccessUnit& newest) const;
    bool begin();
    void emit(Timed timed);
    void breakRun(Break why, bool needsKey);
    bool takeParameters(const AccessUnit& unit);
    [[nodiscard]] bool soundEnded(const AccessUnit& unit) const;

    std::vector<ffmpeg::Track> tracks_;
    std::uint32_t& nextRun_;
    Sink& sink_;
    std::optional<DecodeTimes> decodeTimes_;
    std::string codecs_;
    bool needsKey_ = true;
    bool running_ = false;
    bool runHasAudio_ = false;
    std::int64_t lastSoundUs_ = 0;
    std::vector<Timed> held_;
    std::optional<TimeMapper> mapper_;
};

}  // namespace mingjing::video::capture
