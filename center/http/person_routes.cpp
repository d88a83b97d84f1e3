// SPDX-License-Identifier: Apache-2.0
// Links between stays of one person, and the true identity behind a pseudonym.
#include "center/app/audit.h"
#include "center/app/own_key.h"
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

template <typename Command>
Result<Response> onBoth(House& house, const Call& call, Command (*parse)(Fields&),
                        Result<Json> (app::StayDesk::*run)(const app::Actor&,
                                                           const app::CommandKey&, const Uuid&,
                                                           const Command&)) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const Command command = parse(fields);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const Json receipts, (house.desk.*run)(call.actor, key, call.pathId(), command));
    return created(receipts);
}

app::LinkStays linkOf(Fields& fields) {
    app::LinkStays command;
    command.otherId = fields.id("otherStayId");
    command.why = fields.text("why", 500);
    return command;
}

app::UnlinkStays unlinkOf(Fields& fields) {
    app::UnlinkStays command;
    command.linkId = fields.id("linkId");
    command.why = fields.text("why", 500);
    return command;
}

/// The purpose goes to the audit log, sealed, before anything is shown.
Result<Response> showTrueIdentity(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string purpose = fields.text("purpose", 200, 4);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    if (!loaded->stay.trueIdentity) return Error::of(kernel::ErrorKind::NotFound, "pseudonym.none");
    app::AuditNote note{"true_identity_read", "stay", loaded->stay.id, "", true};
    note.sealedDetails = house.vault.sealSmall(purpose, "audit");
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us, note));
    MJ_ASSIGN(const Json identity,
              app::openApart(*unit, house.vault, *loaded->stay.trueIdentity, "pseudonym.erased"));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    Response response = Response::json(200, {{"identity", identity}});
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace

void addPersonRoutes(House& house, net::Router& router) {
    const std::string stay = "/api/v1/stays/{id}";
    router.add("POST", stay + "/links", guarded(house, Ability::LeadStay, [&house](const Call& c) {
                   return onBoth(house, c, linkOf, &app::StayDesk::linkStays);
               }));
    router.add("POST", stay + "/links/undoing",
               guarded(house, Ability::LeadStay, [&house](const Call& c) {
                   return onBoth(house, c, unlinkOf, &app::StayDesk::unlinkStays);
               }));
    router.add("POST", stay + "/true-identity",
               guarded(house, Ability::SeeTrueIdentity,
                       [&house](const Call& c) { return showTrueIdentity(house, c); }));
}

}  // namespace mingjing::http
