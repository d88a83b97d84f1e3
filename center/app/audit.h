// SPDX-License-Identifier: Apache-2.0
// Who did, saw, or was refused what.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"

namespace mingjing::app {

struct AuditNote {
    std::string action;  ///< message `audit.<action>` of the catalogue
    std::string objectKind;
    Uuid object;
    std::string reason;  ///< a code, never free text
    bool allowed = true;
    std::string sealedDetails = {};
};

inline Status audit(UnitOfWork& unit, const Actor& actor, std::int64_t nowUs,
                    const AuditNote& note) {
    AuditRow row;
    row.atUs = nowUs;
    row.actor = actor.id();
    row.action = note.action;
    row.objectKind = note.objectKind;
    row.object = note.object;
    row.reason = note.reason;
    row.details = note.sealedDetails;
    row.allowed = note.allowed;
    row.peer = actor.peer;
    return unit.access().putAudit(row);
}

}  // namespace mingjing::app
