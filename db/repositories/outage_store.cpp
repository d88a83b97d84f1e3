// SPDX-License-Identifier: Apache-2.0
// Numbered blank forms, and when the centre could take entries.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutBlankForm{
    "put_blank_form",
    "INSERT INTO blank_forms (id, batch_id, number, state, printed_us, printed_by, settled_us, "
    "settled_by, stay_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
    "state = VALUES(state), settled_us = VALUES(settled_us), settled_by = VALUES(settled_by), "
    "stay_id = VALUES(stay_id)"};
#define MJ_BLANK_FORM_COLUMNS                                                              \
    "SELECT id, batch_id, number, state, printed_us, printed_by, settled_us, settled_by, " \
    "stay_id FROM blank_forms "
const Query kFindBlankForm{"find_blank_form", MJ_BLANK_FORM_COLUMNS "WHERE id = ?"};
const Query kBlankFormsOfBatch{"blank_forms_of_batch",
                               MJ_BLANK_FORM_COLUMNS "WHERE batch_id = ? ORDER BY number"};
const Query kBlankForms{"blank_forms", MJ_BLANK_FORM_COLUMNS
                        "WHERE (? = 'all' OR state = ?) ORDER BY number DESC LIMIT ?"};
const Query kCountBlankForms{"count_blank_forms",
                             "SELECT state, COUNT(*) FROM blank_forms GROUP BY state"};

app::BlankFormRow blankFormOf(const Row& row) {
    return {uuidAt(row, 0),        uuidAt(row, 1),      row.bytes(2),
            row.bytes(3),          row.number(4),       uuidAt(row, 5),
            maybeNumberAt(row, 6), maybeUuidAt(row, 7), maybeUuidAt(row, 8)};
}

const Query kPutUptime{"put_uptime",
                       "INSERT INTO uptime (from_us, alive_us, cause) VALUES (?, ?, ?) "
                       "ON DUPLICATE KEY UPDATE alive_us = VALUES(alive_us)"};
#define MJ_UPTIME_COLUMNS "SELECT from_us, alive_us, cause FROM uptime "
const Query kNewestUptime{"newest_uptime", MJ_UPTIME_COLUMNS "ORDER BY from_us DESC LIMIT 1"};
const Query kOldestUptime{"oldest_uptime", MJ_UPTIME_COLUMNS "ORDER BY from_us LIMIT 1"};
const Query kUptimeWithin{"uptime_within", MJ_UPTIME_COLUMNS
                          "WHERE from_us <= ? AND from_us >= COALESCE((SELECT MAX(from_us) "
                          "FROM uptime WHERE from_us <= ?), 0) ORDER BY from_us DESC LIMIT ?"};

app::UptimeRow uptimeOf(const Row& row) {
    return {row.number(0), row.number(1), row.bytes(2)};
}

}  // namespace

Status MysqlBlankFormStore::put(const app::BlankFormRow& f) {
    MJ_TRY(transaction_.execute(kPutBlankForm,
                                params(f.id, f.batchId, f.number, f.state, f.printedUs, f.printedBy,
                                       f.settledUs, f.settledBy, f.stayId)));
    return {};
}

Result<std::optional<app::BlankFormRow>> MysqlBlankFormStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindBlankForm, params(id)));
    return firstOf(rows, blankFormOf);
}

Result<std::vector<app::BlankFormRow>> MysqlBlankFormStore::ofBatch(const Uuid& batchId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kBlankFormsOfBatch, params(batchId)));
    return mapped(rows, blankFormOf);
}

Result<std::vector<app::BlankFormRow>> MysqlBlankFormStore::list(const std::string& state,
                                                                 int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kBlankForms, params(state, state, limit)));
    return mapped(rows, blankFormOf);
}

Result<std::map<std::string, std::int64_t>> MysqlBlankFormStore::counts() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCountBlankForms, {}));
    std::map<std::string, std::int64_t> counts;
    for (const Row& row : rows) counts[row.bytes(0)] = row.number(1);
    return counts;
}

Status MysqlUptimeStore::put(const app::UptimeRow& row) {
    MJ_TRY(transaction_.execute(kPutUptime, params(row.fromUs, row.aliveUs, row.cause)));
    return {};
}

Result<std::optional<app::UptimeRow>> MysqlUptimeStore::newest() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kNewestUptime, {}));
    return firstOf(rows, uptimeOf);
}

Result<std::optional<app::UptimeRow>> MysqlUptimeStore::oldest() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kOldestUptime, {}));
    return firstOf(rows, uptimeOf);
}

Result<std::vector<app::UptimeRow>> MysqlUptimeStore::within(std::int64_t fromUs, std::int64_t toUs,
                                                             int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kUptimeWithin, params(toUs, fromUs, limit)));
    auto spans = mapped(rows, uptimeOf);
    std::reverse(spans.begin(), spans.end());
    return spans;
}

}  // namespace mingjing::db::repositories
