// SPDX-License-Identifier: Apache-2.0
// Photographs of a person's belongings.
#pragma once

#include <optional>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

/// Body: `mediaType`, `picture` (its reference in the vault, under a key of its own), `item` (its
/// place in the list, from 1; none: of all together), sealed `note`.
inline constexpr const char* kBelongingPhotographed = "BelongingPhotographed";

/// So many pictures one stay may have.
inline constexpr std::size_t kMostPhotos = 60;

struct BelongingPhoto {
    Moment moment;
    Uuid by;
    std::optional<std::int64_t> item;
    std::string mediaType;
    std::string note;  ///< empty when none or sealed
    Json picture;
};

/// In the order in which they were entered. An item that is taken out later keeps its own.
std::vector<BelongingPhoto> photosOf(const EventList& events);

}  // namespace mingjing::domain
