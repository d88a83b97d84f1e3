// SPDX-License-Identifier: Apache-2.0
// Gathering, opening and ending runs.
#include "video/capture/run.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/kernel/log.h"

namespace mingjing::video::capture {

namespace {

constexpr std::int64_t kSettleUs = 500'000;
constexpr std::int64_t kAudioWaitUs = 1'000'000;
constexpr std::int64_t kSoundEndedUs = 3'000'000;
constexpr std::size_t kMaxHeld = 600;

std::string audioCodecString(const ffmpeg::Track& track) {
    switch (track.codec) {
        case ffmpeg::Codec::Aac: {
            // The first five bits of the AudioSpecificConfig are the object type.
            const int type =
                track.extradata.empty() ? 2 : static_cast<std::uint8_t>(track.extradata[0]) >> 3;
            return fmt::format("mp4a.40.{}", type);
        }
        case ffmpeg::Codec::PcmAlaw:
            return "alaw";
        case ffmpeg::Codec::PcmMulaw:
            return "ulaw";
        default:
            return "";
    }
}

TimedSample timedSample(const AccessUnit& unit, std::int64_t dts) {
    return {unit.track, dts, unit.pts, unit.arrival};
}

}  // namespace

const char* causeOf(Break why) {
    switch (why) {
        case Break::Connecting:
            return "connecting";
        case Break::Stalled:
            return "stalled";
        case Break::StreamChanged:
            return "stream_changed";
        case Break::Clock:
            return "clock";
        case Break::Stopped:
            return "recorder_stopped";
    }
    return "connecting";
}

RunBuilder::RunBuilder(std::vector<ffmpeg::Track> tracks, std::uint32_t& nextRun, Sink& sink)
    : tracks_(std::move(tracks)), nextRun_(nextRun), sink_(sink) {
    // As they come in band, so that the same sets are not taken for other ones.
    tracks_[0].extradata = parameterSetsIn(tracks_[0].codec, tracks_[0].extradata);
}

/// Takes the parameter sets of a key picture. True when a running run has to end for them.
bool RunBuilder::takeParameters(const AccessUnit& unit) {
    auto& video = tracks_[0];
    const bool known = decodeTimes_.has_value();
    const bool carries = readCoding(video.codec, unit.parameterSets).has_value();
    if (known && (!carries || unit.parameterSets == video.extradata)) return false;
    const std::string& sets = carries ? unit.parameterSets : video.extradata;
    const auto coding = readCoding(video.codec, sets);
    if (!coding) return false;
    video.extradata = sets;
    video.width = coding->width;
    video.height = coding->height;
    codecs_ = coding->codec;
    decodeTimes_.emplace(coding->reorderFrames, video.timescale);
    return known;
}

/// Sound that fell silent for good is no longer promised to players, who would wait for it.
bool RunBuilder::soundEnded(const AccessUnit& unit) const {
    return running_ && runHasAudio_ && unit.track == 0 && unit.key &&
           unit.arrival.mono.us - lastSoundUs_ > kSoundEndedUs;
}

void RunBuilder::push(AccessUnit unit) {
    if (unit.track == 0 && unit.key && takeParameters(unit) && (running_ || !held_.empty()))
        breakRun(Break::StreamChanged, true);
    if (soundEnded(unit)) breakRun(Break::StreamChanged, true);
    if (unit.track == 1) lastSoundUs_ = unit.arrival.mono.us;
    if (!decodeTimes_) return;  // no parameter sets yet: nothing could ever show this
    const std::int64_t dts = unit.track == 0 ? decodeTimes_->next(unit.pts) : unit.pts;
    if (running_ && unit.track == 1 && !runHasAudio_) breakRun(Break::StreamChanged, false);
    Timed timed{std::move(unit), dts};
    if (running_)
        emit(std::move(timed));
    else
        gather(std::move(timed));
}

/// A jump among the first pictures of a run would anchor those in front of it by those behind it.
bool RunBuilder::steps(const Timed& timed) const {
    if (timed.unit.track != 0) return false;
    const auto before = std::find_if(held_.rbegin(), held_.rend(),
                                     [](const Timed& item) { return item.unit.track == 0; });
    if (before == held_.rend()) return false;
    const std::int64_t mediaUs =
        (timed.dts - before->dts) * 1'000'000 / std::max(tracks_[0].timescale, 1);
    const std::int64_t arrivalUs = timed.unit.arrival.mono.us - before->unit.arrival.mono.us;
    const std::int64_t mostUs = TimeMapper::Limits().stepUs;
    return mediaUs < -mostUs || mediaUs - arrivalUs > mostUs;
}

void RunBuilder::gather(Timed timed) {
    if (steps(timed)) {
        begin();
        return running_ ? emit(std::move(timed)) : gather(std::move(timed));
    }
    if (held_.empty() && (timed.unit.track != 0 || (needsKey_ && !timed.unit.key))) return;
    held_.push_back(std::move(timed));
    if (settled(held_.back().unit)) begin();
}

bool RunBuilder::settled(const AccessUnit& newest) const {
    if (held_.size() >= kMaxHeld) return true;
    const std::int64_t waited = newest.arrival.mono.us - held_.front().unit.arrival.mono.us;
    if (waited < kSettleUs) return false;
    const bool sound = std::any_of(held_.begin(), held_.end(),
                                   [](const Timed& item) { return item.unit.track == 1; });
    return tracks_.size() < 2 || sound || waited >= kAudioWaitUs;
}

bool RunBuilder::begin() {
    std::vector<TimedSample> first;
    runHasAudio_ = false;
    for (const auto& item : held_) {
        first.push_back(timedSample(item.unit, item.dts));
        runHasAudio_ = runHasAudio_ || item.unit.track == 1;
    }
    auto run = std::make_shared<Run>();
    run->number = nextRun_++;
    run->tracks.push_back(tracks_[0]);
    if (runHasAudio_) run->tracks.push_back(tracks_[1]);
    run->codecs = codecs_ + (runHasAudio_ ? "," + audioCodecString(tracks_[1]) : "");
    std::vector<int> timescales;
    for (const auto& track : run->tracks) timescales.push_back(track.timescale);
    mapper_.emplace(timescales);
    mapper_->begin(first);
    run->startUs = mapper_->startUs();
    running_ = true;
    sink_.onRun(run);
    for (auto& item : std::exchange(held_, {})) {
        if (running_)
            emit(std::move(item));
        else
            gather(std::move(item));
    }
    return running_;
}

void RunBuilder::emit(Timed timed) {
    const auto mapped = mapper_->map(timedSample(timed.unit, timed.dts));
    if (!mapped) {
        kernel::logWarning("a new run: {}", mapper_->reason());
        // The pictures of this session stay decodable one after the other, so none is dropped.
        breakRun(Break::Clock, false);
        gather(std::move(timed));
        return;
    }
    Packet packet;
    packet.track = timed.unit.track;
    packet.data = std::move(timed.unit.data);
    packet.time = *mapped;
    packet.key = timed.unit.key;
    packet.arrival = timed.unit.arrival;
    packet.cameraPts = timed.unit.pts;
    packet.cameraUs = timed.unit.cameraUs;
    packet.lostPackets = timed.unit.lostPackets;
    sink_.onPacket(packet);
}

void RunBuilder::breakRun(Break why, bool needsKey) {
    if (!running_ && !held_.empty()) begin();
    if (running_) {
        running_ = false;
        sink_.onBreak(why);
    }
    held_.clear();
    needsKey_ = needsKey;
}

void RunBuilder::end(Break why) {
    breakRun(why, true);
    decodeTimes_.reset();
}

}  // namespace mingjing::video::capture
