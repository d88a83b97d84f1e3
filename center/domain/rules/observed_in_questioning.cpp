// SPDX-License-Identifier: Apache-2.0
// INTR and REC families: what cameras saw and heard while somebody was questioned (rules section
// 4). Software never concludes from a movement: INTR-17 sends people to look.
#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/observed.h"

namespace mingjing::domain {

namespace {

/// Asks about each questioning of somebody who is held.
Verdicts overQuestionings(const StayInput& input, const SeenQuestion& question) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const Span span{questioning.startedUs, questioning.endedUs.value_or(INT64_MAX)};
        const std::string subject = subjectOf(question.group, questioning);
        for (Verdict& verdict : judgeSeen(input, recordOf(input.centre, questioning.roomId),
                                          subject, {span}, question)) {
            // One thing may be seen over two questionings of a room: each has its own verdict.
            if (verdict.subject != subject) verdict.subject += ":" + questioning.id.text();
            verdicts.push_back(about(questioning, std::move(verdict)));
        }
    }
    return verdicts;
}

bool isComposition(const Observation& seen) {
    return seen.kind != "seat_empty" || seen.zoneKind == "officer_seat";
}

/// One picture may be misread; a code that does not fit is believed when it is read again.
bool isSureOfClock(const Observation& seen) {
    return seen.kind != "display_wrong" || seen.value >= 2;
}

/// The seat of the person was seen empty then: whoever was alone, it was not the person.
bool isPersonOut(const RoomRecord& record, const Span& span) {
    for (const Observation& seen : record.observations)
        if (seen.kind == "seat_empty" && seen.zoneKind == "person_seat" &&
            seen.fromUs < span.toUs && seen.toUs.value_or(INT64_MAX) > span.fromUs)
            return true;
    return false;
}

bool isPerson(const Attendance& attendance) {
    return attendance.function == AttendeeFunction::Person;
}

Verdicts aloneIn(const Questioning& questioning, const RoomRecord& record, const StayInput& input) {
    const Span within{questioning.startedUs, questioning.endedUs.value_or(input.nowUs)};
    auto spans = spansWhere(within, presence(questioning, isPerson), observedPersons(record),
                            [](int person, int seen) { return person > 0 && seen == 1; });
    std::erase_if(spans, [&](const Span& span) { return isPersonOut(record, span); });
    Verdicts verdicts = judgeSpans(questioning, input, "alone", spans, "finding.person_alone");
    for (Verdict& verdict : verdicts) {
        if (verdict.outcome != Outcome::Breach) continue;
        addCountEvidence(verdict, record);
        addSeenEvidence(verdict, record, {"seat_empty"});
    }
    return verdicts;
}

}  // namespace

Verdicts treatedLawfully(const StayInput& input) {
    Verdicts verdicts =
        overQuestionings(input, {{"standing_over"}, "position", "finding.look_standing_over"});
    for (Verdict& verdict : overQuestionings(input, {{"burst"}, "burst", "finding.look_burst"}))
        verdicts.push_back(std::move(verdict));
    return verdicts;
}

Verdicts notAlone(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        const RoomRecord* record = recordOf(input.centre, questioning.roomId);
        const std::string subject = subjectOf("alone", questioning);
        Verdicts found = record == nullptr ? Verdicts{} : aloneIn(questioning, *record, input);
        if (found.empty())
            found.push_back(about(questioning, record != nullptr && !record->counts.empty()
                                                   ? pass(subject)
                                                   : abstain(subject, "counts")));
        for (Verdict& verdict : found) verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

Verdicts composedPicture(const StayInput& input) {
    SeenQuestion question{
        {"person_small", "front_hidden", "officers_out", "clock_covered", "seat_empty"},
        "composition",
        "finding.poor_picture"};
    question.counts = isComposition;
    return overQuestionings(input, question);
}

Verdicts timeInPicture(const StayInput& input) {
    SeenQuestion question{
        {"clock_missing", "clock_wrong", "clock_backwards", "display_missing", "display_wrong"},
        "clock",
        "finding.time_in_picture"};
    question.perCamera = true;
    question.counts = isSureOfClock;
    return overQuestionings(input, question);
}

Verdicts soundUninterrupted(const StayInput& input) {
    Verdicts verdicts;
    for (Verdict& verdict : overQuestionings(
             input, {{"sound_missing", "sound_stopped"}, "sound", "finding.sound_not_recorded"})) {
        const RoomRecord* record = recordOf(input.centre, verdict.roomId);
        // Nothing seen says nothing here: the recorder's own account of sound is judged beside.
        if (verdict.outcome == Outcome::Breach && record != nullptr && record->soundNeeded)
            verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace mingjing::domain
