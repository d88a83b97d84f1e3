// SPDX-License-Identifier: Apache-2.0
// INTR family: where, by whom and how many at a time a person is questioned (rules section 4).
#include <algorithm>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/observed.h"

namespace mingjing::domain {

namespace {

bool roomFits(const Questioning& questioning, RoomKind kind) {
    if (questioning.caseKind == CaseKind::Criminal)
        return kind == RoomKind::Interrogation || kind == RoomKind::MinorQuestioning ||
               kind == RoomKind::RemoteInterrogation;
    return isQuestioningRoom(kind);
}

std::size_t namedOfficers(const Questioning& questioning, const Centre& centre) {
    std::set<Uuid> officers;
    for (const Uuid& id : questioning.namedOfficers) {
        const auto staff = centre.staff.find(id);
        if (staff != centre.staff.end() && staff->second.function == StaffFunction::Officer)
            officers.insert(id);
    }
    return officers.size();
}

/// Fewer officers signed in to the room than `needed`.
Verdicts judgeAttendance(const Questioning& questioning, const StayInput& input, int needed) {
    return judgePresence(questioning, input, "officers", needed, isOfficer,
                         "finding.too_few_officers");
}

/// Fewer persons on the video than the roster names.
Verdicts judgeVideo(const Questioning& questioning, const StayInput& input) {
    const auto record = input.centre.records.find(questioning.roomId);
    if (record == input.centre.records.end()) return {};
    const Span within{questioning.startedUs, questioning.endedUs.value_or(input.nowUs)};
    const Steps expected = presence(questioning, isAnybody);
    const auto spans = spansWhere(within, expected, observedPersons(record->second),
                                  [](int roster, int seen) { return seen >= 0 && seen < roster; });
    Verdicts verdicts = judgeSpans(questioning, input, "video", spans, "finding.fewer_than_roster");
    for (Verdict& verdict : verdicts) {
        if (verdict.outcome != Outcome::Breach) continue;
        verdict.params["expected"] = expected.valueAt(verdict.atUs, 0);
        verdict.params["seen"] = observedPersons(record->second).valueAt(verdict.atUs, -1);
        addCountEvidence(verdict, record->second);
        addSeenEvidence(verdict, record->second, {"seat_empty"});
    }
    return verdicts;
}

bool isHeldIn(const StayInput& input, CaseKind kind, const Questioning& questioning) {
    return isHeld(input.stay.role) && questioning.caseKind == kind;
}

bool alwaysTwoOfficers(const Questioning& questioning, const StayInput& input) {
    const Verdicts verdicts = judgeAttendance(questioning, input, 2);
    return verdicts.empty();
}

/// One officer is enough only with a complete recording; provisional until that is closed.
Verdict judgeSingleOfficer(const Questioning& questioning, const StayInput& input) {
    const std::string subject = subjectOf("recording", questioning);
    if (alwaysTwoOfficers(questioning, input)) return pass(subject);
    const auto record = input.centre.records.find(questioning.roomId);
    if (record == input.centre.records.end()) return abstain(subject, "recording");
    const RecordJudgement judged = judgeRecording(questioning, record->second, input);
    if (judged.breaks.empty()) {
        if (judged.closed) return pass(subject);
        Verdict verdict = pending(subject, nextLookUs(questioning, input));
        verdict.provisional = true;
        return verdict;
    }
    const Span& first = judged.breaks.front();
    Verdict verdict = breach(subject, first.fromUs, "finding.single_officer_incomplete",
                             {{"missingS", (first.toUs - first.fromUs) / 1'000'000}});
    verdict.untilUs = first.toUs;
    verdict.provisional = !judged.closed;
    return verdict;
}

}  // namespace

Verdicts interrogationRoom(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const std::string subject = subjectOf("room", questioning);
        const auto room = input.centre.rooms.find(questioning.roomId);
        if (room == input.centre.rooms.end())
            verdicts.push_back(about(questioning, abstain(subject, "room")));
        else if (roomFits(questioning, room->second.kind))
            verdicts.push_back(about(questioning, pass(subject)));
        else
            verdicts.push_back(
                about(questioning, breach(subject, questioning.startedUs, "finding.wrong_room",
                                          {{"roomKind", wordOf(room->second.kind)}})));
    }
    return verdicts;
}

Verdicts twoInvestigatorsNamed(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!isHeldIn(input, CaseKind::Criminal, questioning)) continue;
        const std::size_t named = namedOfficers(questioning, input.centre);
        const std::string subject = subjectOf("named", questioning);
        verdicts.push_back(
            about(questioning, named >= 2
                                   ? pass(subject)
                                   : breach(subject, questioning.startedUs, "finding.too_few_named",
                                            {{"officers", named}, {"needed", 2}})));
    }
    return verdicts;
}

Verdicts twoInvestigators(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!isHeldIn(input, CaseKind::Criminal, questioning)) continue;
        for (Verdict& verdict : judgeAttendance(questioning, input, 2))
            verdicts.push_back(std::move(verdict));
        for (Verdict& verdict : judgeVideo(questioning, input))
            verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

Verdicts oneOfficerNamed(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!isHeldIn(input, CaseKind::Administrative, questioning)) continue;
        const std::size_t named = namedOfficers(questioning, input.centre);
        const std::string subject = subjectOf("named", questioning);
        verdicts.push_back(
            about(questioning, named >= 1
                                   ? pass(subject)
                                   : breach(subject, questioning.startedUs, "finding.too_few_named",
                                            {{"officers", named}, {"needed", 1}})));
    }
    return verdicts;
}

Verdicts oneOfficerWithRecording(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!isHeldIn(input, CaseKind::Administrative, questioning)) continue;
        for (Verdict& verdict : judgeAttendance(questioning, input, 1))
            verdicts.push_back(std::move(verdict));
        for (Verdict& verdict : judgeVideo(questioning, input))
            verdicts.push_back(std::move(verdict));
        verdicts.push_back(about(questioning, judgeSingleOfficer(questioning, input)));
    }
    return verdicts;
}

}  // namespace mingjing::domain
