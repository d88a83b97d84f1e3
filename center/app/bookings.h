// SPDX-License-Identifier: Apache-2.0
// Persons who are expected (预约): booked from a case, taken over whole when they arrive.
#pragma once

#include <set>

#include "center/app/command_bus.h"
#include "center/app/stay_commands.h"

namespace mingjing::app {

struct Book {
    Uuid caseId, unitId;
    domain::PersonRole role = domain::PersonRole::Suspect;
    domain::BasisKind basis = domain::BasisKind::CriminalSummons;
    bool oral = false;
    std::string documentNumber, issuedBy;
    std::int64_t expectedUs = 0;
    Json identity, facts;
    std::vector<std::string> needs;
};

/// A booking with what the vault says of it.
struct Booking {
    BookingRow row;
    ReportArrival arrival;  ///< what it would be as an arrival; time and bringers are missing
    std::vector<std::string> needs;
    Uuid bookedBy;
    std::int64_t bookedUs = 0;
};

/// Appends BookingMade to a stream of its own; who is expected lies under the booking's key.
Result<Json> book(CommandBus& bus, const Actor& actor, const CommandKey& key, const Book& command);
Result<Json> cancelBooking(CommandBus& bus, const Actor& actor, const CommandKey& key,
                           const Uuid& id, const std::string& reason);
/// Reads one booking whole. Fails with NotFound, or DataLoss when its record is damaged.
Result<Booking> readBooking(UnitOfWork& unit, Vault& vault, const Uuid& id);
/// The same for lists: a damaged one is told to operators, hides no other, and is nothing here.
Result<std::optional<Booking>> readableBooking(UnitOfWork& unit, Vault& vault, const Uuid& id);
/// Inside a command that holds the booking's head: it has become this stay.
Status settleBooking(CommandTransaction& transaction, const Uuid& id, const Uuid& stayId);

}  // namespace mingjing::app
