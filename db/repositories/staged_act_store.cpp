// SPDX-License-Identifier: Apache-2.0
// Acts that were staged before cameras.
#include "db/repositories/columns.h"
#include "db/repositories/observation_stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutStaged{
    "put_staged_act",
    "INSERT INTO staged_acts (id, camera_id, act, by_id, announced_us, done_us, ended_us, "
    "cancelled_us, seen_us, told_us, observation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE done_us = VALUES(done_us), ended_us = VALUES(ended_us), "
    "cancelled_us = VALUES(cancelled_us), seen_us = VALUES(seen_us), told_us = VALUES(told_us), "
    "observation_id = VALUES(observation_id)"};
#define MJ_STAGED_COLUMNS                                                 \
    "SELECT id, camera_id, act, by_id, announced_us, done_us, ended_us, " \
    "cancelled_us, seen_us, told_us, observation_id FROM staged_acts "
const Query kLockStaged{"lock_staged_act", MJ_STAGED_COLUMNS "WHERE id = ? FOR UPDATE"};
const Query kFindStaged{"find_staged_act", MJ_STAGED_COLUMNS "WHERE id = ?"};
const Query kStagedOf{"staged_acts_of", MJ_STAGED_COLUMNS
                      "WHERE camera_id = ? AND announced_us >= ? "
                      "ORDER BY announced_us DESC, id DESC LIMIT ?"};
const Query kStagedSince{"staged_acts_since", MJ_STAGED_COLUMNS
                         "WHERE announced_us >= ? ORDER BY announced_us DESC LIMIT ?"};

app::StagedActRow stagedOf(const Row& row) {
    app::StagedActRow s;
    s.id = uuidAt(row, 0);
    s.cameraId = uuidAt(row, 1);
    s.act = row.bytes(2);
    s.by = uuidAt(row, 3);
    s.times.announcedUs = row.number(4);
    s.times.doneUs = maybeNumberAt(row, 5);
    s.times.endedUs = maybeNumberAt(row, 6);
    s.times.cancelledUs = maybeNumberAt(row, 7);
    s.times.seenUs = maybeNumberAt(row, 8);
    s.toldUs = maybeNumberAt(row, 9);
    s.observation = maybeUuidAt(row, 10);
    return s;
}

}  // namespace

Status MysqlStagedActStore::put(const app::StagedActRow& s) {
    MJ_TRY(transaction_.execute(
        kPutStaged,
        params(s.id, s.cameraId, s.act, s.by, s.times.announcedUs, s.times.doneUs, s.times.endedUs,
               s.times.cancelledUs, s.times.seenUs, s.toldUs, s.observation)));
    return {};
}

Result<std::optional<app::StagedActRow>> MysqlStagedActStore::lock(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kLockStaged, params(id)));
    return firstOf(rows, stagedOf);
}

Result<std::optional<app::StagedActRow>> MysqlStagedActStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindStaged, params(id)));
    return firstOf(rows, stagedOf);
}

Result<std::vector<app::StagedActRow>> MysqlStagedActStore::of(const Uuid& cameraId,
                                                               std::int64_t sinceUs, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kStagedOf, params(cameraId, sinceUs, limit)));
    return mapped(rows, stagedOf);
}

Result<std::vector<app::StagedActRow>> MysqlStagedActStore::since(std::int64_t us, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kStagedSince, params(us, limit)));
    return mapped(rows, stagedOf);
}

}  // namespace mingjing::db::repositories
