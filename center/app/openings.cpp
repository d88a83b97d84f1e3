// SPDX-License-Identifier: Apache-2.0
// Openings of sealed stays.
#include "center/app/openings.h"

#include "center/app/audit.h"
#include "center/domain/permissions/seal.h"

namespace mingjing::app {

namespace {

bool isSealedAt(const domain::Stay& stay, std::int64_t nowUs) {
    const auto departedUs =
        stay.departure ? std::optional(stay.departure->moment.atUs) : std::nullopt;
    return domain::isSealed(stay.caseKind, departedUs, nowUs);
}

}  // namespace

Result<bool> isSealedFor(UnitOfWork& unit, const Actor& actor, const domain::Stay& stay,
                         std::int64_t nowUs) {
    if (!isSealedAt(stay, nowUs)) return false;
    MJ_ASSIGN(const std::int64_t untilUs, unit.access().openUntil(stay.id, actor.id()));
    return nowUs >= untilUs;
}

Result<std::int64_t> openSealedStay(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                    const domain::Stay& stay, const std::string& basis,
                                    const std::string& purpose, std::int64_t nowUs) {
    if (!isSealedAt(stay, nowUs)) return Error::of(ErrorKind::Precondition, "seal.not_sealed");
    const std::int64_t untilUs = nowUs + domain::kOpeningUs;
    MJ_TRY(unit.access().putOpening(stay.id, actor.id(), nowUs, untilUs));
    MJ_TRY(audit(unit, actor, nowUs,
                 {"seal_opened", "stay", stay.id, basis, true, vault.sealSmall(purpose, "audit")}));
    if (unit.commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable");
    return untilUs;
}

}  // namespace mingjing::app
