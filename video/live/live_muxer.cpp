// SPDX-License-Identifier: Apache-2.0
// Muxing for one viewer.
#include "video/live/live_muxer.h"

namespace mingjing::video::live {

namespace {

constexpr std::int64_t kPieceUs = 100'000;

bool sameTracks(const capture::Run& a, const capture::Run& b) {
    if (a.tracks.size() != b.tracks.size()) return false;
    for (std::size_t i = 0; i < a.tracks.size(); ++i)
        if (a.tracks[i].codec != b.tracks[i].codec ||
            a.tracks[i].extradata != b.tracks[i].extradata ||
            a.tracks[i].timescale != b.tracks[i].timescale)
            return false;
    return true;
}

std::int64_t toUs(std::int64_t ticks, int timescale) {
    // Whole seconds first: a run may last for months.
    return ticks / timescale * 1'000'000 + ticks % timescale * 1'000'000 / timescale;
}

std::int64_t toTicks(std::int64_t us, int timescale) {
    return us / 1'000'000 * timescale + us % 1'000'000 * timescale / 1'000'000;
}

}  // namespace

kernel::Result<std::unique_ptr<LiveMuxer>> LiveMuxer::create(
    std::shared_ptr<const capture::Run> run, std::int64_t firstDts) {
    std::unique_ptr<LiveMuxer> out(new LiveMuxer);
    std::vector<ffmpeg::Track> tracks = run->tracks;
    for (auto& track : tracks) {
        if (!ffmpeg::isG711(track.codec)) continue;
        out->givenTimescale_ = track.timescale;
        MJ_ASSIGN(out->sound_, ffmpeg::ListeningSound::create(track));
        track = out->sound_->track();
    }
    MJ_ASSIGN(out->muxer_, ffmpeg::FragmentMuxer::create(tracks));
    for (const auto& track : tracks)
        out->tracks_.push_back({std::nullopt, track.timescale / 25, track.timescale});
    out->zeroUs_ = run->startUs + toUs(firstDts, run->tracks[0].timescale);
    out->run_ = std::move(run);
    return out;
}

bool LiveMuxer::changeRun(const std::shared_ptr<const capture::Run>& run) {
    if (!sameTracks(*run_, *run)) return false;
    run_ = run;
    return true;
}

bool LiveMuxer::flush(std::string& out) {
    pieceStartUs_ = -1;
    auto bytes = muxer_->flush();
    if (!bytes.ok()) return false;
    out += *bytes;
    return true;
}

bool LiveMuxer::push(const std::shared_ptr<const capture::Run>& run, const capture::Packet& packet,
                     std::string& out) {
    if (run != run_ && !changeRun(run)) return false;
    if (packet.track >= static_cast<int>(tracks_.size())) return true;
    if (packet.track > 0 && sound_) return pushConverted(packet, out);
    return hold(packet, packet.time.dts, packet.time.pts, out);
}

bool LiveMuxer::pushConverted(const capture::Packet& packet, std::string& out) {
    const int rate = sound_->track().sampleRate;
    const auto frames =
        sound_->convert(*packet.data, toTicks(toUs(packet.time.dts, givenTimescale_), rate));
    if (!frames.ok()) return false;
    for (const auto& frame : *frames) {
        capture::Packet converted = packet;
        converted.data = std::make_shared<const std::string>(frame.data);
        if (!hold(converted, frame.at, frame.at, out)) return false;
    }
    return true;
}

bool LiveMuxer::hold(const capture::Packet& packet, std::int64_t dts, std::int64_t pts,
                     std::string& out) {
    auto& track = tracks_[static_cast<std::size_t>(packet.track)];
    const std::int64_t shift = toTicks(run_->startUs - zeroUs_, track.timescale);
    Held next{packet, dts + shift, pts + shift};
    if (next.dts < 0) return !track.held;  // sound from before the first picture
    const auto before = std::exchange(track.held, std::move(next));
    if (!before) return true;
    std::int64_t duration = track.held->dts - before->dts;
    if (duration <= 0) return false;  // the new run lies before the old one's end
    // What was skipped, or never came, is a hole in the time line and no long frame.
    if (duration > track.timescale)
        duration = track.usual;
    else
        track.usual = duration;
    return write(packet.track, *before, duration, out);
}

bool LiveMuxer::write(int index, const Held& item, std::int64_t duration, std::string& out) {
    const int timescale = tracks_[static_cast<std::size_t>(index)].timescale;
    const std::int64_t atUs = toUs(item.dts, timescale);
    if (index == 0 && item.packet.key && pieceStartUs_ >= 0 && !flush(out)) return false;
    if (pieceStartUs_ < 0) pieceStartUs_ = atUs;
    const ffmpeg::Sample sample{index,    item.dts,        item.pts,
                                duration, item.packet.key, *item.packet.data};
    if (!muxer_->write(sample).ok()) return false;
    return atUs + toUs(duration, timescale) - pieceStartUs_ < kPieceUs || flush(out);
}

}  // namespace mingjing::video::live
