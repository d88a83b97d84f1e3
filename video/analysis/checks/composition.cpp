// SPDX-License-Identifier: Apache-2.0
// Boxes, seats, and the front of who sits on the person's seat.
#include "video/analysis/checks/composition.h"

#include <algorithm>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

namespace {

using Is = Sign::Is;

Sign seen(const char* kind, bool yes, int confidenceMilli, std::int64_t value) {
    return {kind, yes ? Is::Yes : Is::No, confidenceMilli, value, {}, kernel::Json::object()};
}

}  // namespace

CompositionCheck::CompositionCheck(const WatchSettings& settings, CompositionRules rules)
    : rules_(rules),
      personMilli_(settings.threshold("composition.personMilli")),
      lastingUs_(settings.lastingUs("composition.lastingMs")) {
    for (const Zone& zone : settings.zones) {
        if (zone.kind == "person_seat") personSeats_.push_back(zone);
        if (zone.kind == "officer_seat") officerSeats_.push_back(zone);
        if (zone.kind == "clock") clocks_.push_back(zone);
    }
}

kernel::Json CompositionCheck::parameters() const {
    return {{"clockCoveredMilli", rules_.clockCoveredMilli},
            {"frontEveryUs", rules_.frontEveryUs},
            {"frontMilli", rules_.frontMilli}};
}

Lasting CompositionCheck::lasting(const std::string&) const {
    Lasting out;
    out.beginUs = lastingUs_;
    out.endUs = 10'000'000;
    out.agreeMilli = 850;
    return out;
}

const Person* CompositionCheck::questioned(const Look& look) const {
    for (const Person& person : look.persons)
        for (const Zone& seat : personSeats_)
            if (isIn(person, look.picture->size, seat)) return &person;
    return nullptr;
}

void CompositionCheck::judgeFront(const Look& look, const Tools& tools, const Person& person,
                                  Signs& out) {
    if (tools.pose == nullptr || look.atUs < nextFrontUs_) return;
    nextFrontUs_ = look.atUs + rules_.frontEveryUs;
    const auto pose = tools.pose->look(*look.picture, person);
    if (!pose.ok() || pose->shouldersMilli < rules_.frontMilli) return;  // nobody can say
    const int front = std::min(pose->noseMilli, pose->eyesMilli);
    out.push_back(seen("front_hidden", front < rules_.frontMilli, 650, front));
}

void CompositionCheck::look(const Look& look, const Tools& tools, Signs& out) {
    if (!look.judged) return;
    const Size size = look.picture->size;
    if (const Person* person = questioned(look)) {
        const std::int64_t milli = (person->bottom - person->top) * 1000LL / size.height;
        out.push_back(seen("person_small", milli < personMilli_, 800, milli));
        judgeFront(look, tools, *person, out);
    }
    if (!officerSeats_.empty()) {
        const bool any = std::any_of(look.persons.begin(), look.persons.end(), [&](const auto& p) {
            return std::any_of(officerSeats_.begin(), officerSeats_.end(),
                               [&](const Zone& seat) { return isIn(p, size, seat); });
        });
        out.push_back(seen("officers_out", !look.persons.empty() && !any, 800, 1));
    }
    for (const Zone& clock : clocks_) {
        const Person box = boxOf(clock, size);
        const auto covers = [&](const Person& p) {
            return overlapMilli(p, box) > rules_.clockCoveredMilli;
        };
        out.push_back(seen("clock_covered",
                           std::any_of(look.persons.begin(), look.persons.end(), covers), 700, 1));
    }
}

}  // namespace mingjing::video::analysis
