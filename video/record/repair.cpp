// SPDX-License-Identifier: Apache-2.0
// Cutting tails, setting foreign files aside, fetching from the second copy.
#include "video/record/repair.h"

#include <fmt/format.h>

#include "video/record/segment_copy.h"
#include "video/record/snapshot.h"

namespace mingjing::video::record {

using evidence::BadFile;
using evidence::MediaFinding;
using kernel::Result;
using kernel::Status;

namespace {

class Repair {
public:
    Repair(FileSystem& files, const std::string& root, const std::string& copyRoot)
        : files_(files), root_(root), copyRoot_(copyRoot) {}

    void mend(const BadFile& bad) {
        switch (bad.what) {
            case BadFile::What::Unfinished:
                return tell("file " + bad.path,
                            fmt::format("cut back to the journal, {} bytes", bad.surplus),
                            files_.truncate(root_ + "/" + bad.path, bad.entry.bytes));
            case BadFile::What::Foreign:
                return tell("file " + bad.path, "moved into unclaimed/", setAside(bad.path, ""));
            case BadFile::What::Media:
                return mendMedia(bad);
            case BadFile::What::Copy:
                return fail("copy " + bad.path,
                            "is left as it is: the recorder makes it anew when it runs");
        }
    }

    void rewriteSnapshot(bool journalDamaged) {
        const std::string object = "file journal/snapshot.json";
        if (journalDamaged) return fail(object, "is left as it is: the journal itself is damaged");
        std::vector<evidence::Fault> faults;
        const auto ledger = evidence::rebuildIndex(root_, faults);
        tell(object, "rewritten from the journal",
             ledger.ok() ? writeSnapshot(files_, root_, *ledger) : Status(ledger.error()));
    }

    std::vector<RepairAct> acts;

private:
    void mendMedia(const BadFile& bad) {
        const std::string object = "file " + bad.path;
        const bool onlyLonger =
            bad.findings.size() == 1 && bad.findings.front().kind == MediaFinding::Kind::Longer;
        if (onlyLonger)
            return tell(object,
                        fmt::format("its {} foreign bytes moved into unclaimed/", bad.surplus),
                        takeSurplus(bad));
        if (copyRoot_.empty())
            return fail(object, "is left as it is: there is no second copy to fetch it from");
        const bool missing = bad.findings.front().kind == MediaFinding::Kind::Missing;
        tell(object,
             missing ? "fetched from the second copy"
                     : "fetched from the second copy; what was damaged is kept in unclaimed/",
             fetch(bad, missing));
    }

    Status fetch(const BadFile& bad, bool missing) {
        MJ_ASSIGN(const auto source, evidence::diskJournal(root_));
        MJ_ASSIGN(const auto records, evidence::readFragments(source, bad.entry));
        const std::string folder = root_ + "/unclaimed";
        MJ_TRY(files_.makeFolder(folder));
        const std::string path = root_ + "/" + bad.path;
        const std::string fetched = folder + "/" + nameOf(bad.path) + ".fetched";
        const CopyPlan plan{copyRoot_ + "/" + bad.path, folder + "/" + nameOf(bad.path) + ".part",
                            fetched, root_};
        // Whole and verified on this disk first; only then the damaged one gives up its place.
        MJ_TRY(copySegment(files_, plan, bad.entry, evidence::expectedOf(records),
                           [](std::uint64_t) { return true; }));
        if (!missing) MJ_TRY(setAside(bad.path, ".damaged"));
        MJ_TRY(makeFoldersFor(files_, root_, path));
        MJ_TRY(files_.rename(fetched, path));
        MJ_TRY(files_.syncFolder(path.substr(0, path.rfind('/'))));
        return files_.syncFolder(folder);
    }

    Status takeSurplus(const BadFile& bad) {
        const std::string path = root_ + "/" + bad.path;
        MJ_ASSIGN(const std::string bytes, files_.read(path, bad.entry.bytes, bad.surplus));
        MJ_ASSIGN(const std::string target, freeName(bad.path, ".surplus"));
        {
            MJ_ASSIGN(const auto file, files_.create(target));
            MJ_TRY(file->append(bytes));
            MJ_TRY(file->sync());
        }
        MJ_TRY(files_.syncFolder(root_ + "/unclaimed"));
        return files_.truncate(path, bad.entry.bytes);
    }

    Status setAside(const std::string& path, const std::string& ending) {
        MJ_ASSIGN(const std::string target, freeName(path, ending));
        const std::string from = root_ + "/" + path;
        MJ_TRY(files_.rename(from, target));
        MJ_TRY(files_.syncFolder(root_ + "/unclaimed"));
        return files_.syncFolder(from.substr(0, from.rfind('/')));
    }

    /// Nothing that lies in `unclaimed/` already is overwritten.
    Result<std::string> freeName(const std::string& path, const std::string& ending) {
        MJ_TRY(files_.makeFolder(root_ + "/unclaimed"));
        const std::string wanted = root_ + "/unclaimed/" + nameOf(path) + ending;
        std::string name = wanted;
        for (int number = 2;; ++number) {
            MJ_ASSIGN(const std::int64_t size, files_.size(name));
            if (size < 0) return name;
            name = fmt::format("{}.{}", wanted, number);
        }
    }

    static std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

    void tell(const std::string& object, std::string what, const Status& status) {
        if (status.ok())
            acts.push_back({object, std::move(what), true});
        else
            fail(object, fmt::format("is left as it is: {} ({})", status.error().code,
                                     status.error().internal));
    }
    void fail(const std::string& object, std::string what) {
        acts.push_back({object, std::move(what), false});
    }

    FileSystem& files_;
    const std::string& root_;
    const std::string& copyRoot_;
};

}  // namespace

std::vector<RepairAct> repairStorage(FileSystem& files, const std::string& root,
                                     const std::string& copyRoot,
                                     const evidence::CheckResult& found) {
    Repair repair(files, root, copyRoot);
    for (const auto& bad : found.files) repair.mend(bad);
    repair.rewriteSnapshot(found.journalDamaged);
    return std::move(repair.acts);
}

}  // namespace mingjing::video::record
