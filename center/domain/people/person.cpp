// SPDX-License-Identifier: Apache-2.0
// Ages from birth dates, by Beijing days.
#include "center/domain/people/person.h"

#include <charconv>
#include <chrono>

#include "center/kernel/clock.h"

namespace mingjing::domain {

namespace {

int partOf(const std::string& text, std::size_t from, std::size_t count) {
    int value = -1;
    std::from_chars(text.data() + from, text.data() + from + count, value);
    return value;
}

}  // namespace

bool isCalendarDay(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
        if (text[i] < '0' || text[i] > '9') return false;
    const std::chrono::year_month_day day{
        std::chrono::year(partOf(text, 0, 4)),
        std::chrono::month(static_cast<unsigned>(partOf(text, 5, 2))),
        std::chrono::day(static_cast<unsigned>(partOf(text, 8, 2)))};
    return day.ok() && day.year() >= std::chrono::year(1900) &&
           day.year() <= std::chrono::year(2100);
}

const std::vector<std::string>& specialGroups() {
    static const std::vector<std::string> all{
        "pregnant",        "nursing",      "deaf_mute",      "blind",  "foreign_language",
        "foreigner",       "infectious",   "mental_illness", "drunk",  "drugged",
        "serious_illness", "suicide_risk", "disabled",       "over_70"};
    return all;
}

PersonFacts factsOf(const Json& document) {
    PersonFacts facts;
    if (const auto it = document.find("sex"); it != document.end() && it->is_string())
        facts.sex = parseWord<Sex>(it->get<std::string>());
    if (const auto it = document.find("birthDate"); it != document.end() && it->is_string())
        facts.birthDate = it->get<std::string>();
    facts.identityUnknown = document.value("identityUnknown", false);
    for (const auto& flag : document.value("flags", Json::array()))
        facts.flags.insert(flag.get<std::string>());
    return facts;
}

std::optional<int> ageAt(const PersonFacts& facts, std::int64_t atUs) {
    if (!facts.birthDate || !isCalendarDay(*facts.birthDate)) return std::nullopt;
    const std::string today = kernel::beijingDate(atUs);  // YYYYMMDD
    const int years = partOf(today, 0, 4) - partOf(*facts.birthDate, 0, 4);
    const int todayInYear = partOf(today, 4, 4);
    const int birthdayInYear =
        partOf(*facts.birthDate, 5, 2) * 100 + partOf(*facts.birthDate, 8, 2);
    return todayInYear < birthdayInYear ? years - 1 : years;
}

std::optional<bool> isMinorAt(const PersonFacts& facts, std::int64_t atUs) {
    const auto age = ageAt(facts, atUs);
    return age ? std::optional(*age < 18) : std::nullopt;
}

}  // namespace mingjing::domain
