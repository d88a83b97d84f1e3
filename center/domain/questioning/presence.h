// SPDX-License-Identifier: Apache-2.0
// Who should be in the room by the roster, and how many persons the video shows, over time.
#pragma once

#include <functional>
#include <vector>

#include "center/domain/questioning/recording.h"
#include "center/domain/stays/stay.h"

namespace mingjing::domain {

/// A whole-number function of time: `value` holds from `fromUs` to the next step.
struct Steps {
    struct At {
        std::int64_t fromUs;
        int value;
    };
    std::vector<At> at;  ///< by time
    [[nodiscard]] int valueAt(std::int64_t us, int before) const;
};

/// Present attendees that `counts` accepts.
Steps presence(const Questioning& questioning,
               const std::function<bool(const Attendance&)>& counts);
/// Persons seen: the largest count of any camera of the room; -1 where all abstain or nobody
/// watches.
Steps observedPersons(const RoomRecord& record);

/// The maximal parts of `within` where `tooFew(a, b)` holds for the two functions.
std::vector<Span> spansWhere(const Span& within, const Steps& a, const Steps& b,
                             const std::function<bool(int, int)>& tooFew);

inline bool isOfficer(const Attendance& attendance) {
    return attendance.function == AttendeeFunction::Officer;
}
inline bool isAnybody(const Attendance&) {
    return true;
}

}  // namespace mingjing::domain
