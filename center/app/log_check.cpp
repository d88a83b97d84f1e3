// SPDX-License-Identifier: Apache-2.0
// Each leaf is made anew from what is stored now, with every hash computed again.
#include "center/app/log_check.h"

#include <algorithm>

#include "center/app/log_leaves.h"
#include "center/domain/json_read.h"

namespace mingjing::app {

namespace {

const std::string kRight, kLeafAltered = "log.leaf_altered", kEventGone = "log.event_gone",
                          kEventAltered = "log.event_altered", kAuditGone = "log.audit_gone",
                          kAuditAltered = "log.audit_altered",
                          kSegmentAltered = "log.segment_altered";

using ChainEvents = std::vector<std::pair<kernel::Envelope, Hash>>;

/// Dense, each with the hash of its own bytes, each linked to the one before.
bool isWhole(const ChainEvents& events, std::int64_t firstSeq) {
    std::int64_t seq = firstSeq;
    for (std::size_t i = 0; i < events.size(); ++i, ++seq) {
        const auto& [envelope, hash] = events[i];
        if (envelope.seq != seq || hashOf(envelope) != hash) return false;
        if (i > 0 && envelope.previous != events[i - 1].second) return false;
    }
    return true;
}

/// The index says of a closed segment what its event says.
Result<bool> isIndexed(UnitOfWork& unit, const kernel::Envelope& event) {
    const auto body = kernel::parseJson(event.body);
    if (!body.ok() || !body->is_object()) return false;
    const Uuid segment = domain::readUuid(*body, "segment");
    const std::int64_t fromUs = body->value("startUs", std::int64_t{0});
    MJ_ASSIGN(const auto rows, unit.recordings().segments(event.streamId, body->value("stream", ""),
                                                          {fromUs, fromUs + 1}));
    return std::all_of(rows.begin(), rows.end(), [&](const SegmentRow& row) {
        return row.id != segment || row.chainHead == body->value("chainHead", "");
    });
}

Result<std::string> wrongTimeline(UnitOfWork& unit, const LogLeafRow& row) {
    const LogSubject& s = row.subject;
    MJ_ASSIGN(const std::int64_t before, unit.log().seqBefore(s));
    // With the event before, to which the first one of this leaf must be linked.
    const std::int64_t afterSeq = std::max(before, std::int64_t{1}) - 1;
    MJ_ASSIGN(const ChainEvents events,
              unit.timeline().readPart({s.subjectKind, s.subject}, afterSeq, s.seq));
    if (static_cast<std::int64_t>(events.size()) != s.seq - afterSeq) return kEventGone;
    if (!isWhole(events, afterSeq + 1)) return kEventAltered;
    if (kernel::timelineLeaf(s.subjectKind, s.subject, s.seq, events.back().second) != row.leaf)
        return kEventAltered;
    for (const auto& [envelope, hash] : events) {
        if (envelope.type != domain::kSegmentClosed) continue;
        MJ_ASSIGN(const bool indexed, isIndexed(unit, envelope));
        if (!indexed) return kSegmentAltered;
    }
    return kRight;
}

Result<std::string> wrongAudit(UnitOfWork& unit, const LogLeafRow& row) {
    MJ_ASSIGN(const auto entry, unit.log().auditEntry(row.subject.seq));
    if (!entry) return kAuditGone;
    const auto hash = hashOfAudit(*entry);
    if (!hash.ok() || kernel::auditLeaf(entry->id, *hash) != row.leaf) return kAuditAltered;
    return kRight;
}

/// A segment that ended at the very fragment that was logged has its link.
Result<std::string> wrongRecording(UnitOfWork& unit, const LogLeafRow& row) {
    const auto leaf = kernel::parseJson(row.leaf);
    if (!leaf.ok() || !leaf->is_object()) return kLeafAltered;
    const std::int64_t endUs = leaf->value("durableUs", std::int64_t{0});
    MJ_ASSIGN(const auto segments,
              unit.recordings().segments(row.subject.subject, row.subject.subjectKind,
                                         {endUs - 1, endUs}));
    for (const SegmentRow& segment : segments)
        if (segment.closed && segment.endUs == endUs &&
            segment.chainHead != leaf->value("link", ""))
            return kSegmentAltered;
    return kRight;
}

Result<std::string> wrongIn(UnitOfWork& unit, const LogLeafRow& row) {
    if (row.hash != kernel::leafHash(row.leaf)) return kLeafAltered;
    if (row.subject.kind == kTimelineLeaf) return wrongTimeline(unit, row);
    if (row.subject.kind == kAuditLeaf) return wrongAudit(unit, row);
    if (row.subject.kind == kRecordingLeaf) return wrongRecording(unit, row);
    return kLeafAltered;
}

}  // namespace

Result<std::vector<CheckedLeaf>> checkLeaves(UnitOfWork& unit, std::int64_t from, int limit) {
    MJ_ASSIGN(auto rows, unit.log().leaves(from, limit));
    std::vector<CheckedLeaf> checked;
    for (LogLeafRow& row : rows) {
        MJ_ASSIGN(std::string wrong, wrongIn(unit, row));
        checked.push_back({std::move(row), std::move(wrong)});
    }
    return checked;
}

}  // namespace mingjing::app
