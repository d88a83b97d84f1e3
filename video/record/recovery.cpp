// SPDX-License-Identifier: Apache-2.0
// Start-up: journal first, then files.
#include "video/record/recovery.h"

#include <algorithm>
#include <set>

#include "center/kernel/log.h"

namespace mingjing::video::record {

using evidence::RecordType;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

void addNote(Staged& out, const Json& note) {
    evidence::appendFrame(out.frames, RecordType::Note, kernel::canonicalOrDie(note));
}

/// Closes what was open at the journalled end; the file is cut there.
Status closeOpen(const SlotContext& context, Recovered& out) {
    for (const auto& [key, id] : out.ledger.openSegments()) {
        const auto& entry = *out.ledger.openSegment(id);
        const std::string path = context.root + "/" + entry.path;
        MJ_ASSIGN(const std::int64_t size, context.files.size(path));
        const auto known = static_cast<std::int64_t>(entry.bytes);
        if (size > known) MJ_TRY(context.files.truncate(path, entry.bytes));
        if (size < known)
            out.faults.push_back({"file " + entry.path, "is shorter than the journal says"});
        addNote(out.staged, {{"cutBytes", std::max<std::int64_t>(0, size - known)},
                             {"segment", id.text()},
                             {"truncatedAt", entry.bytes},
                             {"what", "truncated"}});
        Json body = {{"bytes", entry.bytes},
                     {"camera", key.camera.text()},
                     {"chainHead", kernel::hexOf(entry.head)},
                     {"endUs", entry.endUs},
                     {"fragments", entry.fragments},
                     {"segment", id.text()},
                     {"signingKey", kernel::base64Url(context.keys.session.publicKey())},
                     {"startUs", entry.startUs},
                     {"stream", key.stream},
                     {"truncated", true}};
        body["signature"] =
            kernel::base64Url(context.keys.session.sign(evidence::closeStatement(body)));
        evidence::appendFrame(out.staged.frames, RecordType::SegmentClosed,
                              kernel::canonicalOrDie(body));
        out.staged.reports.push_back({"segmentClosed", context.clock.wall().us, std::move(body)});
    }
    return {};
}

/// Files that were given up after a failed write are cut to what the journal knows of them.
Status cutAbandoned(const SlotContext& context, Recovered& out) {
    for (const auto& [key, stream] : out.ledger.streams)
        for (const auto& entry : stream.segments) {
            if (!entry.closed || !entry.truncated) continue;
            const std::string path = context.root + "/" + entry.path;
            MJ_ASSIGN(const std::int64_t size, context.files.size(path));
            if (size <= static_cast<std::int64_t>(entry.bytes)) continue;
            MJ_TRY(context.files.truncate(path, entry.bytes));
            addNote(out.staged, {{"cutBytes", size - static_cast<std::int64_t>(entry.bytes)},
                                 {"segment", entry.segment.text()},
                                 {"truncatedAt", entry.bytes},
                                 {"what", "truncated"}});
        }
    return {};
}

/// Moves files of the newest days that no record names out of the way, without losing a byte.
Status moveUnclaimed(const SlotContext& context, Recovered& out) {
    std::set<std::string> claimed;
    std::string newest;
    for (const auto& [key, stream] : out.ledger.streams)
        for (const auto& entry : stream.segments) {
            claimed.insert(entry.path);
            newest = std::max(newest, entry.path.substr(0, entry.path.find('/', 6)));
        }
    const std::string media = context.root + "/media";
    MJ_ASSIGN(auto days, context.files.list(media));
    for (const auto& day : days) {
        // Only days in which the last runs can have been cut are looked at.
        if ("media/" + day < newest) continue;
        MJ_ASSIGN(auto cameras, context.files.list(media + "/" + day));
        for (const auto& camera : cameras) {
            const std::string folder = "media/" + day + "/" + camera;
            MJ_ASSIGN(auto names, context.files.list(context.root + "/" + folder));
            for (const auto& name : names) {
                const std::string path = folder + "/" + name;
                if (claimed.count(path) != 0) continue;
                MJ_TRY(context.files.makeFolder(context.root + "/unclaimed"));
                MJ_TRY(context.files.rename(context.root + "/" + path,
                                            context.root + "/unclaimed/" + name));
                MJ_TRY(context.files.syncFolder(context.root + "/unclaimed"));
                MJ_TRY(context.files.syncFolder(context.root + "/" + folder));
                addNote(out.staged, {{"path", path}, {"what", "unclaimed"}});
            }
        }
    }
    return {};
}

/// Media whose removal is journalled, but whose deletion the last run did not live to do, or to
/// say.
Status deleteRemovedMedia(const SlotContext& context, Recovered& out) {
    for (const auto& [key, stream] : out.ledger.streams)
        for (const auto& entry : stream.segments) {
            if (!entry.removed || entry.deleted) continue;
            const std::string path = context.root + "/" + entry.path;
            MJ_TRY(context.files.remove(path));
            const std::string folder = path.substr(0, path.rfind('/'));
            const auto synced = context.files.syncFolder(folder);
            if (!synced.ok() && synced.error().kind != kernel::ErrorKind::NotFound)
                return synced.error();
            evidence::appendFrame(out.staged.frames, RecordType::Deleted,
                                  kernel::canonicalOrDie({{"atUs", context.clock.wall().us},
                                                          {"camera", key.camera.text()},
                                                          {"place", "storage"},
                                                          {"segment", entry.segment.text()},
                                                          {"stream", key.stream}}));
        }
    return {};
}

Json gapReport(const StreamKey& key, const evidence::GapEntry& gap) {
    return {{"camera", key.camera.text()}, {"cause", gap.cause},
            {"fromUs", gap.fromUs},        {"id", gap.id.text()},
            {"stream", key.stream},        {"toUs", gap.toUs < 0 ? Json(nullptr) : Json(gap.toUs)}};
}

/// A killed process may not have lived to deliver what it had journalled, so the newest facts of
/// each stream are reported again; center knows them by their ids.
void reportAgain(const evidence::JournalSource& source, std::int64_t nowUs, Recovered& out) {
    for (const auto& [key, stream] : out.ledger.streams) {
        const std::size_t from = stream.segments.size() > 2 ? stream.segments.size() - 2 : 0;
        for (std::size_t i = from; i < stream.segments.size(); ++i) {
            const auto& entry = stream.segments[i];
            out.staged.reports.push_back({"segmentOpened", nowUs, openedReport(key, entry)});
            if (!entry.closed) continue;
            auto closing = evidence::readClosing(source, entry);
            if (closing.ok())
                out.staged.reports.push_back({"segmentClosed", nowUs, std::move(*closing)});
        }
        if (!stream.gaps.empty())
            out.staged.reports.push_back({"gap", nowUs, gapReport(key, stream.gaps.back())});
    }
}

}  // namespace

Json openedReport(const StreamKey& key, const evidence::SegmentEntry& entry) {
    Json body = {{"camera", key.camera.text()},
                 {"codecs", entry.codecs},
                 {"hasAudio", entry.hasAudio},
                 {"initSha256", kernel::hexOf(entry.initSha256)},
                 {"path", entry.path},
                 {"run", entry.run},
                 {"segment", entry.segment.text()},
                 {"startUs", entry.startUs},
                 {"stream", key.stream}};
    if (entry.seal) body["sealed"] = kernel::toJson(*entry.seal);
    return body;
}

Result<Recovered> recover(const SlotContext& context) {
    for (const char* folder : {"", "/journal", "/media"})
        MJ_TRY(context.files.makeFolder(context.root + folder));
    Recovered out;
    MJ_ASSIGN(const auto source, journalSource(context.files, context.root));
    if (auto snapshot = readSnapshot(context.files, context.root, source))
        out.ledger = std::move(*snapshot);
    MJ_ASSIGN(auto scan, evidence::readJournal(source, out.ledger));
    if (out.ledger.newestFormat > evidence::kFormatVersion)
        return kernel::Error::of(kernel::ErrorKind::Precondition, "evidence.format_unknown",
                                 context.root);
    out.faults = std::move(scan.faults);
    for (const auto& fault : out.faults)
        kernel::logError("damaged evidence: {}: {}", fault.object, fault.what);
    out.previous = {scan.lastFile, scan.committed, {out.ledger.lastHash, out.ledger.lastBatch}};
    const std::int64_t now = context.clock.wall().us;
    out.storageId =
        out.ledger.storage.empty() ? kernel::Uuid::make(now).text() : out.ledger.storage;
    if (scan.tail > 0) {
        kernel::logWarning("the journal's last {} bytes were never acknowledged; set aside",
                           scan.tail);
        addNote(out.staged, {{"bytes", scan.tail}, {"file", scan.lastFile}, {"what", "tail"}});
    }
    reportAgain(source, now, out);
    MJ_TRY(closeOpen(context, out));
    MJ_TRY(cutAbandoned(context, out));
    MJ_TRY(moveUnclaimed(context, out));
    MJ_TRY(deleteRemovedMedia(context, out));
    addNote(out.staged, {{"atUs", now}, {"faults", out.faults.size()}, {"what", "started"}});
    return out;
}

}  // namespace mingjing::video::record
