// SPDX-License-Identifier: Apache-2.0
// Comparing journal and files.
#include "video/evidence/check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>

#include "center/kernel/files.h"

namespace mingjing::video::evidence {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

namespace fs = std::filesystem;

/// A fragment's place in its file, remembered until the file is read.
struct Expected {
    std::uint32_t seq;
    std::uint64_t offset;
    std::uint32_t size;
    Hash sha256;
};

std::string takeBytes(std::ifstream& file, std::size_t count) {
    std::string bytes(count, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

class StorageCheck {
public:
    explicit StorageCheck(std::string root) : root_(std::move(root)) {}

    Result<CheckResult> run() {
        MJ_ASSIGN(const auto source, diskJournal(root_));
        if (source.names.empty())
            return Error::of(ErrorKind::NotFound, "evidence.no_storage", root_);
        ledger_.onFragment = [this](const StreamKey&, const SegmentEntry& entry,
                                    const FragmentRecord& record, const Place&) {
            expected_[entry.segment].push_back(
                {record.seq, record.offset, record.size, record.sha256});
        };
        MJ_ASSIGN(const auto scan, readJournal(source, ledger_));
        result_.faults = scan.faults;
        if (scan.tail > 0)
            result_.notes.push_back(fmt::format(
                "journal file {:06} offset {}: {} bytes of a batch that was never acknowledged",
                scan.lastFile, scan.committed, scan.tail));
        for (const auto& [key, stream] : ledger_.streams)
            for (const auto& entry : stream.segments) checkSegment(entry);
        findUnclaimed();
        result_.unfinished = !ledger_.stopped || scan.tail > 0;
        return std::move(result_);
    }

private:
    void checkSegment(const SegmentEntry& entry) {
        ++result_.segments;
        claimed_.insert(entry.path);
        const std::string object = "file " + entry.path;
        if (entry.removed) return checkRemoved(entry);
        std::ifstream file(root_ + "/" + entry.path, std::ios::binary);
        if (!file) return fault(object, "is missing");
        const auto init = takeBytes(file, entry.initBytes);
        if (kernel::digest(entry.algorithm, init) != entry.initSha256)
            fault(object + " init segment", "does not have its hash");
        for (const auto& item : expected_[entry.segment]) {
            ++result_.fragments;
            result_.bytes += item.size;
            file.clear();
            file.seekg(static_cast<std::streamoff>(item.offset));
            const auto bytes = takeBytes(file, item.size);
            const auto name = fmt::format("{} fragment {}", object, item.seq);
            if (bytes.size() < item.size)
                fault(name, "is cut off");
            else if (kernel::digest(entry.algorithm, bytes) != item.sha256)
                fault(name, "does not have its hash");
        }
        file.clear();
        file.seekg(0, std::ios::end);
        const auto size = static_cast<std::uint64_t>(file.tellg());
        if (size > entry.bytes && entry.closed)
            fault(object, fmt::format("has {} bytes that no record covers", size - entry.bytes));
        else if (size > entry.bytes)
            result_.notes.push_back(
                fmt::format("{}: {} bytes not yet journalled", object, size - entry.bytes));
        expected_.erase(entry.segment);
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
            if (ledger_.stopped)
                fault("file " + path, "is named by no record");
            else
                result_.notes.push_back("file " + path + ": not yet journalled");
        }
        for (fs::directory_iterator it(root_ + "/unclaimed", ignored), end; it != end;
             it.increment(ignored))
            result_.notes.push_back("set aside: unclaimed/" + it->path().filename().string());
    }

    void fault(std::string object, std::string what) {
        result_.faults.push_back({std::move(object), std::move(what)});
    }

    std::string root_;
    Ledger ledger_;
    CheckResult result_;
    std::map<Uuid, std::vector<Expected>> expected_;
    std::set<std::string> claimed_;
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

Result<CheckResult> checkStorage(const std::string& root) {
    return StorageCheck(root).run();
}

Result<Ledger> rebuildIndex(const std::string& root, std::vector<Fault>& faults) {
    MJ_ASSIGN(const auto source, diskJournal(root));
    Ledger ledger;
    MJ_ASSIGN(auto scan, readJournal(source, ledger));
    faults = std::move(scan.faults);
    return ledger;
}

}  // namespace mingjing::video::evidence
