// SPDX-License-Identifier: Apache-2.0
// Photographs of belongings: taking them in, showing them.
#include "center/app/audit.h"
#include "center/app/kept_files.h"
#include "center/domain/stays/photos.h"
#include "center/http/reading.h"
#include "center/http/stay_fields.h"
#include "center/kernel/bytes.h"
#include "center/print/scan_reader.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

namespace {

constexpr std::int64_t kMostItems = 100;

Result<Response> takePhoto(House& house, const Call& call) {
    MJ_ASSIGN(const auto key, commandKey(call.request));
    MJ_ASSIGN(const Json body, bodyObject(call.request.body, kMostFileBodyBytes));
    Fields fields(body);
    app::PhotographBelongings command;
    const std::string text = fields.text("photo", kMostFileBodyBytes);
    command.item = fields.optionalNumber("item", 1, kMostItems);
    command.note = fields.optionalText("note", 200);
    command.takenUs = fields.optionalNumber("takenAtUs", 1, kAnyTimeUs);
    MJ_TRY(fields.done());
    const auto picture = kernel::bytesOfBase64Url(text);
    if (!picture || picture->empty()) return Error::invalid("photo", "photo.not_an_image");
    if (picture->size() > app::kMostFileBytes)
        return Error::invalid("photo", "photo.too_heavy",
                              {{"mebibytes", app::kMostFileBytes >> 20U}});
    MJ_ASSIGN(command.mediaType, print::photoType(*picture));
    command.picture = *picture;
    MJ_ASSIGN(const Json receipt,
              house.desk.photographBelongings(call.actor, key, call.pathId(), command));
    return created(receipt);
}

Result<domain::BelongingPhoto> findPhoto(const app::LoadedStay& loaded, std::int64_t seq) {
    for (domain::BelongingPhoto& photo : domain::photosOf(loaded.events))
        if (photo.moment.seq == seq) return std::move(photo);
    return Error::of(kernel::ErrorKind::NotFound, "photo.not_found");
}

Result<Response> showPhoto(House& house, const Call& call) {
    Query query(call.request);
    const std::int64_t seq = query.required("seq");
    MJ_TRY(query.done());
    MJ_ASSIGN(const auto unit, house.database.begin());
    MJ_ASSIGN(const auto loaded, visibleStay(house, *unit, call, call.pathId()));
    MJ_ASSIGN(const auto photo, findPhoto(*loaded, seq));
    Response response;
    MJ_ASSIGN(response.body, app::readKeptFile(*unit, house.vault, photo.picture));
    MJ_TRY(app::audit(*unit, call.actor, house.clock.wall().us,
                      {"belonging_photo_read", "stay", loaded->stay.id, "", true}));
    if (unit->commit() != app::CommitResult::Committed)
        return Error::of(kernel::ErrorKind::Unavailable, "db.unreachable");
    response.contentType = photo.mediaType;
    response.headers.emplace_back("Content-Disposition", "inline");
    return response;
}

}  // namespace

Json photosJson(const domain::EventList& events, const Directory& directory) {
    Json list = Json::array();
    for (const domain::BelongingPhoto& photo : domain::photosOf(events)) {
        Json item = {{"atUs", photo.moment.atUs},
                     {"byName", directory.member(photo.by)["name"]},
                     {"seq", photo.moment.seq}};
        if (photo.item) item["item"] = *photo.item;
        if (!photo.note.empty()) item["note"] = photo.note;
        list.push_back(std::move(item));
    }
    return list;
}

void addPhotoRoutes(House& house, net::Router& router) {
    const std::string path = "/api/v1/stays/{id}/belonging-photos";
    router.add("POST", path,
               guarded(house, Ability::LeadStay,
                       [&house](const Call& call) { return takePhoto(house, call); }),
               kMostFileBodyBytes);
    router.add("GET", path, guarded(house, Ability::SeeStay, [&house](const Call& call) {
                   return showPhoto(house, call);
               }));
}

}  // namespace mingjing::http
