// SPDX-License-Identifier: Apache-2.0
// Placing browsers in rooms.
#include "center/app/terminals.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

Hash terminalHash(const std::string& token) {
    return kernel::sha256("mingjing.terminal.v1\n" + token);
}

Status committed(UnitOfWork& unit) {
    if (unit.commit() == CommitResult::Committed) return {};
    return Error::of(ErrorKind::Unavailable, "db.unreachable");
}

}  // namespace

Result<std::optional<Uuid>> terminalRoom(UnitOfWork& unit, const std::string& token) {
    if (token.empty()) return std::optional<Uuid>();
    return unit.access().terminalRoom(terminalHash(token));
}

Result<std::string> placeTerminal(Database& database, const Actor& actor, const Uuid& room,
                                  std::int64_t nowUs) {
    MJ_ASSIGN(const auto unit, database.begin());
    MJ_ASSIGN(const auto rooms, unit->directory().rooms());
    const bool known = std::any_of(rooms.begin(), rooms.end(),
                                   [&](const domain::Room& each) { return each.id == room; });
    if (!known) return Error::invalid("roomId", "room.unknown");
    const std::string token = kernel::base64Url(kernel::randomBytes(32));
    MJ_TRY(unit->access().placeTerminal(terminalHash(token), room, actor.id(), nowUs));
    MJ_TRY(audit(*unit, actor, nowUs, {"terminal_placed", "room", room, "", true}));
    MJ_TRY(committed(*unit));
    return token;
}

Status removeTerminal(Database& database, const Actor& actor, const std::string& token,
                      std::int64_t nowUs) {
    MJ_ASSIGN(const auto unit, database.begin());
    MJ_ASSIGN(const auto room, terminalRoom(*unit, token));
    if (!room) return {};
    MJ_TRY(unit->access().removeTerminal(terminalHash(token)));
    MJ_TRY(audit(*unit, actor, nowUs, {"terminal_removed", "room", *room, "", true}));
    return committed(*unit);
}

}  // namespace mingjing::app
