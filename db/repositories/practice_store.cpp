// SPDX-License-Identifier: Apache-2.0
// Runs of exercises.
#include "center/domain/json_read.h"
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutPracticeRun{
    "put_practice_run",
    "INSERT INTO practice_runs (id, staff_id, exercise, started_us, ends_us, seeds) "
    "VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE ends_us = VALUES(ends_us)"};
const Query kPutPracticeSeeds{"put_practice_seeds",
                              "UPDATE practice_runs SET seeds = ? WHERE id = ?"};
#define MJ_PRACTICE_COLUMNS \
    "SELECT id, staff_id, exercise, started_us, ends_us, seeds FROM practice_runs "
const Query kFindPracticeRun{"find_practice_run", MJ_PRACTICE_COLUMNS "WHERE id = ?"};
const Query kPracticeRunsOf{"practice_runs_of", MJ_PRACTICE_COLUMNS
                            "WHERE staff_id = ? ORDER BY started_us DESC, id LIMIT ?"};

kernel::Json idsJson(const std::vector<Uuid>& ids) {
    kernel::Json all = kernel::Json::array();
    for (const Uuid& id : ids) all.push_back(id.text());
    return all;
}

std::string seedsOf(const app::PracticeRow& run) {
    return kernel::Json{{"bookings", idsJson(run.bookings)}, {"stays", idsJson(run.stays)}}.dump();
}

std::vector<Uuid> idsIn(const kernel::Json& seeds, const char* name) {
    std::vector<Uuid> ids;
    for (const kernel::Json& id : seeds.value(name, kernel::Json::array()))
        ids.push_back(domain::storedUuid(id));
    return ids;
}

app::PracticeRow practiceRunOf(const Row& row) {
    const auto seeds = kernel::parseJson(row.bytes(5));
    const kernel::Json read = seeds.ok() ? *seeds : kernel::Json::object();
    return {uuidAt(row, 0), uuidAt(row, 1),       row.bytes(2),           row.number(3),
            row.number(4),  idsIn(read, "stays"), idsIn(read, "bookings")};
}

}  // namespace

Status MysqlPracticeStore::put(const app::PracticeRow& run) {
    MJ_TRY(transaction_.execute(kPutPracticeRun, params(run.id, run.staffId, run.exercise,
                                                        run.startedUs, run.endsUs, seedsOf(run))));
    return {};
}

Status MysqlPracticeStore::putSeeds(const app::PracticeRow& run) {
    MJ_TRY(transaction_.execute(kPutPracticeSeeds, params(seedsOf(run), run.id)));
    return {};
}

Result<std::optional<app::PracticeRow>> MysqlPracticeStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindPracticeRun, params(id)));
    return firstOf(rows, practiceRunOf);
}

Result<std::vector<app::PracticeRow>> MysqlPracticeStore::of(const Uuid& staffId, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kPracticeRunsOf, params(staffId, limit)));
    return mapped(rows, practiceRunOf);
}

}  // namespace mingjing::db::repositories
