// SPDX-License-Identifier: Apache-2.0
// Names, versions of settings, pictures, commits.
#include "center/http/watching_json.h"

#include <algorithm>

#include "center/app/watching.h"
#include "center/kernel/log.h"

namespace mingjing::http {

namespace {

Json personOfUnit(const Directory& directory, const Uuid& id) {
    Json json = directory.member(id);
    const auto staff = directory.staff.find(id);
    json["unit"] =
        staff == directory.staff.end() ? "" : directory.unit(staff->second.unitId)["name"];
    return json;
}

}  // namespace

Json cameraName(const Directory& directory, const Uuid& id) {
    Json json = {{"id", id.text()}, {"name", ""}};
    for (const app::CameraRow& camera : directory.cameras)
        if (camera.id == id) json["name"] = camera.name;
    return json;
}

Json roomOf(const Directory& directory, const Uuid& id) {
    Json json = {{"id", id.text()}, {"kind", ""}, {"name", ""}};
    const auto room = directory.rooms.find(id);
    if (room == directory.rooms.end()) return json;
    json["kind"] = domain::wordOf(room->second.kind);
    json["name"] = room->second.name;
    return json;
}

Result<app::CameraRow> cameraIn(const Directory& directory, const Uuid& id) {
    const auto& all = directory.cameras;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.id == id; });
    if (found == all.end()) return Error::of(kernel::ErrorKind::NotFound, "camera.not_found");
    return *found;
}

Json watchingHeadJson(const Directory& directory, const app::WatchingRow& row) {
    Json json = {{"atUs", row.atUs},     {"by", personOfUnit(directory, row.by)},
                 {"decidedBy", nullptr}, {"decidedUs", nullptr},
                 {"reason", ""},         {"reference", row.hasReference},
                 {"state", row.state},   {"version", row.version}};
    if (row.decidedBy) json["decidedBy"] = personOfUnit(directory, *row.decidedBy);
    if (row.decidedUs) json["decidedUs"] = *row.decidedUs;
    return json;
}

Status tellDamaged(const app::WatchingRow& row, const Error& error) {
    if (error.kind != kernel::ErrorKind::DataLoss) return error;
    kernel::logError("damaged settings of watching: {} version {} ({})", row.scope, row.version,
                     error.code);
    return {};
}

Result<Json> watchingVersionJson(const House& house, const Directory& directory,
                                 const app::WatchingRow& row) {
    const std::string context = app::sealedReasonContext(row.scope, row.version);
    Json json = watchingHeadJson(directory, row);
    MJ_ASSIGN(json["reason"], house.vault.openSmall(row.reason, context));
    if (!row.rejectReason.empty()) {
        MJ_ASSIGN(json["rejectReason"], house.vault.openSmall(row.rejectReason, context));
    }
    return json;
}

Result<net::Response> jpegResponse(Result<std::string> bytes) {
    net::Response response;
    MJ_ASSIGN(response.body, std::move(bytes));
    response.contentType = "image/jpeg";
    response.headers.emplace_back("Content-Disposition", "inline");
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Status mustBeStored(app::UnitOfWork& unit) {
    switch (unit.commit()) {
        case app::CommitResult::Committed:
            return {};
        case app::CommitResult::Conflict:
            return Error::of(kernel::ErrorKind::Conflict, "db.conflict");
        case app::CommitResult::Unknown:
            break;
    }
    return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
}

}  // namespace mingjing::http
