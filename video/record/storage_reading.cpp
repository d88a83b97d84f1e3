// SPDX-License-Identifier: Apache-2.0
// What a storage answers: stretches, fragments, bytes that have their hash, and what is going on.
#include <algorithm>

#include "center/kernel/log.h"
#include "video/record/storage.h"

namespace mingjing::video::record {

using evidence::RecordType;
using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {
constexpr std::size_t kCachedLists = 64;
constexpr std::uint64_t kHeadBytes = 16'384;  ///< holds the first two frames of a journal file
constexpr std::int64_t kSlowTickUs = 500'000;
constexpr std::size_t kMuchWaiting = std::size_t{4} << 20;  ///< bytes of one stream
constexpr std::size_t kMostSuspects = 1000;
}  // namespace

Storage::View Storage::view(const StreamKey& key, std::int64_t fromUs, std::int64_t toUs) const {
    View out;
    auto ledger = ledger_.lock();
    const auto found = ledger->streams.find(key);
    if (found == ledger->streams.end()) return out;
    for (const auto& entry : found->second.segments)
        if (entry.fragments > 0 && entry.startUs < toUs && entry.endUs > fromUs) {
            if (entry.removed)
                out.gaps.push_back({entry.segment, entry.startUs, entry.endUs, "removed"});
            else
                out.segments.push_back(entry);
        }
    for (const auto& gap : found->second.gaps)
        if (gap.fromUs < toUs && (gap.toUs < 0 || gap.toUs > fromUs)) out.gaps.push_back(gap);
    return out;
}

Storage::Stretch Storage::stretch(const StreamKey& key, std::int64_t fromUs,
                                  std::int64_t toUs) const {
    Stretch out;
    out.gaps = view(key, fromUs, toUs).gaps;
    auto ledger = ledger_.lock();
    const auto found = ledger->streams.find(key);
    if (found == ledger->streams.end()) return out;
    std::size_t touched = 0;
    for (const auto& entry : found->second.segments) {
        if (entry.fragments == 0 || entry.removed) continue;
        const bool touches = entry.startUs < toUs && entry.endUs > fromUs;
        if (touches || touched > 0) out.segments.push_back(entry);
        if (touches) touched = out.segments.size();
        if (touched == 0) out.before = entry;
    }
    out.segments.resize(touched);
    return out;
}

Result<std::string> Storage::segmentFrames(const evidence::SegmentEntry& entry) const {
    MJ_ASSIGN(const auto source, journalSource(files_, options_.root));
    return evidence::readSegmentFrames(source, entry);
}

/// Each journal file begins with its header and its key.
Result<std::map<std::string, kernel::Json>> Storage::sessionKeys() const {
    std::map<std::string, kernel::Json> out;
    const std::string folder = options_.root + "/journal";
    MJ_ASSIGN(const auto names, files_.list(folder));
    for (const auto& name : names) {
        if (!evidence::journalNumber(name)) continue;
        MJ_ASSIGN(const auto bytes, files_.read(folder + "/" + name, 0, kHeadBytes));
        evidence::Frame frame;
        for (std::size_t at = 0;
             evidence::readFrame(bytes, at, frame) == evidence::FrameFault::None &&
             (frame.type == RecordType::Header || frame.type == RecordType::Key);
             at += frame.length) {
            if (frame.type != RecordType::Key) continue;
            const auto json = kernel::parseJson(frame.payload);
            if (json.ok() && json->is_object()) out[json->value("sessionKey", "")] = *json;
        }
    }
    return out;
}

std::optional<evidence::SegmentEntry> Storage::newest(const StreamKey& key) const {
    auto ledger = ledger_.lock();
    const auto found = ledger->streams.find(key);
    if (found == ledger->streams.end()) return std::nullopt;
    const auto& segments = found->second.segments;
    for (auto it = segments.rbegin(); it != segments.rend(); ++it)
        if (it->fragments > 0 && !it->removed) return *it;
    return std::nullopt;
}

Result<Storage::FragmentList> Storage::fragments(const evidence::SegmentEntry& entry) const {
    if (entry.closed) {
        auto cache = cache_.lock();
        for (const auto& [id, list] : cache->lists)
            if (id == entry.segment) return list;
    }
    MJ_ASSIGN(const auto source, journalSource(files_, options_.root));
    MJ_ASSIGN(auto records, evidence::readFragments(source, entry));
    auto list = std::make_shared<const std::vector<evidence::FragmentRecord>>(std::move(records));
    if (entry.closed) {
        auto cache = cache_.lock();
        if (cache->lists.size() >= kCachedLists) cache->lists.erase(cache->lists.begin());
        cache->lists.emplace_back(entry.segment, list);
    }
    return list;
}

/// The first file, then the second copy; whoever is served from there still learns nothing wrong,
/// because both are compared with the same journalled hash.
Result<std::string> Storage::readChecked(const evidence::SegmentEntry& entry, std::uint64_t offset,
                                         std::uint64_t bytes, const kernel::Hash& hash,
                                         const Error& damaged) const {
    auto first = files_.read(options_.root + "/" + entry.path, offset, bytes);
    if (first.ok() && kernel::digest(entry.algorithm, *first) == hash) return first;
    if (!options_.copyRoot.empty()) {
        auto second = files_.read(options_.copyRoot + "/" + entry.path, offset, bytes);
        if (second.ok() && kernel::digest(entry.algorithm, *second) == hash) {
            suspect(entry, true);
            return second;
        }
    }
    suspect(entry, false);
    return first.ok() ? damaged : first.error();
}

/// Told in the log once for each segment, and looked at by the background check before others.
void Storage::suspect(const evidence::SegmentEntry& entry, bool served) const {
    {
        auto counters = counters_.lock();
        ++(served ? counters->readFromCopy : counters->readDamaged);
    }
    auto suspects = suspects_.lock();
    if (std::find(suspects->begin(), suspects->end(), entry.segment) != suspects->end()) return;
    if (suspects->size() < kMostSuspects) suspects->push_back(entry.segment);
    kernel::logError("{} is damaged or missing{}", entry.path,
                     served ? "; it is read from the second copy" : "");
}

std::vector<kernel::Uuid> Storage::takeSuspects() {
    return std::exchange(*suspects_.lock(), {});
}

Result<std::string> Storage::readInit(const evidence::SegmentEntry& entry) const {
    return readChecked(entry, 0, entry.initBytes, entry.initSha256,
                       Error::of(ErrorKind::DataLoss, "evidence.init_damaged", entry.path));
}

Result<std::string> Storage::readFragment(const evidence::SegmentEntry& entry,
                                          const evidence::FragmentRecord& record) const {
    return readChecked(entry, record.offset, record.size, record.sha256,
                       Error::of(ErrorKind::DataLoss, "evidence.fragment_damaged",
                                 entry.path + " fragment " + std::to_string(record.seq)));
}

std::optional<FoundSegment> Storage::oldest(const SegmentSpot& after, const Wanted& wanted) const {
    std::optional<FoundSegment> best;
    auto ledger = ledger_.lock();
    for (const auto& [key, stream] : ledger->streams)
        for (const auto& entry : stream.segments) {
            const SegmentSpot spot{entry.startUs, entry.segment};
            if (spot <= after || (best && best->spot() < spot) || !wanted(entry)) continue;
            best = FoundSegment{key, entry};
        }
    return best;
}

std::optional<FoundSegment> Storage::find(const kernel::Uuid& segment) const {
    auto ledger = ledger_.lock();
    for (const auto& [key, stream] : ledger->streams)
        for (auto it = stream.segments.rbegin(); it != stream.segments.rend(); ++it)
            if (it->segment == segment) return FoundSegment{key, *it};
    return std::nullopt;
}

void Storage::forEach(
    const std::function<void(const StreamKey&, const evidence::SegmentEntry&)>& each) const {
    auto ledger = ledger_.lock();
    for (const auto& [key, stream] : ledger->streams)
        for (const auto& entry : stream.segments) each(key, entry);
}

evidence::Place Storage::journalEnd() const {
    return ledger_.lock()->end;
}

Result<evidence::JournalSource> Storage::journal() const {
    return journalSource(files_, options_.root);
}

std::string Storage::pressure() const {
    if (stuck_ || lastTickUs_ > kSlowTickUs) return "disk";
    auto slots = slots_.lock();
    for (const auto& slot : slots->active)
        if (slot->waitingBytes() > kMuchWaiting) return "queues";
    return "";
}

FileSystem::Space Storage::space() const {
    const auto space = files_.space(options_.root);
    return space.ok() ? *space : FileSystem::Space{};
}

}  // namespace mingjing::video::record
