// SPDX-License-Identifier: Apache-2.0
// Offices that receive packages, and their certificates.
#include "db/repositories/columns.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

const Query kAddRecipient{
    "add_recipient",
    "INSERT INTO recipients (id, kind, name, certificate, fingerprint, added_us, added_by, "
    "confirmed_us, confirmed_by, retired_us, retired_by) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, "
    "0, NULL)"};
const Query kNoteRecipient{"note_recipient",
                           "UPDATE recipients SET confirmed_us = ?, confirmed_by = ?, "
                           "retired_us = ?, retired_by = ? WHERE id = ?"};
#define MJ_RECIPIENT_COLUMNS                                                              \
    "SELECT id, kind, name, certificate, fingerprint, added_us, added_by, confirmed_us, " \
    "confirmed_by, retired_us, retired_by FROM recipients "
const Query kLockRecipient{"lock_recipient", MJ_RECIPIENT_COLUMNS "WHERE id = ? FOR UPDATE"};
const Query kFindRecipient{"find_recipient", MJ_RECIPIENT_COLUMNS "WHERE id = ?"};
const Query kRecipients{"recipients", MJ_RECIPIENT_COLUMNS
                        "ORDER BY (retired_us > 0), kind, name, added_us, id LIMIT ?"};

app::RecipientRow recipientOf(const Row& row) {
    app::RecipientRow r;
    r.id = uuidAt(row, 0);
    r.kind = row.bytes(1);
    r.name = row.bytes(2);
    r.certificate = row.bytes(3);
    r.fingerprint = hashAt(row, 4);
    r.addedUs = row.number(5);
    r.addedBy = uuidAt(row, 6);
    r.confirmedUs = maybeNumberAt(row, 7);
    r.confirmedBy = maybeUuidAt(row, 8);
    if (row.number(9) > 0) r.retiredUs = row.number(9);
    r.retiredBy = maybeUuidAt(row, 10);
    return r;
}

}  // namespace

Status MysqlRecipientStore::add(const app::RecipientRow& r) {
    MJ_TRY(transaction_.execute(kAddRecipient, params(r.id, r.kind, r.name, r.certificate,
                                                      r.fingerprint, r.addedUs, r.addedBy)));
    return {};
}

Status MysqlRecipientStore::note(const app::RecipientRow& r) {
    MJ_TRY(transaction_.execute(
        kNoteRecipient,
        params(r.confirmedUs, r.confirmedBy, r.retiredUs.value_or(0), r.retiredBy, r.id)));
    return {};
}

Result<std::optional<app::RecipientRow>> MysqlRecipientStore::lock(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kLockRecipient, params(id)));
    return firstOf(rows, recipientOf);
}

Result<std::optional<app::RecipientRow>> MysqlRecipientStore::find(const Uuid& id) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kFindRecipient, params(id)));
    return firstOf(rows, recipientOf);
}

Result<std::vector<app::RecipientRow>> MysqlRecipientStore::list(int limit) {
    MJ_ASSIGN(const Rows rows, transaction_.query(kRecipients, params(limit)));
    return mapped(rows, recipientOf);
}

}  // namespace mingjing::db::repositories
