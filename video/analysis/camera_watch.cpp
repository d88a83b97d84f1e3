// SPDX-License-Identifier: Apache-2.0
// From fragments to reports, for one camera.
#include "video/analysis/camera_watch.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "center/kernel/log.h"

namespace mingjing::video::analysis {

using kernel::Error;
using kernel::Json;

namespace {

constexpr std::size_t kKeptPictures = 12;
constexpr std::size_t kRateLooks = 10;
constexpr std::int64_t kWatchingUs = 5'000'000;
constexpr std::int64_t kLateUs = 3'000'000;
constexpr std::int64_t kVeryLateUs = 6'000'000;
/// Evidence time that goes back by more than this is a clock that was set.
constexpr std::int64_t kBackUs = 1'000'000;

}  // namespace

CameraWatch::CameraWatch(StreamKey key, Surroundings around, WatchRules rules,
                         WatchSettings settings)
    : key_(std::move(key)),
      around_(std::move(around)),
      rules_(rules),
      eyes_(std::make_unique<Eyes>(std::move(settings))) {
    recallMemory();
}

void CameraWatch::configure(const WatchSettings& settings) {
    auto ended = ended_.lock();
    if (*ended || eyes_->settings() == settings) return;
    eyes_->close(telling());
    eyes_ = std::make_unique<Eyes>(settings);
}

void CameraWatch::resume(const CoverageMark& mark) {
    const auto working = ended_.lock();
    tell(coverage_.resume(mark));
}

void CameraWatch::offer(TailFragment fragment) {
    bool full = false;
    {
        auto queue = queue_.lock();
        queue->push_back(std::move(fragment));
        full = queue->size() > rules_.queue;
        if (full) queue->pop_front();
    }
    if (full) ++facts_.lock()->skipped;
}

/// Too far behind, or at the very beginning: drops everything before the newest key picture.
bool CameraWatch::jump(std::deque<TailFragment>& queue) {
    const auto key = std::find_if(queue.rbegin(), queue.rend(),
                                  [](const auto& item) { return item.record.key(); });
    if (key == queue.rend()) return false;
    const auto dropped = queue.rend() - key - 1;
    queue.erase(queue.begin(), queue.begin() + dropped);
    return dropped > 0;
}

std::optional<TailFragment> CameraWatch::take() {
    auto queue = queue_.lock();
    if (queue->empty()) return std::nullopt;
    const std::int64_t wallUs = around_.clock.wall().us;
    if (wallUs < restUs_) {
        queue->clear();
        coverage_.trouble(Blank::Decode);
        return std::nullopt;
    }
    const bool behind = wallUs - queue->front().record.endUs() > rules_.behindUs;
    if (!now_ || behind) {
        const auto before = queue->size();
        if (jump(*queue) && now_) {
            coverage_.trouble(Blank::Overload);
            facts_.lock()->skipped += static_cast<std::int64_t>(before - queue->size());
        }
    }
    TailFragment fragment = std::move(queue->front());
    queue->pop_front();
    lagUs_ = wallUs - fragment.record.endUs();
    return fragment;
}

bool CameraWatch::waits() const {
    return !*ended_.lock() && !queue_.lock()->empty();
}

bool CameraWatch::work(const Tools& tools) {
    auto ended = ended_.lock();
    if (*ended) return false;
    auto fragment = take();
    if (!fragment) return false;
    detectorName_ =
        tools.persons == nullptr ? "none" : tools.persons->name() + " " + tools.persons->version();
    ++facts_.lock()->fragments;
    const auto& record = fragment->record;
    if ((record.flags & evidence::FragmentRecord::kVideo) == 0) return true;
    const bool follows = now_ && record.number == now_->number + 1;
    before_ = follows ? std::exchange(now_, record) : std::nullopt;
    now_ = record;
    if (!openDecoder(*fragment, tools)) return true;
    if (!follows) decoder_->reset();
    noteRate(record);
    chooseDecoding(record);
    decode(*fragment, tools);
    *mark_.lock() = coverage_.mark();
    return true;
}

bool CameraWatch::openDecoder(const TailFragment& fragment, const Tools& tools) {
    const auto& segment = *fragment.segment;
    if (decoder_ && init_ == segment.initSha256) return true;
    decoder_.reset();
    kept_.clear();
    auto init = EvidenceTail::readInit(around_.evidence, segment);
    if (!init.ok()) {
        fail(init.error());
        return false;
    }
    ffmpeg::PictureDecoder::Options options;
    options.scaleTo = [persons = tools.persons](Size source) {
        return persons != nullptr ? persons->wants(source) : Size{384, 224};
    };
    options.closeUps = [this](std::int64_t sinceUs) {
        std::vector<ffmpeg::Part> parts;
        const std::int64_t atUs = now_->startUs + sinceUs;
        if (atUs < nextUs_) return parts;
        for (const Zone& zone : eyes_->closeUps(atUs)) {
            const auto [first, last] = zone.box();
            parts.push_back({first.x, first.y, last.x, last.y});
        }
        return parts;
    };
    sound_ = std::make_unique<ffmpeg::SoundDecoder>(*init);
    decoder_ = std::make_unique<ffmpeg::PictureDecoder>(std::move(*init), std::move(options));
    init_ = segment.initSha256;
    return true;
}

/// Key pictures alone are enough when they come often: for big pictures, and when we are late.
void CameraWatch::chooseDecoding(const evidence::FragmentRecord& record) {
    if (record.key()) {
        if (lastKeyUs_ > 0 && record.startUs > lastKeyUs_) groupUs_ = record.startUs - lastKeyUs_;
        lastKeyUs_ = record.startUs;
    }
    const Size source = decoder_->source();
    const std::int64_t pixels = std::int64_t{source.width} * source.height * record.videoSamples *
                                kernel::kSecondUs / std::max<std::int64_t>(record.durUs, 1);
    const bool close = groupUs_ > 0 && groupUs_ <= rules_.shortGroupUs;
    const bool onlyKeys = close && (pixels > rules_.heavyPixels || lagUs_ > kLateUs);
    decoder_->onlyKeys(onlyKeys);
    auto facts = facts_.lock();
    facts->onlyKeys = onlyKeys;
    facts->source = source;
}

void CameraWatch::decode(const TailFragment& fragment, const Tools& tools) {
    const auto& record = fragment.record;
    const bool skips = facts_.lock()->onlyKeys && (!record.key() || record.startUs < nextUs_);
    if (skips && !eyes_->hears()) return;
    const auto bytes = EvidenceTail::readFragment(around_.evidence, fragment);
    if (!bytes.ok()) return fail(bytes.error());
    if (eyes_->hears()) hear(*bytes);
    if (skips) return;
    // All pictures are scaled, some more often than they are looked at: see findBeginning.
    std::int64_t nextUs = std::numeric_limits<std::int64_t>::min();
    auto shots = decoder_->decode(*bytes, [&](std::int64_t sinceUs) {
        if (sinceUs < nextUs) return false;
        nextUs = sinceUs + rules_.keptUs;
        return true;
    });
    if (!shots.ok()) return fail(shots.error());
    lookThrough(std::move(*shots), tools);
}

/// When late, looks are further apart, but never so far that the watch has holes.
std::int64_t CameraWatch::interval() const {
    const std::int64_t usual = count_.settling() ? rules_.settlingUs : rules_.calmUs;
    if (lagUs_ > kVeryLateUs) return rules_.lateUs;
    return lagUs_ > kLateUs ? std::min(usual * 2, rules_.lateUs) : usual;
}

void CameraWatch::lookThrough(std::vector<Shot> shots, const Tools& tools) {
    for (auto& shot : shots) {
        const std::int64_t atUs = now_->startUs + shot.sinceUs;
        if (atUs < lastUs_ - kBackUs) {
            kernel::logWarning("{}: evidence time went back", key_.text());
            count_.restart();
            kept_.clear();
            nextUs_ = atUs;
        }
        if (atUs >= nextUs_) {
            nextUs_ = std::max(nextUs_ + interval(), atUs + interval() / 2);
            see(shot, tools);
            kept_.clear();
            // A change may just have begun: the next look comes sooner.
            nextUs_ = std::min(nextUs_, atUs + interval()) - eyes_->sooner();
        } else {
            if (eyes_->wantsGlance(atUs)) eyes_->glance(shot.picture, atUs);
            kept_.push_back({placeOf(atUs), atUs, std::move(shot.picture)});
            if (kept_.size() > kKeptPictures) kept_.pop_front();
        }
    }
}

FramePlace CameraWatch::placeOf(std::int64_t atUs) const {
    const auto& record = atUs < now_->startUs && before_ ? *before_ : *now_;
    return {record.segment, record.seq, std::max<std::int64_t>(0, atUs - record.startUs)};
}

FrameCount CameraWatch::countOf(const Sight& sight, std::int64_t atUs,
                                const FramePlace& place) const {
    FrameCount frame{atUs, std::nullopt, sight.confidenceMilli, place};
    if (!sight.abstains) frame.persons = static_cast<int>(sight.persons.size()) + eyes_->hidden();
    return frame;
}

void CameraWatch::see(Shot& shot, const Tools& tools) {
    Eyes::Moment moment;
    moment.atUs = now_->startUs + shot.sinceUs;
    moment.place = placeOf(moment.atUs);
    moment.source = decoder_->source();
    moment.settling = count_.settling();
    const auto sight = eyes_->see(shot.picture, moment, tools);
    if (!sight.ok()) return fail(sight.error());
    count(countOf(*sight, moment.atUs, moment.place), tools);
    moment.count = count_.value().value_or(-1);
    std::int64_t pictures = 0;
    std::int64_t us = 0;
    for (const auto& [some, lasted] : rate_) {
        pictures += some;
        us += lasted;
    }
    if (us > 0) moment.fpsMilli = pictures * 1000 * kernel::kSecondUs / us;
    eyes_->check(shot.picture, shot.closeUps, moment, *sight, tools, telling());
    noteLook(moment.atUs);
}

void CameraWatch::count(const FrameCount& frame, const Tools& tools) {
    tell(coverage_.saw(frame.atUs));
    if (lagUs_ > kLateUs) coverage_.trouble(Blank::Overload);
    if (const auto lost = count_.silence(frame.atUs)) tell(*lost);
    const auto change = count_.add(frame);
    if (count_.justBegan() && lagUs_ < kLateUs) findBeginning(frame, tools);
    if (change) tell(*change);
}

void CameraWatch::noteLook(std::int64_t atUs) {
    lastUs_ = atUs;
    looks_.push_back(atUs);
    if (looks_.size() > kRateLooks) looks_.pop_front();
    const std::int64_t spanUs = looks_.back() - looks_.front();
    auto facts = facts_.lock();
    facts->lastFrameUs = atUs;
    facts->delayUs = around_.clock.wall().us - atUs;
    facts->fpsMilli = spanUs > 0 ? static_cast<std::int64_t>(looks_.size() - 1) * 1000 *
                                       kernel::kSecondUs / spanUs
                                 : 0;
    ++facts->looks;
    facts->gated = eyes_->facts().gated;
    facts->detected = eyes_->facts().detected;
    facts->value = count_.value();
    facts->trouble.clear();
}

/// A look differs from the one before it. The pictures between them are known: halving finds the
/// first that shows the new count.
void CameraWatch::findBeginning(const FrameCount& first, const Tools& tools) {
    if (tools.persons == nullptr) return;
    std::size_t low = 0;
    std::size_t high = kept_.size();  // stands for `first` itself
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        auto& kept = kept_[middle];
        const auto sight = eyes_->seeEarlier(kept.picture, kept.atUs, tools);
        if (!sight.ok()) return fail(sight.error());
        const FrameCount frame = countOf(*sight, kept.atUs, kept.place);
        if (frame.persons == first.persons) {
            count_.beganEarlier(frame);
            high = middle;
        } else {
            low = middle + 1;
        }
    }
}

/// How many pictures came of late: a fragment may hold few of them.
void CameraWatch::noteRate(const evidence::FragmentRecord& record) {
    constexpr std::size_t kFragments = 12;
    rate_.emplace_back(record.videoSamples, record.durUs);
    if (rate_.size() > kFragments) rate_.pop_front();
}

void CameraWatch::hear(const std::string& bytes) {
    auto heard = sound_->decode(bytes);
    if (!heard.ok()) return;  // the pictures of the same fragment tell it
    SoundLook look;
    look.atUs = now_->startUs;
    look.place = {now_->segment, now_->seq, 0};
    look.track = heard->track;
    look.rate = heard->rate;
    look.samples = std::move(heard->samples);
    look.personsPresent = count_.value().value_or(0) > 0;
    eyes_->hear(look, telling());
}

void CameraWatch::idle() {
    auto ended = ended_.lock();
    if (*ended || !queue_.lock()->empty()) return;
    const std::int64_t wallUs = around_.clock.wall().us;
    if (const auto lost = count_.silence(wallUs)) tell(*lost);
    tell(coverage_.passed(wallUs));
    eyes_->wait(wallUs, lastUs_, telling());
    keepMemory(false);
    *mark_.lock() = coverage_.mark();
    facts_.lock()->value = count_.value();
}

void CameraWatch::finish() {
    auto ended = ended_.lock();
    if (std::exchange(*ended, true)) return;
    tell(coverage_.finish());
    eyes_->close(telling());
    keepMemory(true);
    *mark_.lock() = coverage_.mark();
}

WatchFacts CameraWatch::facts() const {
    WatchFacts out = *facts_.lock();
    const bool fresh = out.lastFrameUs > around_.clock.wall().us - kWatchingUs;
    out.state = fresh ? "watching" : out.trouble.empty() ? "waiting" : "failed";
    return out;
}

void CameraWatch::fail(const Error& error) {
    const bool late = error.code == "video.too_slow";
    coverage_.trouble(late ? Blank::Overload : Blank::Decode);
    if (decoder_) decoder_->reset();
    kept_.clear();
    auto facts = facts_.lock();
    ++facts->broken;
    if (facts->trouble != error.code)
        kernel::logWarning("{}: {} {}", key_.text(), error.code, error.internal);
    facts->trouble = error.code;
}

}  // namespace mingjing::video::analysis
