// SPDX-License-Identifier: Apache-2.0
// Rosters as streams, one of each day.
#include "center/app/night_roster.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/domain/json_read.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

namespace {

/// No table says which stream is of which day: the id does.
StreamRef streamOfDay(const std::string& day) {
    const auto hash = kernel::sha256("mingjing.roster.v1\n" + day);
    Uuid id;
    std::copy_n(hash.begin(), id.octets.size(), id.octets.begin());
    return {domain::kRosterStream, id};
}

Result<std::string> nameIn(const Json& body, const char* slot,
                           const std::map<Uuid, OpenedDocument>& documents) {
    const Json sealed = body.value("sealed", Json::object());
    if (!sealed.contains(slot)) return std::string();
    const auto document = documents.find(domain::readUuid(sealed[slot], "id"));
    if (document == documents.end())
        return Error::of(ErrorKind::DataLoss, "vault.damaged", sealed.dump());
    const auto& content = document->second.content;
    return content ? content->value("text", std::string()) : std::string();
}

}  // namespace

Result<Json> setRoster(CommandBus& bus, const Actor& actor, const CommandKey& key,
                       const SetRoster& command) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        for (std::size_t i = 0; i < command.staff.size(); ++i) {
            MJ_ASSIGN(const auto member, unit.directory().findStaff(command.staff[i]));
            if (!member) return Error::invalid(fmt::format("staff/{}", i), "staff.unknown");
        }
        const StreamRef stream = streamOfDay(command.day);
        MJ_TRY(transaction.lock({stream}));
        if (transaction.head(stream).seq == 0)
            MJ_TRY(transaction.vault().makeKey(unit, stream.id, transaction.nowUs()));
        domain::NewEvent event = eventOf(domain::kRosterSet, transaction.nowUs(),
                                         {{"appropriateAdult", !command.appropriateAdult.empty()},
                                          {"day", command.day},
                                          {"doctor", !command.doctor.empty()},
                                          {"staff", idsOf(command.staff)}});
        sealText(event, "doctorName", "visitor", command.doctor);
        sealText(event, "appropriateAdultName", "visitor", command.appropriateAdult);
        MJ_TRY(transaction.append(stream, std::move(event), {stream.id, stream.id}));
        return transaction.receipt(stream.id, stream);
    });
}

Result<std::optional<Roster>> readRoster(UnitOfWork& unit, Vault& vault, const std::string& day) {
    const StreamRef stream = streamOfDay(day);
    MJ_ASSIGN(const auto chain, unit.timeline().read(stream));
    if (chain.empty()) return std::optional<Roster>();
    const kernel::Envelope& newest = chain.back().first;
    MJ_ASSIGN(const Json body, kernel::parseJson(newest.body));
    MJ_ASSIGN(const auto documents, vault.openAll(unit, stream.id));
    Roster roster;
    for (const Json& id : body.value("staff", Json::array()))
        roster.duty.staff.push_back(domain::storedUuid(id));
    roster.duty.doctor = body.value("doctor", false);
    roster.duty.appropriateAdult = body.value("appropriateAdult", false);
    MJ_ASSIGN(roster.doctor, nameIn(body, "doctorName", documents));
    MJ_ASSIGN(roster.appropriateAdult, nameIn(body, "appropriateAdultName", documents));
    roster.setBy = newest.actor;
    roster.setUs = newest.enteredUs;
    return std::optional(std::move(roster));
}

}  // namespace mingjing::app
