// SPDX-License-Identifier: Apache-2.0
// In which room a browser stands. An administrator places it there, at the browser itself; it keeps
// a random token of which only the hash is stored.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"

namespace mingjing::app {

/// The room of the browser with this token; nothing for an unknown one or none.
Result<std::optional<Uuid>> terminalRoom(UnitOfWork& unit, const std::string& token);

/// Places the browser and answers its new token. Fails with InvalidInput `room.unknown`.
Result<std::string> placeTerminal(Database& database, const Actor& actor, const Uuid& room,
                                  std::int64_t nowUs);
/// It is no longer in any room; an unknown token is none already.
Status removeTerminal(Database& database, const Actor& actor, const std::string& token,
                      std::int64_t nowUs);

}  // namespace mingjing::app
