// SPDX-License-Identifier: Apache-2.0
// Handovers as streams of their own.
#include "center/app/handover.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/domain/json_read.h"

namespace mingjing::app {

namespace {

Json personJson(const HandedPerson& person) {
    Json json = {{"atRisk", person.atRisk},
                 {"riskLevel", person.riskLevel},
                 {"seq", person.seq},
                 {"stayId", person.stayId.text()}};
    if (person.clockEndsUs) json["clockEndsUs"] = *person.clockEndsUs;
    return json;
}

HandedPerson personOf(const Json& json) {
    HandedPerson person;
    person.stayId = domain::readUuid(json, "stayId");
    person.seq = json.value("seq", std::int64_t{0});
    person.riskLevel = json.value("riskLevel", 0);
    person.atRisk = json.value("atRisk", false);
    if (json.contains("clockEndsUs")) person.clockEndsUs = json["clockEndsUs"].get<std::int64_t>();
    return person;
}

/// Throws what reading any stored body throws.
Handover foldHandover(const HandoverRow& row, const Json& body,
                      const std::map<Uuid, OpenedDocument>& documents) {
    Handover handover{row, {}, {}, ""};
    for (const Json& person : body.value("persons", Json::array()))
        handover.persons.push_back(personOf(person));
    for (const Json& member : body.value("onDuty", Json::array()))
        handover.onDuty.push_back(domain::storedUuid(member));
    for (const auto& [id, document] : documents)
        if (document.content) handover.note = document.content->value("text", "");
    return handover;
}

/// The receiver's own words against what was handed over.
Status checkReadBack(const std::vector<HandedPerson>& persons, const std::vector<ReadBack>& said) {
    for (const HandedPerson& person : persons) {
        if (!person.atRisk) continue;
        const auto found = std::find_if(said.begin(), said.end(), [&](const ReadBack& each) {
            return each.stayId == person.stayId;
        });
        if (found == said.end())
            return Error::invalid("readBack", "handover.not_read_back",
                                  {{"stayId", person.stayId.text()}});
        const std::string field = fmt::format("readBack/{}", found - said.begin());
        if (found->riskLevel != person.riskLevel)
            return Error::invalid(field + "/riskLevel", "handover.wrong_risk");
        if (found->clockEndsUs != person.clockEndsUs)
            return Error::invalid(field + "/clockEndsAtUs", "handover.wrong_clock");
    }
    return {};
}

}  // namespace

Result<Json> prepareHandover(CommandBus& bus, const Actor& actor, const CommandKey& key,
                             const PrepareHandover& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        for (std::size_t i = 0; i < command.onDuty.size(); ++i) {
            MJ_ASSIGN(const auto member, unit.directory().findStaff(command.onDuty[i]));
            if (!member) return Error::invalid(fmt::format("onDuty/{}", i), "staff.unknown");
        }
        HandoverRow row;
        row.id = Uuid::make(transaction.nowUs());
        row.preparedUs = transaction.nowUs();
        row.preparedBy = actor.id();
        const StreamRef stream{domain::kHandoverStream, row.id};
        MJ_TRY(transaction.lock({stream}));
        MJ_TRY(transaction.vault().makeKey(unit, row.id, transaction.nowUs()));
        Json persons = Json::array();
        for (const HandedPerson& person : command.persons) persons.push_back(personJson(person));
        domain::NewEvent event = eventOf(domain::kHandoverPrepared, transaction.nowUs(),
                                         {{"onDuty", idsOf(command.onDuty)}, {"persons", persons}});
        sealText(event, "note", "note", command.note);
        MJ_ASSIGN(const auto recorded,
                  transaction.append(stream, std::move(event), {row.id, row.id}));
        row.seq = recorded.seq;
        MJ_TRY(unit.handovers().put(row));
        return transaction.receipt(row.id, stream);
    });
}

Result<Json> acceptHandover(CommandBus& bus, const Actor& actor, const CommandKey& key,
                            const Uuid& id, const std::vector<ReadBack>& said) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        const StreamRef stream{domain::kHandoverStream, id};
        MJ_TRY(transaction.lock({stream}));
        MJ_ASSIGN(Handover handover, readHandover(unit, transaction.vault(), id));
        if (handover.row.acceptedUs)
            return Error::of(ErrorKind::Precondition, "handover.accepted_already");
        if (handover.row.preparedBy == actor.id())
            return Error::of(ErrorKind::Forbidden, "handover.own");
        MJ_TRY(checkReadBack(handover.persons, said));
        MJ_ASSIGN(const auto recorded,
                  transaction.append(stream,
                                     eventOf(domain::kHandoverAccepted, transaction.nowUs(),
                                             {{"readBack", said.size()}}),
                                     {id, id}));
        handover.row.acceptedUs = transaction.nowUs();
        handover.row.acceptedBy = actor.id();
        handover.row.seq = recorded.seq;
        MJ_TRY(unit.handovers().put(handover.row));
        return transaction.receipt(id, stream);
    });
}

Result<Handover> readHandover(UnitOfWork& unit, Vault& vault, const Uuid& id) {
    MJ_ASSIGN(const auto row, unit.handovers().find(id));
    if (!row) return Error::of(ErrorKind::NotFound, "handover.not_found");
    MJ_ASSIGN(const auto chain, unit.timeline().read({domain::kHandoverStream, id}));
    if (chain.empty()) return Error::of(ErrorKind::DataLoss, "handover.damaged");
    const auto body = kernel::parseJson(chain.front().first.body);
    if (!body.ok()) return Error::of(ErrorKind::DataLoss, "handover.damaged", body.error().code);
    MJ_ASSIGN(const auto documents, vault.openAll(unit, id));
    try {
        return foldHandover(*row, *body, documents);
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::DataLoss, "handover.damaged", e.what());
    }
}

}  // namespace mingjing::app
