// SPDX-License-Identifier: Apache-2.0
// Stays, their numbers, occupancies, questionings and attendances, as lists and rules read them.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kCountUp{"count_up",
                     "INSERT INTO stay_numbers (day, last) VALUES (?, 1) "
                     "ON DUPLICATE KEY UPDATE last = last + 1"};
const Query kLastNumber{"last_number", "SELECT last FROM stay_numbers WHERE day = ?"};

const Query kUpdateStay{"update_stay",
                        "UPDATE stays SET number = ?, seq = ?, state = ?, case_id = ?, "
                        "unit_id = ?, room_id = ?, arrived_us = ?, departed_us = ? WHERE id = ?"};
const Query kInsertStay{"insert_stay",
                        "INSERT INTO stays (number, seq, state, case_id, unit_id, room_id, "
                        "arrived_us, departed_us, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const Query kFindStay{"find_stay",
                      "SELECT id, number, seq, state, case_id, unit_id, room_id, arrived_us, "
                      "departed_us FROM stays WHERE id = ?"};

// One shape of filter, three states, so that each state is read by an index that suits it.
#define MJ_STAY_COLUMNS                                                                       \
    "SELECT id, number, seq, state, case_id, unit_id, room_id, arrived_us, departed_us FROM " \
    "stays "
#define MJ_STAY_FILTER                                                                       \
    "(? IS NULL OR number LIKE ? OR case_id IN (SELECT id FROM cases WHERE number LIKE ?)) " \
    "AND (? IS NULL OR unit_id = ?) "
#define MJ_STAY_AFTER "AND (? IS NULL OR arrived_us < ? OR (arrived_us = ? AND id < ?)) "
#define MJ_STAY_ORDER "ORDER BY arrived_us DESC, id DESC LIMIT ?"
const Query kOpenStays{"open_stays", MJ_STAY_COLUMNS
                       "WHERE departed_us IS NULL AND " MJ_STAY_FILTER MJ_STAY_AFTER MJ_STAY_ORDER};
const Query kClosedStays{
    "closed_stays", MJ_STAY_COLUMNS
    "WHERE departed_us IS NOT NULL AND " MJ_STAY_FILTER MJ_STAY_AFTER MJ_STAY_ORDER};
const Query kAllStays{"all_stays",
                      MJ_STAY_COLUMNS "WHERE " MJ_STAY_FILTER MJ_STAY_AFTER MJ_STAY_ORDER};
const Query kStaysOfCase{"stays_of_case", MJ_STAY_COLUMNS "WHERE case_id = ? " MJ_STAY_ORDER};
const Query kCountOpenStays{
    "count_open_stays", "SELECT COUNT(*) FROM stays WHERE departed_us IS NULL AND " MJ_STAY_FILTER};
const Query kCountClosedStays{
    "count_closed_stays",
    "SELECT COUNT(*) FROM stays WHERE departed_us IS NOT NULL AND " MJ_STAY_FILTER};
const Query kCountAllStays{"count_all_stays", "SELECT COUNT(*) FROM stays WHERE " MJ_STAY_FILTER};

const Query kDeleteOccupancies{"delete_occupancies", "DELETE FROM occupancies WHERE stay_id = ?"};
// Reports may say the same twice; the last one stands, none is refused.
constexpr std::size_t kOccupancyPlaces = 4;
const Query kPutOccupancies{
    "put_occupancies",
    "INSERT INTO occupancies (stay_id, from_us, to_us, room_id, case_id, role, sex, minor) VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?), "
    "(?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE to_us = VALUES(to_us), case_id = VALUES(case_id), "
    "role = VALUES(role), sex = VALUES(sex), minor = VALUES(minor)"};
constexpr std::size_t kRoomPlaces = 16;
const Query kOccupancies{
    "occupancies",
    "SELECT stay_id, from_us, to_us, room_id, case_id, role, sex, minor FROM occupancies "
    "WHERE room_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "AND (to_us IS NULL OR to_us >= ?) ORDER BY room_id, from_us, stay_id"};

const Query kPutQuestioning{
    "put_questioning",
    "INSERT INTO questionings (id, stay_id, room_id, ordinal, kind, started_us, ended_us, settled) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE stay_id = VALUES(stay_id), room_id = VALUES(room_id), "
    "ordinal = VALUES(ordinal), kind = VALUES(kind), started_us = VALUES(started_us), "
    "ended_us = VALUES(ended_us), settled = VALUES(settled)"};
const Query kSettleQuestioning{
    "settle_questioning",
    "UPDATE questionings SET settled = 1 WHERE id = ? AND ended_us IS NOT NULL"};
#define MJ_QUESTIONING_COLUMNS \
    "SELECT id, stay_id, room_id, ordinal, kind, started_us, ended_us, settled FROM questionings "
const Query kFindQuestioning{"find_questioning", MJ_QUESTIONING_COLUMNS "WHERE id = ?"};
const Query kQuestionings{"questionings",
                          MJ_QUESTIONING_COLUMNS "ORDER BY started_us DESC, id DESC LIMIT ?"};
const Query kOpenQuestionings{"open_questionings", MJ_QUESTIONING_COLUMNS
                              "WHERE ended_us IS NULL ORDER BY started_us DESC, id DESC LIMIT ?"};
const Query kQuestioningsIn{"questionings_in", MJ_QUESTIONING_COLUMNS
                            "WHERE room_id = ? AND started_us BETWEEN ? AND ? "
                            "ORDER BY started_us, id"};
// An open one is never settled, so this finds the open ones too.
const Query kUnsettledQuestionings{
    "unsettled_questionings", MJ_QUESTIONING_COLUMNS "WHERE settled = 0 ORDER BY started_us, id"};

const Query kAttendancesOf{
    "attendances_of",
    "SELECT a.attendee_id, a.questioning_id, q.stay_id, q.room_id, a.from_us, a.to_us "
    "FROM attendances a JOIN questionings q ON q.id = a.questioning_id "
    "WHERE a.attendee_id = ? AND (a.to_us IS NULL OR a.to_us > ?) ORDER BY a.from_us"};
const Query kDeleteAttendances{"delete_attendances",
                               "DELETE FROM attendances WHERE questioning_id = ?"};
constexpr std::size_t kAttendancePlaces = 4;
const Query kPutAttendances{
    "put_attendances",
    "INSERT INTO attendances (questioning_id, attendee_id, attendee_function, from_us, to_us) "
    "VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?), (?, ?, ?, ?, ?), (?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE attendee_function = VALUES(attendee_function), "
    "to_us = VALUES(to_us)"};

const Query kPutApproval{
    "put_approval",
    "INSERT INTO approvals (id, stay_id, needed_by_us, requested_us, decided_us) "
    "VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE needed_by_us = VALUES(needed_by_us), "
    "requested_us = VALUES(requested_us), decided_us = VALUES(decided_us)"};
#define MJ_APPROVAL_COLUMNS \
    "SELECT id, stay_id, needed_by_us, requested_us, decided_us FROM approvals "
const Query kFindApproval{"find_approval", MJ_APPROVAL_COLUMNS "WHERE id = ?"};
const Query kOpenApprovals{"open_approvals", MJ_APPROVAL_COLUMNS
                           "WHERE decided_us IS NULL ORDER BY needed_by_us, id LIMIT ?"};
const Query kDecidedApprovals{"decided_approvals", MJ_APPROVAL_COLUMNS
                              "WHERE decided_us IS NOT NULL ORDER BY decided_us DESC, id LIMIT ?"};

app::ApprovalRow approvalOf(const Row& row) {
    return {uuidAt(row, 0), uuidAt(row, 1), row.number(2), row.number(3), maybeNumberAt(row, 4)};
}

app::StayRow stayOf(const Row& row) {
    app::StayRow stay;
    stay.id = uuidAt(row, 0);
    stay.number = row.bytes(1);
    stay.seq = row.number(2);
    stay.state = row.bytes(3);
    stay.caseId = uuidAt(row, 4);
    stay.unitId = uuidAt(row, 5);
    stay.roomId = maybeUuidAt(row, 6);
    stay.arrivedUs = row.number(7);
    stay.departedUs = maybeNumberAt(row, 8);
    return stay;
}

mysql::Params filterOf(const app::StayFilter& filter) {
    const auto pattern =
        filter.numberOrCase.empty() ? std::nullopt : std::optional(beginsWith(filter.numberOrCase));
    return params(pattern, pattern, pattern, filter.unit, filter.unit);
}

mysql::Params valuesOf(const domain::Occupancy& o) {
    const std::string_view sex = o.sex ? domain::wordOf(*o.sex) : "?";
    const int minor = o.minor ? static_cast<int>(*o.minor) : -1;
    return params(o.stayId, o.fromUs, o.toUs, o.roomId, o.caseId, domain::wordOf(o.role), sex,
                  minor);
}

domain::Occupancy occupancyOf(const Row& row) {
    domain::Occupancy occupancy;
    occupancy.stayId = uuidAt(row, 0);
    occupancy.fromUs = row.number(1);
    occupancy.toUs = maybeNumberAt(row, 2);
    occupancy.roomId = uuidAt(row, 3);
    occupancy.caseId = uuidAt(row, 4);
    occupancy.role = domain::storedWord<domain::PersonRole>(row.bytes(5));
    if (row.bytes(6) != "?") occupancy.sex = domain::storedWord<domain::Sex>(row.bytes(6));
    if (row.number(7) >= 0) occupancy.minor = flagAt(row, 7);
    return occupancy;
}

app::QuestioningRow questioningOf(const Row& row) {
    app::QuestioningRow questioning;
    questioning.id = uuidAt(row, 0);
    questioning.stayId = uuidAt(row, 1);
    questioning.roomId = uuidAt(row, 2);
    questioning.ordinal = intAt(row, 3);
    questioning.kind = row.bytes(4);
    questioning.startedUs = row.number(5);
    questioning.endedUs = maybeNumberAt(row, 6);
    questioning.settled = flagAt(row, 7);
    return questioning;
}

domain::Elsewhere elsewhereOf(const Row& row) {
    return {uuidAt(row, 0), uuidAt(row, 1), uuidAt(row, 2),
            uuidAt(row, 3), row.number(4),  maybeNumberAt(row, 5)};
}

}  // namespace

Result<int> MysqlStayStore::nextNumber(const std::string& day) {
    MJ_TRY(transaction_.execute(kCountUp, params(day)));
    MJ_ASSIGN(const Rows rows, transaction_.query(kLastNumber, params(day)));
    return intAt(rows.at(0), 0);
}

Status MysqlStayStore::put(const app::StayRow& s) {
    return updateOrInsert(transaction_, kUpdateStay, kInsertStay,
                          params(s.number, s.seq, s.state, s.caseId, s.unitId, s.roomId,
                                 s.arrivedUs, s.departedUs, s.id));
}

Result<std::optional<app::StayRow>> MysqlStayStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindStay, params(id)));
    return firstOf(rows, stayOf);
}

Result<std::vector<app::StayRow>> MysqlStayStore::list(const app::StayFilter& filter) {
    using Which = app::StayFilter::Which;
    const Query& query = filter.which == Which::Open     ? kOpenStays
                         : filter.which == Which::Closed ? kClosedStays
                                                         : kAllStays;
    mysql::Params all = filterOf(filter);
    addPage(all, filter.after, filter.limit);
    MJ_ASSIGN(const Rows rows, transaction_.query(query, all));
    return mapped(rows, stayOf);
}

Result<std::int64_t> MysqlStayStore::count(const app::StayFilter& filter) {
    using Which = app::StayFilter::Which;
    const Query& query = filter.which == Which::Open     ? kCountOpenStays
                         : filter.which == Which::Closed ? kCountClosedStays
                                                         : kCountAllStays;
    MJ_ASSIGN(const Rows rows, transaction_.query(query, filterOf(filter)));
    return rows.at(0).number(0);
}

Result<std::vector<app::StayRow>> MysqlStayStore::ofCase(const Uuid& caseId, int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kStaysOfCase, params(caseId, limit)));
    return mapped(rows, stayOf);
}

Status MysqlStayStore::replaceOccupancies(const Uuid& stayId,
                                          const std::vector<domain::Occupancy>& all) {
    MJ_TRY(transaction_.execute(kDeleteOccupancies, params(stayId)));
    return inSets(all, kOccupancyPlaces, valuesOf, [&](const mysql::Params& places) {
        return transaction_.execute(kPutOccupancies, places);
    });
}

Result<std::vector<domain::Occupancy>> MysqlStayStore::occupancies(const std::vector<Uuid>& rooms,
                                                                   std::int64_t fromUs) {
    std::vector<domain::Occupancy> all;
    MJ_TRY(inSets(
        rooms, kRoomPlaces, [](const Uuid& room) { return params(room); },
        [&](mysql::Params places) -> Status {
            places.push_back(param(fromUs));
            MJ_ASSIGN(const Rows rows, transaction_.query(kOccupancies, places));
            for (const Row& row : rows) all.push_back(occupancyOf(row));
            return {};
        }));
    return all;
}

Status MysqlStayStore::putQuestioning(const app::QuestioningRow& q) {
    const bool settled = q.settled && q.endedUs;
    MJ_TRY(transaction_.execute(kPutQuestioning, params(q.id, q.stayId, q.roomId, q.ordinal, q.kind,
                                                        q.startedUs, q.endedUs, settled)));
    return {};
}

Status MysqlStayStore::settleQuestioning(const Uuid& id) {
    MJ_TRY(transaction_.execute(kSettleQuestioning, params(id)));
    return {};
}

Result<std::optional<app::QuestioningRow>> MysqlStayStore::findQuestioning(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindQuestioning, params(id)));
    return firstOf(rows, questioningOf);
}

Result<std::vector<app::QuestioningRow>> MysqlStayStore::questionings(bool openOnly, int limit) {
    const Query& query = openOnly ? kOpenQuestionings : kQuestionings;
    MJ_ASSIGN(const Rows rows, transaction_.query(query, params(limit)));
    return mapped(rows, questioningOf);
}

Result<std::vector<app::QuestioningRow>> MysqlStayStore::questioningsIn(const Uuid& roomId,
                                                                        domain::Span within) {
    MJ_ASSIGN(
        const Rows rows,
        transaction_.query(kQuestioningsIn,
                           params(roomId, within.fromUs - 24 * kernel::kHourUs, within.toUs)));
    return mapped(rows, questioningOf);
}

Result<std::vector<app::QuestioningRow>> MysqlStayStore::unsettledQuestionings() {
    MJ_ASSIGN(const Rows rows, transaction_.query(kUnsettledQuestionings));
    return mapped(rows, questioningOf);
}

Result<std::vector<domain::Elsewhere>> MysqlStayStore::attendancesOf(const Uuid& attendee,
                                                                     std::int64_t fromUs) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kAttendancesOf, params(attendee, fromUs)));
    return mapped(rows, elsewhereOf);
}

Status MysqlStayStore::replaceAttendances(const Uuid& questioningId,
                                          const std::vector<domain::Attendance>& all) {
    MJ_TRY(transaction_.execute(kDeleteAttendances, params(questioningId)));
    return inSets(
        all, kAttendancePlaces,
        [&](const domain::Attendance& a) {
            return params(questioningId, a.attendeeId, domain::wordOf(a.function), a.fromUs,
                          a.toUs);
        },
        [&](const mysql::Params& places) { return transaction_.execute(kPutAttendances, places); });
}

Status MysqlStayStore::putApproval(const app::ApprovalRow& a) {
    MJ_TRY(transaction_.execute(kPutApproval,
                                params(a.id, a.stayId, a.neededByUs, a.requestedUs, a.decidedUs)));
    return {};
}

Result<std::optional<app::ApprovalRow>> MysqlStayStore::findApproval(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindApproval, params(id)));
    return firstOf(rows, approvalOf);
}

Result<std::vector<app::ApprovalRow>> MysqlStayStore::approvals(bool openOnly, int limit) {
    const Query& query = openOnly ? kOpenApprovals : kDecidedApprovals;
    MJ_ASSIGN(const Rows rows, transaction_.query(query, params(limit)));
    return mapped(rows, approvalOf);
}

}  // namespace mingjing::db::repositories
