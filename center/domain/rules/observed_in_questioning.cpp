// SPDX-License-Identifier: Apache-2.0
// INTR and REC families: what cameras saw and heard while somebody was questioned (rules section
// 4). Software never concludes from a movement: INTR-17 sends people to look.
#include <algorithm>

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

/// Everybody who is written down: who has come and not left, and an officer who is named for the
/// questioning until the entry that says when he came. That he did not sign in is INTR-03's matter;
/// he is no unknown person.
Steps writtenDown(const Questioning& questioning) {
    Questioning known = questioning;
    for (const Uuid& officer : questioning.namedOfficers) {
        Attendance named{officer, AttendeeFunction::Officer, questioning.startedUs, {}, ""};
        for (const Attendance& came : questioning.attendances)
            if (came.attendeeId == officer)
                named.toUs = std::min(named.toUs.value_or(INT64_MAX), came.fromUs);
        if (named.toUs.value_or(INT64_MAX) > named.fromUs) known.attendances.push_back(named);
    }
    return presence(known, isAnybody);
}

/// The questioning without the times in which another one of the same room ran beside it: whom that
/// one's entries name is not told here.
std::vector<Span> apartFromOthers(const Questioning& questioning, const RoomRecord& record,
                                  const Span& within) {
    std::vector<Span> others;
    for (const Span& declared : record.declared)
        if (declared.fromUs != questioning.startedUs) others.push_back(declared);
    return without({within}, unionOf(std::move(others)));
}

/// More persons were seen than are written down. An abstention says of how much that is unknown.
Verdicts strangersIn(const Questioning& questioning, const RoomRecord& record,
                     const StayInput& input) {
    const Span within{questioning.startedUs, questioning.endedUs.value_or(input.nowUs)};
    const Steps expected = writtenDown(questioning);
    const Steps seen = observedPersons(record);
    std::vector<Span> more, uncounted;
    for (const Span& part : apartFromOthers(questioning, record, within)) {
        for (const Span& span :
             spansWhere(part, expected, seen, [](int known, int there) { return there > known; }))
            more.push_back(span);
        for (const Span& span :
             spansWhere(part, expected, seen, [](int, int there) { return there < 0; }))
            if (span.toUs - span.fromUs > input.centre.settings.rosterGraceUs)
                uncounted.push_back(span);
    }
    Verdicts verdicts = judgeSpans(questioning, input, "more", more, "finding.more_than_roster");
    for (Verdict& verdict : verdicts) {
        if (verdict.outcome != Outcome::Breach) continue;
        verdict.params["expected"] = expected.valueAt(verdict.atUs, 0);
        verdict.params["seen"] = seen.valueAt(verdict.atUs, -1);
        addCountEvidence(verdict, record);
    }
    if (verdicts.empty() && !uncounted.empty())
        verdicts.push_back(about(questioning, abstain(subjectOf("more", questioning), "counts")));
    return verdicts;
}

using InRoom = Verdicts (*)(const Questioning&, const RoomRecord&, const StayInput&);

/// What one half of the rule finds; that it passed, or that nobody counts.
void judgeCounts(const char* what, InRoom judge, const Questioning& questioning,
                 const StayInput& input, Verdicts& verdicts) {
    const RoomRecord* record = recordOf(input.centre, questioning.roomId);
    const bool counted = record != nullptr && !record->counts.empty();
    const std::string subject = subjectOf(what, questioning);
    Verdicts found = counted ? judge(questioning, *record, input) : Verdicts{};
    if (found.empty())
        found.push_back(about(questioning, counted ? pass(subject) : abstain(subject, "counts")));
    for (Verdict& verdict : found) verdicts.push_back(std::move(verdict));
}

}  // namespace

Verdicts treatedLawfully(const StayInput& input) {
    Verdicts verdicts =
        overQuestionings(input, {{"standing_over"}, "position", "finding.look_standing_over"});
    for (Verdict& verdict : overQuestionings(input, {{"burst"}, "burst", "finding.look_burst"}))
        verdicts.push_back(std::move(verdict));
    return verdicts;
}

Verdicts knownCompany(const StayInput& input) {
    Verdicts verdicts;
    if (!isHeld(input.stay.role)) return verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        judgeCounts("alone", aloneIn, questioning, input, verdicts);
        judgeCounts("more", strangersIn, questioning, input, verdicts);
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
