// SPDX-License-Identifier: Apache-2.0
// Streams of tests.
#include "tests/db/chains.h"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace mingjing::tests {

using app::Head;
using app::StreamRef;
using kernel::Envelope;
using kernel::Hash;

kernel::Result<Head> appendOne(app::UnitOfWork& unit, const StreamRef& stream,
                               const Uuid& commandId, const std::string& body) {
    MJ_ASSIGN(const Head before, unit.timeline().lockHead(stream));
    Envelope envelope;
    envelope.streamKind = stream.kind;
    envelope.streamId = stream.id;
    envelope.seq = before.seq + 1;
    envelope.type = "MarkSet";
    envelope.happenedUs = nowUs();
    envelope.enteredUs = envelope.happenedUs;
    envelope.commandId = commandId;
    envelope.body = body;
    envelope.previous = before.hash;
    const Head after{envelope.seq, kernel::hashOf(envelope)};
    MJ_TRY(unit.timeline().append(envelope, after.hash));
    MJ_TRY(unit.timeline().moveHead(stream, after));
    return after;
}

kernel::Status writeCommand(app::UnitOfWork& unit, const StreamRef& stream, const Uuid& actor,
                            const Uuid& key, const Uuid& commandId) {
    MJ_ASSIGN(const Head head, appendOne(unit, stream, commandId));
    MJ_TRY(unit.work().putOutbox(stream, head.seq));
    return unit.commands().put(actor, key, {commandId, Hash{}, "{}"}, nowUs());
}

Stored storedOf(app::Database& database, const StreamRef& stream, const Uuid& actor,
                const Uuid& key, const Uuid& commandId) {
    Stored stored;
    const auto unit = begin(database);
    // First the command: when its transaction is still in flight, this waits for the end of it.
    const auto command = must(unit->commands().find(actor, key));
    stored.commands = command && command->commandId == commandId ? 1 : 0;
    std::int64_t seq = -1;
    for (const auto& [envelope, hash] : must(unit->timeline().read(stream)))
        if (envelope.commandId == commandId) {
            ++stored.events;
            seq = envelope.seq;
        }
    for (const auto& row : must(unit->work().takeOutbox(1'000'000)))
        if (row.stream == stream && row.seq == seq) ++stored.outbox;
    return stored;
}

std::int64_t checkChain(app::Database& database, const StreamRef& stream) {
    const auto unit = begin(database);
    const auto events = must(unit->timeline().read(stream));
    const Head head = must(unit->timeline().readHead(stream));
    Hash previous{};
    std::int64_t seq = 0;
    for (const auto& [envelope, hash] : events) {
        BOOST_REQUIRE_EQUAL(envelope.seq, ++seq);
        BOOST_REQUIRE(envelope.previous == previous);
        BOOST_REQUIRE(kernel::hashOf(envelope) == hash);
        previous = hash;
    }
    BOOST_TEST(head.seq == seq);
    BOOST_TEST((head.hash == previous));
    return seq;
}

}  // namespace mingjing::tests
