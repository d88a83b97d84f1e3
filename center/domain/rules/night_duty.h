// SPDX-License-Identifier: Apache-2.0
// Who is on duty in a night, by function, and whom the persons here and expected need: a female
// officer, a doctor, an appropriate adult (未成年人保护法 art. 110, 112; the hours are design).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "center/domain/questioning/recording.h"
#include "center/domain/stays/stay.h"

namespace mingjing::domain {

enum class NightNeed { FemaleOfficer, Doctor, AppropriateAdult };
MJ_WORDS(NightNeed, 3, {NightNeed::FemaleOfficer, "female_officer"}, {NightNeed::Doctor, "doctor"},
         {NightNeed::AppropriateAdult, "appropriate_adult"});

struct NightDuty {
    std::vector<Uuid> staff;
    bool doctor = false;            ///< one is named
    bool appropriateAdult = false;  ///< one is named
};

/// The Beijing day, as 20261129, on whose evening the night of this moment begins, or will begin.
std::string nightOf(std::int64_t utcUs);
/// 18:00 of that day, and 08:00 of the next.
Span nightSpan(std::int64_t utcUs);

std::set<NightNeed> needsOf(const PersonFacts& facts, std::int64_t atUs);
/// Of somebody who is here: what has arrived is not needed any more.
std::set<NightNeed> needsOf(const Stay& stay, std::int64_t atUs);
/// Of somebody who is expected, with the words of the booking.
std::set<NightNeed> needsOf(const Json& facts, const std::vector<std::string>& booked,
                            std::int64_t atUs);

bool covers(const NightDuty& duty, NightNeed need, const std::map<Uuid, Staff>& staff);

}  // namespace mingjing::domain
