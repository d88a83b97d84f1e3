// SPDX-License-Identifier: Apache-2.0
// Takes a stay out of the database as a file that anybody can check.
#pragma once

#include <set>
#include <string>

#include "center/app/ports.h"
#include "center/app/secrets.h"
#include "center/app/vault.h"
#include "center/domain/stays/stay_export.h"

namespace mingjing::app {

/// `which` is the stay's id or number. Documents of the kinds in `redacted` are left out. Fails
/// with NotFound `stay.not_found`. The export itself goes to the audit log.
Result<Json> exportStay(Database& database, Vault& vault, const Secrets& secrets,
                        const std::string& which, const std::set<std::string>& redacted,
                        std::int64_t nowUs);

/// The same inside a unit of work, without the audit log: whoever asks says there what it is for.
Result<Json> stayExport(UnitOfWork& unit, Vault& vault, const Secrets& secrets, const Uuid& stay,
                        const std::set<std::string>& redacted, std::int64_t nowUs);

}  // namespace mingjing::app
