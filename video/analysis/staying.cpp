// SPDX-License-Identifier: Apache-2.0
// Faint boxes, and places that look as before, against remembered ones.
#include "video/analysis/staying.h"

#include <algorithm>
#include <cstdlib>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

namespace {

/// A box of the picture, in pixels of the small one.
Person inSmall(const Person& box, const GreyLook& grey) {
    const auto x = [&](int value) {
        return std::clamp(value * grey.small.width / grey.whole.width, 0, grey.small.width);
    };
    const auto y = [&](int value) {
        return std::clamp(value * grey.small.height / grey.whole.height, 0, grey.small.height);
    };
    return {x(box.left), y(box.top), x(box.right), y(box.bottom), 0};
}

bool holds(const Person& box, int x, int y) {
    return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

std::vector<std::uint8_t> looksOf(const GreyLook& grey, const Person& person) {
    std::vector<std::uint8_t> out;
    if (grey.small.empty()) return out;
    const Person box = inSmall(person, grey);
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            out.push_back(static_cast<std::uint8_t>(grey.small.at(x, y)));
    return out;
}

}  // namespace

kernel::Json parametersOf(const StayingRules& rules) {
    return {{"alikeMilli", rules.alikeMilli}, {"changedMilli", rules.changedMilli},
            {"differs", rules.differs},       {"differsLeast", rules.differsLeast},
            {"placeMilli", rules.placeMilli}, {"rememberUs", rules.rememberUs},
            {"sameMilli", rules.sameMilli},   {"settledUs", rules.settledUs},
            {"unseenUs", rules.unseenUs}};
}

bool Staying::isThere(const Known& known, const std::vector<Person>& persons) const {
    return std::any_of(persons.begin(), persons.end(), [&](const Person& person) {
        return commonMilli(known.person, person) >= rules_.sameMilli;
    });
}

void Staying::addFaint(Sight& sight) const {
    const std::vector<Person> clear = sight.persons;
    for (const Known& known : known_) {
        if (isThere(known, clear)) continue;
        const auto common = [&](const Person& p) { return commonMilli(known.person, p); };
        const auto best = std::max_element(
            sight.faint.begin(), sight.faint.end(),
            [&](const Person& a, const Person& b) { return common(a) < common(b); });
        if (best == sight.faint.end() || common(*best) < rules_.sameMilli) continue;
        sight.persons.push_back(*best);
        sight.faint.erase(best);
    }
}

/// What others stand before says nothing; when they hide most of it, nobody can tell.
bool Staying::looksTheSame(const Known& known, const std::vector<Person>& others,
                           const GreyLook& grey) const {
    const Person box = inSmall(known.person, grey);
    const int all = (box.right - box.left) * (box.bottom - box.top);
    if (all <= 0 || static_cast<std::size_t>(all) != known.looks.size()) return false;
    const int differs =
        std::clamp(rules_.differs * grey.high / 200, rules_.differsLeast, rules_.differs);
    int open = 0;
    int changed = 0;
    std::size_t at = 0;
    Correlation alike;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x, ++at) {
            if (std::any_of(others.begin(), others.end(),
                            [&](const Person& other) { return holds(inSmall(other, grey), x, y); }))
                continue;
            ++open;
            changed += std::abs(grey.small.at(x, y) - known.looks[at]) > differs ? 1 : 0;
            alike.add(grey.small.at(x, y), known.looks[at]);
        }
    return open * 2 >= all && changed * 1000 <= open * rules_.changedMilli &&
           alike.milli().value_or(0) >= rules_.alikeMilli;
}

std::vector<Person> Staying::unseen(const Sight& sight, const GreyLook& grey,
                                    std::int64_t atUs) const {
    std::vector<Person> out;
    if (grey.small.empty()) return out;
    for (const Known& known : known_) {
        if (isThere(known, sight.persons) || isThere(known, out)) continue;
        const bool settled = known.seenUs - known.sinceUs >= rules_.settledUs;
        if (settled && atUs - known.seenUs < rules_.unseenUs &&
            looksTheSame(known, sight.persons, grey))
            out.push_back(known.person);
    }
    return out;
}

Sight Staying::judge(Sight seen, const GreyLook& grey, std::int64_t atUs) const {
    if (seen.abstains) return seen;
    addFaint(seen);
    const auto there = unseen(seen, grey, atUs);
    seen.persons.insert(seen.persons.end(), there.begin(), there.end());
    return seen;
}

Staying::Known Staying::knownOf(const Person& person, const GreyLook& grey,
                                std::int64_t atUs) const {
    Known out{person, person, atUs, atUs, 0, looksOf(grey, person)};
    for (const Known& before : known_)
        if (commonMilli(before.person, person) >= rules_.sameMilli &&
            commonMilli(before.place, person) >= rules_.placeMilli) {
            out.place = before.place;
            out.sinceUs = before.sinceUs;
        }
    return out;
}

Sight Staying::add(Sight seen, const GreyLook& grey, std::int64_t atUs) {
    if (seen.abstains) return seen;
    addFaint(seen);
    const auto there = unseen(seen, grey, atUs);
    std::vector<Known> now;
    for (const Person& person : seen.persons) now.push_back(knownOf(person, grey, atUs));
    for (Known& known : known_) {
        if (isThere(known, seen.persons)) continue;
        if (isThere(known, there)) {
            now.push_back(known);
            continue;
        }
        if (known.missedUs == 0) known.missedUs = atUs;
        if (atUs - known.missedUs < rules_.rememberUs) now.push_back(known);
    }
    known_ = std::move(now);
    seen.persons.insert(seen.persons.end(), there.begin(), there.end());
    return seen;
}

}  // namespace mingjing::video::analysis
