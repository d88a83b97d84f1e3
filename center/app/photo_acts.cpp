// SPDX-License-Identifier: Apache-2.0
// A photograph of belongings joins the record.
#include "center/app/event_making.h"
#include "center/app/kept_files.h"
#include "center/app/stay_desk.h"
#include "center/domain/stays/photos.h"

namespace mingjing::app {

using Events = Result<std::vector<domain::NewEvent>>;

Result<Json> StayDesk::photographBelongings(const Actor& actor, const CommandKey& key,
                                            const Uuid& stay, const PhotographBelongings& command) {
    Json reference;
    Act request;
    request.stayId = stay;
    request.mode = modeAt(command.takenUs);
    request.aboutNow = !command.takenUs;
    request.first = [&](CommandTransaction& transaction, const Scene& scene) -> Status {
        if (domain::photosOf(scene.events).size() >= domain::kMostPhotos) {
            Error error = Error::of(ErrorKind::Exhausted, "photo.too_many");
            error.params = {{"max", domain::kMostPhotos}};
            return error;
        }
        if (command.item && *command.item > scene.stay.belongingCount)
            return Error::invalid("item", "photo.unknown_item",
                                  {{"count", scene.stay.belongingCount}});
        MJ_ASSIGN(reference, keepFile(transaction, "photo", command.picture));
        return {};
    };
    request.make = [&](const Scene& scene) -> Events {
        domain::NewEvent made = eventOf(domain::kBelongingPhotographed, scene.happenedUs,
                                        {{"mediaType", command.mediaType}, {"picture", reference}});
        if (command.item) made.body["item"] = *command.item;
        sealText(made, "note", "belongings", command.note);
        return std::vector{made};
    };
    return act(actor, key, request);
}

}  // namespace mingjing::app
