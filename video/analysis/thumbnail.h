// SPDX-License-Identifier: Apache-2.0
// A small picture of what was seen: persons pixelated, their boxes drawn. Whoever may see the video
// finds the moment one key away.
#pragma once

#include <string>
#include <vector>

#include "video/analysis/detector.h"

namespace mingjing::video::analysis {

inline constexpr std::size_t kThumbnailMost = 24'000;  ///< bytes

/// JPEG, at most 320 wide and kThumbnailMost bytes; empty when it could not be made. Persons are
/// pixelated and framed; who is seen too faintly to be one is pixelated all the same.
std::string thumbnailOf(const Picture& picture, const std::vector<Person>& persons,
                        const std::vector<Person>& faint = {});

}  // namespace mingjing::video::analysis
