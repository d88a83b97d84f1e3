// SPDX-License-Identifier: Apache-2.0
// ENTR family: the safety check at entry (rules section 2).
#include <algorithm>

#include "center/domain/rules/catalogue.h"

namespace mingjing::domain {

namespace {

std::string checkSubject(const SafetyCheck& check) {
    return "check:" + std::to_string(check.moment.seq);
}

Evidence checkEvidence(const SafetyCheck& check) {
    return {"event",
            "evidence.safety_check",
            {{"checkers", check.checkers.size()}, {"seq", check.moment.seq}},
            check.moment.atUs,
            {},
            {},
            0,
            0,
            0};
}

/// The first thing done with the person that must not come before the safety check.
std::optional<std::int64_t> firstLaterStep(const Stay& stay, const Centre& centre) {
    std::optional<std::int64_t> first;
    const auto consider = [&first](std::int64_t atUs) {
        if (!first || atUs < *first) first = atUs;
    };
    if (stay.belongings) consider(stay.belongings->atUs);
    if (stay.information) consider(stay.information->atUs);
    for (const Questioning& questioning : stay.questionings) consider(questioning.startedUs);
    for (const Placement& placement : stay.placements) {
        const auto room = centre.rooms.find(placement.roomId);
        if (room != centre.rooms.end() && room->second.kind == RoomKind::Waiting)
            consider(placement.moment.atUs);
    }
    return first;
}

Verdict orderVerdict(const Stay& stay, const Centre& centre,
                     std::optional<std::int64_t> checkedUs) {
    const auto later = firstLaterStep(stay, centre);
    if (!later || (checkedUs && *checkedUs <= *later)) return pass("order");
    Verdict verdict = breach("order", *later, "finding.check_skipped");
    verdict.untilUs = checkedUs;
    return verdict;
}

/// The number of minutes is this house's setting, so a delay only warns.
Verdict delayVerdict(const StayInput& input, std::optional<std::int64_t> checkedUs) {
    const std::int64_t due = input.stay.arrived.atUs + input.centre.settings.safetyCheckUs;
    const auto departedUs =
        input.stay.departure ? std::optional(input.stay.departure->moment.atUs) : std::nullopt;
    const std::int64_t until = checkedUs.value_or(departedUs.value_or(input.nowUs));
    if (until <= due) return checkedUs || departedUs ? pass("delay") : pending("delay", due + 1);
    Verdict verdict = breach("delay", due, "finding.check_late",
                             {{"minutes", input.centre.settings.safetyCheckUs / 60'000'000}});
    verdict.untilUs = checkedUs;
    verdict.severity = Severity::Warning;
    return verdict;
}

}  // namespace

Verdicts safetyCheckFirst(const StayInput& input) {
    if (!isHeld(input.stay.role)) return {};
    std::optional<std::int64_t> checkedUs;
    for (const SafetyCheck& check : input.stay.safetyChecks)
        checkedUs = std::min(checkedUs.value_or(check.moment.atUs), check.moment.atUs);
    return {orderVerdict(input.stay, input.centre, checkedUs), delayVerdict(input, checkedUs)};
}

Verdicts twoCheckers(const StayInput& input) {
    Verdicts verdicts;
    for (const SafetyCheck& check : input.stay.safetyChecks) {
        std::set<Uuid> officers;
        for (const Checker& checker : check.checkers)
            if (checker.function == StaffFunction::Officer) officers.insert(checker.staffId);
        if (officers.size() >= 2) {
            verdicts.push_back(pass(checkSubject(check)));
            continue;
        }
        verdicts.push_back(breach(checkSubject(check), check.moment.atUs, "finding.one_checker",
                                  {{"officers", officers.size()}}));
        verdicts.back().evidence.push_back(checkEvidence(check));
    }
    return verdicts;
}

Verdicts femaleChecker(const StayInput& input) {
    Verdicts verdicts;
    for (const SafetyCheck& check : input.stay.safetyChecks) {
        if (!input.stay.facts || !input.stay.facts->sex) {
            verdicts.push_back(abstain(checkSubject(check), "sex"));
            continue;
        }
        // A doctor is no police: the word alone does not make one of an officer.
        const bool male =
            std::any_of(check.checkers.begin(), check.checkers.end(), [&](const Checker& c) {
                const bool doctor = check.byDoctor && c.function == StaffFunction::Civilian;
                return c.sex == Sex::Male && !doctor;
            });
        const bool lawful =
            *input.stay.facts->sex == Sex::Male || (!male && !check.checkers.empty());
        if (lawful) {
            verdicts.push_back(pass(checkSubject(check)));
            continue;
        }
        verdicts.push_back(breach(checkSubject(check), check.moment.atUs, "finding.male_checker"));
        verdicts.back().evidence.push_back(checkEvidence(check));
    }
    return verdicts;
}

}  // namespace mingjing::domain
