// SPDX-License-Identifier: Apache-2.0
// The command bus.
#include "center/app/command_bus.h"

#include <algorithm>

#include "center/kernel/crypto.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

constexpr int kMaxAttempts = 5;

int lockRank(const std::string& kind) {
    if (kind == domain::kRoomStream) return 0;
    if (kind == domain::kStaffStream) return 1;
    if (kind == domain::kStayStream) return 3;
    if (kind == domain::kFindingStream) return 4;
    return 2;
}

/// The same request may be in flight twice: what one of them stored after the other had looked for
/// their key may be what the other is refused for. Then its answer is the answer of both.
Result<Json> storedOrRefused(Database& database, const Actor& actor, const CommandKey& key,
                             const Error& refusal) {
    const auto unit = database.begin();
    if (!unit.ok()) return refusal;
    const auto known = (*unit)->commands().find(actor.id(), key.idempotencyKey);
    if (!known.ok() || !*known || (*known)->bodyHash != key.bodyHash) return refusal;
    return kernel::parseJson((*known)->answer);
}

}  // namespace

Status CommandTransaction::lock(std::vector<StreamRef> streams) {
    CHECK(heads_.empty(), "heads are locked once, in one order");
    std::sort(streams.begin(), streams.end(), [](const StreamRef& a, const StreamRef& b) {
        return std::tuple(lockRank(a.kind), a) < std::tuple(lockRank(b.kind), b);
    });
    streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
    for (const StreamRef& stream : streams) {
        MJ_ASSIGN(const Head head, unit_.timeline().lockHead(stream));
        heads_[stream] = head;
    }
    return {};
}

const Head& CommandTransaction::head(const StreamRef& stream) const {
    const auto it = heads_.find(stream);
    CHECK(it != heads_.end(), "a stream is locked before it is used");
    return it->second;
}

Result<domain::RecordedEvent> CommandTransaction::append(const StreamRef& stream,
                                                         domain::NewEvent event,
                                                         const KeyRing& keys) {
    const Head before = head(stream);
    domain::RecordedEvent recorded;
    for (const auto& [slot, draft] : event.sealed) {
        const bool personal = draft.kind == "identity" || draft.kind == "facts";
        MJ_ASSIGN(event.body["sealed"][slot],
                  vault_.put(unit_, personal ? keys.personal : keys.general, draft, nowUs_));
        recorded.disclosed[slot] = draft.content;
    }
    kernel::Envelope envelope;
    envelope.streamKind = stream.kind;
    envelope.streamId = stream.id;
    envelope.seq = before.seq + 1;
    envelope.type = event.type;
    envelope.schemaVersion = event.schemaVersion;
    envelope.happenedUs = event.happenedUs;
    envelope.enteredUs = nowUs_;
    envelope.actor = actor_.id();
    envelope.commandId = commandId_;
    MJ_ASSIGN(envelope.body, kernel::canonicalJson(event.body));
    envelope.previous = before.hash;
    const Head after{envelope.seq, kernel::hashOf(envelope)};
    MJ_TRY(unit_.timeline().append(envelope, after.hash));
    MJ_TRY(unit_.timeline().moveHead(stream, after));
    heads_[stream] = after;
    touched_.insert(stream);
    recorded.seq = envelope.seq;
    recorded.type = envelope.type;
    recorded.schemaVersion = envelope.schemaVersion;
    recorded.happenedUs = envelope.happenedUs;
    recorded.enteredUs = envelope.enteredUs;
    recorded.actor = envelope.actor;
    recorded.body = std::move(event.body);
    recorded.hash = after.hash;
    return recorded;
}

Json CommandTransaction::receipt(const Uuid& id, const StreamRef& stream) const {
    const Head& now = head(stream);
    return {{"hash", kernel::hexOf(now.hash)},
            {"id", id.text()},
            {"seq", now.seq},
            {"stream", stream.id.text()}};
}

CommandBus::CommandBus(Database& database, Vault& vault, const kernel::Clock& clock,
                       Committed committed)
    : database_(database), vault_(vault), clock_(clock), committed_(std::move(committed)) {}

Result<Json> CommandBus::attempt(const Actor& actor, const CommandKey* key, const Work& work,
                                 CommitResult& outcome) {
    outcome = CommitResult::Committed;
    MJ_ASSIGN(const auto unit, database_.begin());
    if (key != nullptr) {
        MJ_ASSIGN(const auto known, unit->commands().find(actor.id(), key->idempotencyKey));
        if (known) {
            if (known->bodyHash != key->bodyHash)
                return Error::of(ErrorKind::Conflict, "command.key_reused");
            return kernel::parseJson(known->answer);
        }
    }
    const std::int64_t nowUs = clock_.wall().us;
    const Uuid commandId = Uuid::make(nowUs);
    CommandTransaction transaction(*unit, vault_, actor, nowUs, commandId);
    MJ_ASSIGN(Json answer, work(transaction));
    std::vector<std::pair<StreamRef, std::int64_t>> grown;
    for (const StreamRef& stream : transaction.touched()) {
        grown.emplace_back(stream, transaction.head(stream).seq);
        MJ_TRY(unit->work().putOutbox(stream, grown.back().second));
    }
    if (key != nullptr)
        MJ_TRY(unit->commands().put(actor.id(), key->idempotencyKey,
                                    {commandId, key->bodyHash, kernel::canonicalOrDie(answer)},
                                    nowUs));
    outcome = unit->commit();
    if (outcome == CommitResult::Committed) committed_(grown);
    return answer;
}

Result<Json> CommandBus::run(const Actor& actor, const CommandKey& key, const Work& work) {
    for (int attemptNo = 1; attemptNo <= kMaxAttempts; ++attemptNo) {
        CommitResult outcome{};
        Result<Json> answer = attempt(actor, &key, work, outcome);
        if (answer.ok() && outcome == CommitResult::Committed) return answer;
        // Unknown: the next attempt first looks for our key, and waits for a commit in flight.
        if (answer.ok()) continue;
        const Error& error = answer.error();
        const bool again = error.kind == ErrorKind::Conflict &&
                           (error.code == "db.conflict" || error.code == "db.duplicate" ||
                            error.code == "stream.moved");
        if (!again) return storedOrRefused(database_, actor, key, error);
        kernel::logInfo("command in conflict, attempt {}: {}", attemptNo, error.internal);
    }
    return Error::of(ErrorKind::Unavailable, "command.contention");
}

Result<Json> CommandBus::runInternal(const Work& work) {
    const Actor system = Actor::system();
    for (int attemptNo = 1; attemptNo <= kMaxAttempts; ++attemptNo) {
        CommitResult outcome{};
        Result<Json> answer = attempt(system, nullptr, work, outcome);
        if (answer.ok() && outcome == CommitResult::Committed) return answer;
        if (answer.ok()) continue;
        if (answer.error().kind != ErrorKind::Conflict) return answer;
    }
    return Error::of(ErrorKind::Unavailable, "command.contention");
}

}  // namespace mingjing::app
