// SPDX-License-Identifier: Apache-2.0
// Openings of recordings of body checks.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kPutBodyCheck{
    "put_body_check_opening",
    "INSERT INTO body_check_openings (id, stay_id, staff_id, camera_id, from_us, to_us, "
    "wish_until_us, granted_us, until_us, sex) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE stay_id = VALUES(stay_id), staff_id = VALUES(staff_id), "
    "camera_id = VALUES(camera_id), from_us = VALUES(from_us), to_us = VALUES(to_us), "
    "wish_until_us = VALUES(wish_until_us), granted_us = VALUES(granted_us), "
    "until_us = VALUES(until_us), sex = VALUES(sex)"};
const Query kBodyChecksOf{
    "body_check_openings_of",
    "SELECT id, stay_id, staff_id, camera_id, from_us, to_us, wish_until_us, granted_us, until_us, "
    "sex FROM body_check_openings WHERE staff_id = ? AND camera_id = ? "
    "ORDER BY until_us DESC, id LIMIT 50"};

domain::BodyCheckOpening openingOf(const Row& row) {
    domain::BodyCheckOpening opening;
    opening.approvalId = uuidAt(row, 0);
    opening.stayId = uuidAt(row, 1);
    opening.staffId = uuidAt(row, 2);
    opening.terms = {uuidAt(row, 3), row.number(4), row.number(5), row.number(6)};
    opening.grantedUs = row.number(7);
    opening.untilUs = row.number(8);
    opening.sex = domain::storedWord<domain::Sex>(row.bytes(9));
    return opening;
}

}  // namespace

Status MysqlBodyCheckStore::put(const domain::BodyCheckOpening& o) {
    MJ_TRY(transaction_.execute(
        kPutBodyCheck,
        params(o.approvalId, o.stayId, o.staffId, o.terms.cameraId, o.terms.fromUs, o.terms.toUs,
               o.terms.untilUs, o.grantedUs, o.untilUs, std::string(domain::wordOf(o.sex)))));
    return {};
}

Result<std::vector<domain::BodyCheckOpening>> MysqlBodyCheckStore::of(const Uuid& staffId,
                                                                      const Uuid& cameraId) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kBodyChecksOf, params(staffId, cameraId)));
    return mapped(rows, openingOf);
}

}  // namespace mingjing::db::repositories
