// SPDX-License-Identifier: Apache-2.0
// Body diagrams side by side.
#include "center/domain/stays/body_maps.h"

#include <algorithm>
#include <cmath>

namespace mingjing::domain {

namespace {

bool isAmong(const Json& mark, const Json& marks, std::int64_t toleranceMilli) {
    return std::any_of(marks.begin(), marks.end(),
                       [&](const Json& other) { return isSameMark(mark, other, toleranceMilli); });
}

void compare(BodyMap& map, const Json& known, std::int64_t toleranceMilli) {
    if (!map.marks) return;
    for (const Json& mark : *map.marks) map.fresh.push_back(!isAmong(mark, known, toleranceMilli));
    if (map.occasion != "intake") return;
    for (const Json& mark : known)
        if (!isAmong(mark, *map.marks, toleranceMilli)) map.gone.push_back(mark);
}

}  // namespace

const Json* marksOf(const Note& note) {
    const Json* marks = note.sealed("marks");
    if (marks == nullptr || marks->is_array()) return marks;
    const auto inner = marks->find("marks");
    return inner == marks->end() || !inner->is_array() ? nullptr : &*inner;
}

bool isSameMark(const Json& a, const Json& b, std::int64_t toleranceMilli) {
    const auto apart = [&](const char* axis) {
        return std::abs(a.value(axis, std::int64_t{0}) - b.value(axis, std::int64_t{0}));
    };
    return a.value("side", "") == b.value("side", "") &&
           a.value("kind", "") == b.value("kind", "") && apart("xMilli") <= toleranceMilli &&
           apart("yMilli") <= toleranceMilli;
}

std::vector<BodyMap> bodyMaps(const Stay& stay, std::int64_t toleranceMilli) {
    std::vector<BodyMap> maps;
    Json known = Json::array();
    std::optional<Json> atExit;
    for (const Note& note : stay.notes) {
        const bool intake = note.event().type == "IntakeConfirmed";
        if (!intake && note.event().type != "InjuriesMapped") continue;
        BodyMap map{note, intake ? "intake" : note.word("occasion"), {}, {}, Json::array()};
        if (const Json* marks = marksOf(note)) map.marks = *marks;
        if (intake) compare(map, atExit.value_or(known), toleranceMilli);
        if (map.occasion == "exit") {
            compare(map, known, toleranceMilli);
            if (map.marks) atExit = *map.marks;
        } else if (!intake) {
            compare(map, map.marks.value_or(Json::array()), toleranceMilli);
            if (map.marks) known.insert(known.end(), map.marks->begin(), map.marks->end());
        }
        maps.push_back(std::move(map));
    }
    return maps;
}

}  // namespace mingjing::domain
