// SPDX-License-Identifier: Apache-2.0
// Printed pages that come back signed: taking them in, listing them, showing them.
#include "center/app/audit.h"
#include "center/domain/json_read.h"
#include "center/domain/stays/papers.h"
#include "center/domain/stays/pen_signature.h"
#include "center/http/act_fields.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/kernel/bytes.h"
#include "center/print/forms.h"
#include "center/print/scan_reader.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

bool isTranscript(const domain::Paper& paper) {
    return paper.form == "transcript";
}

/// Whether this form may be signed by pen, why, and what came of it.
Json penJson(const app::Messages& messages, const Directory& directory,
             const domain::Paper& paper) {
    const domain::FormSigning* law = domain::signingOf(paper.form);
    Json json = {{"allowed", law != nullptr && law->pen == domain::PenLaw::Allowed},
                 {"signings", Json::array()}};
    if (law != nullptr) {
        json["rule"] = law->rule;
        addWords(messages, json, "source", "rule." + std::string(law->rule) + ".source");
    }
    for (const domain::PenSigning& pen : paper.pens) {
        Json item = {{"atUs", pen.moment.atUs},
                     {"byName", directory.member(pen.by)["name"]},
                     {"how", pen.how},
                     {"printSha256", pen.printSha256},
                     {"seq", pen.moment.seq}};
        if (!pen.roomId.isNil()) item["roomName"] = directory.room(pen.roomId)["name"];
        if (!pen.reason.empty()) item["reason"] = pen.reason;
        if (!pen.witness.empty()) item["witness"] = pen.witness;
        json["signings"].push_back(std::move(item));
    }
    return json;
}

Json paperJson(const app::Messages& messages, const Directory& directory,
               const domain::Paper& paper) {
    const std::string label = "form." + paper.form + ".title";
    Json json = {{"atUs", paper.atUs},          {"byName", directory.member(paper.by)["name"]},
                 {"copy", paper.copy},          {"form", paper.form},
                 {"label", messages.zh(label)}, {"labelEn", messages.en(label)},
                 {"language", paper.language},  {"missing", Json::array()},
                 {"pages", paper.pages},        {"printSeq", paper.printSeq},
                 {"scans", Json::array()}};
    if (isTranscript(paper)) {
        json["questioningId"] = paper.questioningId.text();
        json["version"] = paper.version;
    }
    json["pen"] = penJson(messages, directory, paper);
    std::set<int> back;
    for (const domain::Scan& scan : paper.scans) {
        if (scan.isSigned) back.insert(scan.page);
        json["scans"].push_back({{"atUs", scan.moment.atUs},
                                 {"byName", directory.member(scan.by)["name"]},
                                 {"page", scan.page},
                                 {"seq", scan.moment.seq},
                                 {"signed", scan.isSigned}});
    }
    for (int page = 1; page <= paper.pages; ++page)
        if (!back.contains(page) && paper.pens.empty()) json["missing"].push_back(page);
    return json;
}

Json statutoryJson(const app::Messages& messages, const Directory& directory,
                   const domain::Note& note) {
    const std::string label = wordKey(messages, "kind", note.word("kind"));
    Json json = {{"atUs", note.atUs()},
                 {"byName", directory.member(note.event().actor)["name"]},
                 {"kind", note.word("kind")},
                 {"label", messages.zh(label)},
                 {"labelEn", messages.en(label)},
                 {"sealed", note.gave("number") && note.sealed("number") == nullptr},
                 {"seq", note.event().seq}};
    for (const char* slot : {"number", "issuedBy", "note"})
        if (const Json* content = note.sealed(slot)) json[slot] = content->value("text", "");
    if (const auto issued = note.number("issuedUs")) json["issuedAtUs"] = *issued;
    if (note.event().body.contains("scan")) json["mediaType"] = note.word("mediaType");
    return json;
}

/// The contract of this route has the act's values beside each other, without `values/`.
Error atTopLevel(Error error) {
    constexpr std::string_view kPrefix = "values/";
    if (error.field.starts_with(kPrefix)) error.field = error.field.substr(kPrefix.size());
    if (error.field == "issuedUs") error.field = "issuedAtUs";
    return error;
}

/// The kept file of an entry, its reading on the audit log. What came as a file is shown as one: a
/// PDF must not run anything here.
Result<Response> shown(House& house, app::UnitOfWork& unit, const Call& call,
                       const domain::RecordedEvent& entry) {
    Response response;
    MJ_ASSIGN(response.body, app::readKeptFile(unit, house.vault, entry.body["scan"]));
    MJ_TRY(app::audit(unit, call.actor, house.clock.wall().us,
                      {"scan_read", "stay", call.pathId(), "", true}));
    if (unit.commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    response.contentType = entry.body.value("mediaType", "image/jpeg");
    response.headers.emplace_back("Content-Disposition", "inline");
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    return response;
}

Result<Json> list(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto loaded, visibleStay(house, unit, call, call.pathId()));
    const bool transcripts = mayReadTranscripts(call.actor).ok();
    const auto papers = domain::papersOf(loaded->events);
    Json items = Json::array();
    for (auto paper = papers.rbegin(); paper != papers.rend(); ++paper)
        if (transcripts || !isTranscript(*paper))
            items.push_back(paperJson(house.messages, pages.directory(), *paper));
    Json statutory = Json::array();
    for (const domain::Note& note : loaded->stay.notesOf(domain::kStatutoryPaperFiled))
        statutory.push_back(statutoryJson(house.messages, pages.directory(), note));
    return Json{{"items", items}, {"statutory", statutory}};
}

/// A paper of the provincial case system, by its number; the desk's plain act with a scan.
Result<Response> fileStatutory(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body, kMostFileBodyBytes));
    Fields fields(body);
    app::DoPlainAct command;
    command.act = domain::findPlainAct("file_paper");
    command.file = fileOf(fields, "scan", false);
    Json values = Json::object();
    for (const char* name : {"kind", "number", "issuedBy", "note"})
        if (fields.has(name)) values[name] = fields.text(name, 500);
    if (const auto issued = fields.optionalNumber("issuedAtUs", 1, kAnyTimeUs))
        values["issuedUs"] = *issued;
    MJ_TRY(fields.done());
    auto read = readActValues(values, command.act->fields, false);
    if (!read.ok()) return atTopLevel(read.error());
    command.values = std::move((*read).open);
    command.sealed = std::move((*read).sealed);
    MJ_ASSIGN(const Json receipt, house.desk.doPlainAct(call.actor, key, call.pathId(), command));
    return created(receipt);
}

Result<Response> showStatutory(House& house, const Call& call) {
    MJ_TRY(mayRead(call.actor, domain::Material::Scan));
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    for (const domain::Note& note : loaded->stay.notesOf(domain::kStatutoryPaperFiled)) {
        const domain::RecordedEvent& entry = note.event();
        if (entry.seq == seq && entry.body.contains("scan"))
            return shown(house, *unit, call, entry);
    }
    return Error::of(kernel::ErrorKind::NotFound, "scan.not_found");
}

Result<Response> take(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body, kMostFileBodyBytes));
    Fields fields(body);
    app::ReturnScan command;
    const std::string text = fields.text("scan", kMostFileBodyBytes);
    command.isSigned = fields.flag("signed");
    command.signedUs = fields.optionalNumber("signedAtUs", 1, kAnyTimeUs);
    MJ_TRY(fields.done());
    const auto picture = kernel::bytesOfBase64Url(text);
    if (!picture || picture->empty()) return Error::invalid("scan", "scan.not_an_image");
    MJ_ASSIGN(const auto page, print::readScan(*picture));
    command.code = page.code;
    command.mediaType = page.mediaType;
    command.picture = *picture;
    if (page.code.form == "transcript") MJ_TRY(needsOneOf(call.actor, {Ability::Question}));
    MJ_ASSIGN(Json receipt, house.desk.returnScan(call.actor, key, call.pathId(), command));
    return created(receipt);
}

/// The scan's entry and whether it is of a transcript.
Result<domain::SharedEvent> findScan(const app::LoadedStay& loaded, std::int64_t seq) {
    for (const auto& event : loaded.events)
        if (event->seq == seq && event->type == domain::kScanReturned) return event;
    return Error::of(kernel::ErrorKind::NotFound, "scan.not_found");
}

Result<Response> show(House& house, const Call& call) {
    MJ_TRY(mayRead(call.actor, domain::Material::Scan));
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    MJ_ASSIGN(const auto scan, findScan(*loaded, seq));
    if (scan->body.value("form", "") == "transcript") MJ_TRY(mayReadTranscripts(call.actor));
    return shown(house, *unit, call, *scan);
}

}  // namespace

void addPaperRoutes(House& house, net::Router& router) {
    const std::string stay = "/api/v1/stays/{id}";
    router.add("GET", stay + "/papers",
               reading(house, Ability::SeeStay, [&house](const Call& c, auto& u, Pages& p) {
                   return list(house, c, u, p);
               }));
    router.add(
        "POST", stay + "/scans",
        guarded(house, Ability::LeadStay, [&house](const Call& call) { return take(house, call); }),
        kMostFileBodyBytes);
    router.add("POST", stay + "/statutory-papers",
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return fileStatutory(house, call); }),
               kMostFileBodyBytes);
    router.add("GET", stay + "/statutory-papers", guarded(house, {}, [&house](const Call& call) {
                   return showStatutory(house, call);
               }));
    router.add("GET", stay + "/scans",
               guarded(house, {}, [&house](const Call& call) { return show(house, call); }));
}

}  // namespace mingjing::http
