// SPDX-License-Identifier: Apache-2.0
// Staging fragments, segments and gaps of one stream.
#include "video/record/stream_slot.h"

#include <algorithm>

#include "center/kernel/log.h"

namespace mingjing::video::record {

using evidence::RecordType;
using kernel::Error;
using kernel::Json;
using kernel::Status;

namespace {

/// Without sound for longer than this, a stream has none.
constexpr std::int64_t kSoundGoneUs = 2 * kernel::kSecondUs;

constexpr std::size_t kMaxWaitingBytes = std::size_t{48} << 20;
constexpr std::int64_t kRetryUs = 1'000'000;
constexpr std::int64_t kSilenceUs = 3'000'000;       ///< without a word from the camera
constexpr std::int64_t kKnownSilenceUs = 1'000'000;  ///< when the run is known to have ended
constexpr std::int64_t kSmallestGapUs = 100'000;
constexpr std::int64_t kFactsUs = 5'000'000;

/// Spreads the first cut of many streams, so that they do not all open files at one moment.
std::int64_t spread(const StreamKey& key, std::int64_t segmentUs) {
    const std::size_t mix = std::hash<std::string>{}(key.text());
    return segmentUs * static_cast<std::int64_t>(80 + mix % 41) / 100;
}

void addRecord(Staged& out, RecordType type, const Json& json) {
    evidence::appendFrame(out.frames, type, kernel::canonicalOrDie(json));
}

Json trackJson(const ffmpeg::Track& track) {
    return {{"channels", track.channels},   {"codec", track.codecName},
            {"height", track.height},       {"sampleRate", track.sampleRate},
            {"timescale", track.timescale}, {"width", track.width}};
}

}  // namespace

StreamSlot::StreamSlot(StreamKey key, const SlotContext& context,
                       const evidence::StreamLedger& known)
    : key_(std::move(key)),
      context_(context),
      builder_(
          [this](Fragment fragment) {
              const std::size_t bytes = fragment.bytes.size();
              enqueue(std::move(fragment), bytes);
          },
          context.keys.hash),
      nextRun_(known.run + 1),
      rotateAfterUs_(spread(key_, context.segmentUs)) {
    staged_.head = known.head;
    staged_.number = known.number;
    staged_.endUs = known.endUs();
    downCause_ = staged_.endUs > 0 ? "recorder_stopped" : "connecting";
    if (staged_.endUs == 0) staged_.endUs = context_.clock.wall().us;
    staged_.picturesEndUs = staged_.endUs;
    if (!known.gaps.empty() && known.gaps.back().toUs < 0) {
        const auto& open = known.gaps.back();
        gap_ = OpenGap{open.id, open.fromUs, open.cause};
    }
    committed_ = staged_;
    committedGap_ = gap_;
    auto facts = facts_.lock();
    facts->chainHead = known.head;
    facts->fragment = known.number;
    facts->gaps = known.gaps.size();
    facts->gapOpen = gap_.has_value();
}

void StreamSlot::onRun(const std::shared_ptr<const capture::Run>& run) {
    nextRun_ = run->number + 1;
    if (const auto begun = builder_.begin(run); !begun.ok())
        kernel::logError("{}: cannot record this stream: {} ({})", key_.text(), begun.error().code,
                         begun.error().internal);
}

void StreamSlot::onPacket(const capture::Packet& packet) {
    builder_.push(packet);
}

void StreamSlot::onBreak(capture::Break why) {
    builder_.finish();
    enqueue(RunEnd{capture::causeOf(why), false}, 0);
}

void StreamSlot::cannotRecord(std::string cause) {
    builder_.finish();
    enqueue(RunEnd{std::move(cause), true}, 0);
}

void StreamSlot::enqueue(Item item, std::size_t bytes) {
    auto waiting = waiting_.lock();
    const bool full = waiting->bytes + bytes > kMaxWaitingBytes;
    if (full && bytes > 0) {
        if (!waiting->dropping)
            kernel::logError("{}: the disk does not keep up, video is being lost", key_.text());
        waiting->dropping = true;
        ++facts_.lock()->droppedFragments;
        return;
    }
    waiting->bytes += bytes;
    waiting->items.push_back(std::move(item));
}

void StreamSlot::takeWaiting() {
    auto waiting = waiting_.lock();
    for (auto& item : waiting->items) work_.push_back(std::move(item));
    waiting->items.clear();
}

bool StreamSlot::stage(Staged& out) {
    takeWaiting();
    if (context_.clock.mono().us < retryAtUs_) return true;
    stagedItems_ = 0;
    for (const auto& item : work_) {
        if (const auto* end = std::get_if<RunEnd>(&item)) {
            endRun(*end, out);
        } else if (const auto done = stageFragment(std::get<Fragment>(item), out); !done.ok()) {
            abandon(done.error(), out);
            return false;
        }
        ++stagedItems_;
    }
    watchSilence(out);
    return true;
}

void StreamSlot::endRun(const RunEnd& end, Staged& out) {
    closeSegment(false, out);
    downCause_ = end.cause;
    if (!end.final || (gap_ && gap_->cause == end.cause)) return;
    // An open gap of another cause would hide why nothing comes.
    const std::int64_t fromUs = std::max(staged_.endUs, context_.clock.wall().us);
    if (gap_) {
        stageGap(*gap_, std::max(gap_->fromUs, fromUs), out);
        gap_ = OpenGap{kernel::Uuid::make(fromUs), fromUs, end.cause};
        ++facts_.lock()->gaps;
        stageGap(*gap_, std::nullopt, out);
    } else {
        openGap(end.cause, out);
    }
}

bool StreamSlot::shouldRotate(const Fragment& fragment) const {
    if (!segment_) return false;
    if (segment_->media != fragment.media) return true;
    return fragment.key && fragment.startUs - segment_->startUs >= rotateAfterUs_;
}

Status StreamSlot::stageFragment(const Fragment& fragment, Staged& out) {
    gapBefore(fragment, out);
    if (shouldRotate(fragment)) {
        closeSegment(false, out);
        rotateAfterUs_ = context_.segmentUs;
    }
    if (!segment_) MJ_TRY(openSegment(fragment, out));
    if (touched_.empty() || touched_.back() != segment_) touched_.push_back(segment_);
    evidence::FragmentRecord record;
    record.segment = segment_->id;
    record.number = ++staged_.number;
    record.seq = ++staged_.segmentFragments;
    MJ_TRY(appendMedia(fragment, record.sha256));
    record.run = fragment.media->run->number;
    record.startUs = fragment.startUs;
    record.durUs = static_cast<std::uint32_t>(fragment.endUs - fragment.startUs);
    record.arrivalUs = fragment.arrival.wall.us;
    record.arrivalMonoUs = fragment.arrival.mono.us;
    record.cameraPts = fragment.cameraPts;
    record.cameraUs = fragment.cameraUs;
    record.offset = staged_.segmentBytes;
    record.size = static_cast<std::uint32_t>(fragment.bytes.size());
    using F = evidence::FragmentRecord;
    record.flags = static_cast<std::uint8_t>(
        (fragment.key ? F::kKey : 0) | (fragment.discontinuous ? F::kDiscontinuous : 0) |
        (fragment.audioSamples > 0 ? F::kAudio : 0) | (fragment.videoSamples > 0 ? F::kVideo : 0));
    record.videoSamples = fragment.videoSamples;
    record.audioSamples = fragment.audioSamples;
    record.notes = fragment.notes;
    record.link = evidence::fragmentLink(context_.keys.hash, staged_.head, segment_->hash, record);
    evidence::appendFrame(out.frames, RecordType::Fragment, evidence::encodeFragment(record));
    if (fragment.lostPackets > 0)
        addRecord(out, RecordType::Note,
                  {{"fragment", record.number},
                   {"packets", fragment.lostPackets},
                   {"segment", segment_->id.text()},
                   {"what", "packets_lost"}});
    staged_.head = record.link;
    staged_.segmentBytes += record.size;
    staged_.endUs = record.endUs();
    if (fragment.videoSamples > 0) staged_.picturesEndUs = record.endUs();
    noteCameraClock(record);
    return {};
}

void StreamSlot::noteCameraClock(const evidence::FragmentRecord& record) {
    if (record.cameraUs == 0) return;
    const std::int64_t us = record.cameraUs - record.startUs;
    auto& error = staged_.cameraClock;
    if (!error) error = ClockError{us, us};
    error->leastUs = std::min(error->leastUs, us);
    error->mostUs = std::max(error->mostUs, us);
}

/// Sealed media never touches the file before it is sealed; its hash is that of the stored bytes.
/// A fragment that is written again after a failure goes into a new segment, under a new key.
Status StreamSlot::appendMedia(const Fragment& fragment, kernel::Hash& hash) {
    hash = fragment.sha256;
    if (!segment_->key) return segment_->file->append(fragment.bytes);
    std::string sealed = fragment.bytes;
    MJ_TRY(evidence::sealFragment(*segment_->key, staged_.segmentFragments, sealed));
    hash = kernel::digest(context_.keys.hash, sealed);
    return segment_->file->append(sealed);
}

kernel::Result<std::string> StreamSlot::prepareFolder(std::int64_t startUs) {
    std::string folder = context_.root;
    for (const auto& part : {std::string("media"), evidence::utcDay(startUs), key_.camera.text()}) {
        folder += "/" + part;
        MJ_TRY(context_.files.makeFolder(folder));
    }
    return folder;
}

Status StreamSlot::openSegment(const Fragment& fragment, Staged& out) {
    auto segment = std::make_shared<Segment>();
    const std::int64_t now = context_.clock.wall().us;
    segment->id = kernel::Uuid::make(now);
    segment->media = fragment.media;
    segment->startUs = fragment.startUs;
    std::optional<kernel::MediaSeal> seal;
    if (!fragment.media->recipient.empty()) {
        segment->key = kernel::SecretKey::random();
        MJ_ASSIGN(seal,
                  kernel::sealMediaKey(fragment.media->recipient, *segment->key,
                                       {key_.camera, key_.stream, segment->id, fragment.startUs}));
    }
    MJ_ASSIGN(segment->folder, prepareFolder(fragment.startUs));
    const bool mov = fragment.media->container == ffmpeg::Container::Mov;
    segment->name = key_.stream + "-" + segment->id.text() + (mov ? ".mov" : ".mp4");
    MJ_ASSIGN(segment->file, context_.files.create(segment->folder + "/" + segment->name));
    touched_.push_back(segment);
    MJ_TRY(segment->file->append(fragment.media->init));
    const auto& run = *fragment.media->run;
    Json body = {{"camera", key_.camera.text()},
                 {"codecs", run.codecs},
                 {"hasAudio", run.hasAudio()},
                 {"initSha256", kernel::hexOf(fragment.media->initSha256)},
                 {"path", segment->folder.substr(context_.root.size() + 1) + "/" + segment->name},
                 {"run", run.number},
                 {"segment", segment->id.text()},
                 {"startUs", fragment.startUs},
                 {"stream", key_.stream}};
    if (seal) body["sealed"] = kernel::toJson(*seal);
    out.reports.push_back({"segmentOpened", now, body});
    Json tracks = Json::array();
    for (const auto& track : run.tracks) tracks.push_back(trackJson(track));
    body["container"] = mov ? "mov" : "mp4";
    body["hash"] = kernel::nameOf(context_.keys.hash);
    body["initBytes"] = fragment.media->init.size();
    body["number"] = staged_.number + 1;
    body["previous"] = kernel::hexOf(staged_.head);
    body["runStartUs"] = run.startUs;
    body["tracks"] = std::move(tracks);
    const std::string payload = kernel::canonicalOrDie(body);
    segment->hash = evidence::segmentHash(context_.keys.hash, payload);
    evidence::appendFrame(out.frames, RecordType::SegmentOpened, payload);
    staged_.segmentBytes = fragment.media->init.size();
    staged_.segmentFragments = 0;
    staged_.cameraClock.reset();
    segment_ = std::move(segment);
    return {};
}

void StreamSlot::closeSegment(bool truncated, Staged& out) {
    if (!segment_) return;
    Json body = {{"bytes", staged_.segmentBytes},
                 {"camera", key_.camera.text()},
                 {"chainHead", kernel::hexOf(staged_.head)},
                 {"endUs", staged_.endUs},
                 {"fragments", staged_.segmentFragments},
                 {"segment", segment_->id.text()},
                 {"signingKey", kernel::base64Url(context_.keys.session.publicKey())},
                 {"startUs", segment_->startUs},
                 {"stream", key_.stream},
                 {"truncated", truncated}};
    if (const auto& error = staged_.cameraClock)
        body["clock"] = {{"leastUs", error->leastUs}, {"mostUs", error->mostUs}};
    body["signature"] =
        kernel::base64Url(context_.keys.session.sign(evidence::closeStatement(body)));
    addRecord(out, RecordType::SegmentClosed, body);
    out.reports.push_back({"segmentClosed", context_.clock.wall().us, std::move(body)});
    segment_.reset();
}

/// What this round wrote does not count; the file ends, for good, where the journal last knew it.
void StreamSlot::abandon(const Error& error, Staged& out) {
    kernel::logError("{}: a file is abandoned: {} ({})", key_.text(), error.code, error.internal);
    out = {};
    for (const auto& segment : touched_)
        leftovers_.push_back({segment, segment == committedSegment_ ? committed_.segmentBytes : 0});
    staged_ = committed_;
    gap_ = committedGap_;
    segment_ = committedSegment_;
    touched_.clear();
    stagedItems_ = 0;
    closeSegment(true, out);
    retryAtUs_ = context_.clock.mono().us + kRetryUs;
    facts_.lock()->writeTrouble = true;
    downCause_ = "storage";
    watchSilence(out);
}

bool StreamSlot::sync(Staged& out) {
    for (const auto& segment : touched_) {
        auto status = segment->file->sync();
        if (status.ok() && segment->fresh) status = context_.files.syncFolder(segment->folder);
        if (!status.ok()) {
            abandon(status.error(), out);
            return false;
        }
        segment->fresh = false;
    }
    return true;
}

void StreamSlot::committed() {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < stagedItems_; ++i) {
        if (const auto* fragment = std::get_if<Fragment>(&work_.front())) {
            bytes += fragment->bytes.size();
            learn(*fragment);
        }
        work_.pop_front();
    }
    committed_ = staged_;
    committedSegment_ = segment_;
    committedGap_ = gap_;
    touched_.clear();
    tidyUp();
    {
        auto waiting = waiting_.lock();
        waiting->bytes -= std::min(waiting->bytes, bytes);
        if (bytes > 0) waiting->dropping = false;
    }
    auto facts = facts_.lock();
    if (stagedItems_ > 0) facts->writeTrouble = false;
    stagedItems_ = 0;
    facts->chainHead = committed_.head;
    facts->fragment = committed_.number;
    facts->gapOpen = committedGap_.has_value();
}

/// Only tidiness: what fails here the next start does again.
void StreamSlot::tidyUp() {
    for (const auto& [segment, bytes] : std::exchange(leftovers_, {})) {
        segment->file.reset();
        const std::string path = segment->folder + "/" + segment->name;
        const std::string aside = context_.root + "/unclaimed";
        Status done;
        if (bytes > 0)
            done = context_.files.truncate(path, bytes);
        else if (done = context_.files.makeFolder(aside); done.ok())
            done = context_.files.rename(path, aside + "/" + segment->name);
        if (!done.ok()) kernel::logWarning("{}: {}", done.error().code, done.error().internal);
    }
}

void StreamSlot::learn(const Fragment& fragment) {
    recent_.push_back(
        {fragment.startUs, fragment.endUs, fragment.bytes.size(), fragment.videoSamples});
    while (recent_.back().endUs - recent_.front().startUs > kFactsUs) recent_.pop_front();
    std::size_t bytes = 0;
    std::int64_t frames = 0;
    for (const auto& item : recent_) {
        bytes += item.bytes;
        frames += item.frames;
    }
    const std::int64_t spanUs =
        std::max<std::int64_t>(1, recent_.back().endUs - recent_.front().startUs);
    auto facts = facts_.lock();
    if (fragment.videoSamples > 0) facts->lastDurableUs = fragment.endUs;
    if (fragment.lastKeyUs > 0) {
        const std::int64_t distance = fragment.lastKeyUs - facts->lastKeyUs;
        if (facts->lastKeyUs > 0 && distance > 0 && !fragment.discontinuous)
            facts->gopUs = distance;
        facts->lastKeyUs = fragment.lastKeyUs;
    }
    if (fragment.audioSamples > 0) lastSoundUs_ = fragment.endUs;
    facts->hasAudio = lastSoundUs_ > 0 && fragment.endUs - lastSoundUs_ <= kSoundGoneUs;
    facts->fpsMilli = frames * 1'000'000'000 / spanUs;
    facts->kbps = static_cast<std::int64_t>(bytes) * 8'000 / spanUs;
}

void StreamSlot::stageGap(const OpenGap& gap, std::optional<std::int64_t> toUs, Staged& out) {
    const Json body = {
        {"camera", key_.camera.text()}, {"cause", gap.cause},
        {"fromUs", gap.fromUs},         {"id", gap.id.text()},
        {"stream", key_.stream},        {"toUs", toUs ? Json(*toUs) : Json(nullptr)}};
    addRecord(out, RecordType::Gap, body);
    out.reports.push_back({"gap", context_.clock.wall().us, body});
}

void StreamSlot::openGap(const std::string& cause, Staged& out) {
    gap_ = OpenGap{kernel::Uuid::make(context_.clock.wall().us), staged_.picturesEndUs, cause};
    ++facts_.lock()->gaps;
    stageGap(*gap_, std::nullopt, out);
}

/// What is missing are pictures: sound may come before the pictures of its time, and go on without
/// them.
void StreamSlot::gapBefore(const Fragment& fragment, Staged& out) {
    if (fragment.videoSamples == 0) return;
    if (gap_) {
        stageGap(*gap_, std::max(gap_->fromUs, fragment.startUs), out);
        gap_.reset();
    } else if (fragment.startUs - staged_.picturesEndUs > kSmallestGapUs) {
        const bool dropping = waiting_.lock()->dropping;
        const std::string cause =
            dropping ? "storage" : (downCause_.empty() ? "stalled" : downCause_);
        const OpenGap gap{kernel::Uuid::make(context_.clock.wall().us), staged_.picturesEndUs,
                          cause};
        ++facts_.lock()->gaps;
        stageGap(gap, fragment.startUs, out);
    }
    downCause_.clear();
}

void StreamSlot::watchSilence(Staged& out) {
    if (gap_) return;
    const std::int64_t silent = context_.clock.wall().us - staged_.picturesEndUs;
    const std::int64_t patience = downCause_ == "recorder_stopped" ? 0
                                  : downCause_.empty()             ? kSilenceUs
                                                                   : kKnownSilenceUs;
    if (silent > patience) openGap(downCause_.empty() ? "stalled" : downCause_, out);
}

void StreamSlot::stageEnd(Staged& out, bool removed) {
    closeSegment(false, out);
    if (gap_ && removed) {
        stageGap(*gap_, std::max(gap_->fromUs, context_.clock.wall().us), out);
        gap_.reset();
    } else if (!gap_ && !removed) {
        openGap("recorder_stopped", out);
    }
}

}  // namespace mingjing::video::record
