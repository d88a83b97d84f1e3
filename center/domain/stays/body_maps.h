// SPDX-License-Identifier: Apache-2.0
// Injuries on the body diagram from entry to the check of the place that takes the person in, each
// compared with what was known before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/domain/stays/stay.h"

namespace mingjing::domain {

struct BodyMap {
    Note note;                  ///< its entry
    std::string occasion;       ///< entry, change, exit, intake
    std::optional<Json> marks;  ///< nothing when sealed, or when none were drawn
    std::vector<bool> fresh;    ///< by mark: not on what it is compared with
    Json gone = Json::array();  ///< of an intake: what the exit's map has, and this has not
};

/// The marks of an entry; null when they are sealed or not there.
const Json* marksOf(const Note& note);
/// Same side and kind, and near each other.
bool isSameMark(const Json& a, const Json& b, std::int64_t toleranceMilli);
/// In the order of happening. Entry and change are compared with nothing, an exit with both, an
/// intake with the last exit, or with them when there is none.
std::vector<BodyMap> bodyMaps(const Stay& stay, std::int64_t toleranceMilli);

}  // namespace mingjing::domain
