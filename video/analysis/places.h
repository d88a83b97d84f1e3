// SPDX-License-Identifier: Apache-2.0
// Where a person is in a picture, against zones. Pure.
#pragma once

#include "video/analysis/detector.h"
#include "video/analysis/watch_settings.h"

namespace mingjing::video::analysis {

/// The box's middle, in thousandths of the picture.
Corner middleOf(const Person& person, Size size);
/// A person is in a zone when the middle of the box lies in it, or the zone's middle in the box.
bool isIn(const Person& person, Size size, const Zone& zone);
/// Share of the smaller box that both cover, in thousandths.
int overlapMilli(const Person& a, const Person& b);
/// The zone's bounding box in pixels of a picture of this size.
Person boxOf(const Zone& zone, Size size);

}  // namespace mingjing::video::analysis
