// SPDX-License-Identifier: Apache-2.0
// Zones against boxes.
#include "video/analysis/checks/seats.h"

#include <algorithm>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

namespace {

constexpr int kSureMilli = 800;

bool anybodyIn(const Look& look, const Zone& zone) {
    return std::any_of(look.persons.begin(), look.persons.end(), [&](const Person& person) {
        return isIn(person, look.picture->size, zone);
    });
}

Sign of(const char* kind, bool yes, const Zone* zone) {
    Sign sign;
    sign.kind = kind;
    sign.is = yes ? Sign::Is::Yes : Sign::Is::No;
    sign.confidenceMilli = kSureMilli;
    if (zone != nullptr) {
        sign.zone = zone->id;
        sign.detail = {{"zoneKind", zone->kind}};
    }
    return sign;
}

}  // namespace

SeatCheck::SeatCheck(const WatchSettings& settings)
    : seats_(settings.watches("persons")),
      guard_(settings.watches("guard")),
      waiting_(settings.roomKind == "waiting"),
      seatUs_(settings.lastingUs("persons.seatEmptyMs")),
      guardUs_(settings.lastingUs("guard.emptyMs")) {
    for (const Zone& zone : settings.zones) {
        if (zone.kind == "person_seat" || zone.kind == "officer_seat") seatZones_.push_back(zone);
        if (zone.kind == "guard_post") posts_.push_back(zone);
    }
}

Lasting SeatCheck::lasting(const std::string& kind) const {
    Lasting out;
    out.beginUs = kind == "seat_empty" ? seatUs_ : guardUs_;
    out.agreeMilli = 850;
    return out;
}

void SeatCheck::look(const Look& look, const Tools&, Signs& out) {
    if (!look.judged) return;
    const auto count = std::max(static_cast<int>(look.persons.size()), look.count);
    if (seats_)
        for (const Zone& zone : seatZones_)
            out.push_back(of("seat_empty", count > 0 && !anybodyIn(look, zone), &zone));
    if (!guard_) return;
    bool guarded = false;
    for (const Zone& post : posts_) {
        const bool somebody = anybodyIn(look, post);
        guarded |= somebody;
        out.push_back(of("post_empty", !somebody, &post));
    }
    if (waiting_ && !posts_.empty()) out.push_back(of("unguarded", count > 0 && !guarded, nullptr));
}

}  // namespace mingjing::video::analysis
