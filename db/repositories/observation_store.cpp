// SPDX-License-Identifier: Apache-2.0
// What analysts saw, its pictures, and what people judged.
#include "db/repositories/columns.h"
#include "db/repositories/observation_stores.h"

namespace mingjing::db::repositories {

namespace {

// Told again: the newest word counts, but an end stays, and so does what people made of it.
const Query kPutObserved{
    "put_observed",
    "INSERT INTO observed (id, camera_id, room_id, stream, kind, zone_id, zone_kind, from_us, "
    "to_us, value, confidence_milli, segment_id, fragment, offset_us, detector, configuration, "
    "settings_version, detail, received_us, verdict, verdict_note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '') "
    "ON DUPLICATE KEY UPDATE from_us = VALUES(from_us), to_us = COALESCE(VALUES(to_us), to_us), "
    "value = VALUES(value), confidence_milli = VALUES(confidence_milli), "
    "segment_id = VALUES(segment_id), fragment = VALUES(fragment), "
    "offset_us = VALUES(offset_us), detector = VALUES(detector), "
    "configuration = VALUES(configuration), settings_version = VALUES(settings_version), "
    "detail = VALUES(detail)"};
const Query kPutPicture{"put_observed_picture",
                        "INSERT INTO observed_pictures (id, picture) VALUES (?, ?) "
                        "ON DUPLICATE KEY UPDATE picture = VALUES(picture)"};
const Query kPicture{"observed_picture", "SELECT picture FROM observed_pictures WHERE id = ?"};

#define MJ_OBSERVED_COLUMNS                                                                      \
    "SELECT o.id, o.camera_id, o.room_id, o.stream, o.kind, o.zone_id, o.zone_kind, o.from_us, " \
    "o.to_us, o.value, o.confidence_milli, o.segment_id, o.fragment, o.offset_us, o.detector, "  \
    "o.configuration, o.settings_version, o.detail, o.received_us, o.staged_act, o.verdict, "    \
    "o.verdict_by, o.verdict_us, o.verdict_note, p.id IS NOT NULL FROM observed o "              \
    "LEFT JOIN observed_pictures p ON p.id = o.id "
const Query kFindObserved{"find_observed", MJ_OBSERVED_COLUMNS "WHERE o.id = ?"};
const Query kLockObserved{"lock_observed", "SELECT id FROM observed WHERE id = ? FOR UPDATE"};
#define MJ_OBSERVED_FILTER                                                                      \
    "(? IS NULL OR o.camera_id = ?) AND (? IS NULL OR o.room_id = ?) "                          \
    "AND (? = '' OR FIND_IN_SET(o.kind, ?)) AND (? = '' OR o.verdict = IF(? = 'none', '', ?)) " \
    "AND (? = 0 OR o.to_us IS NULL OR o.to_us > ?) AND (? = 0 OR o.from_us < ?) "               \
    "AND (? IS NULL OR o.from_us < ? OR (o.from_us = ? AND o.id < ?)) "                         \
    "ORDER BY o.from_us DESC, o.id DESC LIMIT ?"
const Query kAllObserved{"all_observed", MJ_OBSERVED_COLUMNS "WHERE " MJ_OBSERVED_FILTER};
const Query kOpenObserved{"open_observed",
                          MJ_OBSERVED_COLUMNS "WHERE o.to_us IS NULL AND " MJ_OBSERVED_FILTER};
const Query kCountOpen{"count_open_observed",
                       "SELECT camera_id, COUNT(*) FROM observed WHERE to_us IS NULL "
                       "GROUP BY camera_id"};
const Query kCountUnjudged{"count_unjudged_observed",
                           "SELECT camera_id, COUNT(*) FROM observed WHERE verdict = '' "
                           "GROUP BY camera_id"};
const Query kOfRoom{"observed_of_room", MJ_OBSERVED_COLUMNS
                    "WHERE o.room_id = ? AND (o.to_us IS NULL OR o.to_us > ?) AND o.from_us < ? "
                    "ORDER BY o.from_us, o.id LIMIT ?"};
const Query kOfCamera{"observed_of_camera", MJ_OBSERVED_COLUMNS
                      "WHERE o.camera_id = ? AND o.from_us >= ? "
                      "ORDER BY o.from_us DESC, o.id DESC LIMIT ?"};
const Query kOpenOf{"observed_open_of",
                    "SELECT id FROM observed WHERE camera_id = ? AND kind = ? AND to_us IS NULL "
                    "ORDER BY from_us DESC LIMIT 1 FOR UPDATE"};
const Query kJudge{"judge_observed",
                   "UPDATE observed SET verdict = ?, verdict_by = ?, verdict_us = ?, "
                   "verdict_note = ? WHERE id = ?"};
const Query kMarkStaged{"mark_staged", "UPDATE observed SET staged_act = ? WHERE id = ?"};
const Query kVerdictCounts{"observed_verdict_counts",
                           "SELECT camera_id, kind, verdict, COUNT(*) FROM observed "
                           "WHERE verdict IN ('confirmed', 'false', 'unclear') AND from_us >= ? "
                           "GROUP BY camera_id, kind, verdict"};

app::ObservationRow observedOf(const Row& row) {
    app::ObservationRow o;
    o.id = uuidAt(row, 0);
    o.cameraId = uuidAt(row, 1);
    o.roomId = uuidAt(row, 2);
    o.stream = row.bytes(3);
    o.kind = row.bytes(4);
    o.zoneId = maybeUuidAt(row, 5);
    o.zoneKind = row.bytes(6);
    o.fromUs = row.number(7);
    o.toUs = maybeNumberAt(row, 8);
    o.value = row.number(9);
    o.confidenceMilli = intAt(row, 10);
    o.segment = maybeUuidAt(row, 11);
    o.fragment = row.number(12);
    o.offsetUs = row.number(13);
    o.detector = row.bytes(14);
    o.configuration = row.bytes(15);
    o.settingsVersion = row.number(16);
    o.detail = row.bytes(17);
    o.receivedUs = row.number(18);
    o.stagedAct = maybeUuidAt(row, 19);
    o.verdict = row.bytes(20);
    o.verdictBy = maybeUuidAt(row, 21);
    o.verdictUs = maybeNumberAt(row, 22);
    o.verdictNote = row.bytes(23);
    o.hasThumbnail = flagAt(row, 24);
    return o;
}

}  // namespace

Status MysqlObservationStore::put(const app::ObservationRow& o) {
    MJ_TRY(transaction_.execute(
        kPutObserved,
        params(o.id, o.cameraId, o.roomId, o.stream, o.kind, o.zoneId, o.zoneKind, o.fromUs, o.toUs,
               o.value, o.confidenceMilli, o.segment, o.fragment, o.offsetUs, o.detector,
               o.configuration, o.settingsVersion, o.detail, o.receivedUs)));
    return {};
}

Status MysqlObservationStore::putPicture(const Uuid& id, const std::string& sealed) {
    MJ_TRY(transaction_.execute(kPutPicture, params(id, sealed)));
    return {};
}

Result<std::optional<std::string>> MysqlObservationStore::picture(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kPicture, params(id)));
    if (rows.empty()) return std::optional<std::string>();
    return std::optional(rows.front().bytes(0));
}

Result<std::optional<app::ObservationRow>> MysqlObservationStore::lock(const Uuid& id) {
    MJ_TRY(transaction_.query(kLockObserved, params(id)));
    return find(id);
}

Result<std::optional<app::ObservationRow>> MysqlObservationStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindObserved, params(id)));
    return firstOf(rows, observedOf);
}

Result<std::vector<app::ObservationRow>> MysqlObservationStore::list(
    const app::ObservationFilter& f, const std::optional<app::ListPlace>& after, int limit) {
    mysql::Params all = params(f.camera, f.camera, f.room, f.room, f.kind, f.kind, f.verdict,
                               f.verdict, f.verdict, f.fromUs, f.fromUs, f.toUs, f.toUs);
    addPage(all, after, limit);
    MJ_ASSIGN(const Rows rows, transaction_.query(f.openOnly ? kOpenObserved : kAllObserved, all));
    return mapped(rows, observedOf);
}

Result<std::map<Uuid, app::ObservationCounts>> MysqlObservationStore::counts() {
    std::map<Uuid, app::ObservationCounts> all;
    MJ_ASSIGN(const Rows open, transaction_.query(kCountOpen));
    for (const Row& row : open) all[uuidAt(row, 0)].open = row.number(1);
    MJ_ASSIGN(const Rows unjudged, transaction_.query(kCountUnjudged));
    for (const Row& row : unjudged) all[uuidAt(row, 0)].unjudged = row.number(1);
    return all;
}

Result<std::vector<app::ObservationRow>> MysqlObservationStore::ofRoom(const Uuid& roomId,
                                                                       domain::Span within,
                                                                       int limit) {
    MJ_ASSIGN(const Rows rows,
              transaction_.query(kOfRoom, params(roomId, within.fromUs, within.toUs, limit)));
    return mapped(rows, observedOf);
}

Result<std::vector<app::ObservationRow>> MysqlObservationStore::ofCamera(const Uuid& cameraId,
                                                                         std::int64_t sinceUs,
                                                                         int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOfCamera, params(cameraId, sinceUs, limit)));
    return mapped(rows, observedOf);
}

Result<std::optional<app::ObservationRow>> MysqlObservationStore::openOf(const Uuid& cameraId,
                                                                         const std::string& kind) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOpenOf, params(cameraId, kind)));
    if (rows.empty()) return std::optional<app::ObservationRow>();
    return find(uuidAt(rows.front(), 0));
}

Status MysqlObservationStore::judge(const app::ObservationRow& o) {
    MJ_TRY(transaction_.execute(kJudge,
                                params(o.verdict, o.verdictBy, o.verdictUs, o.verdictNote, o.id)));
    return {};
}

Status MysqlObservationStore::markStaged(const Uuid& id, const Uuid& act) {
    MJ_TRY(transaction_.execute(kMarkStaged, params(act, id)));
    return {};
}

Result<std::vector<app::VerdictCount>> MysqlObservationStore::verdictCounts(std::int64_t sinceUs) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kVerdictCounts, params(sinceUs)));
    std::vector<app::VerdictCount> all;
    for (const Row& row : rows)
        all.push_back({uuidAt(row, 0), row.bytes(1), row.bytes(2), row.number(3)});
    return all;
}

}  // namespace mingjing::db::repositories
