// SPDX-License-Identifier: Apache-2.0
// Arithmetic of boxes.
#include "video/analysis/places.h"

#include <algorithm>

namespace mingjing::video::analysis {

std::int64_t areaOf(const Person& p) {
    return std::int64_t{std::max(0, p.right - p.left)} * std::max(0, p.bottom - p.top);
}

std::int64_t sharedBy(const Person& a, const Person& b) {
    const Person both{std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
                      std::min(a.bottom, b.bottom), 0};
    return areaOf(both);
}

Person widened(const Person& box, int percent) {
    const int x = (box.right - box.left) * percent / 200;
    const int y = (box.bottom - box.top) * percent / 200;
    return {box.left - x, box.top - y, box.right + x, box.bottom + y, box.scoreMilli};
}

Corner middleOf(const Person& person, Size size) {
    return {(person.left + person.right) * 500 / std::max(1, size.width),
            (person.top + person.bottom) * 500 / std::max(1, size.height)};
}

Person boxOf(const Zone& zone, Size size) {
    const auto [first, last] = zone.box();
    return {first.x * size.width / 1000, first.y * size.height / 1000, last.x * size.width / 1000,
            last.y * size.height / 1000, 0};
}

bool isIn(const Person& person, Size size, const Zone& zone) {
    if (zone.holds(middleOf(person, size))) return true;
    const Person box = boxOf(zone, size);
    const int x = (box.left + box.right) / 2;
    const int y = (box.top + box.bottom) / 2;
    return x >= person.left && x < person.right && y >= person.top && y < person.bottom;
}

int overlapMilli(const Person& a, const Person& b) {
    const std::int64_t smaller = std::min(areaOf(a), areaOf(b));
    return smaller == 0 ? 0 : static_cast<int>(sharedBy(a, b) * 1000 / smaller);
}

int commonMilli(const Person& a, const Person& b) {
    const std::int64_t both = sharedBy(a, b);
    const std::int64_t either = areaOf(a) + areaOf(b) - both;
    return either == 0 ? 0 : static_cast<int>(both * 1000 / either);
}

}  // namespace mingjing::video::analysis
