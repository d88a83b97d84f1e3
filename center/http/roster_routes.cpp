// SPDX-License-Identifier: Apache-2.0
// Tonight's roster, and for whom somebody is missing on it.
#include <algorithm>

#include "center/app/bookings.h"
#include "center/app/night_roster.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using domain::NightNeed;
using net::Response;

namespace {

constexpr int kMostLooked = 200;
constexpr std::int64_t kAheadDays = 14;

/// Who needs somebody, by what is needed.
using Needy = std::map<NightNeed, Json>;

void addNeeds(Needy& needy, const std::set<NightNeed>& needs, const Json& person) {
    for (const NightNeed need : needs) needy[need].push_back(person);
}

Status addPresent(House& house, app::UnitOfWork& unit, const app::Actor& reader, Needy& needy) {
    app::StayFilter filter;
    filter.limit = kMostLooked;
    MJ_ASSIGN(const auto rows, unit.stays().list(filter));
    for (const app::StayRow& row : rows) {
        if (!maySeeStayOf(reader.staff, row.unitId)) continue;
        const auto loaded = house.stays.find(unit, row.id);
        // A damaged record is told on the board; nothing is known here of what its person needs.
        if (!loaded.ok() && loaded.error().kind == kernel::ErrorKind::DataLoss) continue;
        if (!loaded.ok()) return loaded.error();
        const domain::Stay& stay = (*loaded)->stay;
        const std::string name = stay.identity ? stay.identity->value("name", "") : "";
        addNeeds(needy, domain::needsOf(stay, house.clock.wall().us),
                 {{"displayName", shortened(name)},
                  {"number", stay.number},
                  {"stayId", stay.id.text()}});
    }
    return {};
}

Status addExpected(House& house, app::UnitOfWork& unit, const app::Actor& reader,
                   std::int64_t untilUs, Needy& needy) {
    MJ_ASSIGN(const auto rows, unit.bookings().list("expected", kMostLooked));
    for (const app::BookingRow& row : rows) {
        if (row.expectedUs > untilUs || !maySeeStayOf(reader.staff, row.unitId)) continue;
        MJ_ASSIGN(const auto booking, app::readableBooking(unit, house.vault, row.id));
        if (!booking) continue;
        const Json& identity = booking->arrival.identity;
        const std::string name = identity.is_object() ? identity.value("name", "") : "";
        addNeeds(needy, domain::needsOf(booking->arrival.facts, booking->needs, row.expectedUs),
                 {{"displayName", shortened(name)}, {"number", row.number}});
    }
    return {};
}

Json warningsJson(const app::Messages& messages, const Needy& needy, const domain::NightDuty& duty,
                  const Directory& directory) {
    Json warnings = Json::array();
    for (const auto& [need, persons] : needy) {
        if (domain::covers(duty, need, directory.staff)) continue;
        const std::string word(domain::wordOf(need));
        const std::string key = "roster.missing." + word;
        warnings.push_back({{"for", persons},
                            {"kind", word},
                            {"label", messages.zh(key)},
                            {"labelEn", messages.en(key)}});
    }
    return warnings;
}

Json rosterJson(const app::Roster& roster, const Directory& directory) {
    Json json = {{"setAtUs", roster.setUs},
                 {"setBy", directory.member(roster.setBy)},
                 {"staff", Json::array()}};
    for (const Uuid& id : roster.duty.staff) json["staff"].push_back(directory.member(id));
    if (!roster.doctor.empty()) json["doctor"] = roster.doctor;
    if (!roster.appropriateAdult.empty()) json["appropriateAdult"] = roster.appropriateAdult;
    return json;
}

/// From today on, for two weeks: 20261129.
bool isPlannable(const std::string& day, std::int64_t nowUs) {
    for (std::int64_t ahead = 0; ahead <= kAheadDays; ++ahead)
        if (kernel::beijingDate(domain::nightSpan(nowUs).fromUs + ahead * 24 * kernel::kHourUs) ==
            day)
            return true;
    return false;
}

Result<Response> set(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::SetRoster command;
    command.day = fields.text("day", 8);
    command.staff = fields.ids("staff", 20);
    command.doctor = fields.optionalText("doctor", 64);
    command.appropriateAdult = fields.optionalText("appropriateAdult", 64);
    if (!isPlannable(command.day, house.clock.wall().us)) fields.fail("day", "roster.bad_day");
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipt, app::setRoster(house.bus, call.actor, key, command));
    return created(receipt);
}

}  // namespace

Result<Json> tonightJson(House& house, app::UnitOfWork& unit, const app::Actor& reader,
                         const Directory& directory) {
    const std::int64_t nowUs = house.clock.wall().us;
    const domain::Span night = domain::nightSpan(nowUs);
    const std::string day = domain::nightOf(nowUs);
    MJ_ASSIGN(const auto roster, app::readRoster(unit, house.vault, day));
    Needy needy;
    MJ_TRY(addPresent(house, unit, reader, needy));
    MJ_TRY(addExpected(house, unit, reader, night.toUs, needy));
    Json json = {
        {"day", day},
        {"fromUs", night.fromUs},
        {"toUs", night.toUs},
        {"warnings", warningsJson(house.messages, needy,
                                  roster ? roster->duty : domain::NightDuty{}, directory)}};
    if (roster) json["roster"] = rosterJson(*roster, directory);
    return json;
}

void addRosterRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/rosters/tonight",
               reading(house, Ability::SeeBoard, [&house](const Call& c, auto& u, Pages& p) {
                   return tonightJson(house, u, c.actor, p.directory());
               }));
    router.add(
        "POST", "/api/v1/rosters",
        guarded(house, Ability::LeadStay, [&house](const Call& call) { return set(house, call); }));
}

}  // namespace mingjing::http
