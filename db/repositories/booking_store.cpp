// SPDX-License-Identifier: Apache-2.0
// Bookings as lists read them.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kUpdateBooking{"update_booking",
                           "UPDATE bookings SET number = ?, seq = ?, state = ?, case_id = ?, "
                           "unit_id = ?, expected_us = ?, stay_id = ? WHERE id = ?"};
const Query kInsertBooking{"insert_booking",
                           "INSERT INTO bookings (number, seq, state, case_id, unit_id, "
                           "expected_us, stay_id, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
#define MJ_BOOKING_COLUMNS \
    "SELECT id, number, seq, state, case_id, unit_id, expected_us, stay_id FROM bookings "
const Query kFindBooking{"find_booking", MJ_BOOKING_COLUMNS "WHERE id = ?"};
const Query kExpected{"expected_bookings",
                      MJ_BOOKING_COLUMNS "WHERE state = ? ORDER BY expected_us, id LIMIT ?"};
const Query kSettled{"settled_bookings",
                     MJ_BOOKING_COLUMNS "WHERE state = ? ORDER BY expected_us DESC, id LIMIT ?"};

app::BookingRow bookingOf(const Row& row) {
    return {uuidAt(row, 0), row.bytes(1),   row.number(2), row.bytes(3),
            uuidAt(row, 4), uuidAt(row, 5), row.number(6), maybeUuidAt(row, 7)};
}

}  // namespace

Status MysqlBookingStore::put(const app::BookingRow& b) {
    return updateOrInsert(
        transaction_, kUpdateBooking, kInsertBooking,
        params(b.number, b.seq, b.state, b.caseId, b.unitId, b.expectedUs, b.stayId, b.id));
}

Result<std::optional<app::BookingRow>> MysqlBookingStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindBooking, params(id)));
    return firstOf(rows, bookingOf);
}

Result<std::vector<app::BookingRow>> MysqlBookingStore::list(const std::string& state, int limit) {
    const Query& query = state == "expected" ? kExpected : kSettled;
    MJ_ASSIGN(const Rows rows, transaction_.query(query, params(state, limit)));
    return mapped(rows, bookingOf);
}

}  // namespace mingjing::db::repositories
