// SPDX-License-Identifier: Apache-2.0
// Calls for help from their streams and the vault.
#include "center/app/help_calls.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/audit.h"
#include "center/app/event_making.h"
#include "center/app/stay_loader.h"
#include "center/kernel/log.h"

namespace mingjing::app {

using domain::HelpCall;

namespace {

constexpr int kMostCalls = 50;

StreamRef helpStream(const Uuid& call) {
    return {domain::kHelpStream, call};
}

/// A device with a wrong clock must not keep anybody from calling.
std::int64_t helpTime(const CommandTransaction& transaction,
                      const std::optional<std::int64_t>& saidUs) {
    return std::min(saidUs.value_or(transaction.nowUs()), transaction.nowUs());
}

domain::NewEvent helpEvent(const CommandTransaction& transaction, const char* type,
                           const std::optional<std::int64_t>& saidUs) {
    domain::NewEvent event = eventOf(type, helpTime(transaction, saidUs));
    if (saidUs && *saidUs > transaction.nowUs()) event.body["saidUs"] = *saidUs;
    return event;
}

HelpCallRow rowOf(const HelpCall& call) {
    HelpCallRow row;
    row.id = call.id;
    row.seq = call.seq;
    row.state = domain::wordOf(call.state());
    row.calledUs = call.calledUs();
    row.roomId = call.roomId();
    if (!call.answers.empty()) row.answeredUs = call.answers.front().moment.atUs;
    if (!call.ends.empty())
        row.closedUs = call.ends.front().moment.atUs;
    else if (call.withdrawn)
        row.closedUs = call.withdrawn->atUs;
    return row;
}

/// Appends to a locked call and brings its row and the audit up to date.
Result<Json> storeHelp(CommandTransaction& transaction, const Uuid& id, domain::NewEvent event,
                       const char* action) {
    UnitOfWork& unit = transaction.unit();
    const StreamRef stream = helpStream(id);
    MJ_TRY(transaction.append(stream, std::move(event), {id, id}));
    MJ_ASSIGN(const HelpCall call, readHelpCall(unit, transaction.vault(), id));
    MJ_TRY(unit.help().put(rowOf(call)));
    MJ_TRY(audit(unit, transaction.actor(), transaction.nowUs(), {action, "help_call", id, ""}));
    return transaction.receipt(id, stream);
}

/// The call that this press belongs to.
Result<std::optional<Uuid>> callToJoin(CommandTransaction& transaction,
                                       const std::optional<Uuid>& room, std::int64_t pressedUs) {
    MJ_ASSIGN(const auto rows, transaction.unit().help().open(kMostCalls));
    for (const HelpCallRow& row : rows) {
        const auto call = readHelpCall(transaction.unit(), transaction.vault(), row.id);
        // To a record that cannot be read nothing is added; the press makes a call of its own.
        if (!call.ok() && call.error().kind == ErrorKind::DataLoss) continue;
        if (!call.ok()) return call.error();
        if (joinsCall(*call, transaction.actor().id(), room, pressedUs))
            return std::optional(row.id);
    }
    return std::optional<Uuid>();
}

/// A page may be older than the room; then the place is unknown rather than the call lost.
Result<std::optional<Uuid>> knownRoom(UnitOfWork& unit, const std::optional<Uuid>& room) {
    if (!room) return std::optional<Uuid>();
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    const bool known =
        std::ranges::any_of(rooms, [&](const domain::Room& each) { return each.id == *room; });
    return known ? room : std::nullopt;
}

/// Locks a call that there is, and reads it.
Result<HelpCall> lockedCall(CommandTransaction& transaction, const Uuid& id) {
    MJ_ASSIGN(const auto row, transaction.unit().help().find(id));
    if (!row) return Error::of(ErrorKind::NotFound, "help.not_found");
    MJ_TRY(transaction.lock({helpStream(id)}));
    return readHelpCall(transaction.unit(), transaction.vault(), id);
}

/// What the list still knows of a call whose record cannot be read: help is needed all the same.
HelpCall bareCall(const HelpCallRow& row) {
    kernel::logError("damaged record of help call {}", row.id.text());
    HelpCall call;
    call.id = row.id;
    call.seq = row.seq;
    call.presses.push_back({{Uuid{}, row.calledUs, row.calledUs}, row.roomId});
    if (row.closedUs) call.withdrawn = domain::HelpMoment{Uuid{}, *row.closedUs, *row.closedUs};
    return call;
}

Result<std::vector<HelpCall>> callsOf(UnitOfWork& unit, Vault& vault,
                                      const std::vector<HelpCallRow>& rows) {
    std::vector<HelpCall> calls;
    for (const HelpCallRow& row : rows) {
        auto call = readHelpCall(unit, vault, row.id);
        const bool damaged = !call.ok() && call.error().kind == ErrorKind::DataLoss;
        if (!call.ok() && !damaged) return call.error();
        calls.push_back(damaged ? bareCall(row) : *std::move(call));
    }
    return calls;
}

}  // namespace

Result<Json> raiseHelp(CommandBus& bus, const Actor& actor, const CommandKey& key,
                       const RaiseHelp& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        const std::int64_t atUs = helpTime(transaction, command.happenedUs);
        MJ_ASSIGN(const auto room, knownRoom(unit, command.roomId));
        MJ_ASSIGN(const auto known, callToJoin(transaction, room, atUs));
        const Uuid id = known.value_or(Uuid::make(transaction.nowUs()));
        // Who could press for the same call at this moment waits here, and then sees it.
        std::vector<StreamRef> heads{{domain::kStaffStream, actor.id()}, helpStream(id)};
        if (room) heads.push_back({domain::kRoomStream, *room});
        MJ_TRY(transaction.lock(heads));
        MJ_ASSIGN(const auto still, callToJoin(transaction, room, atUs));
        if (still != known) return Error::of(ErrorKind::Conflict, "stream.moved");
        if (!known) MJ_TRY(transaction.vault().makeKey(unit, id, transaction.nowUs()));
        domain::NewEvent event = helpEvent(transaction, domain::kHelpCalled, command.happenedUs);
        if (room) event.body["roomId"] = room->text();
        MJ_ASSIGN(Json receipt, storeHelp(transaction, id, std::move(event), "help_called"));
        receipt["joined"] = known.has_value();
        return receipt;
    });
}

Result<Json> withdrawHelp(CommandBus& bus, const Actor& actor, const CommandKey& key,
                          const Uuid& id, std::optional<std::int64_t> happenedUs) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        MJ_ASSIGN(const HelpCall call, lockedCall(transaction, id));
        const auto callers = call.callers();
        if (std::ranges::find(callers, actor.id()) == callers.end())
            return Error::of(ErrorKind::Forbidden, "help.not_own");
        return storeHelp(transaction, id,
                         helpEvent(transaction, domain::kHelpWithdrawn, happenedUs),
                         "help_withdrawn");
    });
}

Result<Json> answerHelp(CommandBus& bus, const Actor& actor, const CommandKey& key, const Uuid& id,
                        const AnswerHelp& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        for (std::size_t i = 0; i < command.goes.size(); ++i) {
            MJ_ASSIGN(const auto member, transaction.unit().directory().findStaff(command.goes[i]));
            if (!member) return Error::invalid(fmt::format("goes/{}", i), "staff.unknown");
        }
        MJ_TRY(lockedCall(transaction, id));
        domain::NewEvent event = helpEvent(transaction, domain::kHelpAnswered, command.happenedUs);
        event.body["goes"] = idsOf(command.goes);
        return storeHelp(transaction, id, std::move(event), "help_answered");
    });
}

Result<Json> endHelp(CommandBus& bus, const Actor& actor, const CommandKey& key, const Uuid& id,
                     const EndHelp& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        MJ_ASSIGN(const HelpCall call, lockedCall(transaction, id));
        if (!actor.can(domain::Ability::LeadStay) && !call.goes(actor.id()))
            return Error::of(ErrorKind::Forbidden, "help.not_going");
        domain::NewEvent event = helpEvent(transaction, domain::kHelpEnded, command.happenedUs);
        sealText(event, "found", "note", command.found);
        return storeHelp(transaction, id, std::move(event), "help_ended");
    });
}

Result<HelpCall> readHelpCall(UnitOfWork& unit, Vault& vault, const Uuid& id) {
    MJ_ASSIGN(const auto chain, unit.timeline().read(helpStream(id)));
    if (chain.empty() || !chainIntact(chain))
        return Error::of(ErrorKind::DataLoss, "help.damaged", id.text());
    MJ_ASSIGN(const auto documents, vault.openAll(unit, id));
    domain::EventList events;
    for (const auto& [envelope, hash] : chain) {
        MJ_ASSIGN(auto event, recordedOf(envelope, hash, documents));
        events.push_back(std::make_shared<domain::RecordedEvent>(std::move(event)));
    }
    MJ_TRY(checkDocuments(events, documents));
    try {
        return domain::foldHelpCall(id, events);
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::DataLoss, "help.damaged", e.what());
    }
}

Result<std::vector<HelpCall>> openHelpCalls(UnitOfWork& unit, Vault& vault) {
    MJ_ASSIGN(const auto rows, unit.help().open(kMostCalls));
    return callsOf(unit, vault, rows);
}

Result<std::vector<HelpCall>> closedHelpCalls(UnitOfWork& unit, Vault& vault,
                                              std::int64_t sinceUs) {
    MJ_ASSIGN(const auto rows, unit.help().closedSince(sinceUs, kMostCalls));
    return callsOf(unit, vault, rows);
}

}  // namespace mingjing::app
