// SPDX-License-Identifier: Apache-2.0
// The life of a capture thread.
#include "video/capture/camera_stream.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

#include "center/kernel/crypto.h"
#include "center/kernel/log.h"
#include "video/capture/picture_coding.h"
#include "video/capture/report_shift.h"

namespace mingjing::video::capture {

namespace {

constexpr std::int64_t kFirstWaitUs = 500'000;
constexpr std::int64_t kLongestWaitUs = 8'000'000;
/// How long a session may send what cannot be shown before somebody is told why.
constexpr std::int64_t kPatienceUs = 5'000'000;
/// A read that took longer found nothing in the socket.
constexpr std::int64_t kWaitedUs = 2'000;
/// So long packets may gather: about a picture's distance, well below what a fragment takes.
constexpr std::int64_t kGatherUs = 50'000;
constexpr std::int64_t kSettledUs = 5'000'000;

/// Index of the first track that we take; -1: none.
int findTrack(const std::vector<ffmpeg::Track>& tracks, bool video) {
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const auto codec = tracks[i].codec;
        const bool audio = codec == ffmpeg::Codec::Aac || codec == ffmpeg::Codec::PcmAlaw ||
                           codec == ffmpeg::Codec::PcmMulaw;
        if (video ? ffmpeg::isVideo(codec) : audio) return static_cast<int>(i);
    }
    return -1;
}

/// Why none of the tracks can be recorded; `internal` names what was offered instead.
kernel::Error noPicture(const std::vector<ffmpeg::Track>& tracks) {
    for (const auto& track : tracks)
        if (track.codec == ffmpeg::Codec::Unknown)
            return kernel::Error::of(kernel::ErrorKind::InvalidInput, "camera.codec_unsupported",
                                     track.codecName);
    return kernel::Error::of(kernel::ErrorKind::InvalidInput, "camera.no_video");
}

Break breakOf(const kernel::Error& error) {
    return error.code == "camera.timeout" ? Break::Stalled : Break::Connecting;
}

}  // namespace

CameraStream::CameraStream(CameraOptions options, const kernel::Clock& clock, Sink& sink)
    : options_(std::move(options)),
      clock_(clock),
      sink_(sink),
      nextRun_(options_.firstRun),
      thread_([this] { runThread(); }) {}

CameraStream::~CameraStream() {
    requestStop();
    thread_.join();
}

void CameraStream::requestStop() {
    *stop_.lock() = true;
    deadline_.cancel();
    wake_.notify_all();
}

CameraFacts CameraStream::facts() const {
    return *facts_.lock();
}

void CameraStream::runThread() {
    pthread_setname_np(pthread_self(), "capture");
    std::int64_t waitUs = kFirstWaitUs;
    while (!deadline_.cancelled()) {
        if (session()) waitUs = kFirstWaitUs;
        const auto chance = static_cast<std::uint8_t>(kernel::randomBytes(1)[0]);
        pause(waitUs + waitUs * chance / 1024);
        waitUs = std::min(waitUs * 2, kLongestWaitUs);
    }
}

void CameraStream::pause(std::int64_t us) {
    auto stop = stop_.lock();
    wake_.wait_for(stop.uniqueLock(), std::chrono::microseconds(us), [&] { return *stop; });
}

void CameraStream::fail(const kernel::Error& error) {
    {
        auto facts = facts_.lock();
        facts->connected = false;
        facts->trouble = error.code;
    }
    // Said once per change: a camera that is away for a night must not fill the log.
    if (error.code != lastTrouble_ && !deadline_.cancelled())
        kernel::logWarning("{}: {} ({})", options_.label, error.code, error.internal);
    lastTrouble_ = error.code;
}

bool CameraStream::session() {
    auto input = ffmpeg::RtspInput::open(options_.rtsp, deadline_);
    if (!input.ok()) {
        fail(input.error());
        return false;
    }
    const auto& tracks = (*input)->tracks();
    const int video = findTrack(tracks, true);
    const int audio = options_.rtsp.audio ? findTrack(tracks, false) : -1;
    if (video < 0) {
        const auto why = noPicture(tracks);
        facts_.lock()->offered = why.internal;
        fail(why);
        return false;
    }
    std::vector<ffmpeg::Track> taken{tracks[static_cast<std::size_t>(video)]};
    if (audio >= 0) taken.push_back(tracks[static_cast<std::size_t>(audio)]);
    RunBuilder builder(taken, nextRun_, sink_);
    {
        auto facts = facts_.lock();
        facts->connected = true;
        ++facts->sessions;
    }
    const auto before = nextRun_;
    readSession(**input, video, audio, builder);
    return nextRun_ != before;
}

void CameraStream::readSession(ffmpeg::RtspInput& input, int video, int audio,
                               RunBuilder& builder) {
    const auto& pictureFacts = input.tracks()[static_cast<std::size_t>(video)];
    const auto codec = pictureFacts.codec;
    PictureAssembler pictures(0, pictureFacts);
    AudioAssembler sound(
        1, audio >= 0 ? input.tracks()[static_cast<std::size_t>(audio)] : ffmpeg::Track{});
    std::vector<ReportShift> shifts;
    for (const auto& track : input.tracks()) shifts.emplace_back(track.timescale);
    ReportShift& pictureShift = shifts[static_cast<std::size_t>(video)];
    const auto learnOrder = [&pictureShift, codec](const std::string& parameterSets) {
        if (const auto coding = readCoding(codec, parameterSets))
            pictureShift.reorders(coding->reorderFrames > 0);
    };
    learnOrder(pictureFacts.extradata);
    // libav follows the reports only where there is more than one track.
    const bool follows = input.tracks().size() > 1;
    const std::int64_t beganUs = clock_.mono().us;
    std::int64_t ranUs = beganUs;
    std::int64_t readUs = beganUs;
    while (!deadline_.cancelled()) {
        auto piece = input.read();
        if (!piece.ok()) {
            fail(piece.error());
            if (auto last = pictures.rest()) builder.push(std::move(*last));
            builder.end(deadline_.cancelled() ? Break::Stopped : breakOf(piece.error()));
            return;
        }
        const Arrival arrival{clock_.wall(), clock_.mono()};
        const bool waited = arrival.mono.us - std::exchange(readUs, arrival.mono.us) > kWaitedUs;
        if (piece->pts) {
            ReportShift::Stamp stamp{*piece->pts, follows && piece->cameraUs != 0, arrival.mono.us};
            stamp.continues = piece->track == video && !mayBeginPicture(codec, piece->data);
            stamp.lost = piece->lostPackets > 0;
            piece->pts = shifts[static_cast<std::size_t>(piece->track)].even(stamp);
        }
        std::optional<AccessUnit> unit;
        if (piece->track == video)
            unit = pictures.push(*piece, arrival);
        else if (piece->track == audio)
            unit = sound.push(*piece, arrival);
        if (!unit) continue;
        if (unit->key && unit->track == 0) learnOrder(unit->parameterSets);
        note(*unit, builder);
        if (builder.running()) ranUs = arrival.mono.us;
        if (arrival.mono.us - ranUs > kPatienceUs)
            explain(builder.understands() ? "camera.no_key_picture" : "camera.no_parameter_sets");
        builder.push(std::move(*unit));
        if (waited && mayGather(builder, arrival.mono.us - beganUs)) {
            pause(kGatherUs);
            readUs = clock_.mono().us;
        }
    }
    if (auto last = pictures.rest()) builder.push(std::move(*last));
    builder.end(Break::Stopped);
}

/// Waking up for each packet of each picture of each camera costs more than reading them: what
/// comes over TCP waits in the socket meanwhile. The first seconds tell the clocks apart, and
/// whoever watches gets everything at once.
bool CameraStream::mayGather(const RunBuilder& builder, std::int64_t sessionUs) const {
    return !options_.rtsp.udp && builder.running() && sessionUs > kSettledUs && !sink_.isWatched();
}

/// The camera sends, and yet nothing can be recorded. The session goes on: a new one would only
/// wait anew for what is missing.
void CameraStream::explain(const char* trouble) {
    if (lastTrouble_ == trouble) return;
    kernel::logWarning("{}: {}", options_.label, trouble);
    facts_.lock()->trouble = lastTrouble_ = trouble;
}

void CameraStream::note(const AccessUnit& unit, const RunBuilder& builder) {
    auto facts = facts_.lock();
    facts->lastPacketUs = unit.arrival.wall.us;
    facts->driftUs = builder.driftUs();
    facts->bytes += unit.data->size();
    ++facts->packets;
    facts->lostPackets += unit.lostPackets;
    if (unit.track == 1) facts->hasAudio = true;
    if (builder.running() && !facts->trouble.empty()) {
        facts->trouble.clear();
        lastTrouble_.clear();
    }
}

}  // namespace mingjing::video::capture
