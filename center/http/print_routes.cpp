// SPDX-License-Identifier: Apache-2.0
// Printing the centre's forms, and opening what was printed.
#include "center/app/audit.h"
#include "center/http/pages.h"
#include "center/http/query.h"
#include "center/kernel/bytes.h"
#include "center/print/forms.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

std::set<std::string> formWords() {
    std::set<std::string> words;
    for (const auto& [form, word] : domain::Words<print::Form>::all) words.emplace(word);
    return words;
}

/// The record as it stood at entry `seq`.
app::LoadedStay recordUpTo(const app::LoadedStay& loaded, std::int64_t seq) {
    app::LoadedStay earlier;
    earlier.events.assign(loaded.events.begin(), loaded.events.begin() + seq);
    earlier.stay = domain::foldStay(loaded.stay.id, earlier.events);
    return earlier;
}

template <typename Item>
std::map<Uuid, std::string> namesOf(const std::map<Uuid, Item>& items) {
    std::map<Uuid, std::string> names;
    for (const auto& [id, item] : items) names[id] = item.name;
    return names;
}

/// The print's entry; fails with NotFound where `seq` is none.
Result<domain::SharedEvent> findPrint(const app::LoadedStay& loaded, std::int64_t seq) {
    for (const auto& event : loaded.events)
        if (event->seq == seq && event->type == domain::kFormPrinted) return event;
    return Error::of(kernel::ErrorKind::NotFound, "print.not_found");
}

Result<std::string> printed(House& house, app::UnitOfWork& unit, const app::LoadedStay& loaded,
                            const domain::RecordedEvent& entry) {
    const app::LoadedStay record = recordUpTo(loaded, entry.body.value("ofSeq", std::int64_t{1}));
    const domain::Stay& stay = record.stay;
    MJ_ASSIGN(const Directory directory, readDirectory(unit));
    MJ_ASSIGN(const auto someCase, unit.directory().findCase(stay.caseId));
    const std::string statement =
        kernel::headStatement(domain::kStayStream, stay.id, stay.seq, stay.hash, entry.happenedUs);
    print::PrintInput input{record,
                            house.messages,
                            entry.body.value("language", "") == "en",
                            someCase,
                            namesOf(directory.staff),
                            namesOf(directory.rooms),
                            namesOf(directory.units),
                            directory.centreName,
                            directory.member(entry.actor)["name"],
                            entry.happenedUs,
                            entry.body.value("copy", 1),
                            kernel::base64Url(house.secrets.signingKey.sign(statement))};
    const auto form = domain::storedWord<print::Form>(entry.body.value("form", ""));
    return print::printForm(form, input);
}

Result<Response> open(House& house, const Call& call) {
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, house.stays.find(*unit, call.pathId()));
    if (!maySeeStayOf(call.actor.staff, loaded->stay.unitId))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    MJ_ASSIGN(const auto entry, findPrint(*loaded, seq));
    MJ_ASSIGN(std::string pdf, printed(house, *unit, *loaded, *entry));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"form_read", "stay", loaded->stay.id, "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    Response response;
    response.contentType = "application/pdf";
    response.body = std::move(pdf);
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
}

}  // namespace

void addPrintRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/stays/{id}/prints";
    router.add("POST", path,
               guarded(house, Ability::LeadStay, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const auto key, commandKey(call.request));
                   MJ_ASSIGN(const Json body, bodyObject(call.request.body));
                   Fields fields(body);
                   app::PrintForm command;
                   command.form = fields.oneOf("form", formWords());
                   command.language = fields.oneOf("language", {"zh", "en"}, "zh");
                   MJ_TRY(fields.done());
                   MJ_ASSIGN(const Json receipt,
                             house.desk.printForm(call.actor, key, call.pathId(), command));
                   return created(receipt);
               }));
    router.add("GET", path, guarded(house, Ability::LeadStay, [&house](const Call& call) {
                   return open(house, call);
               }));
}

}  // namespace mingjing::http
