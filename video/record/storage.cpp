// SPDX-License-Identifier: Apache-2.0
// The tick: files, journal, index, reports.
#include "video/record/storage.h"

#include <algorithm>
#include <set>

#include <pthread.h>

#include "center/kernel/log.h"

namespace mingjing::video::record {

using evidence::RecordType;
using kernel::Result;

namespace {
constexpr std::size_t kMaxUndelivered = 20'000;
constexpr std::uint64_t kAddUpEvery = 40;  ///< ticks

std::string folderOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}
}  // namespace

Result<std::unique_ptr<Storage>> Storage::open(StorageOptions options, FileSystem& files,
                                               const kernel::Clock& clock, const NodeKeys& keys,
                                               OnReport onReport) {
    const SlotContext context{files, clock, keys, options.root, options.segmentUs};
    MJ_ASSIGN(auto recovered, recover(context));
    const std::string frames = recovered.staged.frames;
    auto reports = std::move(recovered.staged.reports);
    std::unique_ptr<Storage> storage(new Storage(std::move(options), files, clock, keys,
                                                 std::move(onReport), std::move(recovered)));
    MJ_ASSIGN(const auto written, storage->journal_.commit(frames));
    storage->apply(written);
    for (auto& report : reports) storage->undelivered_.push_back(std::move(report));
    return storage;
}

Storage::Storage(StorageOptions options, FileSystem& files, const kernel::Clock& clock,
                 const NodeKeys& keys, OnReport onReport, Recovered recovered)
    : options_(std::move(options)),
      files_(files),
      clock_(clock),
      context_{files, clock, keys, options_.root, options_.segmentUs},
      onReport_(std::move(onReport)),
      journal_(files, clock, options_.root + "/journal", recovered.storageId, keys,
               recovered.previous),
      ledger_(std::move(recovered.ledger)),
      storageId_(recovered.storageId) {
    counters_.lock()->faultsAtStart = recovered.faults.size();
}

Storage::~Storage() {
    if (thread_.joinable()) stop();
}

std::shared_ptr<StreamSlot> Storage::addStream(const StreamKey& key) {
    evidence::StreamLedger known;
    {
        auto ledger = ledger_.lock();
        const auto& stream = ledger->streams[key];
        known.head = stream.head;
        known.number = stream.number;
        known.run = stream.run;
        known.gaps = stream.gaps;
        if (!stream.segments.empty()) known.segments.push_back(stream.segments.back());
    }
    auto slot = std::make_shared<StreamSlot>(key, context_, known);
    slots_.lock()->active.push_back(slot);
    return slot;
}

void Storage::removeStream(const StreamKey& key) {
    auto slots = slots_.lock();
    auto& active = slots->active;
    const auto found = std::find_if(active.begin(), active.end(),
                                    [&](const auto& slot) { return slot->key() == key; });
    if (found == active.end()) return;
    slots->leaving.push_back(*found);
    active.erase(found);
}

void Storage::start() {
    thread_ = std::thread([this] { runThread(); });
}

void Storage::runThread() {
    pthread_setname_np(pthread_self(), "storage");
    std::int64_t next = clock_.mono().us;
    while (true) {
        next = std::max(next + options_.tickUs, clock_.mono().us);
        {
            auto stop = stop_.lock();
            wake_.wait_for(stop.uniqueLock(), std::chrono::microseconds(next - clock_.mono().us),
                           [&] { return *stop; });
            if (*stop) return;
        }
        tick();
    }
}

void Storage::stop() {
    *stop_.lock() = true;
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    tick();
    if (batch_) return;  // the disk is in trouble: the next start repairs
    Batch last;
    // A named lock: the one of a temporary would end before the loop begins.
    auto slots = slots_.lock();
    for (const auto& slot : slots->active) {
        Staged staged;
        slot->stageEnd(staged, false);
        last.frames += staged.frames;
        for (auto& report : staged.reports) last.reports.push_back(std::move(report));
        last.slots.push_back(slot);
    }
    evidence::appendFrame(
        last.frames, RecordType::Note,
        kernel::canonicalOrDie({{"atUs", clock_.wall().us}, {"what", "stopped"}}));
    batch_ = std::move(last);
    if (commitBatch()) {
        const auto saved = writeSnapshot(files_, options_.root, *ledger_.lock());
        if (!saved.ok()) kernel::logWarning("no snapshot: {}", saved.error().internal);
    }
    deliver();
}

void Storage::tick() {
    const std::int64_t begin = clock_.mono().us;
    if (!batch_) buildBatch();
    if (batch_ && commitBatch() && journal_.rotated()) {
        const auto saved = writeSnapshot(files_, options_.root, *ledger_.lock());
        if (!saved.ok()) kernel::logWarning("no snapshot: {}", saved.error().internal);
    }
    deliver();
    addUpMedia();
    stuck_ = batch_.has_value();
    lastTickUs_ = clock_.mono().us - begin;
    auto counters = counters_.lock();
    ++counters->ticks;
    counters->slowestTickUs = std::max(counters->slowestTickUs, lastTickUs_.load());
}

void Storage::buildBatch() {
    std::vector<std::shared_ptr<StreamSlot>> active;
    std::vector<std::shared_ptr<StreamSlot>> leaving;
    {
        auto slots = slots_.lock();
        active = slots->active;
        leaving = std::exchange(slots->leaving, {});
    }
    Batch batch;
    std::vector<std::pair<std::shared_ptr<StreamSlot>, Staged>> parts;
    for (auto* list : {&leaving, &active})
        for (const auto& slot : *list) {
            Staged staged;
            slot->stage(staged);
            if (list == &leaving) slot->stageEnd(staged, true);
            parts.emplace_back(slot, std::move(staged));
        }
    for (auto& [slot, staged] : parts) {
        if (!slot->sync(staged)) ++counters_.lock()->failures;
        batch.frames += staged.frames;
        for (auto& report : staged.reports) batch.reports.push_back(std::move(report));
        batch.slots.push_back(slot);
    }
    stageRemovals(batch);
    stageRemarks(batch);
    if (!batch.frames.empty()) batch_ = std::move(batch);
}

void Storage::requestRemoval(std::vector<Removal> removals) {
    *removals_.lock() = std::move(removals);
}

/// The segment, when its media may go.
std::optional<FoundSegment> Storage::removable(const Removal& removal) const {
    auto ledger = ledger_.lock();
    const auto stream = ledger->streams.find(removal.key);
    if (stream == ledger->streams.end()) return std::nullopt;
    const auto& segments = stream->second.segments;
    const auto found = std::find_if(segments.begin(), segments.end(), [&](const auto& entry) {
        return entry.segment == removal.segment;
    });
    const bool may = found != segments.end() && found->closed && !found->removed &&
                     std::next(found) != segments.end() &&
                     found->endUs < clock_.wall().us - kLeastKeptUs;
    return may ? std::optional(FoundSegment{removal.key, *found}) : std::nullopt;
}

void Storage::stageRemovals(Batch& batch) {
    const auto wanted = std::exchange(*removals_.lock(), {});
    for (const auto& removal : wanted) {
        auto found = removable(removal);
        if (!found) {
            kernel::logWarning("{} is not removed: open, unknown or still to be kept",
                               removal.segment.text());
            continue;
        }
        const std::int64_t now = clock_.wall().us;
        kernel::Json body = {{"atUs", now},
                             {"camera", removal.key.camera.text()},
                             {"order", removal.order},
                             {"segment", removal.segment.text()},
                             {"stream", removal.key.stream}};
        evidence::appendFrame(batch.frames, RecordType::Removed, kernel::canonicalOrDie(body));
        batch.reports.push_back({"segmentRemoved", now, std::move(body)});
        batch.removed.push_back(std::move(*found));
    }
}

void Storage::remark(std::vector<Remark> remarks) {
    auto waiting = remarks_.lock();
    for (auto& item : remarks) waiting->push_back(std::move(item));
}

void Storage::stageRemarks(Batch& batch) {
    const std::int64_t now = clock_.wall().us;
    const auto put = [&](RecordType type, const StreamKey& key, const kernel::Uuid& segment,
                         const char* name, const kernel::Json& value) {
        kernel::Json body = {{"atUs", now},
                             {"camera", key.camera.text()},
                             {name, value},
                             {"segment", segment.text()},
                             {"stream", key.stream}};
        evidence::appendFrame(batch.frames, type, kernel::canonicalOrDie(body));
        if (type == RecordType::Copied)
            batch.reports.push_back({"segmentCopied", now, std::move(body)});
    };
    for (const auto& item : std::exchange(deleted_, {}))
        put(RecordType::Deleted, item.key, item.entry.segment, "place", "storage");
    for (const auto& item : std::exchange(*remarks_.lock(), {})) {
        const auto found = find(item.segment);
        if (!found || !found->entry.closed) continue;
        const auto& entry = found->entry;
        if (item.what == Remark::What::CopyDeleted) {
            if (entry.removed) put(RecordType::Deleted, item.key, item.segment, "place", "copy");
            continue;
        }
        // A copy that was made while its media was removed by order is not one any more.
        const bool whole = item.what == Remark::What::CopyWhole;
        if (!entry.removed && entry.copied != whole)
            put(RecordType::Copied, item.key, item.segment, "whole", whole);
    }
}

/// Every ten seconds or so; a storage may have hundreds of thousands of segments.
void Storage::addUpMedia() {
    if (counters_.lock()->ticks % kAddUpEvery != 0) return;
    std::uint64_t bytes = 0;
    auto ledger = ledger_.lock();
    for (const auto& [key, stream] : ledger->streams)
        for (const auto& entry : stream.segments)
            if (!entry.removed) bytes += entry.bytes;
    mediaBytes_ = bytes;
}

/// The journal says that they are gone; what fails here is done at the next start. Only when the
/// folder is synced too can it be said that a file is gone for good.
void Storage::deleteRemoved(const std::vector<FoundSegment>& removed) {
    std::set<std::string> folders;
    std::vector<FoundSegment> gone;
    for (const auto& item : removed) {
        const auto status = files_.remove(options_.root + "/" + item.entry.path);
        if (!status.ok()) {
            kernel::logError("{} cannot be deleted: {}", item.entry.path, status.error().internal);
            continue;
        }
        ++counters_.lock()->removed;
        folders.insert(folderOf(item.entry.path));
        gone.push_back(item);
    }
    for (const auto& folder : folders)
        if (!files_.syncFolder(options_.root + "/" + folder).ok()) return;
    for (auto& item : gone) deleted_.push_back(std::move(item));
}

bool Storage::commitBatch() {
    const auto written = journal_.commit(batch_->frames);
    if (!written.ok()) {
        ++counters_.lock()->failures;
        kernel::logError("the evidence journal cannot be written: {} ({})", written.error().code,
                         written.error().internal);
        return false;
    }
    apply(*written);
    for (const auto& slot : batch_->slots) slot->committed();
    for (auto& report : batch_->reports) undelivered_.push_back(std::move(report));
    deleteRemoved(batch_->removed);
    batch_.reset();
    ++counters_.lock()->batches;
    return true;
}

/// The index learns from the very bytes that are on disk, with the same code that reads them after
/// a restart; a contradiction here is our own bug.
void Storage::apply(const JournalWriter::Written& written) {
    std::vector<evidence::Fault> faults;
    auto ledger = ledger_.lock();
    evidence::BatchChain chain{ledger->lastHash, ledger->lastBatch, ledger->lastAlgorithm};
    const auto scan =
        evidence::scanJournal(written.frames, written.file, 0, chain,
                              [&](const evidence::Frame& frame, evidence::Place place) {
                                  place.offset += written.offset;
                                  ledger->apply(frame, place, faults);
                              });
    ledger->lastHash = chain.hash;
    ledger->lastBatch = chain.batch;
    ledger->lastAlgorithm = chain.algorithm;
    for (const auto& fault : scan.faults)
        kernel::logError("own journal: {}: {}", fault.object, fault.what);
    for (const auto& fault : faults)
        kernel::logError("own journal: {}: {}", fault.object, fault.what);
    CHECK(faults.empty() && scan.faults.empty() && scan.tail == 0,
          "what was journalled reads back as it was meant");
}

void Storage::deliver() {
    while (!undelivered_.empty()) {
        if (const auto sent = onReport_(undelivered_.front()); !sent.ok()) {
            if (undelivered_.size() <= kMaxUndelivered) return;
            kernel::logError("a report is given up: {}", sent.error().code);
        }
        undelivered_.pop_front();
    }
}

}  // namespace mingjing::video::record
