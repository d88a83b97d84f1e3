// SPDX-License-Identifier: Apache-2.0
// Writing the index beside the journal, and believing it only while the journal agrees.
#include "video/record/snapshot.h"

#include <algorithm>

namespace mingjing::video::record {

using kernel::Result;
using kernel::Status;

namespace {

const char* const kSnapshot = "/journal/snapshot.json";

}  // namespace

std::optional<evidence::Ledger> readSnapshot(FileSystem& files, const std::string& root,
                                             const evidence::JournalSource& source) {
    const auto text = files.readAll(root + kSnapshot);
    if (!text.ok()) return std::nullopt;
    const auto line = text->find('\n');
    if (line == std::string::npos) return std::nullopt;
    const std::string body = text->substr(line + 1);
    if (text->substr(0, line) != kernel::hexOf(kernel::sha256(body))) return std::nullopt;
    const auto json = kernel::parseJson(body, std::size_t{1} << 30);
    if (!json.ok()) return std::nullopt;
    auto ledger = evidence::Ledger::fromJson(*json);
    if (!ledger.ok()) return std::nullopt;
    for (const auto& name : source.names) {
        if (evidence::journalNumber(name) != ledger->end.file) continue;
        const auto bytes = source.read(name);
        const std::size_t frame = evidence::kFrameHead + 48 + evidence::kFrameTail;
        evidence::Frame last;
        if (!bytes.ok() || ledger->end.offset < frame ||
            evidence::readFrame(*bytes, ledger->end.offset - frame, last) !=
                evidence::FrameFault::None)
            return std::nullopt;
        const auto commit = evidence::decodeCommit(last.payload);
        if (!commit || commit->hash != ledger->lastHash) return std::nullopt;
        return std::move(*ledger);
    }
    return std::nullopt;
}

Result<evidence::JournalSource> journalSource(FileSystem& files, const std::string& root) {
    const std::string folder = root + "/journal";
    MJ_ASSIGN(auto names, files.list(folder));
    evidence::JournalSource source;
    source.names = std::move(names);
    source.read = [&files, folder](const std::string& name) {
        return files.readAll(folder + "/" + name);
    };
    source.readPart = [&files, folder](const std::string& name, std::uint64_t offset,
                                       std::uint64_t bytes) -> Result<std::string> {
        const std::string path = folder + "/" + name;
        MJ_ASSIGN(const std::int64_t size, files.size(path));
        const auto known = static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
        if (offset >= known) return std::string();
        return files.read(path, offset, std::min(bytes, known - offset));
    };
    return source;
}

Status replaceFile(FileSystem& files, const std::string& path, std::string_view content) {
    const std::string temporary = path + ".new";
    MJ_TRY(files.remove(temporary));
    {
        MJ_ASSIGN(const auto file, files.create(temporary));
        MJ_TRY(file->append(content));
        MJ_TRY(file->sync());
    }
    MJ_TRY(files.rename(temporary, path));
    return files.syncFolder(path.substr(0, path.rfind('/')));
}

Status writeSnapshot(FileSystem& files, const std::string& root, const evidence::Ledger& ledger) {
    const std::string body = kernel::canonicalOrDie(ledger.toJson());
    return replaceFile(files, root + kSnapshot, kernel::hexOf(kernel::sha256(body)) + "\n" + body);
}

}  // namespace mingjing::video::record
