// SPDX-License-Identifier: Apache-2.0
// Tiles, stays, clocks and timelines for pages.
#include "center/http/pages.h"

#include <algorithm>

#include "center/domain/json_read.h"
#include "center/domain/rules/forecast.h"
#include "center/domain/stays/steps.h"

namespace mingjing::http {

using app::LoadedStay;

namespace {

constexpr int kSpansRead = 1000;

Json named(const Uuid& id, const std::string& name) {
    return {{"id", id.text()}, {"name", name}};
}

std::string clockState(const domain::LegalClock& clock, std::int64_t nowUs) {
    if (clock.endedAtUs) return *clock.endedAtUs > clock.endsAtUs ? "over" : "ended";
    if (clock.standsSinceUs && *clock.standsSinceUs < clock.endsAtUs) nowUs = *clock.standsSinceUs;
    if (nowUs > clock.endsAtUs) return "over";
    const std::int64_t tenth = (clock.endsAtUs - clock.startUs) / 10;
    return clock.endsAtUs - nowUs <= tenth ? "soon" : "ok";
}

void addDetail(Json& details, const std::string& label, const std::string& labelEn,
               const std::string& value, const std::string& valueEn = "") {
    if (value.empty()) return;
    Json detail = {{"label", label}, {"labelEn", labelEn}, {"value", value}};
    if (!valueEn.empty()) detail["valueEn"] = valueEn;
    details.push_back(std::move(detail));
}

}  // namespace

std::string shortened(const std::string& name) {
    if (name.empty()) return "某某";
    const auto lead = static_cast<unsigned char>(name[0]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return name.substr(0, bytes) + "某某";
}

Json basisJson(const domain::LegalBasis& basis) {
    Json json = {{"kind", domain::wordOf(basis.kind)}, {"oral", basis.oral}};
    if (!basis.documentNumber.empty()) json["documentNumber"] = basis.documentNumber;
    if (!basis.issuedBy.empty()) json["issuedBy"] = basis.issuedBy;
    return json;
}

Json Directory::unit(const Uuid& id) const {
    const auto it = units.find(id);
    return named(id, it == units.end() ? "" : it->second.name);
}
Json Directory::member(const Uuid& id) const {
    if (id.isNil()) return named(id, "系统");
    const auto it = staff.find(id);
    return named(id, it == staff.end() ? "" : it->second.name);
}
Json Directory::room(const Uuid& id) const {
    const auto it = rooms.find(id);
    return named(id, it == rooms.end() ? "" : it->second.name);
}

Result<Directory> readDirectory(app::UnitOfWork& unit) {
    Directory directory;
    MJ_ASSIGN(const auto units, unit.directory().units());
    for (const auto& row : units) directory.units[row.id] = row;
    MJ_ASSIGN(const auto staff, unit.directory().staff());
    for (const auto& row : staff) directory.staff[row.id] = row;
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    for (const auto& row : rooms) directory.rooms[row.id] = row;
    MJ_ASSIGN(directory.cameras, unit.directory().cameras());
    MJ_ASSIGN(const auto settings, unit.directory().settings());
    for (const auto& [name, value] : settings)
        if (name == "centre_name") directory.centreName = value;
    return directory;
}

Json Pages::clockJson(const domain::LegalClock& clock, const domain::Stay& stay) {
    const Json params = {
        {"startUs", clock.startUs}, {"limitH", clock.limitH}, {"endsAtUs", clock.endsAtUs}};
    Json json = {{"basis", domain::wordOf(clock.basis)},
                 {"endsAtUs", clock.endsAtUs},
                 {"explanation", house_.messages.zh("clock.explain", params)},
                 {"explanationEn", house_.messages.en("clock.explain", params)},
                 {"limitH", clock.limitH},
                 {"rule", clock.rule},
                 {"source", house_.messages.zh("rule." + clock.rule + ".source")},
                 {"sourceEn", house_.messages.en("rule." + clock.rule + ".source")},
                 {"startFact", clock.startFact},
                 {"startedAtUs", clock.startUs},
                 {"state", clockState(clock, house_.clock.wall().us)},
                 {"total", clock.total}};
    if (clock.extendableToH > 0) json["extendableToH"] = clock.extendableToH;
    if (clock.endedAtUs) json["endedAtUs"] = *clock.endedAtUs;
    if (clock.standsSinceUs) json["standsSinceUs"] = *clock.standsSinceUs;
    for (const domain::Span& pause : clock.pauses)
        json["pauses"].push_back({{"fromUs", pause.fromUs}, {"toUs", pause.toUs}});
    for (const std::int64_t reset : clock.resets) json["resets"].push_back(reset);
    if (stay.arrivalPaperUs && clock.startUs <= stay.arrived.atUs)
        json["competing"] = {{{"fact", "arrival_report"}, {"atUs", stay.arrived.atUs}},
                             {{"fact", "arrival_paper"}, {"atUs", *stay.arrivalPaperUs}}};
    return json;
}

std::optional<Json> Pages::clock(const domain::Stay& stay, const domain::Centre& centre) {
    const auto clock = domain::legalClock(stay, centre);
    return clock ? std::optional(clockJson(*clock, stay)) : std::nullopt;
}

Result<domain::Centre> Pages::centreFor(const domain::Stay& stay) {
    return app::readCentre(unit_, house_.recording, stay.caseId);
}

Result<Json> Pages::findingsOf(const Uuid& stayId, const Uuid& questioningId) {
    Json list = Json::array();
    MJ_ASSIGN(const auto rows, unit_.findings().ofStay(stayId));
    for (const app::FindingRow& row : rows) {
        if (!questioningId.isNil() && row.questioningId != questioningId) continue;
        MJ_ASSIGN(Json json, finding(row));
        list.push_back(std::move(json));
    }
    return list;
}

Result<Json> Pages::tile(const LoadedStay& loaded) {
    const domain::Stay& stay = loaded.stay;
    MJ_ASSIGN(const auto someCase, unit_.directory().findCase(stay.caseId));
    MJ_ASSIGN(const domain::Centre centre, centreFor(stay));
    MJ_ASSIGN(const auto findings, unit_.findings().ofStay(stay.id));
    const auto openFindings = std::count_if(findings.begin(), findings.end(),
                                            [](const auto& f) { return f.status == "to_review"; });
    Json json = {{"arrivedAtUs", stay.arrived.atUs},
                 {"basis", domain::wordOf(stay.basis().kind)},
                 {"caseKind", domain::wordOf(stay.caseKind)},
                 {"caseName", someCase ? someCase->name : ""},
                 {"caseNumber", someCase ? someCase->number : ""},
                 {"displayName", shortened(stay.identity ? stay.identity->value("name", "") : "")},
                 {"nextSteps", Json::array()},
                 {"number", stay.number},
                 {"openFindings", openFindings},
                 {"role", domain::wordOf(stay.role)},
                 {"seq", stay.seq},
                 {"state", domain::wordOf(stay.state)},
                 {"stayId", stay.id.text()},
                 {"unit", directory_.unit(stay.unitId)}};
    if (stay.facts && stay.facts->sex) json["sex"] = domain::wordOf(*stay.facts->sex);
    if (stay.facts)
        if (const auto age = domain::ageAt(*stay.facts, stay.arrived.atUs)) {
            json["age"] = *age;
            json["minor"] = *age < 18;
        }
    if (stay.roomId) json["room"] = directory_.room(*stay.roomId);
    if (auto legal = clock(stay, centre)) json["clock"] = *legal;
    if (const auto* open = stay.openQuestioning()) json["questioningId"] = open->id.text();
    for (const domain::CareEntry& entry : stay.care)
        if (entry.kind == "meal") json["lastMealUs"] = entry.moment.atUs;
    MJ_ASSIGN(json["due"], dueItems(stay, findings, centre.settings));
    for (const domain::Spell& spell : stay.spells)
        if (!spell.ended) json["running"].push_back(domain::wordOf(spell.kind));
    for (const Json& request : openRequests(stay)) json["waitingFor"].push_back(request["kind"]);
    if (const auto risks = stay.notesOf("RiskAssessed"); !risks.empty())
        json["riskLevel"] = risks.back().number("level").value_or(1);
    for (const domain::Step step : domain::usualNextSteps(stay))
        json["nextSteps"].push_back(domain::wordOf(step));
    return json;
}

Result<Json> Pages::bareTile(const app::StayRow& row, const char* why) {
    MJ_ASSIGN(const auto someCase, unit_.directory().findCase(row.caseId));
    Json json = {{"arrivedAtUs", row.arrivedUs},
                 {"caseKind", someCase ? domain::wordOf(someCase->kind) : "criminal"},
                 {"caseName", someCase ? someCase->name : ""},
                 {"caseNumber", someCase ? someCase->number : ""},
                 {"displayName", ""},
                 {"nextSteps", Json::array()},
                 {"number", row.number},
                 {"openFindings", 0},
                 {"role", "suspect"},
                 {"seq", row.seq},
                 {"state", row.state},
                 {"stayId", row.id.text()},
                 {"unit", directory_.unit(row.unitId)}};
    json[why] = true;
    if (why == std::string_view("sealed")) json["caseName"] = "";
    if (row.roomId) json["room"] = directory_.room(*row.roomId);
    return json;
}

Result<Json> Pages::stayDetail(const LoadedStay& loaded, const app::Actor& reader) {
    const domain::Stay& stay = loaded.stay;
    MJ_ASSIGN(const Json ownTile, tile(loaded));
    MJ_ASSIGN(const domain::Centre centre, centreFor(stay));
    MJ_ASSIGN(const Json findings, findingsOf(stay.id, {}));
    Json facts = {{"flags", Json::array()}, {"identityUnknown", true}};
    if (stay.facts) {
        facts["identityUnknown"] = stay.facts->identityUnknown;
        facts["flags"] = stay.facts->flags;
        if (stay.facts->birthDate) facts["birthDate"] = *stay.facts->birthDate;
        facts["sex"] = stay.facts->sex ? domain::wordOf(*stay.facts->sex) : "M";
    }
    Json basis = basisJson(stay.basis());
    Json json = {{"basis", basis},
                 {"care", Json::array()},
                 {"clocks", Json::array()},
                 {"facts", facts},
                 {"findings", findings},
                 {"identity", stay.identity.value_or(Json{{"name", "（已封存）"}})},
                 {"questionings", Json::array()},
                 {"steps", Json::array()},
                 {"tile", ownTile}};
    MJ_TRY(addActs(loaded, reader, json));
    MJ_TRY(addPerson(loaded, centre, reader, json));
    for (const domain::LegalClock& each : domain::legalClocks(stay, centre))
        json["clocks"].push_back(clockJson(each, stay));
    if (stay.arrivalPaperUs) json["arrivalPaperUs"] = *stay.arrivalPaperUs;
    if (!stay.wristband.empty()) json["wristband"] = stay.wristband;
    if (!stay.locker.empty()) json["locker"] = stay.locker;
    if (stay.belongingItems) json["belongings"] = *stay.belongingItems;
    if (stay.decision) json["decision"] = stay.decision->decision;
    if (stay.departure) json["departedAtUs"] = stay.departure->moment.atUs;
    for (const domain::CareEntry& entry : stay.care)
        json["care"].push_back({{"atUs", entry.moment.atUs}, {"kind", entry.kind}});
    for (const domain::Questioning& questioning : stay.questionings) {
        MJ_ASSIGN(Json summary, questioningSummary(loaded, questioning));
        json["questionings"].push_back(std::move(summary));
    }
    for (const domain::Step step : domain::mainSteps()) {
        const auto refusal = domain::stepRefusal(stay, step);
        const auto notices = !refusal && step == domain::Step::Depart
                                 ? domain::noticesOfLeaving(stay, centre, house_.clock.wall().us)
                                 : std::vector<domain::Notice>{};
        json["steps"].push_back({{"allowed", !refusal.has_value()},
                                 {"done", domain::stepDone(stay, step)},
                                 {"notices", noticesJson(house_.messages, notices)},
                                 {"step", domain::wordOf(step)}});
    }
    return json;
}

/// Of transcripts and scans: which version, which page, and by which value the words can be
/// checked.
void Pages::addPaperDetails(const domain::RecordedEvent& event, Json& details) {
    const auto add = [&](const char* key, const std::string& value) {
        const std::string label = std::string("detail.") + key;
        addDetail(details, house_.messages.zh(label), house_.messages.en(label), value);
    };
    for (const char* key : {"version", "page", "item"})
        if (const auto number = event.body.find(key);
            number != event.body.end() && number->is_number_integer())
            add(key, std::to_string(number->get<std::int64_t>()));
    add("transcript_hash", event.body.value("transcriptHash", std::string()));
}

Result<Json> Pages::timeline(const app::StoredStay& stored) {
    const LoadedStay& loaded = *stored.loaded;
    Json json = {{"chainIntact", app::chainIntact(stored.raw)},
                 {"events", Json::array()},
                 {"number", loaded.stay.number},
                 {"seq", loaded.stay.seq},
                 {"stayId", loaded.stay.id.text()}};
    MJ_ASSIGN(const auto uptime,
              unit_.uptime().within(loaded.stay.arrived.atUs, house_.clock.wall().us, kSpansRead));
    for (const auto& shared : loaded.events) {
        const domain::RecordedEvent& event = *shared;
        Json details = Json::array();
        for (const char* key : {"kind", "decision", "destination", "belongings", "locker"})
            if (domain::plainActOfEvent(event.type) == nullptr && event.body.contains(key) &&
                event.body[key].is_string())
                addDetail(details, key, key, event.body[key].get<std::string>());
        const domain::PlainAct* act = domain::plainActOfEvent(event.type);
        if (act != nullptr) details = said(act->fields, event);
        if (event.type == domain::kEntryCorrected) details = saidCorrection(event);
        addPaperDetails(event, details);
        for (const char* slot : {"note", "reason", "why"})
            if (act == nullptr && event.disclosed.contains(slot))
                addDetail(details, "说明", "Note", event.disclosed.at(slot).value("text", ""));
        Json item = {{"actor", directory_.member(event.actor)},
                     {"details", details},
                     {"enteredUs", event.enteredUs},
                     {"happenedUs", event.happenedUs},
                     {"hash", kernel::hexOf(event.hash)},
                     {"label", house_.messages.zh("event." + event.type)},
                     {"labelEn", house_.messages.en("event." + event.type)},
                     {"late", domain::isLateEntry(event.happenedUs, event.enteredUs)},
                     {"reported", event.body.value("reported", false)},
                     {"seq", event.seq},
                     {"type", event.type}};
        if (const Uuid room = domain::readUuid(event.body, "roomId"); !room.isNil())
            item["room"] = directory_.room(room);
        if (const Uuid id = domain::readUuid(event.body, "questioningId"); !id.isNil())
            item["questioningId"] = id.text();
        if (const auto up = domain::wasUp(uptime, event.happenedUs); up && item["late"])
            item["systemUp"] = *up;
        addCorrections(loaded, event, item);
        if (event.disclosed.contains("override"))
            item["overrideReason"] = event.disclosed.at("override").value("text", "");
        json["events"].push_back(std::move(item));
    }
    return json;
}

Result<Json> Pages::rooms() {
    std::vector<Uuid> ids;
    for (const auto& [id, room] : directory_.rooms) ids.push_back(id);
    const std::int64_t nowUs = house_.clock.wall().us;
    MJ_ASSIGN(const auto occupancies, unit_.stays().occupancies(ids, nowUs));
    Json list = Json::array();
    for (const auto& [id, room] : directory_.rooms) {
        Json json = {{"active", room.active},
                     {"capacity", room.capacity},
                     {"code", room.code},
                     {"id", id.text()},
                     {"kind", domain::wordOf(room.kind)},
                     {"minorUse", room.minorUse},
                     {"name", room.name},
                     {"occupants", Json::array()},
                     {"privacy", domain::wordOf(room.privacy)},
                     {"recording", "none"},
                     {"sexUse", room.sexUse}};
        if (!room.outOfService.empty()) json["outOfServiceReason"] = room.outOfService;
        for (const domain::Occupancy& occupancy : occupancies) {
            if (occupancy.roomId != id || occupancy.toUs) continue;
            MJ_ASSIGN(const auto stay, unit_.stays().find(occupancy.stayId));
            if (stay)
                json["occupants"].push_back(
                    {{"number", stay->number}, {"stayId", stay->id.text()}});
        }
        for (const app::CameraRow& row : directory_.cameras)
            if (row.roomId == id && row.active && json["recording"] != "down")
                json["recording"] = house_.recording.verdict(row.id, needsSound(room));
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace mingjing::http
