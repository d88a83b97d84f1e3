// SPDX-License-Identifier: Apache-2.0
// Needs of persons against who is on duty.
#include "center/domain/rules/night_duty.h"

#include <algorithm>

#include "center/domain/rules/night.h"

namespace mingjing::domain {

namespace {

constexpr std::int64_t kNightBeginsUs = 18 * kernel::kHourUs;
constexpr std::int64_t kNightEndsUs = 8 * kernel::kHourUs;

bool isIll(const PersonFacts& facts) {
    for (const char* flag : {"pregnant", "serious_illness", "infectious", "mental_illness"})
        if (facts.flags.contains(flag)) return true;
    return false;
}

bool hasArrived(const Stay& stay, const std::set<std::string>& kinds) {
    return std::any_of(stay.notes.begin(), stay.notes.end(), [&](const Note& note) {
        return note.event().type == "SupportArrived" && kinds.contains(note.word("kind"));
    });
}

}  // namespace

Span nightSpan(std::int64_t utcUs) {
    const std::int64_t midnightUs = utcUs - timeOfDayUs(utcUs);
    const std::int64_t dayUs = timeOfDayUs(utcUs) < kNightEndsUs ? midnightUs - kDayUs : midnightUs;
    return {dayUs + kNightBeginsUs, dayUs + kDayUs + kNightEndsUs};
}

std::string nightOf(std::int64_t utcUs) {
    return kernel::beijingDate(nightSpan(utcUs).fromUs);
}

std::set<NightNeed> needsOf(const PersonFacts& facts, std::int64_t atUs) {
    std::set<NightNeed> needs;
    if (facts.sex == Sex::Female) needs.insert(NightNeed::FemaleOfficer);
    if (isIll(facts)) needs.insert(NightNeed::Doctor);
    if (isMinorAt(facts, atUs).value_or(false) || facts.flags.contains("mental_illness"))
        needs.insert(NightNeed::AppropriateAdult);
    return needs;
}

std::set<NightNeed> needsOf(const Stay& stay, std::int64_t atUs) {
    std::set<NightNeed> needs;
    if (stay.facts) needs = needsOf(*stay.facts, atUs);
    if (stay.openSpell(SpellKind::Sobering) != nullptr) needs.insert(NightNeed::Doctor);
    if (hasArrived(stay, {"guardian", "appropriate_adult"}))
        needs.erase(NightNeed::AppropriateAdult);
    return needs;
}

std::set<NightNeed> needsOf(const Json& facts, const std::vector<std::string>& booked,
                            std::int64_t atUs) {
    std::set<NightNeed> needs;
    if (facts.is_object()) needs = needsOf(factsOf(facts), atUs);
    for (const std::string& word : booked) {
        if (word == "female_officer") needs.insert(NightNeed::FemaleOfficer);
        if (word == "doctor") needs.insert(NightNeed::Doctor);
        if (word == "guardian") needs.insert(NightNeed::AppropriateAdult);
    }
    return needs;
}

bool covers(const NightDuty& duty, NightNeed need, const std::map<Uuid, Staff>& staff) {
    if (need == NightNeed::Doctor) return duty.doctor;
    if (need == NightNeed::AppropriateAdult) return duty.appropriateAdult;
    return std::any_of(duty.staff.begin(), duty.staff.end(), [&](const Uuid& id) {
        const auto member = staff.find(id);
        return member != staff.end() && member->second.active &&
               member->second.sex == Sex::Female &&
               member->second.function == StaffFunction::Officer;
    });
}

}  // namespace mingjing::domain
