// SPDX-License-Identifier: Apache-2.0
// The local socket: what an operator with the rights of the machine may ask of the centre.
#include "center/app/log_check.h"
#include "center/app/stay_exporter.h"
#include "center/http/house.h"
#include "center/http/query.h"

namespace mingjing::http {

using net::Request;
using net::Response;

namespace {

constexpr std::size_t kMaxCentreBytes = std::size_t{4} << 20;

std::set<std::string> wordsOf(const std::string& list) {
    std::set<std::string> words;
    std::size_t from = 0;
    while (from < list.size()) {
        const std::size_t comma = std::min(list.find(',', from), list.size());
        if (comma > from) words.insert(list.substr(from, comma - from));
        from = comma + 1;
    }
    return words;
}

Result<Response> importCentre(House& house, const Request& request) {
    MJ_ASSIGN(const Json centre, bodyObject(request.body));
    MJ_ASSIGN(const Json added, house.administration.import(centre));
    house.nodes.touch();
    return Response::json(201, added);
}

/// A word that is no kind of document would leave nothing out, silently.
Status checkKinds(const std::set<std::string>& kinds) {
    static const std::set<std::string> kKnown{"identity", "facts",  "health", "belongings",
                                              "paper",    "reason", "note",   "visitor"};
    for (const std::string& kind : kinds)
        if (!kKnown.contains(kind)) {
            Error error = Error::invalid("redact", "export.unknown_kind");
            error.params["kind"] = kind;
            return error;
        }
    return {};
}

Result<Response> exportStay(House& house, const Request& request) {
    const auto redact = request.query.find("redact");
    const auto kinds = wordsOf(redact == request.query.end() ? "" : redact->second);
    MJ_TRY(checkKinds(kinds));
    MJ_ASSIGN(const Json file,
              app::exportStay(house.database, house.vault, house.secrets,
                              request.pathValues.at("id"), kinds, house.clock.wall().us));
    return Response::json(200, file);
}

/// Leaves as they are stored, each with what is wrong about what it is of.
Result<Response> logLeaves(House& house, const Request& request) {
    Query query(request);
    const std::int64_t from = query.optionalNumber("from");
    const int limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto checked, app::checkLeaves(*unit, from, limit));
    Json items = Json::array();
    for (const app::CheckedLeaf& each : checked) {
        Json item = {{"leaf", kernel::base64Url(each.leaf.leaf)}, {"position", each.leaf.position}};
        if (!each.wrong.empty()) item["wrong"] = each.wrong;
        items.push_back(std::move(item));
    }
    return Response::json(200, {{"items", std::move(items)}});
}

Result<Response> logHeads(House& house, const Request& request) {
    Query query(request);
    const std::int64_t from = query.optionalNumber("from");
    const int limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto rows, unit->log().heads(from, limit));
    Json items = Json::array();
    for (const app::LogHeadRow& row : rows)
        items.push_back({{"counter", row.counter},
                         {"head", kernel::base64Url(row.bytes)},
                         {"signature", kernel::base64Url(row.signature)}});
    return Response::json(200, {{"items", std::move(items)}});
}

/// What the log knows nothing of, and heads that witnesses saw and that are not there.
Result<Response> logLeftOut(House& house) {
    constexpr int kMostNamed = 100;
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto subjects, unit->log().leftOut(kMostNamed));
    MJ_ASSIGN(const auto seen, unit->log().newestCountersignatures());
    Json leftOut = Json::array(), lost = Json::array();
    for (const app::LogSubject& s : subjects)
        leftOut.push_back(
            {{"id", s.subject.text()}, {"kind", s.kind}, {"of", s.subjectKind}, {"seq", s.seq}});
    for (const app::LogCountersignatureRow& each : seen) {
        MJ_ASSIGN(const auto head, unit->log().findHead(each.seen.counter));
        if (!head || head->hash != each.seen.head) lost.push_back(each.seen.counter);
    }
    return Response::json(200, {{"leftOut", std::move(leftOut)}, {"lostHeads", std::move(lost)}});
}

}  // namespace

void addLocalRoutes(House& house, net::Router& router) {
    router.add(
        "POST", "/local/v1/centre",
        plain(house, [&house](const Request& request) { return importCentre(house, request); }),
        kMaxCentreBytes);
    router.add("POST", "/local/v1/invitations",
               plain(house, [&house](const Request&) -> Result<Response> {
                   MJ_ASSIGN(const std::string token, house.signIns.invite());
                   return Response::json(201, {{"path", "/#/invite/" + token}});
               }));
    router.add("GET", "/local/v1/stays/{id}/export", plain(house, [&house](const Request& request) {
                   return exportStay(house, request);
               }));
    router.add("GET", "/local/v1/key", plain(house, [&house](const Request&) -> Result<Response> {
                   return Response::json(
                       200,
                       {{"publicKey", kernel::base64Url(house.secrets.signingKey.publicKey())}});
               }));
    router.add("GET", "/local/v1/log/leaves", plain(house, [&house](const Request& request) {
                   return logLeaves(house, request);
               }));
    router.add("GET", "/local/v1/log/heads",
               plain(house, [&house](const Request& request) { return logHeads(house, request); }));
    router.add("GET", "/local/v1/log/left-out",
               plain(house, [&house](const Request&) { return logLeftOut(house); }));
}

}  // namespace mingjing::http
