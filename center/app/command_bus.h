// SPDX-License-Identifier: Apache-2.0
// How a command becomes events: one transaction, an idempotency key, and an honest answer about
// the commit.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/app/vault.h"
#include "center/kernel/clock.h"

namespace mingjing::app {

/// Under which keys sealed slots of an event go to the vault: identity and facts belong to the
/// person's file, everything else to the stay (or whatever the stream is about).
struct KeyRing {
    Uuid general;
    Uuid personal;
};

/// What a command's work may do. Lives inside one attempt.
class CommandTransaction {
public:
    CommandTransaction(UnitOfWork& unit, Vault& vault, const Actor& actor, std::int64_t nowUs,
                       const Uuid& commandId)
        : unit_(unit), vault_(vault), actor_(actor), nowUs_(nowUs), commandId_(commandId) {}

    [[nodiscard]] UnitOfWork& unit() { return unit_; }
    [[nodiscard]] Vault& vault() { return vault_; }
    [[nodiscard]] const Actor& actor() const { return actor_; }
    [[nodiscard]] std::int64_t nowUs() const { return nowUs_; }

    /// Locks the heads in the house's one order: rooms, staff, person, stay, everything else; by
    /// id. Called once per attempt with all of them; nothing else may be locked afterwards.
    Status lock(std::vector<StreamRef> streams);
    [[nodiscard]] const Head& head(const StreamRef& stream) const;

    /// Appends to a locked stream; sealed slots go to the vault. The event as folded comes back,
    /// slots disclosed.
    Result<domain::RecordedEvent> append(const StreamRef& stream, domain::NewEvent event,
                                         const KeyRing& keys = {});
    /// The receipt: what was made, where it stands in which chain.
    [[nodiscard]] Json receipt(const Uuid& id, const StreamRef& stream) const;
    [[nodiscard]] const std::set<StreamRef>& touched() const { return touched_; }

private:
    UnitOfWork& unit_;
    Vault& vault_;
    const Actor& actor_;
    const std::int64_t nowUs_;
    const Uuid commandId_;
    std::map<StreamRef, Head> heads_;
    std::set<StreamRef> touched_;
};

/// What makes a repeated request the same request.
struct CommandKey {
    Uuid idempotencyKey;
    Hash bodyHash{};
};

/// Thread-safe; holds no state of its own.
class CommandBus {
public:
    using Work = std::function<Result<Json>(CommandTransaction&)>;
    /// Told after a commit which streams grew, for live hints.
    using Committed = std::function<void(const std::vector<std::pair<StreamRef, std::int64_t>>&)>;

    CommandBus(Database& database, Vault& vault, const kernel::Clock& clock, Committed committed);

    /// Runs `work` in a transaction until it is committed, refused, or five times in conflict.
    /// Same key and body: the stored answer. Same key, other body: Conflict `command.key_reused`.
    /// A lost commit answer is settled by looking for our own key, never by trying blindly.
    Result<Json> run(const Actor& actor, const CommandKey& key, const Work& work);
    /// For acts of the house, which are idempotent by nature and need no key.
    Result<Json> runInternal(const Work& work);

private:
    Result<Json> attempt(const Actor& actor, const CommandKey* key, const Work& work,
                         CommitResult& outcome);
    Database& database_;
    Vault& vault_;
    const kernel::Clock& clock_;
    Committed committed_;
};

}  // namespace mingjing::app
