// SPDX-License-Identifier: Apache-2.0
// Printed pages that come back signed: taking them in, listing them, showing them.
#include "center/app/audit.h"
#include "center/domain/json_read.h"
#include "center/domain/stays/papers.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/kernel/bytes.h"
#include "center/print/forms.h"
#include "center/print/scan_reader.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::size_t kMostPictureBytes = std::size_t{6} << 20;
constexpr std::size_t kMostBodyBytes = kMostPictureBytes * 4 / 3 + 4096;

Result<app::SharedStay> visibleStay(House& house, const Call& call, app::UnitOfWork& unit) {
    MJ_ASSIGN(auto loaded, house.stays.find(unit, call.pathId()));
    if (!maySeeStayOf(call.actor.staff, loaded->stay.unitId))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    return loaded;
}

bool isTranscript(const domain::Paper& paper) {
    return paper.form == "transcript";
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
        if (!back.contains(page)) json["missing"].push_back(page);
    return json;
}

Result<Json> list(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto loaded, visibleStay(house, call, unit));
    const bool transcripts = mayReadTranscripts(call.actor).ok();
    const auto papers = domain::papersOf(loaded->events);
    Json items = Json::array();
    for (auto paper = papers.rbegin(); paper != papers.rend(); ++paper)
        if (transcripts || !isTranscript(*paper))
            items.push_back(paperJson(house.messages, pages.directory(), *paper));
    return Json{{"items", items}};
}

Result<Response> take(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    app::ReturnScan command;
    const std::string text = fields.text("scan", kMostBodyBytes);
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

Result<std::string> pictureOf(House& house, app::UnitOfWork& unit, const Json& reference) {
    MJ_ASSIGN(const auto documents, house.vault.openAll(unit, domain::readUuid(reference, "key")));
    const auto document = documents.find(domain::readUuid(reference, "id"));
    if (document == documents.end())
        return Error::of(kernel::ErrorKind::DataLoss, "vault.damaged", reference.dump());
    if (!document->second.content) return Error::of(kernel::ErrorKind::NotFound, "scan.erased");
    const auto picture =
        kernel::bytesOfBase64Url(document->second.content->value("base64", std::string()));
    if (!picture) return Error::of(kernel::ErrorKind::DataLoss, "vault.damaged", reference.dump());
    return *picture;
}

Result<Response> show(House& house, const Call& call) {
    MJ_TRY(needsOneOf(call.actor, {Ability::LeadStay, Ability::Question, Ability::ReviewFindings,
                                   Ability::ReviewLegality}));
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, call, *unit));
    MJ_ASSIGN(const auto scan, findScan(*loaded, seq));
    if (scan->body.value("form", "") == "transcript") MJ_TRY(mayReadTranscripts(call.actor));
    Response response;
    MJ_ASSIGN(response.body, pictureOf(house, *unit, scan->body["scan"]));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"scan_read", "stay", loaded->stay.id, "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    response.contentType = scan->body.value("mediaType", "image/jpeg");
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
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
        kMostBodyBytes);
    router.add("GET", stay + "/scans",
               guarded(house, {}, [&house](const Call& call) { return show(house, call); }));
}

}  // namespace mingjing::http
