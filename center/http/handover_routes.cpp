// SPDX-License-Identifier: Apache-2.0
// The shift handover: what is handed over, preparing, reading back.
#include <algorithm>

#include "center/app/bookings.h"
#include "center/app/handover.h"
#include "center/domain/rules/catalogue.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/kernel/log.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr int kMostHanded = 200;
constexpr std::int64_t kAheadUs = 12 * kernel::kHourUs;

int riskOf(const domain::Stay& stay) {
    const auto risks = stay.notesOf("RiskAssessed");
    return risks.empty() ? 0 : static_cast<int>(risks.back().number("level").value_or(1));
}

/// Whom the receiver must read back: high risk, something that lasts and endangers, a clock that
/// ends within the shift.
bool isAtRisk(const domain::Stay& stay, const std::optional<domain::LegalClock>& clock,
              std::int64_t nowUs) {
    if (riskOf(stay) >= 3) return true;
    for (const domain::SpellKind kind :
         {domain::SpellKind::Watch, domain::SpellKind::Restraint, domain::SpellKind::Sobering,
          domain::SpellKind::Incident, domain::SpellKind::Absence})
        if (stay.openSpell(kind) != nullptr) return true;
    return clock && !clock->endedAtUs && clock->endsAtUs - nowUs < kAheadUs;
}

Result<app::HandedPerson> handed(House& house, app::UnitOfWork& unit, const domain::Stay& stay) {
    MJ_ASSIGN(const auto centre, app::readCentre(unit, house.recording, stay.caseId));
    const auto clock = domain::legalClock(stay, centre);
    app::HandedPerson person;
    person.stayId = stay.id;
    person.seq = stay.seq;
    person.riskLevel = riskOf(stay);
    person.atRisk = isAtRisk(stay, clock, house.clock.wall().us);
    if (clock && !clock->endedAtUs) person.clockEndsUs = clock->endsAtUs;
    return person;
}

Result<std::vector<app::SharedStay>> present(House& house, const Call& call,
                                             app::UnitOfWork& unit) {
    app::StayFilter filter;
    filter.limit = kMostHanded;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    std::vector<app::SharedStay> stays;
    for (const app::StayRow& row : rows) {
        if (!maySeeStayOf(call.actor.staff, row.unitId)) continue;
        const auto loaded = house.stays.find(unit, row.id);
        if (loaded.ok()) stays.push_back(*loaded);
    }
    return stays;
}

Json personJson(const Json& tile, const app::HandedPerson& person, const domain::Stay& stay) {
    Json json = {{"atRisk", person.atRisk},
                 {"riskLevel", person.riskLevel},
                 {"tile", tile},
                 {"flags", stay.facts ? Json(stay.facts->flags) : Json::array()}};
    if (person.clockEndsUs) json["clockEndsAtUs"] = *person.clockEndsUs;
    return json;
}

Json warning(const app::Messages& messages, const char* kind) {
    const std::string key = std::string("handover.warning.") + kind;
    return {{"kind", kind}, {"label", messages.zh(key)}, {"labelEn", messages.en(key)}};
}

/// What the persons present and expected need, and who takes over has not.
Result<Json> warningsFor(House& house, app::UnitOfWork& unit, const Directory& directory,
                         const std::vector<app::SharedStay>& stays,
                         const std::vector<Uuid>& onDuty) {
    bool women = false;
    std::set<std::string> needs;
    for (const app::SharedStay& loaded : stays) {
        const domain::Stay& stay = loaded->stay;
        women = women || (stay.facts && stay.facts->sex == domain::Sex::Female);
        if (stay.isMinor() && stay.notesOf("SupportArrived").empty()) needs.insert("guardian");
    }
    MJ_ASSIGN(const auto bookings, unit.bookings().list("expected", kMostHanded));
    for (const app::BookingRow& row : bookings) {
        if (row.expectedUs > house.clock.wall().us + kAheadUs) continue;
        MJ_ASSIGN(const auto booking, app::readableBooking(unit, house.vault, row.id));
        if (!booking) continue;
        if (booking->arrival.facts.is_object())
            women = women || booking->arrival.facts.value("sex", "") == "F";
        needs.insert(booking->needs.begin(), booking->needs.end());
    }
    bool female = false;
    for (const Uuid& id : onDuty) {
        const auto member = directory.staff.find(id);
        female = female ||
                 (member != directory.staff.end() && member->second.sex == domain::Sex::Female &&
                  member->second.function == domain::StaffFunction::Officer);
    }
    Json warnings = Json::array();
    if ((women || needs.contains("female_officer")) && !female)
        warnings.push_back(warning(house.messages, "female_officer"));
    for (const char* kind : {"doctor", "guardian", "interpreter", "sign_interpreter"})
        if (needs.contains(kind)) warnings.push_back(warning(house.messages, kind));
    return warnings;
}

Result<Json> draft(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    Query query(call.request);
    const std::vector<Uuid> onDuty = query.ids("onDuty", 20);
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto stays, present(house, call, unit));
    Json persons = Json::array();
    for (const app::SharedStay& loaded : stays) {
        MJ_ASSIGN(const Json tile, pages.tile(*loaded));
        MJ_ASSIGN(const auto person, handed(house, unit, loaded->stay));
        persons.push_back(personJson(tile, person, loaded->stay));
    }
    // The illest first, as the name of the order says.
    std::stable_sort(persons.begin(), persons.end(), [](const Json& a, const Json& b) {
        return std::pair(a["atRisk"].get<bool>(), a["riskLevel"].get<int>()) >
               std::pair(b["atRisk"].get<bool>(), b["riskLevel"].get<int>());
    });
    MJ_ASSIGN(const Json warnings, warningsFor(house, unit, pages.directory(), stays, onDuty));
    MJ_ASSIGN(const Json help, openHelpJson(house, unit, call.actor, pages.directory()));
    return Json{{"helpCalls", help},
                {"persons", persons},
                {"serverTimeUs", house.clock.wall().us},
                {"warnings", warnings}};
}

Json handoverJson(const app::Handover& handover, const Directory& directory,
                  const std::map<Uuid, std::string>& numbers, const app::Actor& reader) {
    Json json = {{"id", handover.row.id.text()},
                 {"mayAccept", !handover.row.acceptedUs && handover.row.preparedBy != reader.id()},
                 {"onDuty", Json::array()},
                 {"persons", Json::array()},
                 {"preparedAtUs", handover.row.preparedUs},
                 {"preparedBy", directory.member(handover.row.preparedBy)}};
    if (!handover.note.empty()) json["note"] = handover.note;
    if (handover.row.acceptedUs) {
        json["acceptedAtUs"] = *handover.row.acceptedUs;
        json["acceptedBy"] = directory.member(*handover.row.acceptedBy);
    }
    for (const Uuid& id : handover.onDuty) json["onDuty"].push_back(directory.member(id));
    for (const app::HandedPerson& person : handover.persons) {
        const auto number = numbers.find(person.stayId);
        json["persons"].push_back({{"atRisk", person.atRisk},
                                   {"number", number == numbers.end() ? "" : number->second},
                                   {"stayId", person.stayId.text()}});
    }
    return json;
}

/// One that cannot be read: when and by whom. Nobody can read back what is not there.
Json damagedJson(const app::HandoverRow& row, const Directory& directory,
                 const app::Actor& reader) {
    kernel::logError("damaged record of handover {}", row.id.text());
    Json json = handoverJson({row, {}, {}, ""}, directory, {}, reader);
    json["damaged"] = true;
    json["mayAccept"] = false;
    return json;
}

Result<Json> list(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto rows, unit.handovers().list(20));
    Json items = Json::array();
    for (const app::HandoverRow& row : rows) {
        const auto handover = app::readHandover(unit, house.vault, row.id);
        if (!handover.ok()) {
            if (handover.error().kind != kernel::ErrorKind::DataLoss) return handover.error();
            items.push_back(damagedJson(row, pages.directory(), call.actor));
            continue;
        }
        std::map<Uuid, std::string> numbers;
        for (const app::HandedPerson& person : handover->persons) {
            MJ_ASSIGN(const auto stay, unit.stays().find(person.stayId));
            if (stay) numbers[person.stayId] = stay->number;
        }
        items.push_back(handoverJson(*handover, pages.directory(), numbers, call.actor));
    }
    return Json{{"items", items}};
}

Result<Response> prepare(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::PrepareHandover command;
    command.onDuty = fields.ids("onDuty", 20, 1);
    command.note = fields.optionalText("note", 2000);
    MJ_TRY(fields.done());
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const auto stays, present(house, call, *unit));
        for (const app::SharedStay& loaded : stays) {
            MJ_ASSIGN(auto person, handed(house, *unit, loaded->stay));
            command.persons.push_back(std::move(person));
        }
    }
    MJ_ASSIGN(const Json receipt, app::prepareHandover(house.bus, call.actor, key, command));
    return created(receipt);
}

Result<Response> accept(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    std::vector<app::ReadBack> said;
    for (const Json& item : fields.array("readBack", kMostHanded)) {
        Fields inner(item, "readBack/" + std::to_string(said.size()) + "/");
        app::ReadBack each;
        each.stayId = inner.id("stayId");
        each.riskLevel = static_cast<int>(inner.number("riskLevel", 0, 4));
        each.clockEndsUs = inner.optionalNumber("clockEndsAtUs", 1, kAnyTimeUs);
        if (const Status done = inner.done(); !done.ok())
            fields.fail(done.error().field, done.error().code.c_str(), done.error().params);
        said.push_back(each);
    }
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt,
              app::acceptHandover(house.bus, call.actor, key, call.pathId(), said));
    return created(receipt);
}

}  // namespace

void addHandoverRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/handovers",
               reading(house, Ability::LeadStay, [&house](const Call& c, auto& u, Pages& p) {
                   return list(house, c, u, p);
               }));
    router.add("GET", "/api/v1/handovers/draft",
               reading(house, Ability::LeadStay, [&house](const Call& c, auto& u, Pages& p) {
                   return draft(house, c, u, p);
               }));
    router.add("POST", "/api/v1/handovers",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return prepare(house, call); }));
    router.add("POST", "/api/v1/handovers/{id}/acceptance",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return accept(house, call); }));
}

}  // namespace mingjing::http
