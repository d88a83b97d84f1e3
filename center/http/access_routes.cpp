// SPDX-License-Identifier: Apache-2.0
// Signing in and out, the first administrator, hints.
#include "center/app/terminals.h"
#include "center/http/house.h"
#include "center/http/pages.h"

namespace mingjing::http {

using net::Request;
using net::Response;

namespace {

void setCookie(Response& response, const std::string& token) {
    response.headers.emplace_back("Set-Cookie", std::string(kSignInCookie) + "=" + token +
                                                    "; Path=/; Secure; HttpOnly; SameSite=Strict");
}

Result<Json> meJson(House& house, const app::Actor& actor, std::int64_t expiresUs) {
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const Directory directory, readDirectory(*unit));
    const bool kiosk =
        actor.staff.roles.size() == 1 && actor.staff.roles.contains(domain::Role::Kiosk);
    Json json = {{"abilities", Json::array()},
                 {"badge", actor.staff.badge},
                 {"centreName", directory.centreName},
                 {"expiresUs", expiresUs},
                 {"function", domain::wordOf(actor.staff.function)},
                 {"id", actor.id().text()},
                 {"idleLimitS", kiosk ? 0 : app::kIdleLimitUs / kernel::kSecondUs},
                 {"login", actor.staff.login},
                 {"name", actor.staff.name},
                 {"practice", house.practice.isHere()},
                 {"roles", Json::array()},
                 {"serverTimeUs", house.clock.wall().us},
                 {"unit", directory.unit(actor.staff.unitId)}};
    for (const domain::Ability ability : actor.abilities)
        json["abilities"].push_back(domain::wordOf(ability));
    for (const domain::Role role : actor.staff.roles) json["roles"].push_back(domain::wordOf(role));
    return json;
}

Result<Response> welcome(House& house, const app::SignedIn& signedIn) {
    MJ_ASSIGN(const Json me, meJson(house, signedIn.actor, signedIn.expiresUs));
    Response response = Response::json(201, me);
    setCookie(response, signedIn.token);
    return response;
}

Result<Response> signIn(House& house, const Request& request) {
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    const std::string login = fields.text("login", 64);
    const std::string password = fields.text("password", 256);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto signedIn, house.signIns.signIn(login, password, request.peer));
    return welcome(house, signedIn);
}

Result<Response> acceptInvitation(House& house, const Request& request) {
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    const std::string login = fields.text("login", 64);
    const std::string name = fields.text("name", 64);
    const std::string password = fields.text("password", 256);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto signedIn,
              house.signIns.acceptInvitation(request.pathValues.at("token"), login, name, password,
                                             request.peer));
    return welcome(house, signedIn);
}

/// Only where many work at one screen: elsewhere badge and PIN would be a weaker password.
Result<Response> switchUser(House& house, const Request& request) {
    MJ_ASSIGN(const Json body, bodyObject(request.body));
    Fields fields(body);
    const std::string badge = fields.text("badge", 32);
    const std::string pin = fields.text("pin", 12);
    MJ_TRY(fields.done());
    {
        MJ_ASSIGN(const auto unit, house.database.begin());
        MJ_ASSIGN(const auto room, app::terminalRoom(*unit, request.cookie(kTerminalCookie)));
        if (!room) return Error::of(kernel::ErrorKind::Precondition, "switch.not_here");
    }
    MJ_ASSIGN(const domain::Staff next, house.pins.check(badge, pin, request.peer));
    MJ_ASSIGN(const auto signedIn,
              house.signIns.switchTo(next, request.cookie(kSignInCookie), request.peer));
    house.nodes.touch();
    return welcome(house, signedIn);
}

Result<Response> signOut(House& house, const Call& call) {
    MJ_TRY(house.signIns.signOut(call.request.cookie(kSignInCookie), call.actor));
    house.nodes.touch();
    Response response = Response::noContent();
    response.headers.emplace_back(
        "Set-Cookie",
        std::string(kSignInCookie) + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    // Not the storage: what was kept there, encrypted, waits for its owner or for the network.
    response.headers.emplace_back("Clear-Site-Data", "\"cache\"");
    return response;
}

Result<Response> changePassword(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string current = fields.text("current", 256);
    const std::string next = fields.text("next", 256);
    MJ_TRY(fields.done());
    MJ_TRY(house.signIns.changePassword(call.actor, call.request.cookie(kSignInCookie), current,
                                        next));
    return Response::noContent();
}

}  // namespace

void addAccessRoutes(House& house, net::Router& router) {
    router.add("GET", "/health", [](const Request&) {
        return Response::json(200, {{"status", "ok"}});
    });
    // Before anybody signs in a page must say that this is no real centre.
    router.add("GET", "/api/v1/centre", open(house, [&house](const Request&) -> Result<Response> {
                   return Response::json(200, {{"practice", house.practice.isHere()}});
               }));
    router.add("POST", "/api/v1/session",
               open(house, [&house](const Request& r) { return signIn(house, r); }));
    router.add("POST", "/api/v1/invitations/{token}",
               open(house, [&house](const Request& r) { return acceptInvitation(house, r); }));
    router.add("POST", "/api/v1/session/switch",
               open(house, [&house](const Request& r) { return switchUser(house, r); }));
    router.add("GET", "/api/v1/session",
               guarded(house, {}, [&house](const Call& call) -> Result<Response> {
                   MJ_ASSIGN(const Json me, meJson(house, call.actor, call.expiresUs));
                   return Response::json(200, me);
               }));
    router.add("DELETE", "/api/v1/session",
               guarded(house, {}, [&house](const Call& call) { return signOut(house, call); }));
    router.add("POST", "/api/v1/session/password", guarded(house, {}, [&house](const Call& call) {
                   return changePassword(house, call);
               }));
}

void addEventRoutes(House& house, net::Router& router) {
    router.add(
        "GET", "/api/v1/events/stream",
        guarded(house, {}, [&house](const Call& call) -> Result<Response> {
            const std::string token = call.request.cookie(kSignInCookie);
            const std::string peer = call.request.peer;
            const bool board = call.actor.can(domain::Ability::SeeBoard) ||
                               call.actor.can(domain::Ability::SeeWall) ||
                               call.actor.can(domain::Ability::SeeStay) ||
                               call.actor.can(domain::Ability::ReviewFindings) ||
                               call.actor.can(domain::Ability::Administer);
            return house.hub.open(
                call.request, [board](const std::string&) { return board; },
                [&house, token, peer] { return house.signIns.find(token, peer, false).ok(); });
        }));
}

}  // namespace mingjing::http
