// SPDX-License-Identifier: Apache-2.0
// Bookings as streams of their own.
#include "center/app/bookings.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/domain/json_read.h"
#include "center/kernel/clock.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

Result<BookingRow> findExpected(CommandTransaction& transaction, const Uuid& id) {
    MJ_ASSIGN(const auto row, transaction.unit().bookings().find(id));
    if (!row) return Error::of(ErrorKind::NotFound, "booking.not_found");
    if (!maySeeStayOf(transaction.actor().staff, row->unitId))
        return Error::of(ErrorKind::NotFound, "booking.not_found");
    if (row->state != "expected") return Error::of(ErrorKind::Precondition, "booking.not_expected");
    return *row;
}

Status checkBooking(UnitOfWork& unit, const Book& command, std::int64_t nowUs) {
    MJ_ASSIGN(const auto someCase, unit.directory().findCase(command.caseId));
    if (!someCase) return Error::invalid("caseId", "case.unknown");
    MJ_ASSIGN(const auto units, unit.directory().units());
    if (std::none_of(units.begin(), units.end(),
                     [&](const auto& u) { return u.id == command.unitId; }))
        return Error::invalid("unitId", "unit.unknown");
    if (!domain::suits(command.basis, someCase->kind))
        return Error::invalid("basis", "arrival.basis_not_of_case");
    return checkBirth(command.facts, nowUs);
}

domain::NewEvent madeEvent(const Book& command, const std::string& number, std::int64_t nowUs) {
    domain::NewEvent made = eventOf(domain::kBookingMade, nowUs,
                                    {{"basis", domain::wordOf(command.basis)},
                                     {"caseId", command.caseId.text()},
                                     {"expectedUs", command.expectedUs},
                                     {"needs", command.needs},
                                     {"number", number},
                                     {"oral", command.oral},
                                     {"role", domain::wordOf(command.role)},
                                     {"unitId", command.unitId.text()}});
    made.sealed["identity"] = {"identity", command.identity};
    made.sealed["facts"] = {"facts", command.facts};
    made.sealed["paper"] = {
        "paper", {{"documentNumber", command.documentNumber}, {"issuedBy", command.issuedBy}}};
    return made;
}

/// B261124-03: bookings are counted by the day they are expected on.
Result<std::string> nextBookingNumber(UnitOfWork& unit, std::int64_t expectedUs) {
    const std::string day = "B" + kernel::beijingDate(expectedUs).substr(2);
    MJ_ASSIGN(const int running, unit.stays().nextNumber(day));
    return fmt::format("{}-{:02}", day, running);
}

/// The sealed content under a slot; null when it was erased.
Json sealedOf(const std::map<Uuid, OpenedDocument>& documents, const Json& body, const char* slot) {
    const Json sealed = body.value("sealed", Json::object());
    if (!sealed.contains(slot)) return nullptr;
    const auto document = documents.find(domain::readUuid(sealed[slot], "id"));
    if (document == documents.end() || !document->second.content) return nullptr;
    return *document->second.content;
}

ReportArrival arrivalOf(const Json& body, const std::map<Uuid, OpenedDocument>& documents) {
    ReportArrival arrival;
    arrival.caseId = domain::readUuid(body, "caseId");
    arrival.unitId = domain::readUuid(body, "unitId");
    arrival.role = domain::storedWord<domain::PersonRole>(body.value("role", ""));
    arrival.basis = domain::storedWord<domain::BasisKind>(body.value("basis", ""));
    arrival.oral = body.value("oral", false);
    arrival.identity = sealedOf(documents, body, "identity");
    arrival.facts = sealedOf(documents, body, "facts");
    if (const Json paper = sealedOf(documents, body, "paper"); paper.is_object()) {
        arrival.documentNumber = paper.value("documentNumber", "");
        arrival.issuedBy = paper.value("issuedBy", "");
    }
    return arrival;
}

Status settle(CommandTransaction& transaction, BookingRow row, domain::NewEvent event) {
    const StreamRef stream{domain::kBookingStream, row.id};
    MJ_ASSIGN(const auto recorded, transaction.append(stream, std::move(event), {row.id, row.id}));
    row.seq = recorded.seq;
    return transaction.unit().bookings().put(row);
}

}  // namespace

Result<Json> book(CommandBus& bus, const Actor& actor, const CommandKey& key, const Book& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_TRY(checkBooking(unit, command, transaction.nowUs()));
        BookingRow row;
        row.id = Uuid::make(transaction.nowUs());
        row.state = "expected";
        row.caseId = command.caseId;
        row.unitId = command.unitId;
        row.expectedUs = command.expectedUs;
        const StreamRef stream{domain::kBookingStream, row.id};
        MJ_TRY(transaction.lock({stream}));
        MJ_ASSIGN(row.number, nextBookingNumber(unit, command.expectedUs));
        MJ_TRY(transaction.vault().makeKey(unit, row.id, transaction.nowUs()));
        MJ_TRY(settle(transaction, row, madeEvent(command, row.number, transaction.nowUs())));
        Json receipt = transaction.receipt(row.id, stream);
        receipt["number"] = row.number;
        return receipt;
    });
}

Result<Json> cancelBooking(CommandBus& bus, const Actor& actor, const CommandKey& key,
                           const Uuid& id, const std::string& reason) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        const StreamRef stream{domain::kBookingStream, id};
        MJ_TRY(transaction.lock({stream}));
        MJ_ASSIGN(BookingRow row, findExpected(transaction, id));
        row.state = "cancelled";
        domain::NewEvent event = eventOf(domain::kBookingCancelled, transaction.nowUs());
        sealText(event, "reason", "reason", reason);
        MJ_TRY(settle(transaction, row, std::move(event)));
        return transaction.receipt(id, stream);
    });
}

Result<Booking> readBooking(UnitOfWork& unit, Vault& vault, const Uuid& id) {
    MJ_ASSIGN(const auto row, unit.bookings().find(id));
    if (!row) return Error::of(ErrorKind::NotFound, "booking.not_found");
    MJ_ASSIGN(const auto chain, unit.timeline().read({domain::kBookingStream, id}));
    if (chain.empty()) return Error::of(ErrorKind::DataLoss, "booking.damaged");
    MJ_ASSIGN(const Json body, kernel::parseJson(chain.front().first.body));
    MJ_ASSIGN(const auto documents, vault.openAll(unit, id));
    Booking booking{*row, {}, {}, chain.front().first.actor, chain.front().first.enteredUs};
    try {
        booking.arrival = arrivalOf(body, documents);
        booking.needs = body.value("needs", std::vector<std::string>{});
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::DataLoss, "booking.damaged", e.what());
    }
    return booking;
}

Result<std::optional<Booking>> readableBooking(UnitOfWork& unit, Vault& vault, const Uuid& id) {
    auto booking = readBooking(unit, vault, id);
    if (booking.ok()) return std::optional(std::move(booking).value());
    if (booking.error().kind != ErrorKind::DataLoss) return booking.error();
    kernel::logError("damaged record of booking {}", id.text());
    return std::optional<Booking>();
}

Status settleBooking(CommandTransaction& transaction, const Uuid& id, const Uuid& stayId) {
    MJ_ASSIGN(BookingRow row, findExpected(transaction, id));
    row.state = "arrived";
    row.stayId = stayId;
    return settle(
        transaction, row,
        eventOf(domain::kBookingArrived, transaction.nowUs(), {{"stayId", stayId.text()}}));
}

}  // namespace mingjing::app
