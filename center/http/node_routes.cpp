// SPDX-License-Identifier: Apache-2.0
// Center's side of the node protocol: nodes dial in, ask what to do, and deliver what happened.
#include "center/app/body_checks.h"
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

Result<std::vector<app::NodeReport>> reportsOf(Fields& fields) {
    std::vector<app::NodeReport> reports;
    std::size_t index = 0;
    for (const Json& item : fields.array("reports", kMaxReports)) {
        Fields inner(item, "reports/" + std::to_string(index++) + "/");
        app::NodeReport report;
        report.seq = inner.number("seq", 1, INT64_MAX);
        report.kind = inner.text("kind", 32);
        report.atUs = inner.number("atUs", 1, INT64_MAX);
        report.body = inner.object("body");
        MJ_TRY(inner.done());
        reports.push_back(std::move(report));
    }
    return reports;
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
    router.add("POST", "/node/v1/openings", plain(house, [&house](const Request& request) {
                   return openBodyCheck(house, request);
               }));
    addExportPart(house, router);
}

}  // namespace mingjing::http
