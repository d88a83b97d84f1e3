// SPDX-License-Identifier: Apache-2.0
// A trial is a capture like any other, whose sink only looks.
#include "video/capture/camera_trial.h"

#include <chrono>

#include "video/capture/reach.h"
#include "video/ffmpeg/fragment_muxer.h"

namespace mingjing::video::capture {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

constexpr std::int64_t kReachUs = 3'000'000;
constexpr std::int64_t kAnswerUs = 3'000'000;
constexpr std::int64_t kPicturesUs = 10'000'000;
/// Long enough to count pictures; a camera with a picture a second shows two.
constexpr std::int64_t kLookUs = 2'000'000;
constexpr std::chrono::milliseconds kGlance{50};

/// What was seen, under a lock: the capture thread writes, the trial reads.
class Look final : public Sink {
public:
    struct Seen {
        std::shared_ptr<const Run> run;
        std::shared_ptr<const std::string> key;
        std::int64_t firstUs = 0;
        std::int64_t lastUs = 0;
        int pictures = 0;
    };
    void onRun(const std::shared_ptr<const Run>& run) override {
        *seen_.lock() = {run, {}, 0, 0, 0};
    }
    void onPacket(const Packet& packet) override {
        auto seen = seen_.lock();
        if (packet.track != 0) return;
        if (packet.key && !seen->key) seen->key = packet.data;
        if (seen->pictures++ == 0) seen->firstUs = packet.time.evidenceUs;
        seen->lastUs = packet.time.evidenceUs;
    }
    void onBreak(Break) override {}
    [[nodiscard]] Seen seen() const { return *seen_.lock(); }

private:
    mutable kernel::Guarded<Seen> seen_;
};

Result<std::string> stillOf(const Look::Seen& seen) {
    const ffmpeg::Track& track = seen.run->tracks.front();
    MJ_ASSIGN(const auto muxer, ffmpeg::FragmentMuxer::create({track}));
    MJ_TRY(muxer->write({0, 0, 0, track.timescale, true, *seen.key}));
    MJ_ASSIGN(const std::string fragment, muxer->flush());
    return muxer->init() + fragment;
}

Result<TrialFound> foundOf(const Look::Seen& seen) {
    TrialFound found;
    found.run = seen.run;
    MJ_ASSIGN(found.still, stillOf(seen));
    const std::int64_t spanUs = seen.lastUs - seen.firstUs;
    if (seen.pictures > 1 && spanUs > 0)
        found.fpsMilli = (seen.pictures - 1) * 1'000'000'000LL / spanUs;
    return found;
}

/// Why there is no picture, in the words of somebody who knows that RTSP answers there.
Error whyNothing(const CameraFacts& facts, bool udp) {
    std::string code = facts.trouble;
    if (facts.sessions > 0 && (code.empty() || code == "camera.timeout"))
        code = udp ? "camera.no_pictures_over_udp" : "camera.no_pictures";
    if (code.empty()) code = "camera.timeout";
    return Error::of(ErrorKind::Unavailable, code, facts.offered);
}

}  // namespace

Result<TrialFound> tryCamera(const ffmpeg::RtspOptions& options, const kernel::Clock& clock,
                             const std::atomic<bool>& stop) {
    MJ_TRY(reachCamera(options.url, kReachUs));
    Look look;
    CameraOptions capture{"trial", options, 1};
    capture.rtsp.timeoutUs = kAnswerUs;
    CameraStream stream(std::move(capture), clock, look);
    const std::int64_t untilUs = clock.mono().us + kPicturesUs;
    while (!stop && clock.mono().us < untilUs) {
        std::this_thread::sleep_for(kGlance);
        const auto seen = look.seen();
        if (seen.key && seen.lastUs - seen.firstUs >= kLookUs) return foundOf(seen);
        const auto facts = stream.facts();
        // What is missing may still come; everything else a second attempt would only repeat.
        const bool waits = facts.connected || facts.trouble.empty();
        if (!waits && !seen.key) return whyNothing(facts, options.udp);
    }
    const auto seen = look.seen();
    if (seen.key) return foundOf(seen);
    return whyNothing(stream.facts(), options.udp);
}

}  // namespace mingjing::video::capture
