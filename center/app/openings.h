// SPDX-License-Identifier: Apache-2.0
// Opening sealed stays: by whom, on what basis, for what.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/app/vault.h"

namespace mingjing::app {

/// True when the stay is sealed for this reader now.
Result<bool> isSealedFor(UnitOfWork& unit, const Actor& actor, const domain::Stay& stay,
                         std::int64_t nowUs);

/// Until when it is open for who asks. `basis` is a word of the contract; the purpose is kept
/// sealed in the audit log. Fails with Precondition `seal.not_sealed`.
Result<std::int64_t> openSealedStay(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                    const domain::Stay& stay, const std::string& basis,
                                    const std::string& purpose, std::int64_t nowUs);

}  // namespace mingjing::app
