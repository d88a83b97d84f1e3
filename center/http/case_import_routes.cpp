// SPDX-License-Identifier: Apache-2.0
// Cases and persons from the provincial case system, so that nobody types them twice. Each case is
// opened and each person booked by a command of its own, with keys that follow from the request's
// key: the same request again goes on where it was cut off.
#include <algorithm>

#include "center/http/case_file.h"
#include "center/http/reading.h"
#include "center/kernel/crypto.h"
#include "center/net/http_client.h"

namespace mingjing::http {

using domain::Ability;
using kernel::ErrorKind;
using net::Response;

namespace {

constexpr int kSystemTimeoutS = 10;
constexpr std::size_t kMostBytes = std::size_t{200} << 10;

/// The n-th command of a request.
app::CommandKey keyOf(const app::CommandKey& whole, std::size_t n) {
    const kernel::Hash hash = kernel::sha256(whole.idempotencyKey.text() + " " + std::to_string(n));
    const std::string bytes = kernel::bytesOf(hash).substr(0, 16);
    return {Uuid::fromBytes(bytes).value_or(Uuid{}), whole.bodyHash};
}

/// `number` goes into a path, so only what case numbers are made of.
bool isCaseNumber(const std::string& number) {
    return !number.empty() && std::all_of(number.begin(), number.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    });
}

Result<std::string> systemAddress(app::UnitOfWork& unit) {
    MJ_ASSIGN(const auto settings, unit.directory().settings());
    for (const auto& [name, value] : settings)
        if (name == "case_system" && !value.empty()) return value;
    return Error::of(ErrorKind::Precondition, "case_system.none");
}

/// Asks the case system's interface (through the gateway of the police network) for one case.
Result<std::vector<FiledCase>> askSystem(House& house, const std::string& number) {
    if (!isCaseNumber(number)) return Error::invalid("number", "case_system.bad_number");
    std::string address;
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(address, systemAddress(*unit));
    }
    const net::HttpClient client(address, kSystemTimeoutS);
    const auto answer =
        client.send("GET", "/cases/" + number, {{"Accept", "application/json"}}, "", kMostBytes);
    if (!answer.ok()) return Error::of(ErrorKind::Unavailable, "case_system.away");
    if (answer->status == 404) return Error::invalid("number", "case_system.unknown_case");
    if (answer->status != 200) return Error::of(ErrorKind::Unavailable, "case_system.away");
    const auto document = kernel::parseJson(answer->body);
    if (!document.ok()) return Error::of(ErrorKind::Unavailable, "case_system.bad_answer");
    return readCaseJson(*document, house.clock.wall().us);
}

Result<std::vector<FiledCase>> filed(House& house, Fields& fields) {
    const std::string source = fields.oneOf("source", {"json", "csv", "system"});
    if (source == "system") {
        const std::string number = fields.text("number", 64);
        MJ_TRY(fields.done());
        return askSystem(house, number);
    }
    const std::string content = fields.fileText("content", kMostBytes);
    MJ_TRY(fields.done());
    if (source == "csv") return readCaseTable(content, house.clock.wall().us);
    const auto document = kernel::parseJson(content);
    if (!document.ok()) return Error::invalid("content", "case_file.not_json");
    return readCaseJson(*document, house.clock.wall().us);
}

/// Who is booked already for a case: by number of the paper that says who he is, or by name.
std::string sameness(const Json& identity) {
    if (!identity.is_object()) return "";
    const std::string number = identity.value("idNumber", "");
    return number.empty() ? identity.value("name", "") : number;
}

Result<std::set<std::string>> bookedOf(House& house, const Uuid& caseId) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    std::set<std::string> known;
    for (const char* state : {"expected", "arrived"}) {
        MJ_ASSIGN(const auto rows, unit->bookings().list(state, 500));
        for (const app::BookingRow& row : rows) {
            if (row.caseId != caseId) continue;
            MJ_ASSIGN(const auto booking, app::readableBooking(*unit, house.vault, row.id));
            if (booking) known.insert(sameness(booking->arrival.identity));
        }
    }
    return known;
}

Result<std::optional<domain::Case>> knownCase(House& house, const std::string& number) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto same, unit->directory().cases(number, 200));
    for (const domain::Case& each : same)
        if (each.number == number) return std::optional(each);
    return std::optional<domain::Case>();
}

Result<Uuid> unitOf(House& house, const std::string& code, std::size_t index) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto units, unit->directory().units());
    for (const domain::Unit& each : units)
        if (each.code == code) return each.id;
    return Error::invalid("content/cases/" + std::to_string(index) + "/unitCode", "unit.unknown");
}

class Import {
public:
    Import(House& house, const Call& call, const app::CommandKey& key)
        : house_(house), call_(call), key_(key) {}

    Result<Json> run(const std::vector<FiledCase>& cases) {
        // Whatever can be wrong is found before the first thing is stored.
        std::vector<Uuid> units;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            MJ_ASSIGN(const Uuid unit, unitOf(house_, cases[i].unitCode, i));
            units.push_back(unit);
        }
        for (std::size_t i = 0; i < cases.size(); ++i) MJ_TRY(take(cases[i], units[i]));
        return Json{{"bookings", bookings_}, {"cases", cases_}};
    }

private:
    app::CommandKey next() { return keyOf(key_, n_++); }

    Status take(const FiledCase& filed, const Uuid& unit) {
        const app::CommandKey opening = next();
        MJ_ASSIGN(const auto known, knownCase(house_, filed.number));
        Uuid caseId = known ? known->id : Uuid{};
        if (!known) {
            domain::Case fresh;
            fresh.number = filed.number;
            fresh.name = filed.name;
            fresh.kind = filed.kind;
            fresh.unitId = unit;
            fresh.manyPersons = filed.manyPersons;
            MJ_ASSIGN(const Json receipt,
                      house_.administration.openCase(call_.actor, opening, fresh));
            caseId = Uuid::parse(receipt["id"].get<std::string>()).value_or(Uuid{});
        }
        cases_.push_back(
            {{"id", caseId.text()}, {"known", known.has_value()}, {"number", filed.number}});
        MJ_ASSIGN(const auto booked, bookedOf(house_, caseId));
        for (app::Book person : filed.persons) {
            const app::CommandKey booking = next();
            const std::string name = person.identity.value("name", "");
            const bool there = booked.contains(sameness(person.identity));
            if (!there) {
                person.caseId = caseId;
                person.unitId = unit;
                MJ_TRY(app::book(house_.bus, call_.actor, booking, person));
            }
            bookings_.push_back({{"caseNumber", filed.number}, {"known", there}, {"name", name}});
        }
        return {};
    }

    House& house_;
    const Call& call_;
    const app::CommandKey& key_;
    std::size_t n_ = 0;
    Json cases_ = Json::array(), bookings_ = Json::array();
};

}  // namespace

void addCaseImportRoutes(House& house, net::Router& router) {
    router.add("POST", "/api/v1/case-imports",
               guarded(house, Ability::LeadStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   MJ_ASSIGN(const auto cases, filed(house, fields));
                   MJ_ASSIGN(const Json taken, Import(house, call, key).run(cases));
                   return created(taken);
               }));
}

}  // namespace mingjing::http
