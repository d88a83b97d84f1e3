// SPDX-License-Identifier: Apache-2.0
// Offices that receive packages encrypted to their own certificate: one person adds one, another
// confirms its fingerprint, either retires it.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/domain/stays/exports.h"
#include "center/kernel/recipient_certificate.h"

namespace mingjing::app {

struct RecipientWish {
    std::string kind, name, certificate;  ///< certificate: PEM
};

/// Fails with InvalidInput at `certificate` as kernel::readRecipientCertificate() and
/// checkValidity() do, or with `recipient.certificate_known`.
Result<Uuid> addRecipient(UnitOfWork& unit, const Actor& actor, const RecipientWish& wish,
                          std::int64_t nowUs);
/// `fingerprint`: 64 hexadecimal digits as the office told them on another way; spaces and colons
/// do not count. Fails with NotFound `recipient.not_found`; Precondition `recipient.confirmed`,
/// `recipient.is_retired`; Forbidden `recipient.own`; InvalidInput at `fingerprint`
/// (`recipient.fingerprint_form`, `recipient.fingerprint_other`) or at `certificate`.
Status confirmRecipient(UnitOfWork& unit, const Actor& actor, const Uuid& id,
                        const std::string& fingerprint, std::int64_t nowUs);
/// For good; a new certificate is a new entry. Fails with NotFound, or Precondition
/// `recipient.is_retired`.
Status retireRecipient(UnitOfWork& unit, const Actor& actor, const Uuid& id, std::int64_t nowUs);

/// Checks for whom an export is asked, and fills in what the approval is to hold of the office.
/// `name`: of the office is put before what was typed. Fails with InvalidInput: `recipient`
/// (`export.defence_not_direct`), `defence` (`export.defence_way`), `recipientId`
/// (`export.recipient_needed`, `export.recipient_none`, and what usableRecipient() says).
Status settleRecipient(UnitOfWork& unit, domain::ExportTerms& terms, std::string& name,
                       std::int64_t nowUs);

/// The office whose certificate was approved, as it may be used now. Fails with InvalidInput at
/// `recipientId`: `export.recipient_unknown`, `export.recipient_other_kind`,
/// `export.recipient_unconfirmed`, `export.recipient_retired`, `export.recipient_expired`,
/// `export.recipient_changed` (its certificate is not the one that was approved, or no longer the
/// one that was confirmed).
Result<RecipientRow> usableRecipient(UnitOfWork& unit, const domain::ExportTerms& terms,
                                     std::int64_t nowUs);

}  // namespace mingjing::app
