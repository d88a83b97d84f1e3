// SPDX-License-Identifier: Apache-2.0
// WAIT family: looked after while waiting (rules section 3).
#include <algorithm>

#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/night.h"

namespace mingjing::domain {

namespace {

bool isWaitingRoom(const Centre& centre, const Uuid& roomId) {
    const auto room = centre.rooms.find(roomId);
    return room != centre.rooms.end() && room->second.kind == RoomKind::Waiting;
}

/// Times in waiting rooms; moving from one to the next does not divide them. Who waits now, waits
/// until `INT64_MAX`.
std::vector<Span> waitingSpans(const StayInput& input) {
    std::vector<Span> spans;
    for (const Occupancy& occupancy : occupanciesOf(input.stay))
        if (isWaitingRoom(input.centre, occupancy.roomId))
            spans.push_back({occupancy.fromUs, occupancy.toUs.value_or(INT64_MAX)});
    return unionOf(std::move(spans));
}

/// Times in which somebody watched all the time (看护): no checks are needed beside.
std::vector<Span> watchedSpans(const Stay& stay) {
    std::vector<Span> spans;
    for (const Spell& spell : stay.spells)
        if (spell.kind == SpellKind::Watch)
            spans.push_back({spell.fromUs(), spell.toUs().value_or(INT64_MAX)});
    return unionOf(std::move(spans));
}

/// When somebody looked at the person, in order.
std::vector<std::int64_t> checkTimes(const Stay& stay) {
    std::vector<std::int64_t> times;
    for (const Note& note : stay.notes)
        if (note.event().type == "CheckMade" || note.event().type == "RiskAssessed")
            times.push_back(note.atUs());
    for (const CareEntry& care : stay.care)
        if (care.kind == "check") times.push_back(care.moment.atUs);
    std::sort(times.begin(), times.end());
    return times;
}

/// The care level from its assessment on.
struct Level {
    std::int64_t fromUs;
    std::int64_t level;
};

std::vector<Level> levelsOf(const Stay& stay) {
    std::vector<Level> levels;
    for (const Note& note : stay.notes)
        if (note.event().type == "RiskAssessed")
            levels.push_back({note.atUs(), note.number("level").value_or(0)});
    return levels;
}

std::int64_t intervalAt(const std::vector<Level>& levels, std::int64_t atUs,
                        const Settings& settings) {
    const auto next =
        std::upper_bound(levels.begin(), levels.end(), atUs,
                         [](std::int64_t us, const Level& level) { return us < level.fromUs; });
    switch (next == levels.begin() ? 0 : std::prev(next)->level) {
        case 1:
            return settings.careLevel1Us;
        case 2:
            return settings.careLevel2Us;
        case 3:
            return settings.careLevel3Us;
        case 4:
            return settings.careLevel4Us;
        default:
            break;
    }
    const bool night = isNight(atUs, settings.nightFromUs, settings.nightToUs);
    return night ? settings.patrolNightUs : settings.patrolUs;
}

Duty told(const char* what, const Moment& moment, std::int64_t withinUs, const char* code,
          std::optional<std::int64_t> doneUs) {
    Duty duty;
    duty.subject = subjectOf(what, moment.seq);
    duty.dueUs = moment.atUs + withinUs;
    duty.code = code;
    duty.params = {{"minutes", withinUs / kMinuteUs}};
    duty.doneUs = doneUs;
    return duty;
}

/// 公安机关适用继续盘问规定 art. 36: serious injury, self-harm, escape, death.
bool isForInspection(const Spell& spell) {
    static const std::set<std::string> kKinds{"injury", "self_harm", "escape", "death"};
    return spell.kind == SpellKind::Incident && kKinds.contains(spell.began.word("kind"));
}

}  // namespace

Verdicts checksMade(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    const std::vector<std::int64_t> checks = checkTimes(input.stay);
    const std::vector<Level> levels = levelsOf(input.stay);
    auto check = checks.begin();
    for (const Span& span : without(waitingSpans(input), watchedSpans(input.stay))) {
        std::int64_t at = span.fromUs;
        const auto judge = [&](std::optional<std::int64_t> nextUs) {
            const std::int64_t everyUs = intervalAt(levels, at, input.centre.settings);
            const auto endUs = span.toUs == INT64_MAX ? std::nullopt : std::optional(span.toUs);
            verdicts.push_back(judgeDuty({"gap:" + std::to_string(at),
                                          at + everyUs,
                                          "finding.no_check",
                                          {{"minutes", everyUs / kMinuteUs}},
                                          nextUs,
                                          endUs,
                                          std::nullopt},
                                         input.nowUs));
        };
        while (check != checks.end() && *check <= at) ++check;
        for (; check != checks.end() && *check < span.toUs; ++check) {
            if (*check == at) continue;
            judge(*check);
            at = *check;
        }
        judge(std::nullopt);
    }
    return verdicts;
}

Verdicts riskAssessed(const StayInput& input) {
    const Stay& stay = input.stay;
    if (!isHeld(stay.role)) return {};
    const auto placed =
        std::find_if(stay.placements.begin(), stay.placements.end(),
                     [&](const Placement& p) { return isWaitingRoom(input.centre, p.roomId); });
    if (placed == stay.placements.end()) return {};
    const std::int64_t withinUs = input.centre.settings.riskAssessmentUs;
    Duty duty;
    duty.subject = "admission";
    duty.dueUs = placed->moment.atUs + withinUs;
    duty.code = "finding.risk_not_assessed";
    duty.params = {{"minutes", withinUs / kMinuteUs}};
    duty.doneUs = timeOf(firstNote(stay, "RiskAssessed", INT64_MIN, [](const Note& note) {
        return note.word("occasion") == "admission";
    }));
    duty.lapsedUs = departedUs(stay);
    return {judgeDuty(std::move(duty), input.nowUs)};
}

Verdicts inspectionTold(const StayInput& input) {
    Verdicts verdicts;
    const Settings& settings = input.centre.settings;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Spell& spell : input.stay.spells) {
        if (!isForInspection(spell)) continue;
        const auto cameUs = spell.ended ? spell.ended->number("inspectionCameUs") : std::nullopt;
        const auto toldUs = spell.began.number("inspectionToldUs");
        const Moment moment = spell.began.moment();
        verdicts.push_back(judgeDuty(told("told", moment, settings.inspectionToldUs,
                                          "finding.inspection_not_told", toldUs ? toldUs : cameUs),
                                     input.nowUs));
        verdicts.back().evidence.push_back(entryEvidence(moment));
        Duty came =
            told("came", moment, settings.inspectionCameUs, "finding.inspection_not_there", cameUs);
        came.severity = Severity::Warning;
        verdicts.push_back(judgeDuty(std::move(came), input.nowUs));
    }
    return verdicts;
}

Verdicts suspectsOnlyWait(const StayInput& input) {
    Verdicts verdicts;
    if (isHeld(input.stay.role)) return verdicts;
    for (const Placement& placement : input.stay.placements) {
        if (!isWaitingRoom(input.centre, placement.roomId)) continue;
        Verdict verdict = breach(subjectOf("room", placement.moment.seq), placement.moment.atUs,
                                 "finding.visitor_in_waiting_room");
        verdict.roomId = placement.roomId;
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace mingjing::domain
