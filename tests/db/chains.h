// SPDX-License-Identifier: Apache-2.0
// Appending to a stream as commands do, and checking what is stored.
#pragma once

#include "tests/db/schema.h"

namespace mingjing::tests {

/// Locks the head, appends one event and moves the head. Returns the new head.
kernel::Result<app::Head> appendOne(app::UnitOfWork& unit, const app::StreamRef& stream,
                                    const Uuid& commandId, const std::string& body = "{}");

/// One command as the bus writes it: event, head, command by key, outbox.
kernel::Status writeCommand(app::UnitOfWork& unit, const app::StreamRef& stream, const Uuid& actor,
                            const Uuid& key, const Uuid& commandId);

/// How often each part of one command is stored. Whole: all 1. Absent: all 0.
struct Stored {
    int events = 0, commands = 0, outbox = 0;
    [[nodiscard]] bool whole() const { return events == 1 && commands == 1 && outbox == 1; }
    [[nodiscard]] bool absent() const { return events == 0 && commands == 0 && outbox == 0; }
};
/// Reads with a session of its own; `key` is waited for.
Stored storedOf(app::Database& database, const app::StreamRef& stream, const Uuid& actor,
                const Uuid& key, const Uuid& commandId);

/// Dense from 1, every link right, the head is the last event. Returns the number of events.
std::int64_t checkChain(app::Database& database, const app::StreamRef& stream);

}  // namespace mingjing::tests
