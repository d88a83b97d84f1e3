// SPDX-License-Identifier: Apache-2.0
// Center's side of the node protocol: nodes dial in, ask what to do, and deliver what happened.
#include "center/app/body_checks.h"
#include "center/app/storage_reports.h"
#include "center/http/export_part.h"
#include "center/http/house.h"
#include "center/kernel/crypto.h"

namespace mingjing::http {

using net::Request;
using net::Response;

namespace {

constexpr std::chrono::milliseconds kLongPoll{20'000};
constexpr std::size_t kMaxReportBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxReports = 1000;
constexpr std::size_t kMaxSealedSegments = 200;
constexpr std::size_t kBearer = std::string_view("Bearer ").size();

Result<NodeIdentity> nodeOf(const House& house, const Request& request) {
    const std::string given = request.header("authorization");
    for (const NodeIdentity& node : house.nodeIdentities)
        if (node.name == request.header("x-node") && given.starts_with("Bearer ") &&
            kernel::equalSecrets(given.substr(kBearer), node.key))
            return node;
    return Error::of(kernel::ErrorKind::NotAuthenticated, "node.refused");
}

Result<Response> desired(House& house, const Request& request) {
    MJ_ASSIGN(const NodeIdentity node, nodeOf(house, request));
    const auto given = request.query.find("rev");
    const std::string known = given == request.query.end() ? "" : given->second;
    if (known == std::to_string(house.nodes.revision()) &&
        !house.nodes.waitForChange(house.nodes.revision(), kLongPoll))
        return Response::noContent();
    MJ_ASSIGN(const Json state, house.nodes.desired(node.kind));
    return Response::json(200, state);
}

/// Only a number to acknowledge is needed; whatever else is wrong with a report is not a reason to
/// refuse it, or its node would send it for ever and nothing behind it.
Result<app::NodeReport> reportOf(const Json& item, const std::string& place) {
    app::NodeReport report;
    const auto seq = item.is_object() ? item.find("seq") : item.end();
    if (seq == item.end() || !seq->is_number_integer() || seq->get<std::int64_t>() < 1)
        return Error::invalid(place + "seq", "field.not_number");
    report.seq = seq->get<std::int64_t>();
    Fields inner(item, place);
    inner.number("seq", 1, INT64_MAX);
    report.kind = inner.text("kind", 32);
    report.atUs = inner.number("atUs", 1, INT64_MAX);
    report.body = inner.object("body");
    if (inner.done().ok()) return report;
    report.flaw = "report.malformed";
    report.raw = item.dump(-1, ' ', false, Json::error_handler_t::replace);
    const auto kind = item.find("kind");
    report.kind = kind != item.end() && kind->is_string() ? kind->get<std::string>() : "?";
    report.body = Json::object();
    return report;
}

Result<std::vector<app::NodeReport>> reportsOf(Fields& fields) {
    std::vector<app::NodeReport> reports;
    std::size_t index = 0;
    for (const Json& item : fields.array("reports", kMaxReports)) {
        MJ_ASSIGN(auto report, reportOf(item, "reports/" + std::to_string(index++) + "/"));
        reports.push_back(std::move(report));
    }
    return reports;
}

/// A recorder compares its journal with our rows of one stream and day.
Result<Response> segments(House& house, const Request& request) {
    MJ_ASSIGN(const NodeIdentity node, nodeOf(house, request));
    if (node.kind != "recorder") return Error::of(kernel::ErrorKind::NotFound, "node.refused");
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    app::SegmentQuestion question;
    question.camera = fields.id("camera");
    question.stream = fields.oneOf("stream", {"main", "sub"});
    question.fromUs = fields.number("fromUs", 0, INT64_MAX);
    question.toUs = fields.number("toUs", 0, INT64_MAX);
    question.untilUs = fields.number("untilUs", INT64_MIN, INT64_MAX);
    question.count = fields.number("count", 0, INT64_MAX);
    question.digest = fields.text("digest", 64, 64);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const Json answer, app::answerSegments(*unit, node.name, question));
    return Response::json(200, answer);
}

Result<Response> reports(House& house, const Request& request) {
    MJ_ASSIGN(const NodeIdentity node, nodeOf(house, request));
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    const Uuid boot = fields.id("boot");
    MJ_ASSIGN(const auto list, reportsOf(fields));
    const Json status = fields.object("status", false);
    MJ_TRY(fields.done());
    MJ_TRY(house.nodes.noteStatus(node.name, node.kind, status));
    if (list.empty()) return Response::json(200, {{"ackedSeq", 0}});
    MJ_ASSIGN(const std::int64_t acked, house.nodes.accept(node.name, boot, list));
    return Response::json(200, {{"ackedSeq", acked}});
}

Result<std::vector<app::WantedKey>> wantedKeys(Fields& fields) {
    std::vector<app::WantedKey> wanted;
    std::size_t index = 0;
    for (const Json& item : fields.array("segments", kMaxSealedSegments)) {
        Fields inner(item, "segments/" + std::to_string(index++) + "/");
        app::WantedKey key;
        key.of.camera = inner.id("camera");
        key.of.segment = inner.id("segment");
        key.of.startUs = inner.number("startUs", 1, INT64_MAX);
        key.of.stream = inner.oneOf("stream", {"main", "sub"});
        const Json sealed = inner.object("sealed");
        MJ_TRY(inner.done());
        MJ_ASSIGN(key.seal, kernel::mediaSealOf(sealed));
        wanted.push_back(std::move(key));
    }
    return wanted;
}

/// The centre's part of a package. A recorder that names sealed segments may get their keys.
Result<Response> exportPartFor(House& house, const Request& request) {
    MJ_ASSIGN(const NodeIdentity node, nodeOf(house, request));
    const auto id = Uuid::parse(request.pathValues.at("id"));
    if (node.kind != "recorder" || !id)
        return Error::of(kernel::ErrorKind::NotFound, "export.not_found");
    std::vector<app::WantedKey> sealed;
    if (request.method == "POST") {
        MJ_ASSIGN(const Json body, bodyObject(request.body));
        Fields fields(body);
        MJ_ASSIGN(sealed, wantedKeys(fields));
        MJ_TRY(fields.done());
    }
    MJ_ASSIGN(const Json part, exportPart(house, *id, sealed));
    return Response::json(200, part);
}

void addExportPart(House& house, net::Router& router) {
    for (const char* method : {"GET", "POST"})
        router.add(method, "/node/v1/exports/{id}", plain(house, [&house](const Request& request) {
                       return exportPartFor(house, request);
                   }));
}

/// Keys of sealed segments for one view, to the recorder that shows it.
Result<Response> openBodyCheck(House& house, const Request& request) {
    MJ_ASSIGN(const NodeIdentity node, nodeOf(house, request));
    if (node.kind != "recorder") return Error::of(kernel::ErrorKind::Forbidden, "node.refused");
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    const Uuid view = fields.id("view");
    MJ_ASSIGN(const auto wanted, wantedKeys(fields));
    MJ_TRY(fields.done());
    app::BodyCheckKeys keys(house.database, house.secrets, house.clock);
    MJ_ASSIGN(const auto opened, keys.open(view, wanted));
    Json list = Json::array();
    for (const app::OpenedSegment& segment : opened.segments)
        list.push_back(
            {{"key", kernel::base64Url(segment.key.bytes())}, {"segment", segment.segment.text()}});
    return Response::json(200, {{"keys", std::move(list)}, {"untilUs", opened.untilUs}});
}

}  // namespace

void addNodeRoutes(House& house, net::Router& router) {
    router.add("GET", "/node/v1/desired",
               plain(house, [&house](const Request& request) { return desired(house, request); }));
    router.add("POST", "/node/v1/reports",
               plain(house, [&house](const Request& request) { return reports(house, request); }),
               kMaxReportBytes);
    router.add("POST", "/node/v1/segments",
               plain(house, [&house](const Request& request) { return segments(house, request); }),
               kMaxReportBytes);
    router.add("POST", "/node/v1/openings", plain(house, [&house](const Request& request) {
                   return openBodyCheck(house, request);
               }));
    addExportPart(house, router);
}

}  // namespace mingjing::http
