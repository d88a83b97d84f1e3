// SPDX-License-Identifier: Apache-2.0
// The facts about a person on which rules decide. They live sealed in the vault.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "center/domain/timeline.h"
#include "center/domain/words.h"

namespace mingjing::domain {

enum class Sex { Female, Male };
MJ_WORDS(Sex, 2, {Sex::Female, "F"}, {Sex::Male, "M"});

/// Why a person is here; decides the flow (a witness has no search and no clock of detention).
enum class PersonRole { Suspect, Offender, Witness, Victim };
MJ_WORDS(PersonRole, 4, {PersonRole::Suspect, "suspect"}, {PersonRole::Offender, "offender"},
         {PersonRole::Witness, "witness"}, {PersonRole::Victim, "victim"});

inline bool isHeld(PersonRole role) {
    return role == PersonRole::Suspect || role == PersonRole::Offender;
}

struct PersonFacts {
    std::optional<Sex> sex;
    std::optional<std::string> birthDate;  ///< YYYY-MM-DD
    bool identityUnknown = false;
    std::set<std::string> flags;  ///< pregnant, deaf_mute, … (openapi: Facts.flags)
    bool operator==(const PersonFacts&) const = default;
};

/// The special groups that everybody is asked about at registration (ENTR-19): flags of the facts.
/// Sex and age are asked for by themselves.
const std::vector<std::string>& specialGroups();

PersonFacts factsOf(const Json& document);

/// Completed years on the Beijing day of `atUs`; nothing when the birth date is not known.
std::optional<int> ageAt(const PersonFacts& facts, std::int64_t atUs);
/// Under 18 (未成年人保护法 art. 2); nothing when the birth date is not known.
std::optional<bool> isMinorAt(const PersonFacts& facts, std::int64_t atUs);
/// A real calendar day between 1900 and 2100.
bool isCalendarDay(const std::string& text);

}  // namespace mingjing::domain
