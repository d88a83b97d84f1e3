// SPDX-License-Identifier: Apache-2.0
// What waits for a second person: settings of watching that were proposed, of cameras and of room
// kinds, in one list.
#include "center/app/watching.h"
#include "center/http/reading.h"
#include "center/http/watching_json.h"

namespace mingjing::http {

using app::WatchingRow;
using domain::RoomKind;

namespace {

/// Whether this person may decide it: nobody decides of the own unit's proposals.
bool mayDecide(const Directory& directory, const app::Actor& actor, const WatchingRow& row) {
    const auto proposer = directory.staff.find(row.by);
    const Uuid unit = proposer == directory.staff.end() ? Uuid{} : proposer->second.unitId;
    return row.by != actor.id() && unit != actor.staff.unitId;
}

/// What is known of a proposal without reading what it says.
Json bareProposal(const Directory& directory, const app::Actor& actor,
                  const app::WatchingInForce& watching, const WatchingRow& row) {
    const Json version = watchingHeadJson(directory, row);
    Json json = {{"camera", nullptr},
                 {"mayDecide", mayDecide(directory, actor, row)},
                 {"room", nullptr},
                 {"roomKind", nullptr}};
    for (const char* name : {"atUs", "by", "reason", "reference", "version"})
        json[name] = version[name];
    if (const auto camera = Uuid::parse(row.scope)) {
        json["camera"] = cameraName(directory, *camera);
        const auto known = cameraIn(directory, *camera);
        json["room"] = roomOf(directory, known.ok() ? known->roomId : Uuid{});
    } else if (const auto kind = domain::parseWord<RoomKind>(row.scope)) {
        json["roomKind"] = {
            {"checks", Json::array()}, {"kind", row.scope}, {"now", watching.checksOf(*kind)}};
    }
    return json;
}

/// What it says, but its zones: those are compared on the camera's own page. Fails with DataLoss.
Status addProposed(const House& house, const WatchingRow& row, Json& json) {
    MJ_ASSIGN(json["reason"],
              house.vault.openSmall(row.reason, app::sealedReasonContext(row.scope, row.version)));
    if (json["camera"].is_object()) {
        MJ_TRY(app::watchingTermsOf(row));
        return {};
    }
    if (json["roomKind"].is_null())
        return Error::of(kernel::ErrorKind::DataLoss, "watching.damaged", "scope");
    MJ_ASSIGN(json["roomKind"]["checks"], app::checksOf(row));
    return {};
}

Result<Json> openProposals(House& house, const Call& call, app::UnitOfWork& unit,
                           const Directory& directory) {
    MJ_TRY(app::maySetWatching(call.actor));
    Query query(call.request);
    const auto after = query.proposalPlace();
    const int limit = query.limit();
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto watching, app::watchingInForce(unit));
    MJ_ASSIGN(const auto rows, unit.watching().proposals(after, limit));
    Json json = {{"items", Json::array()}, {"next", nullptr}};
    for (const WatchingRow& row : rows) {
        Json item = bareProposal(directory, call.actor, watching, row);
        if (const Status read = addProposed(house, row, item); !read.ok()) {
            MJ_TRY(tellDamaged(row, read.error()));
            item["damaged"] = true;
        }
        json["items"].push_back(std::move(item));
    }
    if (static_cast<int>(rows.size()) == limit)
        json["next"] = cursorOf(app::ProposalPlace{rows.back().atUs, rows.back().scope});
    return json;
}

}  // namespace

void addProposalRoutes(House& house, net::Router& router) {
    router.add("GET", "/api/v1/watching/proposals",
               reading(house, {}, [&house](const Call& call, app::UnitOfWork& unit, Pages& pages) {
                   return openProposals(house, call, unit, pages.directory());
               }));
}

}  // namespace mingjing::http
