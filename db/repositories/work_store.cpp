// SPDX-License-Identifier: Apache-2.0
// Tables outbox and deadlines: what is still to be looked at, and when.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutOutbox{"put_outbox",
                       "INSERT INTO outbox (stream_kind, stream_id, seq) VALUES (?, ?, ?)"};
// Always from the smallest id that is there: a smaller one may become visible after a larger one.
const Query kTakeOutbox{"take_outbox",
                        "SELECT id, stream_kind, stream_id, seq FROM outbox ORDER BY id LIMIT ?"};
constexpr std::size_t kOutboxPlaces = 16;
const Query kDeleteOutbox{
    "delete_outbox",
    "DELETE FROM outbox WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const Query kCountOutbox{"count_outbox", "SELECT COUNT(*) FROM outbox"};
const Query kDeadlines{"deadlines",
                       "SELECT rule_id, subject, due_us FROM deadlines WHERE stay_id = ?"};
const Query kDeleteDeadlines{"delete_deadlines", "DELETE FROM deadlines WHERE stay_id = ?"};
constexpr std::size_t kDeadlinePlaces = 8;
const Query kPutDeadlines{"put_deadlines",
                          "INSERT INTO deadlines (stay_id, rule_id, subject, due_us) VALUES "
                          "(?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?), "
                          "(?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?) "
                          "ON DUPLICATE KEY UPDATE due_us = VALUES(due_us)"};
const Query kDueStays{"due_stays",
                      "SELECT stay_id, MIN(due_us) AS first_us FROM deadlines WHERE due_us <= ? "
                      "GROUP BY stay_id ORDER BY first_us, stay_id LIMIT ?"};

app::OutboxRow outboxRowOf(const Row& row) {
    return {row.number(0), {row.bytes(1), uuidAt(row, 2)}, row.number(3)};
}

using DueTimes = std::map<std::pair<std::string, std::string>, std::int64_t>;  // by rule, subject

DueTimes dueTimesOf(const std::vector<app::Deadline>& deadlines) {
    DueTimes all;
    for (const app::Deadline& d : deadlines) all[{d.rule, d.subject}] = d.dueUs;
    return all;
}

DueTimes dueTimesOf(const Rows& rows) {
    DueTimes all;
    for (const Row& row : rows) all[{row.bytes(0), row.bytes(1)}] = row.number(2);
    return all;
}

Uuid stayIdOf(const Row& row) {
    return uuidAt(row, 0);
}

}  // namespace

Status MysqlWorkStore::putOutbox(const app::StreamRef& stream, std::int64_t seq) {
    MJ_TRY(transaction_.execute(kPutOutbox, params(stream.kind, stream.id, seq)));
    return {};
}

Result<std::vector<app::OutboxRow>> MysqlWorkStore::takeOutbox(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kTakeOutbox, params(limit)));
    return mapped(rows, outboxRowOf);
}

Status MysqlWorkStore::deleteOutbox(const std::vector<std::int64_t>& ids) {
    return inSets(
        ids, kOutboxPlaces, [](std::int64_t id) { return params(id); },
        [&](const mysql::Params& all) { return transaction_.execute(kDeleteOutbox, all); });
}

Result<std::int64_t> MysqlWorkStore::countOutbox() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kCountOutbox));
    return rows.at(0).number(0);
}

Status MysqlWorkStore::replaceDeadlines(const Uuid& stayId,
                                        const std::vector<app::Deadline>& deadlines) {
    MJ_ASSIGN(const Rows known, transaction_.query(kDeadlines, params(stayId)));
    if (dueTimesOf(known) == dueTimesOf(deadlines)) return {};
    MJ_TRY(transaction_.execute(kDeleteDeadlines, params(stayId)));
    return inSets(
        deadlines, kDeadlinePlaces,
        [&](const app::Deadline& d) { return params(stayId, d.rule, d.subject, d.dueUs); },
        [&](const mysql::Params& all) { return transaction_.execute(kPutDeadlines, all); });
}

Result<std::vector<app::Deadline>> MysqlWorkStore::deadlinesOf(const Uuid& stayId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kDeadlines, params(stayId)));
    std::vector<app::Deadline> all;
    for (const Row& row : rows) all.push_back({stayId, row.bytes(0), row.bytes(1), row.number(2)});
    return all;
}

Result<std::vector<Uuid>> MysqlWorkStore::dueStays(std::int64_t nowUs, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kDueStays, params(nowUs, limit)));
    return mapped(rows, stayIdOf);
}

}  // namespace mingjing::db::repositories
