// SPDX-License-Identifier: Apache-2.0
// Settings of watching by scope and version, and their pictures of empty rooms.
#include "db/repositories/columns.h"
#include "db/repositories/observation_stores.h"

namespace mingjing::db::repositories {

namespace {

#define MJ_WATCHING_COLUMNS                                                               \
    "SELECT scope, version, state, terms, reason, by_id, at_us, decided_by, decided_us, " \
    "reject_reason, approved_us, replaced_us, has_reference FROM watching_settings "
const Query kWatchingVersions{"watching_versions",
                              MJ_WATCHING_COLUMNS "WHERE scope = ? ORDER BY version DESC"};
const Query kLockWatching{"lock_watching",
                          MJ_WATCHING_COLUMNS "WHERE scope = ? ORDER BY version DESC FOR UPDATE"};
const Query kFindWatching{"find_watching", MJ_WATCHING_COLUMNS "WHERE scope = ? AND version = ?"};
const Query kWatchingInState{"watching_in_state",
                             MJ_WATCHING_COLUMNS "WHERE state = ? ORDER BY scope, version"};
const Query kWatchingProposals{
    "watching_proposals", MJ_WATCHING_COLUMNS
    "WHERE state = 'proposed' AND (at_us > ? OR (at_us = ? AND scope > ?)) "
    "ORDER BY at_us, scope LIMIT ?"};
const Query kAddWatching{
    "add_watching",
    "INSERT INTO watching_settings (scope, version, state, terms, reason, by_id, at_us, "
    "decided_by, decided_us, reject_reason, approved_us, replaced_us, has_reference) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, '', NULL, NULL, ?)"};
const Query kNoteWatching{"note_watching",
                          "UPDATE watching_settings SET state = ?, decided_by = ?, decided_us = ?, "
                          "reject_reason = ?, approved_us = ?, replaced_us = ? "
                          "WHERE scope = ? AND version = ?"};
const Query kPutReference{"put_watching_reference",
                          "INSERT INTO watching_references (scope, version, picture) "
                          "VALUES (?, ?, ?)"};
const Query kReference{"watching_reference",
                       "SELECT picture FROM watching_references WHERE scope = ? AND version = ?"};

app::WatchingRow watchingOf(const Row& row) {
    app::WatchingRow w;
    w.scope = row.bytes(0);
    w.version = row.number(1);
    w.state = row.bytes(2);
    w.terms = row.bytes(3);
    w.reason = row.bytes(4);
    w.by = uuidAt(row, 5);
    w.atUs = row.number(6);
    w.decidedBy = maybeUuidAt(row, 7);
    w.decidedUs = maybeNumberAt(row, 8);
    w.rejectReason = row.bytes(9);
    w.approvedUs = maybeNumberAt(row, 10);
    w.replacedUs = maybeNumberAt(row, 11);
    w.hasReference = flagAt(row, 12);
    return w;
}

}  // namespace

Result<std::vector<app::WatchingRow>> MysqlWatchingStore::lock(const std::string& scope) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kLockWatching, params(scope)));
    return mapped(rows, watchingOf);
}

Result<std::vector<app::WatchingRow>> MysqlWatchingStore::versions(const std::string& scope) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kWatchingVersions, params(scope)));
    return mapped(rows, watchingOf);
}

Result<std::optional<app::WatchingRow>> MysqlWatchingStore::find(const std::string& scope,
                                                                 std::int64_t version) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindWatching, params(scope, version)));
    return firstOf(rows, watchingOf);
}

Result<std::vector<app::WatchingRow>> MysqlWatchingStore::inState(const std::string& state) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kWatchingInState, params(state)));
    return mapped(rows, watchingOf);
}

Result<std::vector<app::WatchingRow>> MysqlWatchingStore::proposals(
    const std::optional<app::ProposalPlace>& after, int limit) {
    const app::ProposalPlace place = after.value_or(app::ProposalPlace{});
    MJ_ASSIGN(const Rows rows, transaction_.query(kWatchingProposals,
                                                  params(place.us, place.us, place.scope, limit)));
    return mapped(rows, watchingOf);
}

Status MysqlWatchingStore::add(const app::WatchingRow& w) {
    MJ_TRY(transaction_.execute(kAddWatching, params(w.scope, w.version, w.state, w.terms, w.reason,
                                                     w.by, w.atUs, w.hasReference)));
    return {};
}

Status MysqlWatchingStore::note(const app::WatchingRow& w) {
    MJ_TRY(transaction_.execute(
        kNoteWatching, params(w.state, w.decidedBy, w.decidedUs, w.rejectReason, w.approvedUs,
                              w.replacedUs, w.scope, w.version)));
    return {};
}

Status MysqlWatchingStore::putReference(const std::string& scope, std::int64_t version,
                                        const std::string& sealed) {
    MJ_TRY(transaction_.execute(kPutReference, params(scope, version, sealed)));
    return {};
}

Result<std::optional<std::string>> MysqlWatchingStore::reference(const std::string& scope,
                                                                 std::int64_t version) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kReference, params(scope, version)));
    if (rows.empty()) return std::optional<std::string>();
    return std::optional(rows.front().bytes(0));
}

}  // namespace mingjing::db::repositories
