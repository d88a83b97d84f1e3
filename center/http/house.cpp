// SPDX-License-Identifier: Apache-2.0
// The frame of every route.
#include "center/http/house.h"

#include <algorithm>

#include "center/app/audit.h"
#include "center/kernel/crypto.h"
#include "center/kernel/log.h"

namespace mingjing::http {

using net::Request;
using net::Response;

namespace {

bool isMutation(const Request& request) {
    return request.method != "GET";
}

Status checkOrigin(const House& house, const Request& request) {
    if (!isMutation(request)) return {};
    const std::string origin = request.header("origin");
    const bool known =
        std::find(house.origins.begin(), house.origins.end(), origin) != house.origins.end();
    return known ? Status() : Status(Error::of(kernel::ErrorKind::Forbidden, "origin.refused"));
}

Status noteRefusal(House& house, const app::Actor& actor, const Request& request) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    const app::AuditNote note{"refused", "route", Uuid{}, request.method, false};
    MJ_TRY(app::audit(*unit, actor, house.clock.wall().us, note));
    if (unit->commit() == app::CommitResult::Committed) return {};
    return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable", "audit of a refusal");
}

Response answer(const House& house, const Request& request, Result<Response> result) {
    if (result.ok()) return std::move(result).value();
    return net::problem(result.error(), request.traceId, problemRenderer(house.messages));
}

}  // namespace

Uuid Call::pathId(const char* name) const {
    const auto it = request.pathValues.find(name);
    return it == request.pathValues.end() ? Uuid{} : Uuid::parse(it->second).value_or(Uuid{});
}

net::Handler plain(House& house, std::function<Result<Response>(const Request&)> action) {
    return [&house, action = std::move(action)](const Request& request) {
        return answer(house, request, action(request));
    };
}

net::Handler open(House& house, std::function<Result<Response>(const Request&)> action) {
    return [&house, action = std::move(action)](const Request& request) {
        const Status origin = checkOrigin(house, request);
        if (!origin.ok()) return answer(house, request, origin.error());
        return answer(house, request, action(request));
    };
}

net::Handler guarded(House& house, std::optional<domain::Ability> ability, Action action) {
    return open(
        house,
        [&house, ability, action = std::move(action)](const Request& request) -> Result<Response> {
            MJ_ASSIGN(auto signedIn,
                      house.signIns.find(request.cookie(kSignInCookie), request.peer, true));
            if (ability && !signedIn.actor.can(*ability)) {
                // The refusal stands either way; one that could not be audited is told to
                // operators.
                if (const Status noted = noteRefusal(house, signedIn.actor, request); !noted.ok())
                    kernel::logError("refusal not in the audit log: {} {}", noted.error().code,
                                     noted.error().internal);
                return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
            }
            return action(Call{request, std::move(signedIn.actor), signedIn.expiresUs});
        });
}

Status needsOneOf(const app::Actor& actor, std::initializer_list<domain::Ability> abilities) {
    for (const domain::Ability ability : abilities)
        if (actor.can(ability)) return {};
    return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
}

Status mayRead(const app::Actor& actor, domain::Material material) {
    if (whyMaySee(actor.staff, {material, domain::RoomClass::None, {}, false})) return {};
    return Error::of(kernel::ErrorKind::Forbidden, "ability.missing");
}

Status mayReadTranscripts(const app::Actor& actor) {
    return mayRead(actor, domain::Material::Transcript);
}

Result<app::CommandKey> commandKey(const Request& request) {
    const auto key = Uuid::parse(request.header("idempotency-key"));
    if (!key) return Error::invalid("Idempotency-Key", "command.key_needed");
    return app::CommandKey{
        *key, kernel::sha256(request.method + "\n" + request.path + "\n" + request.body)};
}

Response created(const Json& receipt, int status) {
    return Response::json(status, receipt);
}

Json noticesJson(const app::Messages& messages, const Json& notices) {
    Json list = Json::array();
    for (const Json& notice : notices) {
        const std::string rule = notice.value("rule", "");
        const std::string code = notice.value("code", "");
        const Json params = notice.value("params", Json::object());
        const auto* known = domain::findRule(rule);
        Json item = {{"refuses", notice.value("refuses", false)},
                     {"rule", rule},
                     {"severity", known ? domain::wordOf(known->severity) : "violation"},
                     {"source", messages.zh("rule." + rule + ".source")},
                     {"sourceEn", messages.en("rule." + rule + ".source")},
                     {"text", messages.zh(code, params)},
                     {"textEn", messages.en(code, params)}};
        for (const char* key : {"number", "stayId"})
            if (notice.contains(key)) item[key] = notice[key];
        list.push_back(std::move(item));
    }
    return list;
}

Json noticesJson(const app::Messages& messages, const std::vector<domain::Notice>& notices) {
    Json list = Json::array();
    for (const domain::Notice& notice : notices) list.push_back(app::noticeJson(notice));
    return noticesJson(messages, list);
}

namespace {

/// Of a plan for several persons: who is refused, by what.
Json refusalsJson(const app::Messages& messages, const Json& refusals) {
    Json list = Json::array();
    for (const Json& refusal : refusals) {
        const std::string code = refusal.value("code", "");
        const Json params = refusal.value("params", Json::object());
        Json item = {{"detail", messages.zh(code, params)},
                     {"detailEn", messages.en(code, params)},
                     {"number", refusal["number"]},
                     {"stayId", refusal["stayId"]}};
        if (const std::string rule = refusal.value("rule", ""); !rule.empty()) {
            item["rule"] = rule;
            item["source"] = messages.zh("rule." + rule + ".source");
            item["sourceEn"] = messages.en("rule." + rule + ".source");
        }
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

net::ProblemRenderer problemRenderer(const app::Messages& messages) {
    return [&messages](const Error& error, const std::string& traceId) {
        Json json = {{"code", error.code},
                     {"detail", messages.zh(error.code, error.params)},
                     {"detailEn", messages.en(error.code, error.params)},
                     {"status", net::statusOf(error.kind)},
                     {"title", messages.zh("kind." + std::to_string(net::statusOf(error.kind)))},
                     {"traceId", traceId},
                     {"type", "about:blank"}};
        if (!error.field.empty()) json["field"] = error.field;
        if (!error.rule.empty()) {
            json["rule"] = error.rule;
            json["source"] = messages.zh("rule." + error.rule + ".source");
            json["sourceEn"] = messages.en("rule." + error.rule + ".source");
        }
        Json params = error.params;
        if (params.contains("notices")) {
            json["warnings"] = noticesJson(messages, params["notices"]);
            params.erase("notices");
        }
        if (params.contains("refusals")) {
            json["refusals"] = refusalsJson(messages, params["refusals"]);
            params.erase("refusals");
        }
        if (!params.empty()) json["params"] = params;
        return json;
    };
}

}  // namespace mingjing::http
