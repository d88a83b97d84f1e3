// SPDX-License-Identifier: Apache-2.0
// Photographs, gathered from the entries.
#include "center/domain/stays/photos.h"

namespace mingjing::domain {

std::vector<BelongingPhoto> photosOf(const EventList& events) {
    std::vector<BelongingPhoto> photos;
    for (const SharedEvent& event : events) {
        if (event->type != kBelongingPhotographed) continue;
        BelongingPhoto photo;
        photo.moment = {event->happenedUs, event->seq};
        photo.by = event->actor;
        if (const auto item = event->body.find("item"); item != event->body.end())
            photo.item = item->get<std::int64_t>();
        photo.mediaType = event->body.value("mediaType", "");
        photo.picture = event->body.value("picture", Json::object());
        if (const auto note = event->disclosed.find("note"); note != event->disclosed.end())
            photo.note = note->second.value("text", "");
        photos.push_back(std::move(photo));
    }
    return photos;
}

}  // namespace mingjing::domain
