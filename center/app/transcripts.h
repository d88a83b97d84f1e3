// SPDX-License-Identifier: Apache-2.0
// Writing transcripts and reading them back. Beginning, locking and signing are acts on the stay
// (stay_desk.h); what is typed goes to the transcript's own stream, so that a stay does not grow
// with every sentence (ADR 6).
#pragma once

#include "center/app/command_bus.h"
#include "center/domain/transcripts/transcript.h"

namespace mingjing::app {

/// Stores what was typed. Fails as domain::writeLines, or with NotFound `transcript.not_begun`.
Result<Json> writeTranscript(CommandBus& bus, const Actor& actor, const CommandKey& key,
                             const Uuid& questioning, const std::vector<domain::LineEdit>& edits);

/// As it stands, or as this version was locked. Fails with NotFound `transcript.not_begun` or
/// `transcript.no_version`, and with DataLoss when something of it is gone.
Result<domain::Transcript> readTranscript(UnitOfWork& unit, Vault& vault, const Uuid& questioning,
                                          std::optional<int> lockedVersion = std::nullopt);

/// Those of the same case that were begun before this one, the newest 20. A damaged one is left
/// out and told to operators.
Result<std::vector<domain::Transcript>> earlierTranscripts(UnitOfWork& unit, Vault& vault,
                                                           const Uuid& questioning);

}  // namespace mingjing::app
