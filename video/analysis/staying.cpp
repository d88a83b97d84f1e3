// SPDX-License-Identifier: Apache-2.0
// Faint boxes against remembered ones.
#include "video/analysis/staying.h"

#include <algorithm>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

kernel::Json parametersOf(const StayingRules& rules) {
    return {{"sameMilli", rules.sameMilli}, {"rememberUs", rules.rememberUs}};
}

bool Staying::isThere(const Known& known, const std::vector<Person>& persons) const {
    return std::any_of(persons.begin(), persons.end(), [&](const Person& person) {
        return commonMilli(known.person, person) >= rules_.sameMilli;
    });
}

Sight Staying::judge(Sight seen) const {
    if (seen.abstains) return seen;
    const std::vector<Person> clear = seen.persons;
    for (const Known& known : known_) {
        if (isThere(known, clear)) continue;
        const auto common = [&](const Person& p) { return commonMilli(known.person, p); };
        const auto best = std::max_element(
            seen.faint.begin(), seen.faint.end(),
            [&](const Person& a, const Person& b) { return common(a) < common(b); });
        if (best == seen.faint.end() || common(*best) < rules_.sameMilli) continue;
        seen.persons.push_back(*best);
        seen.faint.erase(best);
    }
    return seen;
}

Sight Staying::add(Sight seen, std::int64_t atUs) {
    Sight judged = judge(std::move(seen));
    if (judged.abstains) return judged;
    std::vector<Known> now;
    for (const Person& person : judged.persons) now.push_back({person, 0});
    for (Known& known : known_) {
        if (isThere(known, judged.persons)) continue;
        if (known.missedUs == 0) known.missedUs = atUs;
        if (atUs - known.missedUs < rules_.rememberUs) now.push_back(known);
    }
    known_ = std::move(now);
    return judged;
}

}  // namespace mingjing::video::analysis
