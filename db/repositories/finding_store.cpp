// SPDX-License-Identifier: Apache-2.0
// Table findings: what rules concluded and people judged, for lists.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kUpdateFinding{"update_finding",
                           "UPDATE findings SET rule_id = ?, rule_version = ?, severity = ?, "
                           "stay_id = ?, subject = ?, questioning_id = ?, room_id = ?, "
                           "status = ?, provisional = ?, at_us = ?, until_us = ?, raised_us = ?, "
                           "seq = ? WHERE id = ?"};
const Query kInsertFinding{"insert_finding",
                           "INSERT INTO findings (rule_id, rule_version, severity, stay_id, "
                           "subject, questioning_id, room_id, status, provisional, at_us, "
                           "until_us, raised_us, seq, id) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

#define MJ_FINDING_COLUMNS                                                                    \
    "SELECT id, rule_id, rule_version, severity, stay_id, subject, questioning_id, room_id, " \
    "status, provisional, at_us, until_us, raised_us, seq FROM findings "
#define MJ_FINDING_FILTER                                        \
    "(? IS NULL OR rule_id = ?) AND (? IS NULL OR stay_id = ?) " \
    "AND (? IS NULL OR questioning_id = ?) "
#define MJ_FINDING_AFTER "AND (? IS NULL OR raised_us < ? OR (raised_us = ? AND id < ?)) "
const Query kFindFinding{"find_finding", MJ_FINDING_COLUMNS "WHERE id = ?"};
const Query kFindingsOfStay{"findings_of_stay",
                            MJ_FINDING_COLUMNS "WHERE stay_id = ? ORDER BY at_us, id"};
// What waits for a person is read oldest first, everything else newest first.
const Query kFindingsToReview{"findings_to_review", MJ_FINDING_COLUMNS
                              "WHERE status = 'to_review' AND " MJ_FINDING_FILTER
                              "AND (? IS NULL OR raised_us > ? OR (raised_us = ? AND id > ?)) "
                              "ORDER BY raised_us, id LIMIT ?"};
const Query kFindingsReviewed{"findings_reviewed", MJ_FINDING_COLUMNS
                              "WHERE status IN ('confirmed', 'false_alarm', 'unclear') "
                              "AND " MJ_FINDING_FILTER MJ_FINDING_AFTER
                              "ORDER BY raised_us DESC, id DESC LIMIT ?"};
const Query kFindingsCured{"findings_cured", MJ_FINDING_COLUMNS
                           "WHERE status = 'cured' AND " MJ_FINDING_FILTER MJ_FINDING_AFTER
                           "ORDER BY raised_us DESC, id DESC LIMIT ?"};
const Query kFindingsAll{"findings_all",
                         MJ_FINDING_COLUMNS "WHERE " MJ_FINDING_FILTER MJ_FINDING_AFTER
                                            "ORDER BY raised_us DESC, id DESC LIMIT ?"};
const Query kCountToReview{
    "count_to_review",
    "SELECT COUNT(*) FROM findings WHERE status = 'to_review' AND " MJ_FINDING_FILTER};
const Query kCountReviewed{"count_reviewed",
                           "SELECT COUNT(*) FROM findings WHERE status IN "
                           "('confirmed', 'false_alarm', 'unclear') AND " MJ_FINDING_FILTER};
const Query kCountCured{"count_cured",
                        "SELECT COUNT(*) FROM findings WHERE status = 'cured' "
                        "AND " MJ_FINDING_FILTER};
const Query kCountAllFindings{"count_all_findings",
                              "SELECT COUNT(*) FROM findings WHERE " MJ_FINDING_FILTER};

struct Queries {
    const char* status;
    const Query& list;
    const Query& count;
};
const Queries kByStatus[] = {{"to_review", kFindingsToReview, kCountToReview},
                             {"reviewed", kFindingsReviewed, kCountReviewed},
                             {"cured", kFindingsCured, kCountCured},
                             {"all", kFindingsAll, kCountAllFindings}};

Result<const Queries*> queriesFor(const app::FindingFilter& filter) {
    for (const Queries& queries : kByStatus)
        if (filter.status == queries.status) return &queries;
    return Error::invalid("status", "field.unknown_word");
}

mysql::Params filterOf(const app::FindingFilter& filter) {
    const auto rule = filter.rule.empty() ? std::nullopt : std::optional(filter.rule);
    return params(rule, rule, filter.stay, filter.stay, filter.questioning, filter.questioning);
}

app::FindingRow findingOf(const Row& row) {
    app::FindingRow finding;
    finding.id = uuidAt(row, 0);
    finding.rule = row.bytes(1);
    finding.ruleVersion = intAt(row, 2);
    finding.severity = row.bytes(3);
    finding.stayId = uuidAt(row, 4);
    finding.subject = row.bytes(5);
    finding.questioningId = maybeUuidAt(row, 6);
    finding.roomId = maybeUuidAt(row, 7);
    finding.status = row.bytes(8);
    finding.provisional = flagAt(row, 9);
    finding.atUs = row.number(10);
    finding.untilUs = maybeNumberAt(row, 11);
    finding.raisedUs = row.number(12);
    finding.seq = row.number(13);
    return finding;
}

}  // namespace

Status MysqlFindingStore::put(const app::FindingRow& f) {
    return updateOrInsert(
        transaction_, kUpdateFinding, kInsertFinding,
        params(f.rule, f.ruleVersion, f.severity, f.stayId, f.subject, f.questioningId, f.roomId,
               f.status, f.provisional, f.atUs, f.untilUs, f.raisedUs, f.seq, f.id));
}

Result<std::optional<app::FindingRow>> MysqlFindingStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindFinding, params(id)));
    return firstOf(rows, findingOf);
}

Result<std::vector<app::FindingRow>> MysqlFindingStore::list(const app::FindingFilter& filter) {
    MJ_ASSIGN(const Queries* queries, queriesFor(filter));
    mysql::Params all = filterOf(filter);
    addPage(all, filter.after, filter.limit);
    MJ_ASSIGN(const Rows rows, transaction_.query(queries->list, all));
    return mapped(rows, findingOf);
}

Result<std::int64_t> MysqlFindingStore::count(const app::FindingFilter& filter) {
    MJ_ASSIGN(const Queries* queries, queriesFor(filter));
    MJ_ASSIGN(const Rows rows, transaction_.query(queries->count, filterOf(filter)));
    return rows.at(0).number(0);
}

Result<std::vector<app::FindingRow>> MysqlFindingStore::ofStay(const Uuid& stayId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindingsOfStay, params(stayId)));
    return mapped(rows, findingOf);
}

}  // namespace mingjing::db::repositories
