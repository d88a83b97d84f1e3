// SPDX-License-Identifier: Apache-2.0
// Persons who are expected: book, list, arrive, cancel.
#include <algorithm>

#include "center/app/bookings.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

app::Book bookingOf(Fields& fields) {
    app::Book command;
    command.caseId = fields.id("caseId");
    command.unitId = fields.id("unitId");
    command.role = fields.word<domain::PersonRole>("role");
    const BasisPaper basis = basisOf(fields);
    command.basis = basis.kind;
    command.oral = basis.oral;
    command.documentNumber = basis.documentNumber;
    command.issuedBy = basis.issuedBy;
    command.expectedUs = fields.number("expectedAtUs", 1, kAnyTimeUs);
    command.identity = identityOf(fields, fields.object("identity"));
    command.facts = factsOf(fields, fields.object("facts"));
    if (fields.has("needs"))
        command.needs = fields.someOf("needs", {"guardian", "interpreter", "sign_interpreter",
                                                "female_officer", "doctor", "minor_room"});
    return command;
}

Json bookingJson(const app::Booking& booking, const Directory& directory,
                 const std::optional<domain::Case>& someCase, std::int64_t nowUs) {
    const app::ReportArrival& arrival = booking.arrival;
    Json json = {
        {"basis",
         basisJson({{}, arrival.basis, arrival.oral, arrival.documentNumber, arrival.issuedBy})},
        {"bookedAtUs", booking.bookedUs},
        {"bookedBy", directory.member(booking.bookedBy)},
        {"caseKind", someCase ? domain::wordOf(someCase->kind) : "criminal"},
        {"caseName", someCase ? someCase->name : ""},
        {"caseNumber", someCase ? someCase->number : ""},
        {"expectedAtUs", booking.row.expectedUs},
        {"id", booking.row.id.text()},
        {"name", arrival.identity.is_object() ? arrival.identity.value("name", "") : ""},
        {"needs", booking.needs},
        {"number", booking.row.number},
        {"role", domain::wordOf(arrival.role)},
        {"state", booking.row.state},
        {"unit", directory.unit(arrival.unitId)}};
    if (booking.row.stayId) json["stayId"] = booking.row.stayId->text();
    if (!arrival.facts.is_object()) return json;
    const domain::PersonFacts facts = domain::factsOf(arrival.facts);
    if (facts.sex) json["sex"] = domain::wordOf(*facts.sex);
    if (const auto minor = domain::isMinorAt(facts, nowUs)) json["minor"] = *minor;
    return json;
}

/// Places in waiting rooms in service, and how many of them are taken.
Result<std::pair<int, int>> waitingPlaces(app::UnitOfWork& unit, const Directory& directory,
                                          std::int64_t nowUs) {
    std::vector<Uuid> rooms;
    int places = 0;
    for (const auto& [id, room] : directory.rooms)
        if (room.active && room.kind == domain::RoomKind::Waiting) {
            rooms.push_back(id);
            places += room.capacity;
        }
    MJ_ASSIGN(const auto occupancies, unit.stays().occupancies(rooms, nowUs));
    const auto taken = std::count_if(occupancies.begin(), occupancies.end(),
                                     [](const auto& o) { return !o.toUs; });
    return std::pair(places, static_cast<int>(taken));
}

Result<Json> listBookings(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const std::string state =
        query.oneOf("state", {"expected", "arrived", "cancelled"}, "expected");
    MJ_TRY(query.done());
    const std::int64_t nowUs = house.clock.wall().us;
    MJ_ASSIGN(const auto rows, unit.bookings().list(state, 200));
    Json items = Json::array();
    for (const app::BookingRow& row : rows) {
        if (!maySeeStayOf(call.actor.staff, row.unitId)) continue;
        const auto sealed =
            row.stayId ? isSealedHere(house, unit, call, *row.stayId) : Result<bool>(false);
        if (!sealed.ok()) return sealed.error();
        if (*sealed) continue;
        MJ_ASSIGN(const auto booking, app::readableBooking(unit, house.vault, row.id));
        if (!booking) continue;
        MJ_ASSIGN(const auto someCase, unit.directory().findCase(row.caseId));
        items.push_back(bookingJson(*booking, pages.directory(), someCase, nowUs));
    }
    MJ_ASSIGN(const auto waiting, waitingPlaces(unit, pages.directory(), nowUs));
    return Json{{"items", items},
                {"serverTimeUs", nowUs},
                {"waitingPlaces", waiting.first},
                {"waitingTaken", waiting.second}};
}

Result<Response> arrive(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::ReportBookedArrival command;
    command.bookingId = call.pathId();
    command.arrivedUs = fields.number("arrivedAtUs", 1, kAnyTimeUs);
    command.arrivalPaperUs = fields.optionalNumber("arrivalPaperUs", 1, kAnyTimeUs);
    command.broughtBy = fields.ids("broughtBy", 8);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt, house.desk.reportBookedArrival(call.actor, key, command));
    return created(receipt);
}

}  // namespace

void addBookingRoutes(House& house, net::Router& router) {
    const std::string booking = "/api/v1/bookings/{id}";
    router.add("GET", "/api/v1/bookings",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return listBookings(house, c, u, p);
               }));
    router.add("POST", "/api/v1/bookings",
               guarded(house, Ability::LeadStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   const app::Book command = bookingOf(fields);
                   MJ_TRY(fields.done());
                   MJ_ASSIGN(const Json receipt, app::book(house.bus, call.actor, key, command));
                   return created(receipt);
               }));
    router.add("POST", booking + "/arrival",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return arrive(house, call); }));
    router.add("POST", booking + "/cancellation",
               guarded(house, Ability::LeadStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   const std::string reason = fields.text("reason", 500);
                   MJ_TRY(fields.done());
                   MJ_ASSIGN(const Json receipt,
                             app::cancelBooking(house.bus, call.actor, key, call.pathId(), reason));
                   return created(receipt);
               }));
}

}  // namespace mingjing::http
