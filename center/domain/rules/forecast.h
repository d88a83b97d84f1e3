// SPDX-License-Identifier: Apache-2.0
// What guards would say of a plan before it is typed, where that does not hang on what is typed.
#pragma once

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

/// Of leaving now, by release.
std::vector<Notice> noticesOfLeaving(const Stay& stay, const Centre& centre, std::int64_t nowUs);

/// Of placing the person in this room now, one a rule. `occupancies` are those of the room.
std::vector<Notice> noticesOfPlacing(const Stay& stay, const Uuid& roomId,
                                     const std::vector<Occupancy>& occupancies,
                                     const Centre& centre, std::int64_t nowUs);

}  // namespace mingjing::domain
