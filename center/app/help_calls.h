// SPDX-License-Identifier: Apache-2.0
// Calls for help: one stream each. Every act is a report of what happened and is never refused for
// what it says; a time that lies ahead is taken as now.
#pragma once

#include "center/app/command_bus.h"
#include "center/domain/help/help_call.h"

namespace mingjing::app {

struct RaiseHelp {
    std::optional<std::int64_t> happenedUs;  ///< of the press; nothing: now
    std::optional<Uuid> roomId;
};

struct AnswerHelp {
    std::optional<std::int64_t> happenedUs;
    std::vector<Uuid> goes;
};

struct EndHelp {
    std::optional<std::int64_t> happenedUs;
    std::string found;
};

/// The receipt is of the call, and says in `joined` whether there was one already.
Result<Json> raiseHelp(CommandBus& bus, const Actor& actor, const CommandKey& key,
                       const RaiseHelp& command);
/// By one of the callers. It stays in sight, so that who is on the way learns of it.
Result<Json> withdrawHelp(CommandBus& bus, const Actor& actor, const CommandKey& key,
                          const Uuid& id, std::optional<std::int64_t> happenedUs);
Result<Json> answerHelp(CommandBus& bus, const Actor& actor, const CommandKey& key, const Uuid& id,
                        const AnswerHelp& command);
/// By the desk, or by who went.
Result<Json> endHelp(CommandBus& bus, const Actor& actor, const CommandKey& key, const Uuid& id,
                     const EndHelp& command);

/// Fails with NotFound `help.not_found` or DataLoss `help.damaged`.
Result<domain::HelpCall> readHelpCall(UnitOfWork& unit, Vault& vault, const Uuid& id);
/// Open ones, the earliest first.
Result<std::vector<domain::HelpCall>> openHelpCalls(UnitOfWork& unit, Vault& vault);
/// Those that were withdrawn or ended since then, the newest first.
Result<std::vector<domain::HelpCall>> closedHelpCalls(UnitOfWork& unit, Vault& vault,
                                                      std::int64_t sinceUs);

}  // namespace mingjing::app
