// SPDX-License-Identifier: Apache-2.0
// Recordings leave the centre: what it would be, asking, how far it is, fetching it.
#include "center/app/audit.h"
#include "center/app/exports.h"
#include "center/app/recipients.h"
#include "center/http/export_part.h"
#include "center/http/reading.h"

namespace mingjing::http {

using app::ExportRow;
using domain::ExportTerms;
using domain::Material;
using net::Response;

namespace {

constexpr std::int64_t kAnyUs = 4'102'444'800'000'000;
constexpr std::size_t kMostCameras = 16;
constexpr std::int64_t kDecideWithinUs = 24 * kernel::kHourUs;

ExportTerms termsOf(Fields& fields) {
    ExportTerms terms;
    terms.cameras = fields.ids("cameras", kMostCameras, 1);
    terms.fromUs = fields.number("fromUs", 1, kAnyUs);
    terms.toUs = fields.number("toUs", 1, kAnyUs);
    terms.questioningId = fields.optionalId("questioningId");
    return terms;
}

/// The stay, when this reader may give out its recordings.
Result<app::SharedStay> exportableStay(House& house, app::UnitOfWork& unit, const Call& call,
                                       const Uuid& id) {
    MJ_TRY(mayRead(call.actor, Material::RecordingExport));
    MJ_ASSIGN(auto loaded, visibleStay(house, unit, call, id));
    const domain::Sight sight = domain::sightOf(Material::RecordingExport, loaded->stay.unitId);
    if (!domain::whyMaySee(call.actor.staff, sight))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    return loaded;
}

Json numbersOf(House& house, app::UnitOfWork& unit, const std::vector<Uuid>& stays) {
    Json numbers = Json::array();
    for (const Uuid& id : stays)
        if (const auto loaded = house.stays.find(unit, id); loaded.ok())
            numbers.push_back((*loaded)->stay.number);
    return numbers;
}

/// What it would be, before anybody is asked: size, and who else may be seen.
Result<Response> planExport(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const ExportTerms terms = termsOf(fields);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, exportableStay(house, *unit, call, call.pathId()));
    MJ_TRY(app::checkExport(*unit, call.actor.staff, loaded->stay, terms, house.clock.wall().us));
    MJ_ASSIGN(const auto others, app::othersInPicture(*unit, loaded->stay, terms));
    MJ_ASSIGN(const std::int64_t bytes, app::bytesOfExport(*unit, terms));
    MJ_ASSIGN(const bool sealed, app::holdsBodyCheck(*unit, terms));
    return Response::json(
        200, {{"bytes", bytes}, {"others", numbersOf(house, *unit, others)}, {"sealed", sealed}});
}

Result<Response> requestExport(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    ExportTerms terms = termsOf(fields);
    app::RequestExport command;
    std::set<std::string> recipients(std::begin(domain::kExportRecipients),
                                     std::end(domain::kExportRecipients));
    recipients.insert(domain::kDefenceRecipient);  // refused below, with the way it goes
    terms.recipient = fields.oneOf("recipient", recipients);
    terms.recipientId = fields.optionalId("recipientId");
    terms.defence = fields.flag("defence", false);
    terms.withRecord = fields.flag("withRecord", false);
    terms.withKeys = fields.flag("withKeys", false);
    command.neededRole = *domain::parseWord<domain::Role>(
        fields.oneOf("neededRole", {"unit_head", "bureau_head", "legal_head"}, "unit_head"));
    command.reason = fields.text("reason", 500, 5);
    command.recipientName = fields.optionalText("recipientName", 120);
    MJ_TRY(fields.done());
    command.neededByUs = house.clock.wall().us + kDecideWithinUs;
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const auto loaded, exportableStay(house, *unit, call, call.pathId()));
        const std::int64_t nowUs = house.clock.wall().us;
        MJ_TRY(app::settleRecipient(*unit, terms, command.recipientName, nowUs));
        MJ_TRY(app::checkExport(*unit, call.actor.staff, loaded->stay, terms, nowUs));
        MJ_TRY(app::checkEncryptedSize(*unit, terms));
        MJ_ASSIGN(command.others, app::othersInPicture(*unit, loaded->stay, terms));
        MJ_ASSIGN(const bool sealed, app::holdsBodyCheck(*unit, terms));
        if (sealed && command.neededRole == domain::Role::UnitHead)
            return Error::invalid("neededRole", "export.body_check_role");
    }
    command.terms = domain::toJson(terms);
    MJ_ASSIGN(const Json receipt,
              house.desk.requestExport(call.actor, key, call.pathId(), command));
    return created(receipt);
}

/// Where it stands: asked for, refused, released, made, failed.
const char* stateOf(domain::ExportState decided, const std::optional<ExportRow>& row) {
    if (decided != domain::ExportState::Released || !row)
        return decided == domain::ExportState::Refused ? "refused" : "requested";
    if (!row->problem.empty()) return "failed";
    return row->madeUs ? "made" : "making";
}

Result<Json> exportJson(House& house, app::UnitOfWork& unit, Pages& pages,
                        const app::LoadedStay& loaded, const domain::Approval& approval,
                        const app::Actor& reader) {
    const ExportTerms terms = *domain::exportTermsOf(approval);
    const auto decided = domain::exportState(loaded.stay, approval.id);
    MJ_ASSIGN(const auto row, unit.exports().find(approval.id));
    Json cameras = Json::array(), approvals = Json::array();
    for (const app::CameraRow& camera : pages.directory().cameras)
        if (std::find(terms.cameras.begin(), terms.cameras.end(), camera.id) != terms.cameras.end())
            cameras.push_back({{"id", camera.id.text()}, {"name", camera.name}});
    for (const domain::Approval& other : loaded.stay.approvals)
        if (other.id == approval.id || other.terms.value("exportId", "") == approval.id.text())
            approvals.push_back(pages.approval(loaded.stay, other, reader));
    Json json = {{"approvals", std::move(approvals)},
                 {"cameras", std::move(cameras)},
                 {"defence", terms.defence},
                 {"fromUs", terms.fromUs},
                 {"id", approval.id.text()},
                 {"recipient", terms.recipient},
                 {"recipientName", approval.recipient},
                 {"state", stateOf(decided, row)},
                 {"toUs", terms.toUs},
                 {"withKeys", terms.withKeys},
                 {"withRecord", terms.withRecord}};
    if (terms.questioningId) json["questioningId"] = terms.questioningId->text();
    if (terms.recipientId) json["recipientFingerprint"] = terms.recipientFingerprint;
    if (!row || decided != domain::ExportState::Released) return json;
    if (!row->problem.empty()) json["problem"] = row->problem;
    if (row->madeUs) {
        json["bytes"] = row->bytes;
        json["madeAtUs"] = *row->madeUs;
        json["sha256"] = row->sha256;
        if (!row->zipSha256.empty()) {
            json["zipBytes"] = row->zipBytes;
            json["zipSha256"] = row->zipSha256;
        }
    } else if (const auto made = house.recording.exportProgress(row->id)) {
        json["doneBytes"] = made->doneBytes;
        json["totalBytes"] = made->totalBytes;
    }
    return json;
}

Result<Json> listExports(House& house, const Call& call, app::UnitOfWork& unit, Pages& pages) {
    MJ_ASSIGN(const auto loaded, exportableStay(house, unit, call, call.pathId()));
    Json items = Json::array();
    for (const domain::Approval& approval : loaded->stay.approvals) {
        if (approval.about != domain::kExportApproval) continue;
        MJ_ASSIGN(Json item, exportJson(house, unit, pages, *loaded, approval, call.actor));
        items.push_back(std::move(item));
    }
    std::reverse(items.begin(), items.end());
    return Json{{"centreKey", kernel::hexOf(house.secrets.signingKey.publicKey())},
                {"items", items}};
}

/// The released export that a path names, when this reader may have it.
Result<ExportRow> exportOf(House& house, app::UnitOfWork& unit, const Call& call) {
    MJ_ASSIGN(const auto row, unit.exports().find(call.pathId()));
    if (!row) return Error::of(kernel::ErrorKind::NotFound, "export.not_found");
    MJ_TRY(exportableStay(house, unit, call, row->stayId));
    return *row;
}

Result<Response> fetchExport(House& house, const Call& call) {
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const ExportRow row, exportOf(house, *unit, call));
        if (!row.madeUs) return Error::of(kernel::ErrorKind::Precondition, "export.not_made");
        // A key may have been lost since: what is encrypted to it is not handed out any more.
        MJ_ASSIGN(const ExportTerms terms, app::termsOf(row));
        if (terms.recipientId) MJ_TRY(app::usableRecipient(*unit, terms, house.clock.wall().us));
    }
    MJ_ASSIGN(const auto grant, house.views.openExport(call.actor, call.pathId()));
    return Response::json(201, {{"expiresUs", grant.expiresUs},
                                {"href", "/media/v1/exports/" + call.pathId().text()},
                                {"token", grant.token}});
}

Result<Response> printCover(House& house, const Call& call) {
    Query query(call.request);
    const bool english = query.oneOf("language", {"zh", "en"}, "zh") == "en";
    MJ_TRY(query.done());
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_TRY(exportOf(house, *unit, call));
    }
    Response response;
    response.contentType = "application/pdf";
    MJ_ASSIGN(response.body, exportCover(house, call.pathId(), english));
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
}

Result<Response> retryExport(House& house, const Call& call) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const ExportRow row, exportOf(house, *unit, call));
    if (row.problem.empty()) return Error::of(kernel::ErrorKind::Precondition, "export.not_failed");
    MJ_TRY(unit->exports().retry(row.id));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"export_retried", "export", row.id, row.problem, true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    house.nodes.touch();
    return Response::noContent();
}

}  // namespace

void addExportRoutes(House& house, net::Router& router) {
    const std::string stay = "/api/v1/stays/{id}/exports";
    router.add("GET", stay,
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return listExports(house, call, unit, pages);
               }));
    const auto act = [&](const char* method, const std::string& path,
                         Result<Response> (*handler)(House&, const Call&)) {
        router.add(method, path,
                   guarded(house, {}, [&house, handler](const Call& call) -> Result<Response> {
                       MJ_TRY(mayRead(call.actor, Material::RecordingExport));
                       return handler(house, call);
                   }));
    };
    act("POST", stay, requestExport);
    act("POST", stay + "/plan", planExport);
    act("POST", "/api/v1/exports/{id}/downloads", fetchExport);
    act("GET", "/api/v1/exports/{id}/cover", printCover);
    act("POST", "/api/v1/exports/{id}/retries", retryExport);
}

}  // namespace mingjing::http
