// SPDX-License-Identifier: Apache-2.0
// Where a person is in a picture, against zones. Pure.
#pragma once

#include <cstdint>

#include "video/analysis/detector.h"
#include "video/analysis/watch_settings.h"

namespace mingjing::video::analysis {

/// The box's middle, in thousandths of the picture.
Corner middleOf(const Person& person, Size size);
/// A person is in a zone when the middle of the box lies in it, or the zone's middle in the box.
bool isIn(const Person& person, Size size, const Zone& zone);
/// In pixels; of a box that is turned inside out nothing.
std::int64_t areaOf(const Person& box);
/// The area that both cover.
std::int64_t sharedBy(const Person& a, const Person& b);
/// A box with so many hundredths of its sides more, half of them on each side.
Person widened(const Person& box, int percent);
/// Share of the smaller box that both cover, in thousandths.
int overlapMilli(const Person& a, const Person& b);
/// Share of what either covers that both cover, in thousandths.
int commonMilli(const Person& a, const Person& b);
/// The zone's bounding box in pixels of a picture of this size.
Person boxOf(const Zone& zone, Size size);

}  // namespace mingjing::video::analysis
