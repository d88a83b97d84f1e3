// SPDX-License-Identifier: Apache-2.0
// Anchoring, step checks, clamping and slewing.
#include "video/capture/time_mapper.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace mingjing::video::capture {

namespace {

/// Tracks that differ by less from their arrival are taken to be aligned by the camera.
constexpr std::int64_t kAgreeUs = 100'000;

__extension__ using Wide = __int128;

/// value * to / from without overflow for any time a camera may tell, rounded to nearest.
std::int64_t rescale(std::int64_t value, std::int64_t to, std::int64_t from) {
    const Wide product = static_cast<Wide>(value) * to;
    const Wide half = product >= 0 ? from / 2 : -(from / 2);
    return static_cast<std::int64_t>((product + half) / from);
}

}  // namespace

TimeMapper::TimeMapper(std::vector<int> timescales) : TimeMapper(std::move(timescales), Limits()) {}

TimeMapper::TimeMapper(std::vector<int> timescales, Limits limits)
    : timescales_(std::move(timescales)), limits_(limits), tracks_(timescales_.size()) {}

std::int64_t TimeMapper::us(int track, std::int64_t ticks) const {
    return rescale(ticks, 1'000'000, timescales_[static_cast<std::size_t>(track)]);
}

std::int64_t TimeMapper::ticks(int track, std::int64_t us) const {
    return rescale(us, timescales_[static_cast<std::size_t>(track)], 1'000'000);
}

void TimeMapper::begin(const std::vector<TimedSample>& first) {
    const TimedSample* zero = nullptr;
    for (const auto& sample : first)
        if (sample.track == 0 && zero == nullptr) zero = &sample;
    CHECK(zero != nullptr, "a run begins with a picture");
    wallUs_ = zero->arrival.wall.us;
    monoUs_ = zero->arrival.mono.us;
    wallMinusMono_ = wallUs_ - monoUs_;
    for (const auto& sample : first) {
        if (sample.track != 0) continue;
        const std::int64_t mediaUs = us(0, sample.dts - zero->dts);
        monoUs_ = std::min(monoUs_, sample.arrival.mono.us - mediaUs);
    }
    wallUs_ = monoUs_ + wallMinusMono_;
    const std::int64_t zeroUs = us(0, zero->dts);
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        tracks_[i] = {};
        tracks_[i].base = i == 0 ? zero->dts : ticks(static_cast<int>(i), zeroUs);
        tracks_[i].based = i == 0;
        if (i > 0) alignByArrival(static_cast<int>(i), first);
    }
    slewUs_ = slewLeftUs_ = driftUs_ = windowStartUs_ = lastMediaUs_ = 0;
    windowMinUs_.reset();
    lateSinceUs_.reset();
}

/// Before its first report libav starts every track at zero, whenever that began: unless the tracks
/// already agree, the least delayed of the first samples ties this one to the pictures.
void TimeMapper::alignByArrival(int index, const std::vector<TimedSample>& first) {
    TrackState& track = tracks_[static_cast<std::size_t>(index)];
    std::optional<std::int64_t> leastUs;
    for (const auto& sample : first) {
        if (sample.track != index) continue;
        const std::int64_t late =
            sample.arrival.mono.us - monoUs_ - us(index, sample.dts - track.base);
        leastUs = leastUs ? std::min(*leastUs, late) : late;
    }
    if (!leastUs) return;
    track.based = true;
    if (std::abs(*leastUs) > kAgreeUs) track.base -= ticks(index, *leastUs);
}

bool TimeMapper::wallStepped(const Arrival& arrival) {
    const std::int64_t jump = arrival.wall.us - arrival.mono.us - wallMinusMono_;
    if (std::abs(jump) <= limits_.stepUs) return false;
    reason_ = fmt::format("our wall clock stepped by {} us", jump);
    return true;
}

bool TimeMapper::mediaStepped(const TimedSample& sample, const TrackState& track) {
    if (!track.seen) return false;
    const std::int64_t media = us(sample.track, sample.dts - track.lastRaw);
    const std::int64_t arrival = sample.arrival.mono.us - track.lastMonoUs;
    if (media >= -limits_.stepUs && media - arrival <= limits_.stepUs) return false;
    reason_ = fmt::format("track {} stepped by {} us within {} us", sample.track, media, arrival);
    return true;
}

/// Ties sound to the run anew: where it would have gone on, or where it arrived after a pause.
void TimeMapper::realign(const TimedSample& sample, TrackState& track) {
    const std::int64_t arrivalUs = sample.arrival.mono.us - monoUs_;
    std::int64_t at = ticks(sample.track, arrivalUs);
    if (track.seen && sample.arrival.mono.us - track.lastMonoUs < limits_.stepUs / 2)
        at = track.lastOut + std::max<std::int64_t>(track.usual, 1);
    track.base = sample.dts - at;
    track.windowMinUs.reset();
    track.delayUs.reset();
}

/// Does arrival disagree with the run's time line for good?
bool TimeMapper::lags(const TimedSample& sample, std::int64_t mediaUs) {
    const std::int64_t late = sample.arrival.mono.us - monoUs_ - mediaUs - slewUs_;
    if (std::abs(late) <= limits_.stepUs) {
        lateSinceUs_.reset();
        return false;
    }
    if (!lateSinceUs_) lateSinceUs_ = sample.arrival.mono.us;
    const bool waits = late > 0 && sample.arrival.mono.us - *lateSinceUs_ <= limits_.catchUpUs;
    if (!waits) reason_ = fmt::format("pictures arrive {} us after their time", late);
    return !waits;
}

/// Sound that arrives ever later (or earlier) than at the beginning of the run is moved by that
/// difference; true when it was.
bool TimeMapper::strays(const TimedSample& sample, TrackState& track) {
    const std::int64_t arrivalUs = sample.arrival.mono.us - monoUs_;
    const std::int64_t lateUs = arrivalUs - us(sample.track, sample.dts - track.base) - slewUs_;
    if (!track.windowMinUs) track.windowStartUs = arrivalUs;
    track.windowMinUs = track.windowMinUs ? std::min(*track.windowMinUs, lateUs) : lateUs;
    if (arrivalUs - track.windowStartUs < limits_.windowUs) return false;
    const std::int64_t delayUs = *std::exchange(track.windowMinUs, std::nullopt);
    if (!track.delayUs) track.delayUs = delayUs;
    const std::int64_t apartUs = delayUs - *track.delayUs;
    if (std::abs(apartUs) <= limits_.soundApartUs) return false;
    track.base -= ticks(sample.track, apartUs);
    return true;
}

void TimeMapper::slew(const TimedSample& sample, std::int64_t mediaUs) {
    // The least delay in a window tells the clocks apart from the network.
    const std::int64_t late = sample.arrival.mono.us - monoUs_ - mediaUs;
    windowMinUs_ = windowMinUs_ ? std::min(*windowMinUs_, late) : late;
    if (mediaUs - windowStartUs_ >= limits_.windowUs) {
        driftUs_ = *windowMinUs_;
        slewLeftUs_ = driftUs_ - slewUs_;
        windowStartUs_ = mediaUs;
        windowMinUs_.reset();
    }
    const std::int64_t most =
        std::max<std::int64_t>(0, mediaUs - lastMediaUs_) * limits_.slewPpm / 1'000'000;
    const std::int64_t part = std::clamp(slewLeftUs_, -most, most);
    slewUs_ += part;
    slewLeftUs_ -= part;
    lastMediaUs_ = std::max(lastMediaUs_, mediaUs);
}

std::optional<MappedSample> TimeMapper::map(const TimedSample& sample) {
    auto& track = tracks_[static_cast<std::size_t>(sample.track)];
    if (wallStepped(sample.arrival)) return std::nullopt;
    bool moved = false;
    if (mediaStepped(sample, track)) {
        if (sample.track == 0) return std::nullopt;
        realign(sample, track);
        moved = true;
    }
    if (!track.based) {
        // The camera may not have aligned this track with the video: then arrival does.
        const std::int64_t arrivalUs = sample.arrival.mono.us - monoUs_;
        const std::int64_t mediaUs = us(sample.track, sample.dts - track.base);
        if (std::abs(mediaUs - arrivalUs) > limits_.stepUs) realign(sample, track);
        track.based = true;
    }
    if (sample.track != 0 && strays(sample, track)) moved = true;
    const std::int64_t mediaUs = us(sample.track, sample.dts - track.base);
    if (sample.track == 0) {
        if (lags(sample, mediaUs)) return std::nullopt;
        slew(sample, mediaUs);
    }
    MappedSample out;
    out.dts = sample.dts - track.base;
    out.pts = sample.pts - track.base;
    const std::int64_t lowest = track.seen ? track.lastOut + 1 : 0;
    if (out.dts < lowest) {
        out.dts = lowest;
        moved = true;
    }
    if (moved) out.originalPts = sample.pts;
    out.pts = std::max(out.pts, out.dts);
    out.hole = track.seen && us(sample.track, out.dts - track.lastOut) > limits_.stepUs;
    out.evidenceUs = evidenceUs(us(sample.track, out.dts));
    if (track.seen) track.usual = out.dts - track.lastOut;
    track.seen = true;
    track.lastRaw = sample.dts;
    track.lastOut = out.dts;
    track.lastMonoUs = sample.arrival.mono.us;
    return out;
}

std::int64_t DecodeTimes::next(std::int64_t pts) {
    if (depth_ == 0) return pts;
    waiting_.insert(std::upper_bound(waiting_.begin(), waiting_.end(), pts), pts);
    if (given_ == 0) first_ = pts;
    if (given_ < depth_) return first_ - tick_ * (depth_ - given_++);
    const std::int64_t dts = waiting_.front();
    waiting_.erase(waiting_.begin());
    return dts;
}

}  // namespace mingjing::video::capture
