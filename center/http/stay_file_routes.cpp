// SPDX-License-Identifier: Apache-2.0
// Handing out a stay's file, and opening a sealed stay.
#include "center/app/audit.h"
#include "center/app/openings.h"
#include "center/http/reading.h"
#include "center/http/stay_file.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

Result<Response> stayFile(House& house, const Call& call) {
    MJ_TRY(mayRead(call.actor, domain::Material::StayFile));
    Query query(call.request);
    const std::string language = query.oneOf("language", {"zh", "en"}, "zh");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    MJ_ASSIGN(const auto files, gatherStayFile(house, *unit, call.actor, *loaded, language));
    Response response;
    MJ_ASSIGN(response.body, print::zipOf(files, house.clock.wall().us));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"stay_file_made", "stay", loaded->stay.id, "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    response.contentType = "application/zip";
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"stay-" + loaded->stay.number + ".zip\"");
    return response;
}

Result<Response> openSealed(House& house, const Call& call) {
    MJ_ASSIGN(const Json body, bodyObject(call.request.body));
    Fields fields(body);
    const std::string basis = fields.oneOf("basis", {"case_handling", "supervision", "complaint",
                                                     "court_or_procuratorate", "other_state_rule"});
    const std::string purpose = fields.text("purpose", 500, 5);
    MJ_TRY(fields.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, house.stays.find(*unit, call.pathId()));
    if (!maySeeStayOf(call.actor.staff, loaded->stay.unitId))
        return Error::of(kernel::ErrorKind::NotFound, "stay.not_found");
    MJ_ASSIGN(const std::int64_t untilUs,
              app::openSealedStay(*unit, house.vault, call.actor, loaded->stay, basis, purpose,
                                  house.clock.wall().us));
    return created({{"untilUs", untilUs}});
}

}  // namespace

void addStayFileRoutes(House& house, net::Router& router) {
    const std::string stay = "/api/v1/stays/{id}";
    router.add("GET", stay + "/file",
               guarded(house, {}, [&house](const Call& call) { return stayFile(house, call); }));
    router.add("POST", stay + "/openings",
               guarded(house, Ability::SeeStay,
                       [&house](const Call& call) { return openSealed(house, call); }));
}

}  // namespace mingjing::http
