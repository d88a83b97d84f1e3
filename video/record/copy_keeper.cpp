// SPDX-License-Identifier: Apache-2.0
// Is the disk there, what has to go, what has to come.
#include "video/record/copy_keeper.h"

#include <algorithm>

#include "center/kernel/log.h"
#include "video/record/segment_copy.h"
#include "video/record/snapshot.h"

namespace mingjing::video::record {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;
using What = Storage::Remark::What;

namespace {

constexpr const char* kMark = "/copy.json";
constexpr const char* kBegin = "/begin";
constexpr std::int64_t kCopyRestUs = 1'000'000;
constexpr std::size_t kMostDeletions = 100;
constexpr std::uint64_t kPieceBytes = std::uint64_t{1} << 20;

}  // namespace

CopyKeeper::CopyKeeper(CopyKeeperOptions options, Storage& storage, FileSystem& files,
                       FaultBook& book, const kernel::Clock& clock)
    : options_(std::move(options)),
      storage_(storage),
      files_(files),
      book_(book),
      clock_(clock),
      worker_("copy", options_.bytesPerSecond, clock) {}

void CopyKeeper::start() {
    worker_.start([this] { return step(); });
}

void CopyKeeper::stop() {
    worker_.stop();
}

/// The copy's disk must answer for itself each time: it may have been taken away meanwhile.
std::int64_t CopyKeeper::step() {
    takeStock();
    const std::string busy = storage_.pressure();
    if (!busy.empty()) return kCopyRestUs;
    if (const auto usable = makeUsable(); !usable.ok()) return failed(usable.error());
    const auto deleted = deleteRemoved();
    if (!deleted.ok()) return failed(deleted.error());
    if (clock_.mono().us - journalledUs_ >= options_.journalUs) {
        if (const auto mirrored = mirrorJournal(); !mirrored.ok()) return failed(mirrored.error());
        journalledUs_ = clock_.mono().us;
    }
    const auto copied = copyNext();
    if (!copied.ok()) return failed(copied.error());
    {
        auto facts = facts_.lock();
        if (facts->state != "ok") kernel::logInfo("the second copy goes on");
        facts->state = "ok";
        facts->error.clear();
    }
    return *deleted || *copied ? 0 : kCopyRestUs;
}

std::int64_t CopyKeeper::failed(const Error& error) {
    if (worker_.stopping()) return 0;
    const bool absent = error.code == "copy.away" || error.code == "copy.wrong";
    const std::string state = error.code == "copy.away"      ? "away"
                              : error.code == "copy.wrong"   ? "wrong"
                              : error.code == "storage.full" ? "full"
                                                             : "failing";
    if (absent) there_ = usable_ = false;
    auto facts = facts_.lock();
    ++facts->failures;
    if (facts->state != state || facts->error != error.internal)
        kernel::logError("the second copy: {} ({})", error.code, error.internal);
    facts->state = state;
    facts->error = error.internal;
    return options_.retryUs;
}

bool CopyKeeper::anyCopied() const {
    bool any = false;
    storage_.forEach(
        [&](const StreamKey&, const evidence::SegmentEntry& entry) { any = any || entry.copied; });
    return any;
}

Status CopyKeeper::makeUsable() {
    const std::string mark = options_.copyRoot + kMark;
    const auto text = files_.readAll(mark);
    if (text.ok()) {
        const auto json = kernel::parseJson(*text);
        const bool ours = json.ok() && json->is_object() && json->contains("storage") &&
                          (*json)["storage"] == storage_.id();
        if (!ours) return Error::of(ErrorKind::Conflict, "copy.wrong", mark);
    } else {
        MJ_ASSIGN(const std::int64_t asked, files_.size(options_.copyRoot + kBegin));
        // The first copy of all needs no permission; later on, no mark means no disk.
        if (asked < 0 && anyCopied())
            return Error::of(ErrorKind::Unavailable, "copy.away", text.error().internal);
        MJ_TRY(begin());
    }
    there_ = true;
    if (!std::exchange(usable_, true)) lookForLost();
    return {};
}

Status CopyKeeper::begin() {
    MJ_TRY(files_.makeFolder(options_.copyRoot));
    for (const char* folder : {"/journal", "/media", "/partial"})
        MJ_TRY(files_.makeFolder(options_.copyRoot + folder));
    const Json body = {{"format", 1}, {"storage", storage_.id()}};
    MJ_TRY(replaceFile(files_, options_.copyRoot + kMark, kernel::canonicalOrDie(body)));
    mirrored_.clear();
    return files_.remove(options_.copyRoot + kBegin);
}

/// Once for each time the disk comes: which copies are not there, or not of the right size? Their
/// bytes are the background check's business.
void CopyKeeper::lookForLost() {
    std::vector<FoundSegment> copied;
    storage_.forEach([&](const StreamKey& key, const evidence::SegmentEntry& entry) {
        if (entry.copied && !entry.removed) copied.push_back({key, entry});
    });
    std::vector<Storage::Remark> lost;
    for (const auto& item : copied) {
        const auto size = files_.size(options_.copyRoot + "/" + item.entry.path);
        if (!size.ok() || *size == static_cast<std::int64_t>(item.entry.bytes)) continue;
        lost.push_back({What::CopyLost, item.key, item.entry.segment});
    }
    if (lost.empty()) return;
    kernel::logError("{} segments of the second copy are lost; they are copied again", lost.size());
    facts_.lock()->lost += lost.size();
    storage_.remark(std::move(lost));
}

Result<bool> CopyKeeper::deleteRemoved() {
    std::vector<FoundSegment> removed;
    storage_.forEach([&](const StreamKey& key, const evidence::SegmentEntry& entry) {
        if (entry.removed && !entry.copyDeleted && removed.size() < kMostDeletions &&
            !toldDeleted_.contains(entry.segment))
            removed.push_back({key, entry});
    });
    std::vector<Storage::Remark> remarks;
    for (const auto& item : removed) {
        const std::string path = options_.copyRoot + "/" + item.entry.path;
        MJ_TRY(files_.remove(path));
        const auto synced = files_.syncFolder(path.substr(0, path.rfind('/')));
        if (!synced.ok() && synced.error().kind != ErrorKind::NotFound) return synced.error();
        remarks.push_back({What::CopyDeleted, item.key, item.entry.segment});
        toldDeleted_.insert(item.entry.segment);
    }
    storage_.remark(std::move(remarks));
    return !removed.empty();
}

Status CopyKeeper::mirrorJournal() {
    const std::string folder = options_.root + "/journal";
    const auto end = storage_.journalEnd();
    MJ_ASSIGN(auto names, files_.list(folder));
    std::erase_if(names, [&](const std::string& name) {
        const auto number = evidence::journalNumber(name);
        return !number || *number > end.file;
    });
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
        std::uint64_t bytes = end.offset;
        if (*evidence::journalNumber(name) < end.file) {
            MJ_ASSIGN(const std::int64_t size, files_.size(folder + "/" + name));
            bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
        }
        auto& known = mirrored_[name];
        if (known.compared && known.bytes == bytes) continue;
        MJ_TRY(mirrorFile(name, bytes, !known.compared));
        known = {bytes, true};
    }
    return {};
}

/// How many of the first bytes are the same in both; a killed process or a power cut may have left
/// anything behind them.
Result<std::uint64_t> CopyKeeper::samePrefix(const std::string& name, std::uint64_t bytes) {
    for (std::uint64_t at = 0; at < bytes; at += kPieceBytes) {
        const std::uint64_t count = std::min(kPieceBytes, bytes - at);
        if (!worker_.spend(count)) return Error::of(ErrorKind::Unavailable, "storage.stopped");
        MJ_ASSIGN(const auto first, files_.read(options_.root + "/journal/" + name, at, count));
        MJ_ASSIGN(const auto second,
                  files_.readCold(options_.copyRoot + "/journal/" + name, at, count));
        if (first != second) return at;
    }
    return bytes;
}

Status CopyKeeper::mirrorFile(const std::string& name, std::uint64_t bytes, bool compare) {
    const std::string target = options_.copyRoot + "/journal/" + name;
    MJ_ASSIGN(const std::int64_t size, files_.size(target));
    std::uint64_t have = static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
    if (have > bytes || compare) {
        MJ_ASSIGN(const std::uint64_t same, samePrefix(name, std::min(have, bytes)));
        if (same < have) MJ_TRY(files_.truncate(target, same));
        have = same;
    }
    if (have == bytes && size >= 0) return {};
    const std::uint64_t from = have;
    {
        auto file = size < 0 ? files_.create(target) : files_.open(target);
        if (!file.ok()) return file.error();
        for (; have < bytes; have += std::min(kPieceBytes, bytes - have)) {
            const std::uint64_t count = std::min(kPieceBytes, bytes - have);
            if (!worker_.spend(count)) return Error::of(ErrorKind::Unavailable, "storage.stopped");
            MJ_ASSIGN(const auto part,
                      files_.read(options_.root + "/journal/" + name, have, count));
            MJ_TRY((*file)->append(part));
        }
        MJ_TRY((*file)->sync());
    }
    if (size < 0) MJ_TRY(files_.syncFolder(options_.copyRoot + "/journal"));
    for (std::uint64_t at = from; at < bytes; at += kPieceBytes) {
        const std::uint64_t count = std::min(kPieceBytes, bytes - at);
        MJ_ASSIGN(const auto first, files_.read(options_.root + "/journal/" + name, at, count));
        MJ_ASSIGN(const auto second, files_.readCold(target, at, count));
        if (first != second) return Error::of(ErrorKind::DataLoss, "evidence.copy_differs", target);
    }
    return {};
}

Result<bool> CopyKeeper::copyNext() {
    const std::int64_t now = clock_.mono().us;
    std::erase_if(postponed_, [&](const auto& item) { return item.second <= now; });
    const auto next = storage_.oldest({}, [&](const evidence::SegmentEntry& entry) {
        return entry.closed && !entry.removed && !entry.copied &&
               !toldCopied_.contains(entry.segment) && !postponed_.contains(entry.segment);
    });
    if (!next) return false;
    const auto copied = copyOne(*next);
    if (copied.ok()) {
        toldCopied_.insert(next->entry.segment);
        storage_.remark({{What::CopyWhole, next->key, next->entry.segment}});
        book_.settle("copy:" + next->entry.segment.text(), {});
        ++facts_.lock()->made;
        return true;
    }
    const auto& error = copied.error();
    // Damage of the first file is the check's to tell; the disk of the copy is not to blame.
    if (error.code != "evidence.source_damaged" && error.kind != ErrorKind::NotFound) return error;
    kernel::logError("{} cannot be copied: {}", next->entry.path, error.code);
    postponed_[next->entry.segment] = now + options_.sourceRetryUs;
    return true;
}

Status CopyKeeper::copyOne(const FoundSegment& found) {
    MJ_ASSIGN(const auto source, storage_.journal());
    MJ_ASSIGN(const auto records, evidence::readFragments(source, found.entry));
    const std::string partial =
        options_.copyRoot + "/partial/" + found.entry.segment.text() + ".part";
    return copySegment(files_,
                       {options_.root + "/" + found.entry.path, partial,
                        options_.copyRoot + "/" + found.entry.path, options_.copyRoot},
                       found.entry, evidence::expectedOf(records),
                       [this](std::uint64_t bytes) { return worker_.spend(bytes); });
}

/// What has a copy and what waits for one; also which remarks have reached the journal.
void CopyKeeper::takeStock() {
    Facts now = *facts_.lock();
    now.copied = now.waiting = now.waitingBytes = 0;
    std::int64_t oldest = INT64_MAX;
    storage_.forEach([&](const StreamKey&, const evidence::SegmentEntry& entry) {
        if (entry.copied || entry.removed) toldCopied_.erase(entry.segment);
        if (entry.copyDeleted) toldDeleted_.erase(entry.segment);
        if (entry.removed || !entry.closed) return;
        if (entry.copied) {
            ++now.copied;
            return;
        }
        ++now.waiting;
        now.waitingBytes += entry.bytes;
        // One that is damaged itself is told as such; the copy is not behind because of it.
        if (!postponed_.contains(entry.segment)) oldest = std::min(oldest, entry.endUs);
    });
    now.lagUs = oldest == INT64_MAX ? 0 : std::max<std::int64_t>(0, clock_.wall().us - oldest);
    now.sourceDamaged = postponed_.size();
    *facts_.lock() = now;
}

}  // namespace mingjing::video::record
