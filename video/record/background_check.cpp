// SPDX-License-Identifier: Apache-2.0
// One step at a time, within the budget.
#include "video/record/background_check.h"

#include <algorithm>

#include "center/kernel/log.h"
#include "video/record/segment_copy.h"
#include "video/record/snapshot.h"

namespace mingjing::video::record {

using evidence::MediaFinding;
using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr std::int64_t kRestUs = 1'000'000;      ///< while it must wait
constexpr std::int64_t kNewRoundUs = 5'000'000;  ///< between two rounds: a small storage is read
constexpr const char* kFolder = "/check";
constexpr const char* kRound = "/check/round.json";

}  // namespace

std::vector<StorageFault> faultsOf(const FoundSegment& found,
                                   const std::vector<MediaFinding>& findings,
                                   const std::string& prefix) {
    std::vector<StorageFault> out;
    for (const auto& finding : findings) {
        const std::string what = prefix + evidence::codeOf(finding.kind);
        auto same = std::find_if(out.begin(), out.end(),
                                 [&](const StorageFault& fault) { return fault.what == what; });
        if (same == out.end())
            same =
                out.insert(same, {what, found.entry.path, found.key, found.entry.segment, 0, 0, 0});
        if (finding.fragment > 0 && same->fragments++ == 0) same->first = finding.fragment;
        same->bytes += static_cast<std::int64_t>(finding.bytes);
    }
    return out;
}

BackgroundCheck::BackgroundCheck(BackgroundCheckOptions options, Storage& storage,
                                 FileSystem& files, FaultBook& book, const kernel::Clock& clock,
                                 Busy busy, CopyThere copyThere)
    : options_(std::move(options)),
      storage_(storage),
      files_(files),
      book_(book),
      clock_(clock),
      busy_(std::move(busy)),
      copyThere_(std::move(copyThere)),
      worker_("check", options_.bytesPerSecond, clock) {
    recall();
}

void BackgroundCheck::start() {
    worker_.start([this] { return step(); });
}

void BackgroundCheck::stop() {
    worker_.stop();
    save(true);
}

/// A place that cannot be read begins a new round: too much looking, never too little.
void BackgroundCheck::recall() {
    const auto text = files_.readAll(options_.root + kRound);
    if (!text.ok()) return;
    const auto json = kernel::parseJson(*text);
    if (!json.ok()) return;
    try {
        Facts facts;
        json->at("fragments").get_to(facts.fragments);
        json->at("bytes").get_to(facts.bytes);
        json->at("segments").get_to(facts.segments);
        json->at("rounds").get_to(facts.rounds);
        json->at("lastRoundUs").get_to(facts.lastRoundUs);
        json->at("roundBeganUs").get_to(facts.roundBeganUs);
        json->at("checkedToUs").get_to(facts.checkedToUs);
        const auto segment = kernel::Uuid::parse(json->at("segment").get<std::string>());
        if (!segment) return;
        spot_ = {segment->isNil() ? INT64_MIN : facts.checkedToUs, *segment};
        journalDone_ = json->at("journalDone").get<bool>();
        *facts_.lock() = facts;
    } catch (const Json::exception&) {
        kernel::logWarning("where the background check stood cannot be read; it begins anew");
    }
}

void BackgroundCheck::save(bool now) {
    if (!now && clock_.mono().us - savedUs_ < options_.saveUs) return;
    savedUs_ = clock_.mono().us;
    const auto facts = *facts_.lock();
    const Json body = {{"bytes", facts.bytes},
                       {"checkedToUs", facts.checkedToUs},
                       {"fragments", facts.fragments},
                       {"journalDone", journalDone_},
                       {"lastRoundUs", facts.lastRoundUs},
                       {"roundBeganUs", facts.roundBeganUs},
                       {"rounds", facts.rounds},
                       {"segment", spot_.segment.text()},
                       {"segments", facts.segments}};
    const auto saved = replaceFile(files_, options_.root + kRound, body.dump());
    if (!saved.ok()) kernel::logWarning("background check: {}", saved.error().internal);
}

std::int64_t BackgroundCheck::step() {
    const std::string busy = busy_();
    facts_.lock()->waiting = busy;
    if (!busy.empty()) return kRestUs;
    if (facts_.lock()->roundBeganUs == 0) {
        if (!files_.makeFolder(options_.root + kFolder).ok()) return kRestUs;
        facts_.lock()->roundBeganUs = clock_.wall().us;
    }
    if (clock_.mono().us - sweptUs_ >= options_.sweepUs) sweep();
    if (checkSuspect() || checkJournal() || checkNext()) {
        save(false);
        return 0;
    }
    endRound();
    return kNewRoundUs;
}

bool BackgroundCheck::checkJournal() {
    if (journalDone_) return false;
    const auto source = storage_.journal();
    if (!source.ok()) return false;
    std::uint64_t bytes = 0;
    const auto more = evidence::checkNextJournalFile(*source, journal_, journalFaults_, bytes);
    if (!more.ok()) {
        journalFaults_.push_back({"journal", "cannot be read"});
        kernel::logError("background check of the journal: {}", more.error().internal);
    }
    if (more.ok() && *more) {
        facts_.lock()->bytes += bytes;
        worker_.spend(bytes);
        return true;
    }
    std::vector<StorageFault> faults;
    for (const auto& fault : journalFaults_) {
        kernel::logError("{}: {}", fault.object, fault.what);
        faults.push_back({"journal_damaged", fault.object});
    }
    book_.settle("journal", faults);
    journalDone_ = true;
    return true;
}

bool BackgroundCheck::checkSuspect() {
    for (const auto& id : storage_.takeSuspects()) suspects_.insert(id);
    suspectsFirst_ = !suspectsFirst_;
    while (!suspects_.empty() && !suspectsFirst_) {
        const auto found = storage_.find(suspects_.extract(suspects_.begin()).value());
        if (!found || !found->entry.closed || found->entry.removed) continue;
        checkSegment(*found);
        return true;
    }
    return false;
}

bool BackgroundCheck::checkNext() {
    const auto next =
        storage_.oldest(spot_, [](const auto& entry) { return entry.closed && !entry.removed; });
    if (!next) return false;
    checkSegment(*next);
    if (worker_.stopping()) return true;
    spot_ = next->spot();
    facts_.lock()->checkedToUs = next->entry.startUs;
    return true;
}

evidence::SegmentCheck BackgroundCheck::look(
    const std::string& path, const evidence::SegmentEntry& entry,
    const std::vector<evidence::ExpectedFragment>& expected) {
    auto file = mediaOf(files_, path);
    file.read = [this, read = file.read](std::uint64_t offset,
                                         std::uint64_t bytes) -> Result<std::string> {
        if (!worker_.spend(bytes)) return Error::of(ErrorKind::Unavailable, "storage.stopped");
        return read(offset, bytes);
    };
    auto result = evidence::checkSegmentMedia(entry, expected, file);
    auto facts = facts_.lock();
    facts->fragments += result.fragments;
    facts->bytes += result.bytes;
    return result;
}

void BackgroundCheck::checkSegment(const FoundSegment& found) {
    const auto source = storage_.journal();
    const auto records = source.ok()
                             ? evidence::readFragments(*source, found.entry)
                             : Result<std::vector<evidence::FragmentRecord>>(source.error());
    if (!records.ok()) return kernel::logError("background check: {}", records.error().internal);
    const auto expected = evidence::expectedOf(*records);
    const auto result = look(options_.root + "/" + found.entry.path, found.entry, expected);
    // What was not read to its end says nothing; what was removed meanwhile is gone by order.
    const auto now = storage_.find(found.entry.segment);
    if (worker_.stopping() || !now || now->entry.removed) return;
    ++facts_.lock()->segments;
    book_.settle("media:" + found.entry.segment.text(), faultsOf(found, result.findings, ""));
    if (now->entry.copied && !options_.copyRoot.empty() && copyThere_()) checkCopy(*now, expected);
}

/// A copy that is whole no longer is made anew; until then it is a fault.
void BackgroundCheck::checkCopy(const FoundSegment& found,
                                const std::vector<evidence::ExpectedFragment>& expected) {
    const auto result = look(options_.copyRoot + "/" + found.entry.path, found.entry, expected);
    const auto now = storage_.find(found.entry.segment);
    // A disk that went away while it was read is not a hundred thousand rotten copies.
    if (worker_.stopping() || !now || now->entry.removed || !copyThere_()) return;
    book_.settle("copy:" + found.entry.segment.text(), faultsOf(found, result.findings, "copy_"));
    if (!result.findings.empty())
        storage_.remark({{Storage::Remark::What::CopyLost, found.key, found.entry.segment}});
}

void BackgroundCheck::endRound() {
    {
        auto facts = facts_.lock();
        ++facts->rounds;
        facts->lastRoundUs = facts->roundBeganUs = clock_.wall().us;
        facts->checkedToUs = 0;
    }
    spot_ = {};
    journal_ = {};
    journalFaults_.clear();
    journalDone_ = false;
    save(true);
}

void BackgroundCheck::sweep() {
    std::set<std::string> unnamed;
    sweptUs_ = clock_.mono().us;
    if (const auto swept = sweepMedia(unnamed); !swept.ok())
        return kernel::logWarning("background check of folders: {}", swept.error().internal);
    // A file exists a moment before the journal names it; one that is still unnamed is foreign.
    std::vector<StorageFault> foreign;
    for (const auto& path : unnamed)
        if (unnamed_.contains(path)) foreign.push_back({"foreign_file", path});
    unnamed_ = std::move(unnamed);
    book_.settle("foreign", foreign);
    std::set<std::string> removed;
    storage_.forEach([&](const StreamKey&, const evidence::SegmentEntry& entry) {
        if (!entry.removed) return;
        removed.insert("media:" + entry.segment.text());
        removed.insert("copy:" + entry.segment.text());
    });
    book_.endScopes([&](const std::string& scope) { return removed.contains(scope); });
}

/// Names only: what lies there unnamed, and which closed segment does not lie there.
Status BackgroundCheck::sweepMedia(std::set<std::string>& unnamed) {
    std::set<std::string> there;
    // What is no folder where a folder belongs is named like any other file.
    const auto names = [&](const std::string& path) -> Result<std::vector<std::string>> {
        auto listed = files_.list(options_.root + "/" + path);
        if (listed.ok() || listed.error().code != "storage.not_a_folder") return listed;
        there.insert(path);
        return std::vector<std::string>();
    };
    MJ_ASSIGN(const auto days, names("media"));
    for (const auto& day : days) {
        MJ_ASSIGN(const auto cameras, names("media/" + day));
        for (const auto& camera : cameras) {
            const std::string folder = "media/" + day + "/" + camera;
            MJ_ASSIGN(const auto files, names(folder));
            for (const auto& name : files) there.insert(folder + "/" + name);
        }
    }
    std::vector<kernel::Uuid> missing;
    storage_.forEach([&](const StreamKey&, const evidence::SegmentEntry& entry) {
        const bool found = there.erase(entry.path) > 0;
        if (!found && entry.closed && !entry.removed) missing.push_back(entry.segment);
    });
    unnamed = std::move(there);
    suspects_.insert(missing.begin(), missing.end());
    return {};
}

}  // namespace mingjing::video::record
