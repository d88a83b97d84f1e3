// SPDX-License-Identifier: Apache-2.0
// Two persons before a certificate is used, and the approved one or none when it is.
#include "center/app/recipients.h"

#include "center/app/audit.h"

namespace mingjing::app {

using kernel::Hash;
using kernel::RecipientCertificate;

namespace {

constexpr std::size_t kToldDigits = 16;  ///< of a fingerprint, in the audit log
constexpr std::size_t kFingerprintDigits = 64;

Result<RecipientRow> lockedRecipient(UnitOfWork& unit, const Uuid& id) {
    MJ_ASSIGN(const auto row, unit.recipients().lock(id));
    if (!row) return Error::of(ErrorKind::NotFound, "recipient.not_found");
    if (row->retiredUs) return Error::of(ErrorKind::Precondition, "recipient.is_retired");
    return *row;
}

Status noteAct(UnitOfWork& unit, const Actor& actor, const char* action, const RecipientRow& row,
               std::int64_t nowUs) {
    return audit(
        unit, actor, nowUs,
        {action, "recipient", row.id, kernel::hexOf(row.fingerprint).substr(0, kToldDigits), true});
}

/// As people write it: groups, colons, capitals.
std::string plainDigits(const std::string& typed) {
    std::string digits;
    for (const char c : typed) {
        if (c == ' ' || c == ':' || c == '-' || c == '\n' || c == '\t') continue;
        digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return digits;
}

Error notUsable(const char* code) {
    return Error::invalid("recipientId", code);
}

}  // namespace

Result<Uuid> addRecipient(UnitOfWork& unit, const Actor& actor, const RecipientWish& wish,
                          std::int64_t nowUs) {
    MJ_ASSIGN(const RecipientCertificate read, kernel::readRecipientCertificate(wish.certificate));
    MJ_TRY(kernel::checkValidity(read, nowUs));
    RecipientRow row;
    row.id = Uuid::make(nowUs);
    row.kind = wish.kind;
    row.name = wish.name;
    row.certificate = read.pem;
    row.fingerprint = read.fingerprint;
    row.addedUs = nowUs;
    row.addedBy = actor.id();
    const Status added = unit.recipients().add(row);
    if (!added.ok() && added.error().code == "db.duplicate")
        return Error::invalid("certificate", "recipient.certificate_known");
    MJ_TRY(added);
    MJ_TRY(noteAct(unit, actor, "recipient_added", row, nowUs));
    return row.id;
}

Status confirmRecipient(UnitOfWork& unit, const Actor& actor, const Uuid& id,
                        const std::string& fingerprint, std::int64_t nowUs) {
    MJ_ASSIGN(RecipientRow row, lockedRecipient(unit, id));
    if (row.confirmedUs) return Error::of(ErrorKind::Precondition, "recipient.confirmed");
    if (row.addedBy == actor.id()) return Error::of(ErrorKind::Forbidden, "recipient.own");
    const std::string digits = plainDigits(fingerprint);
    if (digits.size() != kFingerprintDigits ||
        digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        return Error::invalid("fingerprint", "recipient.fingerprint_form");
    MJ_ASSIGN(const RecipientCertificate read, kernel::readRecipientCertificate(row.certificate));
    if (digits != kernel::hexOf(read.fingerprint) || read.fingerprint != row.fingerprint)
        return Error::invalid("fingerprint", "recipient.fingerprint_other");
    MJ_TRY(kernel::checkValidity(read, nowUs));
    row.confirmedUs = nowUs;
    row.confirmedBy = actor.id();
    MJ_TRY(unit.recipients().note(row));
    return noteAct(unit, actor, "recipient_confirmed", row, nowUs);
}

Status retireRecipient(UnitOfWork& unit, const Actor& actor, const Uuid& id, std::int64_t nowUs) {
    MJ_ASSIGN(RecipientRow row, lockedRecipient(unit, id));
    row.retiredUs = nowUs;
    row.retiredBy = actor.id();
    MJ_TRY(unit.recipients().note(row));
    return noteAct(unit, actor, "recipient_retired", row, nowUs);
}

Status settleRecipient(UnitOfWork& unit, domain::ExportTerms& terms, std::string& name,
                       std::int64_t nowUs) {
    if (terms.recipient == domain::kDefenceRecipient)
        return Error::invalid("recipient", "export.defence_not_direct");
    if (terms.defence && !domain::needsCertificate(terms.recipient))
        return Error::invalid("defence", "export.defence_way");
    if (!terms.recipientId) {
        if (domain::needsCertificate(terms.recipient))
            return Error::invalid("recipientId", "export.recipient_needed");
        return {};
    }
    if (!domain::mayHaveCertificate(terms.recipient)) return notUsable("export.recipient_none");
    MJ_ASSIGN(const auto known, unit.recipients().find(*terms.recipientId));
    if (known) terms.recipientFingerprint = kernel::hexOf(known->fingerprint);
    MJ_ASSIGN(const RecipientRow row, usableRecipient(unit, terms, nowUs));
    name = name.empty() ? row.name : row.name + " · " + name;
    return {};
}

Result<RecipientRow> usableRecipient(UnitOfWork& unit, const domain::ExportTerms& terms,
                                     std::int64_t nowUs) {
    const Uuid id = terms.recipientId.value_or(Uuid{});
    MJ_ASSIGN(const auto row, unit.recipients().find(id));
    if (!row) return notUsable("export.recipient_unknown");
    if (row->kind != terms.recipient) return notUsable("export.recipient_other_kind");
    if (row->retiredUs) return notUsable("export.recipient_retired");
    if (!row->confirmedUs) return notUsable("export.recipient_unconfirmed");
    // The bytes that will be used are asked, not what stands beside them.
    const auto read = kernel::readRecipientCertificate(row->certificate);
    if (!read.ok() || kernel::hexOf(read->fingerprint) != terms.recipientFingerprint)
        return notUsable("export.recipient_changed");
    if (!kernel::checkValidity(*read, nowUs).ok()) return notUsable("export.recipient_expired");
    return *row;
}

}  // namespace mingjing::app
