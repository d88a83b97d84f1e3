// SPDX-License-Identifier: Apache-2.0
// Where fragments are cut, and what is known about each.
#include "video/record/fragment_builder.h"

#include <algorithm>

#include "center/kernel/log.h"

namespace mingjing::video::record {

namespace {

constexpr std::int64_t kAimUs = 500'000;
constexpr std::int64_t kMostUs = 1'000'000;
/// A camera that sends only key pictures must not get a fragment for each.
constexpr std::int64_t kKeyCutUs = 200'000;

std::int64_t ticksToUs(std::int64_t ticks, int timescale) {
    return ticks * 1'000'000 / timescale;
}

}  // namespace

kernel::Status FragmentBuilder::begin(const std::shared_ptr<const capture::Run>& run) {
    muxer_.reset();
    tracks_.clear();
    empty_ = true;
    lastKeyCutUs_ = 0;
    MJ_ASSIGN(muxer_, ffmpeg::FragmentMuxer::create(run->tracks));
    auto media = std::make_shared<RunMedia>();
    media->run = run;
    media->init = muxer_->init();
    media->initSha256 = kernel::digest(hash_, media->init);
    media->container = ffmpeg::containerFor(run->tracks);
    media->recipient = recipient_;
    media_ = std::move(media);
    for (const auto& track : run->tracks) tracks_.push_back({std::nullopt, 0, track.timescale});
    return {};
}

void FragmentBuilder::push(const capture::Packet& packet) {
    if (!muxer_) return;
    auto& track = tracks_[static_cast<std::size_t>(packet.track)];
    auto before = std::exchange(track.held, packet);
    if (!before) return;
    std::int64_t duration = packet.time.dts - before->time.dts;
    if (packet.time.hole)
        duration = track.usual > 0 ? track.usual : track.timescale / 25;
    else
        track.usual = duration;
    add(*before, duration);
}

void FragmentBuilder::finish() {
    if (!muxer_) return;
    for (auto& track : tracks_) {
        const auto last = std::exchange(track.held, std::nullopt);
        if (last) add(*last, track.usual > 0 ? track.usual : track.timescale / 25);
    }
    cut(0);
    muxer_.reset();
}

bool FragmentBuilder::cutsBefore(const capture::Packet& packet) const {
    if (empty_) return false;
    const std::int64_t at = packet.time.evidenceUs;
    if (packet.track != 0) return at - firstUs_ >= kMostUs;
    if (packet.time.hole) return true;
    if (packet.key && at - lastKeyCutUs_ >= kKeyCutUs) return true;
    return current_.videoSamples > 0 && at - current_.startUs >= kAimUs;
}

void FragmentBuilder::add(const capture::Packet& packet, std::int64_t duration) {
    if (!muxer_) return;
    if (cutsBefore(packet))
        cut(packet.track == 0 && !packet.time.hole ? packet.time.evidenceUs : 0);
    if (empty_) open(packet);
    const ffmpeg::Sample sample{packet.track, packet.time.dts, packet.time.pts,
                                duration,     packet.key,      *packet.data};
    if (const auto written = muxer_->write(sample); !written.ok()) return lost(written.error());
    current_.lostPackets += packet.lostPackets;
    auto& count = packet.track == 0 ? current_.videoSamples : current_.audioSamples;
    if (packet.time.originalPts)
        current_.notes.push_back(
            {static_cast<std::uint8_t>(packet.track), count, *packet.time.originalPts});
    const std::int64_t endUs =
        packet.time.evidenceUs +
        ticksToUs(duration, tracks_[static_cast<std::size_t>(packet.track)].timescale);
    if (packet.track == 0) {
        if (count == 0) {
            current_.startUs = packet.time.evidenceUs;
            current_.cameraPts = packet.cameraPts;
            current_.cameraUs = packet.cameraUs;
            current_.key = packet.key;
            if (packet.key) lastKeyCutUs_ = packet.time.evidenceUs;
        }
        if (packet.key) current_.lastKeyUs = packet.time.evidenceUs;
        videoEndUs_ = endUs;
    } else if (current_.videoSamples == 0) {
        current_.endUs = std::max(current_.endUs, endUs);
    }
    ++count;
}

void FragmentBuilder::open(const capture::Packet& packet) {
    current_ = {};
    current_.media = media_;
    current_.startUs = firstUs_ = packet.time.evidenceUs;
    current_.arrival = packet.arrival;
    current_.cameraPts = packet.cameraPts;
    current_.cameraUs = packet.cameraUs;
    current_.discontinuous = packet.time.hole;
    empty_ = false;
}

void FragmentBuilder::cut(std::int64_t nextVideoUs) {
    if (empty_) return;
    empty_ = true;
    auto bytes = muxer_->flush();
    if (!bytes.ok()) return lost(bytes.error());
    current_.bytes = std::move(*bytes);
    current_.sha256 = kernel::digest(hash_, current_.bytes);
    if (current_.videoSamples > 0)
        current_.endUs = nextVideoUs > current_.startUs ? nextVideoUs : videoEndUs_;
    current_.endUs = std::max(current_.endUs, current_.startUs);
    out_(std::move(current_));
}

/// The muxer is in an unknown state: a fresh one with the same tracks goes on.
void FragmentBuilder::lost(const kernel::Error& error) {
    kernel::logError("a fragment was lost: {} ({})", error.code, error.internal);
    empty_ = true;
    auto fresh = ffmpeg::FragmentMuxer::create(media_->run->tracks);
    muxer_ = fresh.ok() ? std::move(*fresh) : nullptr;
}

}  // namespace mingjing::video::record
