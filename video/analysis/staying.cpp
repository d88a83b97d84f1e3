// SPDX-License-Identifier: Apache-2.0
// Faint boxes, and places that look as before, against remembered ones.
#include "video/analysis/staying.h"

#include <algorithm>
#include <cstdlib>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

namespace {

Size sizeOf(const GreyLook& grey) {
    return {grey.whole.width, grey.whole.height};
}

bool holds(const Person& box, int x, int y) {
    return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

std::vector<std::uint8_t> looksOf(const GreyLook& grey, const Person& person) {
    std::vector<std::uint8_t> out;
    if (grey.small.empty()) return out;
    const Person box = inSmall(person, sizeOf(grey), grey.small);
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            out.push_back(static_cast<std::uint8_t>(grey.small.at(x, y)));
    return out;
}

}  // namespace

kernel::Json parametersOf(const StayingRules& rules) {
    return {{"bodyMilli", rules.bodyMilli},       {"knownMilli", rules.knownMilli},
            {"leftMilli", rules.leftMilli},       {"alikeMilli", rules.alikeMilli},
            {"changedMilli", rules.changedMilli}, {"differs", rules.differs},
            {"differsLeast", rules.differsLeast}, {"hiddenMilli", rules.hiddenMilli},
            {"hiddenUs", rules.hiddenUs},         {"placeMilli", rules.placeMilli},
            {"rememberUs", rules.rememberUs},     {"sameMilli", rules.sameMilli},
            {"settledUs", rules.settledUs},       {"unseenUs", rules.unseenUs}};
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

/// Compares where nobody else stands.
Staying::Compared Staying::compare(const Known& known, const std::vector<Person>& others,
                                   const GreyLook& grey) const {
    const Size size = sizeOf(grey);
    const Person box = inSmall(known.person, size, grey.small);
    std::vector<Person> hiding;
    for (const Person& other : others) hiding.push_back(inSmall(other, size, grey.small));
    Compared out;
    out.all = (box.right - box.left) * (box.bottom - box.top);
    if (static_cast<std::size_t>(out.all) != known.looks.size()) return {};
    const int differs = differingLevels(grey.high, rules_.differs, rules_.differsLeast);
    std::size_t i = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x, ++i) {
            if (std::any_of(hiding.begin(), hiding.end(),
                            [&](const Person& other) { return holds(other, x, y); }))
                continue;
            const int then = known.looks[i];
            const int now = grey.small.at(x, y);
            ++out.open;
            out.changed += std::abs(now - then) > differs ? 1 : 0;
            out.alike.add(now, then);
            const auto at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.small.width) +
                static_cast<std::size_t>(x);
            if (!empty_.knows(grey.small, at)) continue;
            ++out.known;
            if (std::abs(static_cast<float>(then) - empty_.light(at)) <=
                static_cast<float>(differs))
                continue;
            ++out.body;
            out.bodyLeft += empty_.apart(grey.small, at) > static_cast<float>(differs) ? 1 : 0;
        }
    return out;
}

/// What others stand before says nothing; when they hide most of it, nobody can tell. Where the
/// place is known without him, he is there while it does not look so; elsewhere, while it
/// looks as it did with him.
bool Staying::isStillThere(const Compared& compared) const {
    const auto [all, open, changed, known, body, bodyLeft, alike] = compared;
    if (all == 0 || open * 2 < all) return false;
    if (known * 1000 >= open * rules_.knownMilli && body * 1000 >= open * rules_.bodyMilli)
        return bodyLeft * 1000 >= body * rules_.leftMilli;
    return changed * 1000 <= open * rules_.changedMilli &&
           alike.milli().value_or(0) >= rules_.alikeMilli;
}

bool Staying::isHidden(const Compared& compared) const {
    return (compared.all - compared.open) * 1000 >= compared.all * rules_.hiddenMilli;
}

std::vector<Person> Staying::unseen(const Sight& sight, const GreyLook& grey,
                                    std::int64_t atUs) const {
    std::vector<Person> out;
    if (grey.small.empty()) return out;
    for (const Known& known : known_) {
        if (isThere(known, sight.persons) || isThere(known, out)) continue;
        if (known.seenUs - known.sinceUs < rules_.settledUs) continue;
        const Compared compared = compare(known, sight.persons, grey);
        const std::int64_t atMostUs = isHidden(compared) ? rules_.hiddenUs : rules_.unseenUs;
        if (atUs - known.seenUs < atMostUs && isStillThere(compared)) out.push_back(known.person);
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

void Staying::learn(const Sight& seen, const GreyLook& grey) {
    if (grey.small.empty()) return;
    std::vector<Person> taken;
    const auto take = [&](const Person& box) {
        taken.push_back(inSmall(widened(box, 30), sizeOf(grey), grey.small));
    };
    for (const Known& known : known_) take(known.person);
    for (const Person& faint : seen.faint) take(faint);
    empty_.learn(grey.small, taken);
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
    learn(seen, grey);
    seen.persons.insert(seen.persons.end(), there.begin(), there.end());
    return seen;
}

}  // namespace mingjing::video::analysis
