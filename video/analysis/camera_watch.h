// SPDX-License-Identifier: Apache-2.0
// One camera's analysis: fragments come in; counts, observations and an account of what was watched
// go out.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "video/analysis/coverage.h"
#include "video/analysis/evidence_tail.h"
#include "video/analysis/eyes.h"
#include "video/analysis/person_count.h"
#include "video/ffmpeg/picture_decoder.h"
#include "video/ffmpeg/sound_decoder.h"

namespace mingjing::video::analysis {

/// How often to look, and when to give up on what lies behind.
struct WatchRules {
    std::int64_t calmUs = 1'000'000;     ///< between two looks while nothing changes
    std::int64_t settlingUs = 400'000;   ///< while a change is being proven
    std::int64_t lateUs = 2'500'000;     ///< at most, when there is too much to do
    std::int64_t keptUs = 90'000;        ///< between pictures kept to find a change's first frame
    std::int64_t behindUs = 10'000'000;  ///< then the watch jumps to the newest key picture
    std::int64_t shortGroupUs = 2'200'000;  ///< key pictures this close may be looked at alone
    std::int64_t heavyPixels = 12'000'000;  ///< a second; above that only key pictures, if close
    std::size_t queue = 128;                ///< fragments, about a minute
};

/// What is known of a watch, for status and health.
struct WatchFacts {
    std::string state = "waiting";  ///< "watching", "waiting", "failed"
    std::int64_t lastFrameUs = 0;   ///< evidence time of the newest frame looked at
    std::int64_t delayUs = 0;       ///< from that time to the look
    std::int64_t fpsMilli = 0;      ///< looks per second of evidence, over the last seconds
    std::int64_t looks = 0;
    std::int64_t gated = 0;     ///< of these, nothing had changed
    std::int64_t detected = 0;  ///< of these, the detector looked
    std::int64_t fragments = 0;
    std::int64_t broken = 0;   ///< fragments that could not be read or decoded
    std::int64_t skipped = 0;  ///< fragments jumped over because of overload
    std::optional<int> value;
    std::string trouble;  ///< code of the newest failure; empty after a good frame
    bool onlyKeys = false;
    Size source;
};

/// `offer` and `facts` from any thread; the rest from one worker at a time, and `finish` from any.
/// A stream that cannot be decoded costs its own frames only: the decoder is thrown away and the
/// hole is told.
class CameraWatch {
public:
    using Report = std::function<void(const std::string& kind, const kernel::Json& body)>;
    struct Surroundings {
        std::string evidence;  ///< root of the storage
        const kernel::Clock& clock;
        Report report;
        std::string configuration{};  ///< see Eyes::configuration
        std::string memory{};         ///< folder of what checks must not forget; empty: none
    };

    CameraWatch(StreamKey key, Surroundings around, WatchRules rules = {},
                WatchSettings settings = WatchSettings::of(kernel::Json::object()).value());
    /// An earlier process watched until the mark. Before the first `work`.
    void resume(const CoverageMark& mark);

    /// Queues a fragment; when too many wait, the oldest is given up.
    void offer(TailFragment fragment);
    /// Decodes nothing before this wall time, and says that nothing was watched.
    void rest(std::int64_t untilUs) { restUs_ = untilUs; }
    /// Two persons agreed on other zones, masks or thresholds. What is open ends.
    void configure(const WatchSettings& settings);
    /// A fragment waits to be worked on.
    [[nodiscard]] bool waits() const;
    /// Works on the oldest fragment. False when none waits.
    bool work(const Tools& tools);
    /// Tells what must be told when nothing comes. Call a few times a second.
    void idle();
    /// Watching ends in order; nothing happens afterwards.
    void finish();

    [[nodiscard]] const StreamKey& key() const { return key_; }
    [[nodiscard]] WatchFacts facts() const;
    [[nodiscard]] CoverageMark mark() const { return *mark_.lock(); }

private:
    using Shot = ffmpeg::PictureDecoder::Shot;
    struct Kept {
        FramePlace place;
        std::int64_t atUs = 0;
        Picture picture;
    };
    std::optional<TailFragment> take();
    bool jump(std::deque<TailFragment>& queue);
    bool openDecoder(const TailFragment& fragment, const Tools& tools);
    void chooseDecoding(const evidence::FragmentRecord& record);
    void decode(const TailFragment& fragment, const Tools& tools);
    void lookThrough(std::vector<Shot> shots, const Tools& tools);
    void see(Shot& shot, const Tools& tools);
    void count(const FrameCount& frame, const Tools& tools);
    void noteLook(std::int64_t atUs);
    void findBeginning(const FrameCount& first, const Tools& tools);
    [[nodiscard]] FrameCount countOf(const Sight& sight, std::int64_t atUs,
                                     const FramePlace& place) const;
    void hear(const std::string& bytes);
    void recallMemory();
    void keepMemory(bool now);
    [[nodiscard]] std::string memoryPath() const;
    void noteRate(const evidence::FragmentRecord& record);
    [[nodiscard]] FramePlace placeOf(std::int64_t atUs) const;
    void fail(const kernel::Error& error);
    void tell(const CountChange& change);
    void tell(const Coverage::Spans& spans);
    void tell(const Told& told);
    [[nodiscard]] Eyes::Tell telling() {
        return [this](const Told& told) { tell(told); };
    }
    [[nodiscard]] std::int64_t interval() const;

    const StreamKey key_;
    const Surroundings around_;
    const WatchRules rules_;
    mutable kernel::Guarded<std::deque<TailFragment>> queue_;
    mutable kernel::Guarded<WatchFacts> facts_;
    mutable kernel::Guarded<CoverageMark> mark_;
    mutable kernel::Guarded<bool> ended_{
        false};  ///< held while working; what follows belongs to it

    Coverage coverage_;
    PersonCount count_;
    std::unique_ptr<Eyes> eyes_;
    std::string detectorName_;
    std::unique_ptr<ffmpeg::PictureDecoder> decoder_;
    std::unique_ptr<ffmpeg::SoundDecoder> sound_;
    std::deque<std::pair<std::int64_t, std::int64_t>> rate_;  ///< pictures and microseconds of late
    kernel::Hash init_{};
    std::optional<evidence::FragmentRecord> now_;     ///< being worked on
    std::optional<evidence::FragmentRecord> before_;  ///< the one before it
    std::int64_t nextUs_ = 0;                         ///< evidence time of the next look
    std::int64_t lastUs_ = 0;                         ///< of the newest look
    std::int64_t lastKeyUs_ = 0;
    std::int64_t groupUs_ = 0;        ///< between the last two key pictures; 0: not known
    std::int64_t memoryUs_ = 0;       ///< wall time of the last keeping
    std::int64_t restUs_ = 0;         ///< see rest
    std::int64_t lagUs_ = 0;          ///< how old the fragment was when it was taken
    std::deque<Kept> kept_;           ///< pictures since the last look
    std::deque<std::int64_t> looks_;  ///< evidence times of the newest looks
};

}  // namespace mingjing::video::analysis
