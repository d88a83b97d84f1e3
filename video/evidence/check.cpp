// SPDX-License-Identifier: Apache-2.0
// Comparing journal and files.
#include "video/evidence/check.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "center/kernel/files.h"
#include "video/evidence/open_file.h"
#include "video/evidence/pace.h"

namespace mingjing::video::evidence {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

namespace fs = std::filesystem;
using What = BadFile::What;

/// The words for one finding, as they follow the file's name.
Fault wordsOf(const std::string& object, const MediaFinding& finding) {
    using Kind = MediaFinding::Kind;
    const auto fragment = fmt::format("{} fragment {}", object, finding.fragment);
    switch (finding.kind) {
        case Kind::Missing:
            return {object, "is missing"};
        case Kind::Unreadable:
            return {finding.fragment > 0 ? fragment : object, "cannot be read"};
        case Kind::Init:
            return {object + " init segment", "does not have its hash"};
        case Kind::CutOff:
            return {fragment, "is cut off"};
        case Kind::Fragment:
            return {fragment, "does not have its hash"};
        case Kind::Longer:
            return {object, fmt::format("has {} bytes that no record covers", finding.bytes)};
        case Kind::Unaccounted:
            return {object, fmt::format("has {} fragments that the journal lost", finding.bytes)};
    }
    return {object, "is damaged"};
}

class StorageCheck {
public:
    StorageCheck(std::string root, const CheckOptions& options)
        : root_(std::move(root)), options_(options), pace_(options.bytesPerSecond) {}

    Result<CheckResult> run() {
        MJ_ASSIGN(const auto source, diskJournal(root_));
        if (source.names.empty())
            return Error::of(ErrorKind::NotFound, "evidence.no_storage", root_);
        ledger_.onFragment = [this](const StreamKey&, const SegmentEntry& entry,
                                    const FragmentRecord& record, const Place&) {
            expected_[entry.segment].push_back(expectedOf(record));
        };
        MJ_ASSIGN(const auto scan, readJournal(source, ledger_));
        result_.faults = scan.faults;
        result_.journalDamaged = !scan.faults.empty();
        if (scan.tail > 0)
            result_.notes.push_back(fmt::format(
                "journal file {:06} offset {}: {} bytes of a batch that was never acknowledged",
                scan.lastFile, scan.committed, scan.tail));
        checkSegments();
        if (!options_.copy.empty()) checkCopyJournal(source);
        findUnclaimed();
        result_.unfinished = !ledger_.stopped || scan.tail > 0;
        return std::move(result_);
    }

private:
    void checkSegments() {
        std::uint64_t all = 0;
        for (const auto& [key, stream] : ledger_.streams) all += stream.segments.size();
        for (const auto& [key, stream] : ledger_.streams)
            for (const auto& entry : stream.segments) {
                checkSegment(entry);
                if (options_.onProgress) options_.onProgress(result_.segments, all, read_);
            }
    }

    void checkSegment(const SegmentEntry& entry) {
        ++result_.segments;
        claimed_.insert(entry.path);
        if (entry.removed) return checkRemoved(entry);
        const auto& expected = expected_[entry.segment];
        const auto found = checkSegmentMedia(entry, expected, paced(root_ + "/" + entry.path));
        result_.fragments += found.fragments;
        result_.bytes += found.bytes;
        noteFindings(entry, found, What::Media, "file " + entry.path);
        if (found.surplus > 0 && !entry.closed)
            result_.notes.push_back(
                fmt::format("file {}: {} bytes not yet journalled", entry.path, found.surplus));
        if (entry.copied) {
            ++result_.copied;
            checkCopy(entry, expected);
        }
        expected_.erase(entry.segment);
    }

    /// The copy's journal may end earlier, and nothing else.
    void checkCopyJournal(const JournalSource& source) {
        const auto copied = diskJournal(options_.copy);
        if (!copied.ok()) return fault("copy journal", "is missing");
        for (const auto& name : copied->names) {
            const auto second = copied->read(name);
            const auto first = source.read(name);
            if (!second.ok() || !first.ok() || !first->starts_with(*second))
                fault("copy journal/" + name, "differs from the storage's own");
        }
    }

    void checkCopy(const SegmentEntry& entry, const std::vector<ExpectedFragment>& expected) {
        if (options_.copy.empty()) return;
        const auto found =
            checkSegmentMedia(entry, expected, paced(options_.copy + "/" + entry.path));
        noteFindings(entry, found, What::Copy, "copy " + entry.path);
    }

    void noteFindings(const SegmentEntry& entry, const SegmentCheck& found, What what,
                      const std::string& object) {
        BadFile bad{what, entry.path, entry, {}, found.surplus};
        for (const auto& finding : found.findings) {
            // Damage of the journal was named already.
            if (finding.kind == MediaFinding::Kind::Unaccounted) continue;
            auto words = wordsOf(object, finding);
            fault(std::move(words.object), std::move(words.what));
            bad.findings.push_back(finding);
        }
        const bool cutByCrash = found.surplus > 0 && (!entry.closed || entry.truncated);
        const bool onlyLonger =
            bad.findings.empty() ||
            (bad.findings.size() == 1 && bad.findings[0].kind == MediaFinding::Kind::Longer);
        if (what == What::Media && cutByCrash && onlyLonger) bad.what = What::Unfinished;
        if (!bad.findings.empty() || bad.what == What::Unfinished)
            result_.files.push_back(std::move(bad));
    }

    /// Its media is gone by order; a file that is still there was to be deleted when the power
    /// went.
    void checkRemoved(const SegmentEntry& entry) {
        ++result_.removed;
        expected_.erase(entry.segment);
        std::error_code ignored;
        if (fs::exists(root_ + "/" + entry.path, ignored))
            result_.notes.push_back("file " + entry.path + ": removed by order, not yet deleted");
    }

    void findUnclaimed() {
        std::error_code ignored;
        for (fs::recursive_directory_iterator it(root_ + "/media", ignored), end; it != end;
             it.increment(ignored)) {
            if (!it->is_regular_file(ignored)) continue;
            const auto path = fs::relative(it->path(), root_, ignored).string();
            if (claimed_.count(path) != 0) continue;
            result_.files.push_back({What::Foreign, path, {}, {}, 0});
            if (ledger_.stopped)
                fault("file " + path, "is named by no record");
            else
                result_.notes.push_back("file " + path + ": not yet journalled");
        }
        for (fs::directory_iterator it(root_ + "/unclaimed", ignored), end; it != end;
             it.increment(ignored))
            result_.notes.push_back("set aside: unclaimed/" + it->path().filename().string());
    }

    MediaFile paced(const std::string& path) {
        MediaFile file = diskMedia(path);
        file.read = [this, read = file.read](std::uint64_t offset, std::uint64_t bytes) {
            auto part = read(offset, bytes);
            read_ += part.ok() ? part->size() : 0;
            const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now().time_since_epoch());
            std::this_thread::sleep_for(
                std::chrono::microseconds(pace_.waitUs(bytes, now.count())));
            return part;
        };
        return file;
    }

    void fault(std::string object, std::string what) {
        result_.faults.push_back({std::move(object), std::move(what)});
    }

    std::string root_;
    const CheckOptions& options_;
    Pace pace_;
    Ledger ledger_;
    CheckResult result_;
    std::map<Uuid, std::vector<ExpectedFragment>> expected_;
    std::set<std::string> claimed_;
    std::uint64_t read_ = 0;
};

}  // namespace

Result<JournalSource> diskJournal(const std::string& root) {
    const std::string folder = root + "/journal";
    JournalSource source;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const auto name = it->path().filename().string();
        if (journalNumber(name)) source.names.push_back(name);
    }
    if (error) return Error::of(ErrorKind::NotFound, "evidence.no_storage", folder);
    source.read = [folder](const std::string& name) {
        return kernel::readFile(folder + "/" + name);
    };
    return source;
}

/// Opened once and kept: a file's fragments are read one after the other.
MediaFile diskMedia(const std::string& path) {
    auto file = std::make_shared<const OpenFile>(path);
    MediaFile out;
    out.size = [file, path]() -> Result<std::int64_t> {
        std::error_code error;
        if (!file->ok() && !fs::exists(path, error)) return std::int64_t{-1};
        if (!file->ok()) return Error::of(ErrorKind::Unavailable, "storage.failed", path);
        const std::int64_t bytes = file->size();
        if (bytes < 0) return Error::of(ErrorKind::Unavailable, "storage.failed", path);
        return bytes;
    };
    out.read = [file](std::uint64_t offset, std::uint64_t count) {
        return file->read(offset, count, "storage.failed");
    };
    return out;
}

Result<CheckResult> checkStorage(const std::string& root, const CheckOptions& options) {
    return StorageCheck(root, options).run();
}

Result<Ledger> rebuildIndex(const std::string& root, std::vector<Fault>& faults) {
    MJ_ASSIGN(const auto source, diskJournal(root));
    Ledger ledger;
    MJ_ASSIGN(auto scan, readJournal(source, ledger));
    faults = std::move(scan.faults);
    return ledger;
}

}  // namespace mingjing::video::evidence
