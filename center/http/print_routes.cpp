// SPDX-License-Identifier: Apache-2.0
// Printing the centre's forms, and opening what was printed.
#include "center/app/audit.h"
#include "center/app/transcripts.h"
#include "center/domain/json_read.h"
#include "center/http/printing.h"
#include "center/http/reading.h"
#include "center/kernel/bytes.h"
#include "center/kernel/log.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

std::set<std::string> formWords() {
    std::set<std::string> words;
    for (const auto& [form, word] : domain::Words<print::Form>::all) words.emplace(word);
    return words;
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

/// The transcript that an entry prints; nothing for other forms.
Result<std::optional<print::PrintedTranscript>> transcriptOf(House& house, app::UnitOfWork& unit,
                                                             const domain::Stay& stay,
                                                             const Json& entry) {
    const Uuid id = domain::readUuid(entry, "questioningId");
    if (id.isNil()) return std::optional<print::PrintedTranscript>();
    const int number = entry.value("version", 0);
    const domain::Questioning* questioning = stay.findQuestioning(id);
    if (questioning == nullptr)
        return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    for (const domain::TranscriptVersion& version : questioning->transcripts) {
        if (version.version != number) continue;
        MJ_ASSIGN(auto words, app::readTranscript(unit, house.vault, id, number));
        return std::optional(print::PrintedTranscript{std::move(words), *questioning, version});
    }
    return Error::of(kernel::ErrorKind::Precondition, "transcript.not_locked");
}

}  // namespace

std::optional<kernel::SignedHead> newestLogHead(app::UnitOfWork& unit) {
    auto head = unit.log().newestHead();
    if (!head.ok()) {
        kernel::logError("a paper without the log: {} {}", head.error().code,
                         head.error().internal);
        return std::nullopt;
    }
    return std::move(head).value();
}

namespace {

/// Of a stored print the head that its entry names, so that it is the same paper each time.
std::optional<kernel::SignedHead> logHeadOf(app::UnitOfWork& unit,
                                            const domain::RecordedEvent& entry) {
    if (entry.seq == 0) return newestLogHead(unit);
    const auto counter = entry.body.value("logHead", std::int64_t{0});
    if (counter == 0) return std::nullopt;
    auto head = unit.log().findHead(counter);
    return head.ok() ? std::move(head).value() : std::nullopt;
}

}  // namespace

app::LoadedStay recordUpTo(const app::LoadedStay& loaded, std::int64_t seq) {
    app::LoadedStay earlier;
    earlier.events.assign(loaded.events.begin(), loaded.events.begin() + seq);
    earlier.stay = domain::foldStay(loaded.stay.id, earlier.events);
    return earlier;
}

Result<print::PrintInput> printInput(House& house, app::UnitOfWork& unit,
                                     const app::LoadedStay& record,
                                     const domain::RecordedEvent& entry) {
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
    input.practice = house.practice.isHere();
    input.logHead = logHeadOf(unit, entry);
    MJ_ASSIGN(input.transcript, transcriptOf(house, unit, stay, entry.body));
    return input;
}

Result<print::PrintedForm> printed(House& house, app::UnitOfWork& unit,
                                   const app::LoadedStay& loaded,
                                   const domain::RecordedEvent& entry) {
    const app::LoadedStay record = recordUpTo(loaded, entry.body.value("ofSeq", std::int64_t{1}));
    MJ_ASSIGN(const print::PrintInput input, printInput(house, unit, record, entry));
    return print::printForm(domain::storedWord<print::Form>(entry.body.value("form", "")), input);
}

namespace {

/// A transcript is read by who questions and who judges; all other forms by who leads stays.
Status mayOpen(const app::Actor& actor, const domain::RecordedEvent& entry) {
    if (entry.body.value("form", "") == "transcript") return mayReadTranscripts(actor);
    return needsOneOf(actor, {Ability::LeadStay});
}

Result<Response> open(House& house, const Call& call) {
    MJ_TRY(mayRead(call.actor, domain::Material::Scan));
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    MJ_ASSIGN(const auto entry, findPrint(*loaded, seq));
    MJ_TRY(mayOpen(call.actor, *entry));
    MJ_ASSIGN(print::PrintedForm form, printed(house, *unit, *loaded, *entry));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"form_read", "stay", loaded->stay.id, "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    Response response;
    response.contentType = "application/pdf";
    response.body = std::move(form.pdf);
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
}

/// A transcript is printed once to learn its pages, which are part of the print's entry: each of
/// them is to be signed.
Result<Json> transcriptPrint(House& house, const Call& call, const Uuid& questioningId,
                             const std::string& language) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    const domain::Questioning* questioning = loaded->stay.findQuestioning(questioningId);
    if (questioning == nullptr)
        return Error::of(kernel::ErrorKind::NotFound, "questioning.not_found");
    if (questioning->transcripts.empty() || questioning->transcriptOpen)
        return Error::of(kernel::ErrorKind::Precondition, "transcript.not_locked");
    domain::RecordedEvent entry;
    entry.actor = call.actor.id();
    entry.happenedUs = house.clock.wall().us;
    entry.body = {{"form", "transcript"},
                  {"language", language},
                  {"ofSeq", loaded->stay.seq},
                  {"questioningId", questioningId.text()},
                  {"version", questioning->transcripts.back().version}};
    MJ_ASSIGN(const auto form, printed(house, *unit, *loaded, entry));
    return Json{{"pages", form.pages},
                {"questioningId", questioningId.text()},
                {"version", questioning->transcripts.back().version}};
}

Result<Response> make(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::PrintForm command;
    command.form = fields.oneOf("form", formWords());
    command.language = fields.oneOf("language", {"zh", "en"}, "zh");
    const auto questioning = fields.optionalId("questioningId");
    if (questioning.has_value() != (command.form == "transcript"))
        fields.fail("questioningId", questioning ? "field.unknown" : "field.required");
    MJ_TRY(fields.done());
    if (questioning) MJ_TRY(needsOneOf(call.actor, {Ability::Question}));
    if (questioning) {
        MJ_ASSIGN(command.of, transcriptPrint(house, call, *questioning, command.language));
    }
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        if (const auto head = newestLogHead(*unit)) command.of["logHead"] = head->head.counter;
    }
    MJ_ASSIGN(const Json receipt, house.desk.printForm(call.actor, key, call.pathId(), command));
    return created(receipt);
}

}  // namespace

void addPrintRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/stays/{id}/prints";
    router.add("POST", path, guarded(house, Ability::LeadStay, [&house](const Call& call) {
                   return make(house, call);
               }));
    router.add("GET", path,
               guarded(house, {}, [&house](const Call& call) { return open(house, call); }));
}

}  // namespace mingjing::http
