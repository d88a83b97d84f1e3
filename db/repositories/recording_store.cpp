// SPDX-License-Identifier: Apache-2.0
// What nodes reported: segments, gaps, counts, watches, and how far each boot is stored.
#include "center/kernel/liveness.h"
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

/// Recorders cut after about ten minutes; nothing older than this reaches into a span, so reading
/// one need not walk a camera's whole past.
constexpr std::int64_t kLongestSegmentUs = 24LL * 3600 * 1'000'000;

#define MJ_SEGMENT_INSERT                                                                     \
    "INSERT INTO segments (id, camera_id, stream, run, start_us, end_us, closed, truncated, " \
    "has_audio, path, bytes, fragments, chain_head, room_id, clock_least_us, clock_most_us, " \
    "node, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''), "   \
    "?) "                                                                                     \
    "ON DUPLICATE KEY UPDATE "
// Each report says its own facts: a closing one knows nothing of sound, path and run, and an
// opening one that comes again does not open what is closed.
const Query kOpenSegment{
    "open_segment", MJ_SEGMENT_INSERT
    "camera_id = VALUES(camera_id), stream = VALUES(stream), run = VALUES(run), "
    "start_us = VALUES(start_us), has_audio = VALUES(has_audio), path = VALUES(path), "
    "room_id = COALESCE(room_id, VALUES(room_id)), node = COALESCE(VALUES(node), node), "
    "sealed = VALUES(sealed)"};
const Query kCloseSegment{
    "close_segment", MJ_SEGMENT_INSERT
    "end_us = VALUES(end_us), closed = 1, truncated = VALUES(truncated), bytes = VALUES(bytes), "
    "fragments = VALUES(fragments), chain_head = VALUES(chain_head), "
    "clock_least_us = VALUES(clock_least_us), clock_most_us = VALUES(clock_most_us)"};
// Only the newest one grows: an older one that was never closed ends where it was last durable,
// and what lies between is a gap.
const Query kExtendOpenSegments{
    "extend_open_segments",
    "UPDATE segments SET end_us = GREATEST(end_us, ?) "
    "WHERE camera_id = ? AND stream = ? AND closed = 0 AND start_us <= ? "
    "ORDER BY start_us DESC LIMIT 1"};
const Query kSegments{"segments",
                      "SELECT id, camera_id, stream, run, start_us, end_us, closed, truncated, "
                      "has_audio, path, bytes, fragments, chain_head, clock_least_us, "
                      "clock_most_us, room_id, sealed FROM segments "
                      "WHERE camera_id = ? AND stream = ? AND start_us < ? AND start_us > ? "
                      "AND end_us > ? ORDER BY start_us, id"};

const Query kSegmentsBegun{
    "segments_begun",
    "SELECT id, camera_id, stream, run, start_us, end_us, closed, truncated, has_audio, path, "
    "bytes, fragments, chain_head, clock_least_us, clock_most_us, room_id, sealed, COALESCE(node, "
    "''), "
    "removed_us FROM segments "
    "WHERE camera_id = ? AND stream = ? AND start_us >= ? AND start_us < ? "
    "AND (node IS NULL OR node = ?) ORDER BY id"};
const Query kCopied{"segment_copied", "UPDATE segments SET copied_us = ? WHERE id = ?"};

const Query kPutGap{
    "put_gap",
    "INSERT INTO gaps (id, camera_id, stream, from_us, to_us, cause) VALUES (?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE camera_id = VALUES(camera_id), stream = VALUES(stream), "
    "from_us = VALUES(from_us), to_us = VALUES(to_us), cause = VALUES(cause)"};
const Query kGaps{"gaps",
                  "SELECT id, camera_id, stream, from_us, to_us, cause FROM gaps "
                  "WHERE camera_id = ? AND stream = ? AND from_us < ? "
                  "AND (to_us IS NULL OR to_us > ?) ORDER BY from_us, id"};

const Query kBreaks{
    "breaks",
    "SELECT camera_id, COUNT(*), "
    "CAST(SUM(LEAST(COALESCE(to_us, ?), ?) - GREATEST(from_us, ?)) AS SIGNED) FROM gaps "
    "WHERE stream = 'main' AND from_us < ? AND (to_us IS NULL OR to_us > ?) GROUP BY camera_id"};

const Query kPutCount{
    "put_count",
    "INSERT INTO observations (camera_id, from_us, value, confidence_milli, segment_id, fragment, "
    "offset_us, detector, received_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE value = VALUES(value), confidence_milli = VALUES(confidence_milli), "
    "segment_id = VALUES(segment_id), fragment = VALUES(fragment), offset_us = VALUES(offset_us), "
    "detector = VALUES(detector), received_us = VALUES(received_us)"};
const Query kCounts{
    "counts",
    "(SELECT from_us, value, confidence_milli, camera_id, segment_id, fragment, offset_us "
    "FROM observations WHERE camera_id = ? AND from_us < ? ORDER BY from_us DESC LIMIT 1) "
    "UNION ALL "
    "(SELECT from_us, value, confidence_milli, camera_id, segment_id, fragment, offset_us "
    "FROM observations WHERE camera_id = ? AND from_us >= ? AND from_us < ?) "
    "ORDER BY from_us"};

const Query kPutWatch{"put_watch",
                      "INSERT INTO watches (camera_id, from_us, to_us, watched, frames, cause) "
                      "VALUES (?, ?, ?, ?, ?, ?) "
                      "ON DUPLICATE KEY UPDATE to_us = VALUES(to_us), frames = VALUES(frames), "
                      "cause = VALUES(cause)"};
const Query kNotWatched{"not_watched",
                        "SELECT camera_id, from_us, to_us, watched, frames, cause FROM watches "
                        "WHERE camera_id = ? AND watched = 0 AND from_us < ? AND to_us > ? "
                        "ORDER BY from_us"};

/// Reports of watching cover minutes; nothing older reaches into a span.
constexpr std::int64_t kLongestWatchUs = 3600LL * 1'000'000;
const Query kWatches{"watches",
                     "SELECT camera_id, from_us, to_us, watched, frames, cause FROM watches "
                     "WHERE camera_id = ? AND watched IN (0, 1) AND from_us < ? AND from_us > ? "
                     "AND to_us > ? ORDER BY from_us LIMIT ?"};
const Query kWatchedTime{"watched_time",
                         "SELECT camera_id, IF(watched = 1, '', cause) why, "
                         "CAST(SUM(LEAST(to_us, ?) - GREATEST(from_us, ?)) AS SIGNED) FROM watches "
                         "WHERE from_us < ? AND from_us > ? AND to_us > ? GROUP BY camera_id, why"};

const Query kPutLivenessReading{
    "put_liveness_reading",
    "INSERT INTO liveness_readings (camera_id, slot, room_id, at_us, code, head_counter, reader, "
    "staff_id, read_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE camera_id = VALUES(camera_id)"};
const Query kLivenessReadings{
    "liveness_readings",
    "SELECT camera_id, slot, room_id, at_us, code, head_counter, reader, staff_id, read_us "
    "FROM liveness_readings WHERE camera_id = ? AND slot BETWEEN ? AND ? ORDER BY slot"};

const Query kLockNode{"lock_node",
                      "SELECT acked_seq FROM nodes WHERE name = ? AND boot = ? FOR UPDATE"};
const Query kMakeNode{"make_node",
                      "INSERT INTO nodes (name, boot, acked_seq, seen_us) VALUES (?, ?, 0, 0) "
                      "ON DUPLICATE KEY UPDATE acked_seq = acked_seq"};
const Query kAckNode{"ack_node",
                     "INSERT INTO nodes (name, boot, acked_seq, seen_us) VALUES (?, ?, ?, ?) "
                     "ON DUPLICATE KEY UPDATE acked_seq = GREATEST(acked_seq, VALUES(acked_seq)), "
                     "seen_us = VALUES(seen_us)"};

app::SegmentRow segmentOf(const Row& row) {
    app::SegmentRow segment;
    segment.id = uuidAt(row, 0);
    segment.cameraId = uuidAt(row, 1);
    segment.stream = row.bytes(2);
    segment.run = row.number(3);
    segment.startUs = row.number(4);
    segment.endUs = row.number(5);
    segment.closed = flagAt(row, 6);
    segment.truncated = flagAt(row, 7);
    segment.hasAudio = flagAt(row, 8);
    segment.path = row.bytes(9);
    segment.bytes = row.number(10);
    segment.fragments = row.number(11);
    segment.chainHead = row.bytes(12);
    segment.clockLeastUs = maybeNumberAt(row, 13);
    segment.clockMostUs = maybeNumberAt(row, 14);
    segment.roomId = maybeUuidAt(row, 15);
    segment.sealed = flagAt(row, 16);
    return segment;
}

app::SegmentRow begunOf(const Row& row) {
    app::SegmentRow segment = segmentOf(row);
    segment.node = row.bytes(17);
    segment.removed = !row.isNull(18);
    return segment;
}

app::GapRow gapOf(const Row& row) {
    return {uuidAt(row, 0), uuidAt(row, 1),        row.bytes(2),
            row.number(3),  maybeNumberAt(row, 4), row.bytes(5)};
}

domain::CountChange countOf(const Row& row) {
    domain::CountChange change;
    change.fromUs = row.number(0);
    change.value = intAt(row, 1);
    change.confidenceMilli = intAt(row, 2);
    change.cameraId = uuidAt(row, 3);
    change.segment = maybeUuidAt(row, 4).value_or(Uuid{});
    change.fragment = row.number(5);
    change.offsetUs = row.number(6);
    return change;
}

app::WatchRow watchOf(const Row& row) {
    return {uuidAt(row, 0), row.number(1), row.number(2),
            flagAt(row, 3), intAt(row, 4), row.bytes(5)};
}

app::LivenessReadingRow readingOf(const Row& row) {
    return {uuidAt(row, 0), row.number(1), uuidAt(row, 2),      row.number(3), row.bytes(4),
            row.number(5),  row.bytes(6),  maybeUuidAt(row, 7), row.number(8)};
}

}  // namespace

Status MysqlRecordingStore::putSegment(const app::SegmentRow& s) {
    MJ_TRY(transaction_.execute(
        s.closed ? kCloseSegment : kOpenSegment,
        params(s.id, s.cameraId, s.stream, s.run, s.startUs, s.endUs, s.closed, s.truncated,
               s.hasAudio, s.path, s.bytes, s.fragments, s.chainHead, s.roomId, s.clockLeastUs,
               s.clockMostUs, s.node, s.sealed)));
    return {};
}

Status MysqlRecordingStore::extendOpenSegments(const Uuid& cameraId, const std::string& stream,
                                               std::int64_t durableUs) {
    MJ_TRY(
        transaction_.execute(kExtendOpenSegments, params(durableUs, cameraId, stream, durableUs)));
    return {};
}

Result<std::vector<app::SegmentRow>> MysqlRecordingStore::segments(const Uuid& cameraId,
                                                                   const std::string& stream,
                                                                   domain::Span within) {
    MJ_ASSIGN(
        const Rows rows,
        transaction_.query(kSegments, params(cameraId, stream, within.toUs,
                                             within.fromUs - kLongestSegmentUs, within.fromUs)));
    return mapped(rows, segmentOf);
}

Result<std::vector<app::SegmentRow>> MysqlRecordingStore::segmentsBegun(const std::string& node,
                                                                        const Uuid& cameraId,
                                                                        const std::string& stream,
                                                                        domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kSegmentsBegun,
                                 params(cameraId, stream, within.fromUs, within.toUs, node)));
    return mapped(rows, begunOf);
}

Status MysqlRecordingStore::copied(const Uuid& segment, std::optional<std::int64_t> sinceUs) {
    MJ_TRY(transaction_.execute(kCopied, params(sinceUs, segment)));
    return {};
}

Result<std::map<Uuid, app::RecordingStore::Breaks>> MysqlRecordingStore::breaks(
    domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kBreaks, params(within.toUs, within.toUs, within.fromUs,
                                                 within.toUs, within.fromUs)));
    std::map<Uuid, Breaks> out;
    for (const Row& row : rows) out[uuidAt(row, 0)] = {row.number(1), row.number(2)};
    return out;
}

Status MysqlRecordingStore::putGap(const app::GapRow& g) {
    MJ_TRY(transaction_.execute(kPutGap,
                                params(g.id, g.cameraId, g.stream, g.fromUs, g.toUs, g.cause)));
    return {};
}

Result<std::vector<app::GapRow>> MysqlRecordingStore::gaps(const Uuid& cameraId,
                                                           const std::string& stream,
                                                           domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kGaps, params(cameraId, stream, within.toUs, within.fromUs)));
    return mapped(rows, gapOf);
}

Status MysqlRecordingStore::putCount(const domain::CountChange& c, const std::string& detector,
                                     std::int64_t receivedUs) {
    const auto segment = c.segment.isNil() ? std::nullopt : std::optional(c.segment);
    MJ_TRY(transaction_.execute(
        kPutCount, params(c.cameraId, c.fromUs, c.value, c.confidenceMilli, segment, c.fragment,
                          c.offsetUs, detector, receivedUs)));
    return {};
}

Result<std::vector<domain::CountChange>> MysqlRecordingStore::counts(const Uuid& cameraId,
                                                                     domain::Span within) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCounts, params(cameraId, within.fromUs, cameraId,
                                                                  within.fromUs, within.toUs)));
    return mapped(rows, countOf);
}

Status MysqlRecordingStore::putWatch(const app::WatchRow& w) {
    MJ_TRY(transaction_.execute(
        kPutWatch, params(w.cameraId, w.fromUs, w.toUs, w.watched, w.frames, w.cause)));
    return {};
}

Result<std::vector<app::WatchRow>> MysqlRecordingStore::notWatched(const Uuid& cameraId,
                                                                   domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kNotWatched, params(cameraId, within.toUs, within.fromUs)));
    return mapped(rows, watchOf);
}

Result<std::vector<app::WatchRow>> MysqlRecordingStore::watches(const Uuid& cameraId,
                                                                domain::Span within, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kWatches, params(cameraId, within.toUs,
                                                                   within.fromUs - kLongestWatchUs,
                                                                   within.fromUs, limit)));
    return mapped(rows, watchOf);
}

Result<std::vector<app::WatchedTime>> MysqlRecordingStore::watchedTime(domain::Span within) {
    MJ_ASSIGN(
        const Rows rows,
        transaction_.query(kWatchedTime, params(within.toUs, within.fromUs, within.toUs,
                                                within.fromUs - kLongestWatchUs, within.fromUs)));
    std::vector<app::WatchedTime> all;
    for (const Row& row : rows) all.push_back({uuidAt(row, 0), row.bytes(1), row.number(2)});
    return all;
}

Status MysqlRecordingStore::putLivenessReading(const app::LivenessReadingRow& r) {
    MJ_TRY(transaction_.execute(kPutLivenessReading,
                                params(r.cameraId, r.slot, r.roomId, r.atUs, r.code, r.headCounter,
                                       r.reader, r.staffId, r.readUs)));
    return {};
}

Result<std::vector<app::LivenessReadingRow>> MysqlRecordingStore::livenessReadings(
    const Uuid& cameraId, domain::Span within) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kLivenessReadings, params(cameraId, kernel::slotAt(within.fromUs),
                                                           kernel::slotAt(within.toUs))));
    return mapped(rows, readingOf);
}

Result<std::int64_t> MysqlRecordingStore::lockNode(const std::string& node, const Uuid& boot) {
    MJ_ASSIGN(const Rows known, transaction_.query(kLockNode, params(node, boot)));
    if (!known.empty()) return known[0].number(0);
    MJ_TRY(transaction_.execute(kMakeNode, params(node, boot)));
    MJ_ASSIGN(const Rows made, transaction_.query(kLockNode, params(node, boot)));
    if (made.empty()) return Error::of(ErrorKind::Conflict, "db.conflict", "node row vanished");
    return made[0].number(0);
}

Status MysqlRecordingStore::ackNode(const std::string& node, const Uuid& boot, std::int64_t seq,
                                    std::int64_t nowUs) {
    MJ_TRY(transaction_.execute(kAckNode, params(node, boot, seq, nowUs)));
    return {};
}

}  // namespace mingjing::db::repositories
