// SPDX-License-Identifier: Apache-2.0
// Camera time to evidence time. Pure: it sees numbers, and reads no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "video/capture/access_unit.h"

namespace mingjing::video::capture {

/// A sample as the camera timed it, in ticks of its track.
struct TimedSample {
    int track = 0;  ///< 0 is the video track
    std::int64_t dts = 0;
    std::int64_t pts = 0;
    Arrival arrival;
};

/// The same sample on the run's time line, which begins at zero.
struct MappedSample {
    std::int64_t dts = 0;
    std::int64_t pts = 0;
    std::int64_t evidenceUs = 0;
    bool hole = false;                        ///< more than a second is missing in front of it
    std::optional<std::int64_t> originalPts;  ///< set when the time had to be moved
};

/// A run is a stretch in which one anchor ties media time to the wall: evidence time = wall clock
/// at its start + media time, slewed at most 500 ppm towards arrival.
///
/// The run must end when media and arrival part by more than a second. A late arrival alone gets
/// five seconds to catch up first: when a network stalls and then delivers everything, the media
/// clock was right all the time. Backward steps up to a second are clamped to one tick, and the
/// original is handed back for the journal. The pictures lead: sound whose times jump alone is tied
/// to the run anew, and its original time handed back too. Sound whose clock goes wrong little by
/// little is led back to where it arrives, likewise noted: over a day it would be minutes apart.
class TimeMapper {
public:
    struct Limits {
        std::int64_t stepUs = 1'000'000;
        std::int64_t catchUpUs = 5'000'000;
        std::int64_t slewPpm = 500;
        std::int64_t windowUs = 10'000'000;
        std::int64_t soundApartUs = 150'000;
    };

    explicit TimeMapper(std::vector<int> timescales);
    TimeMapper(std::vector<int> timescales, Limits limits);

    /// Anchors the run on the least delayed of its first samples (at least one, of track 0): the
    /// burst of a camera that sends its last group of pictures first does not shift the clock.
    void begin(const std::vector<TimedSample>& first);
    /// Empty: this sample belongs to a new run ("clock"); nothing was changed.
    std::optional<MappedSample> map(const TimedSample& sample);

    /// Why map() refused the last time, for the log.
    [[nodiscard]] const std::string& reason() const { return reason_; }
    [[nodiscard]] std::int64_t startUs() const { return wallUs_; }
    /// How far the camera's clock has run ahead (-) or behind (+) ours since the start of the run.
    [[nodiscard]] std::int64_t driftUs() const { return driftUs_; }
    [[nodiscard]] std::int64_t evidenceUs(std::int64_t mediaUs) const {
        return wallUs_ + mediaUs + slewUs_;
    }

private:
    struct TrackState {
        std::int64_t base = 0;  ///< ticks of the run's zero
        bool based = false;
        bool seen = false;
        std::int64_t lastRaw = 0;
        std::int64_t lastOut = 0;
        std::int64_t lastMonoUs = 0;
        std::int64_t usual = 0;  ///< ticks between the last two samples
        std::int64_t windowStartUs = 0;
        std::optional<std::int64_t> windowMinUs;
        std::optional<std::int64_t> delayUs;  ///< least delay of its first window
    };
    [[nodiscard]] std::int64_t us(int track, std::int64_t ticks) const;
    [[nodiscard]] std::int64_t ticks(int track, std::int64_t us) const;
    void alignByArrival(int index, const std::vector<TimedSample>& first);
    bool wallStepped(const Arrival& arrival);
    bool mediaStepped(const TimedSample& sample, const TrackState& track);
    void realign(const TimedSample& sample, TrackState& track);
    bool lags(const TimedSample& sample, std::int64_t mediaUs);
    bool strays(const TimedSample& sample, TrackState& track);
    void slew(const TimedSample& sample, std::int64_t mediaUs);

    std::vector<int> timescales_;
    Limits limits_;
    std::vector<TrackState> tracks_;
    std::int64_t wallUs_ = 0;
    std::int64_t monoUs_ = 0;
    std::int64_t wallMinusMono_ = 0;
    std::int64_t slewUs_ = 0;
    std::int64_t slewLeftUs_ = 0;
    std::int64_t driftUs_ = 0;
    std::int64_t windowStartUs_ = 0;
    std::optional<std::int64_t> windowMinUs_;
    std::int64_t lastMediaUs_ = 0;
    std::optional<std::int64_t> lateSinceUs_;
    std::string reason_;
};

/// Decoding times for a camera that sends pictures in decoding order with showing times only. With
/// no reordering both are equal; otherwise the smallest of the last `depth` + 1 showing times.
class DecodeTimes {
public:
    DecodeTimes(int depth, int timescale) : depth_(depth), tick_(timescale / 25) {}
    std::int64_t next(std::int64_t pts);

private:
    int depth_;
    std::int64_t tick_;
    std::vector<std::int64_t> waiting_;
    std::int64_t first_ = 0;
    int given_ = 0;
};

}  // namespace mingjing::video::capture
