// SPDX-License-Identifier: Apache-2.0
// Copy, sync, read back, compare, rename.
#include "video/record/segment_copy.h"

namespace mingjing::video::record {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

std::string folderOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

Error stopped() {
    return Error::of(ErrorKind::Unavailable, "storage.stopped");
}

/// One stretch of the source with its hash, appended to the target.
Status carry(FileSystem& files, const CopyPlan& plan, AppendFile& target, std::uint64_t offset,
             std::uint64_t bytes, const std::function<bool(std::string_view)>& isRight,
             const Spend& spend) {
    if (!spend(bytes)) return stopped();
    MJ_ASSIGN(const std::string part, files.readCold(plan.from, offset, bytes));
    if (!isRight(part)) return Error::of(ErrorKind::DataLoss, "evidence.source_damaged", plan.from);
    return target.append(part);
}

Status write(FileSystem& files, const CopyPlan& plan, const evidence::SegmentEntry& entry,
             std::span<const evidence::ExpectedFragment> expected, const Spend& spend) {
    MJ_TRY(files.remove(plan.unfinished));
    MJ_ASSIGN(const auto target, files.create(plan.unfinished));
    const auto hashes = [&](const kernel::Hash& hash) {
        return [&entry, hash](std::string_view part) {
            return kernel::digest(entry.algorithm, part) == hash;
        };
    };
    MJ_TRY(carry(files, plan, *target, 0, entry.initBytes, hashes(entry.initSha256), spend));
    for (const auto& item : expected)
        MJ_TRY(carry(files, plan, *target, item.offset, item.size, hashes(item.sha256), spend));
    MJ_TRY(target->sync());
    return files.syncFolder(folderOf(plan.unfinished));
}

}  // namespace

evidence::MediaFile mediaOf(FileSystem& files, const std::string& path) {
    return {[&files, path] { return files.size(path); },
            [&files, path](std::uint64_t offset, std::uint64_t bytes) {
                return files.readCold(path, offset, bytes);
            }};
}

Status makeFoldersFor(FileSystem& files, const std::string& root, const std::string& path) {
    for (auto at = path.find('/', root.size() + 1); at != std::string::npos;
         at = path.find('/', at + 1))
        MJ_TRY(files.makeFolder(path.substr(0, at)));
    return {};
}

Status copySegment(FileSystem& files, const CopyPlan& plan, const evidence::SegmentEntry& entry,
                   std::span<const evidence::ExpectedFragment> expected, const Spend& spend) {
    if (expected.size() != entry.fragments)
        return Error::of(ErrorKind::DataLoss, "evidence.source_damaged",
                         "the journal lost fragments of " + entry.path);
    MJ_TRY(makeFoldersFor(files, plan.toRoot, plan.unfinished));
    MJ_TRY(makeFoldersFor(files, plan.toRoot, plan.to));
    auto written = write(files, plan, entry, expected, spend);
    bool going = true;
    if (written.ok()) {
        auto back = mediaOf(files, plan.unfinished);
        back.read = [read = back.read, &spend, &going](std::uint64_t offset,
                                                       std::uint64_t bytes) -> Result<std::string> {
            going = going && spend(bytes);
            if (!going) return stopped();
            return read(offset, bytes);
        };
        const auto found = evidence::checkSegmentMedia(entry, expected, back);
        if (!going)
            written = stopped();
        else if (!found.findings.empty() || found.surplus > 0)
            written = Error::of(
                ErrorKind::DataLoss, "evidence.copy_differs",
                plan.unfinished + " " +
                    (found.findings.empty() ? "longer"
                                            : evidence::codeOf(found.findings.front().kind)));
    }
    if (!written.ok()) {
        // Half a copy is nothing; what cannot be tidied up now is replaced by the next attempt.
        [[maybe_unused]] const auto tidied = files.remove(plan.unfinished);
        return written;
    }
    MJ_TRY(files.rename(plan.unfinished, plan.to));
    MJ_TRY(files.syncFolder(folderOf(plan.to)));
    return files.syncFolder(folderOf(plan.unfinished));
}

}  // namespace mingjing::video::record
