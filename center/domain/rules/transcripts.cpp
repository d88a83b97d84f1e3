// SPDX-License-Identifier: Apache-2.0
// What the law asks of a transcript: signed page by page, true about its times, and nobody in two
// questionings at once (rules section 4: INTR-09, INTR-10, INTR-16, REC-07, REC-08).
#include <algorithm>
#include <set>

#include "center/domain/rules/attendance.h"
#include "center/domain/rules/catalogue.h"
#include "center/domain/rules/signing.h"

namespace mingjing::domain {

namespace {

bool attended(const Questioning& questioning, const Uuid& staff, std::int64_t us) {
    return std::any_of(questioning.attendances.begin(), questioning.attendances.end(),
                       [&](const Attendance& each) {
                           return each.attendeeId == staff && each.fromUs <= us &&
                                  us <= each.toUs.value_or(us);
                       });
}

/// Staff who sign under the version, each once.
std::set<Uuid> signers(const TranscriptVersion& version, const Centre& centre) {
    std::set<Uuid> ids;
    for (const TranscriptSignature& signature : version.signatures) {
        const auto member = centre.staff.find(signature.staffId);
        if (signature.how == "pin" && member != centre.staff.end() &&
            member->second.function == StaffFunction::Officer)
            ids.insert(signature.staffId);
    }
    return ids;
}

/// What is still missing for a version to count as checked by the person; empty: nothing.
std::string missingOfPerson(const TranscriptVersion& version) {
    std::set<int> pages;
    for (const TranscriptSignature& signature : version.signatures) {
        if (signature.how == "refused") return signature.witnessed ? "" : "witness";
        if (signature.how == "paper") pages.insert(signature.page);
    }
    if (!version.closingGiven && version.outcome == "agreed") return "closing";
    if (pages.empty()) return "person";
    for (int page = 1; page <= version.pages; ++page)
        if (!pages.contains(page)) return "page";
    return "";
}

std::string missingOf(const TranscriptVersion& version, const Questioning& questioning,
                      const Centre& centre) {
    if (std::string missing = missingOfPerson(version); !missing.empty()) return missing;
    // One officer may question in an administrative case (PSAPL 108), and then signs alone.
    const std::size_t needed = questioning.caseKind == CaseKind::Criminal ? 2 : 1;
    return signers(version, centre).size() < needed ? "officers" : "";
}

/// When the last thing that makes the version complete was done.
std::int64_t lastSignatureUs(const TranscriptVersion& version) {
    std::int64_t us = version.locked.atUs;
    for (const TranscriptSignature& each : version.signatures) us = std::max(us, each.moment.atUs);
    return us;
}

Verdict judgeSigned(const Questioning& questioning, const StayInput& input) {
    const std::string subject = subjectOf("transcript", questioning);
    const std::int64_t dueUs = *questioning.endedUs + input.centre.settings.transcriptSignedUs;
    const bool locked = !questioning.transcripts.empty() && !questioning.transcriptOpen;
    const std::string missing =
        locked ? missingOf(questioning.transcripts.back(), questioning, input.centre) : "lock";
    if (missing.empty()) {
        Verdict verdict = pass(subject);
        verdict.atUs = lastSignatureUs(questioning.transcripts.back());
        return verdict;
    }
    if (input.nowUs <= dueUs) return pending(subject, dueUs + 1);
    return breach(subject, *questioning.endedUs, "finding.transcript_unsigned." + missing);
}

void judgePlaces(const Questioning& questioning, const StayInput& input, Verdicts& verdicts) {
    if (!input.centre.records.contains(questioning.roomId)) return;
    for (const TranscriptVersion& version : questioning.transcripts)
        for (const TranscriptSignature& signature : version.signatures) {
            if (signature.how != "pin") continue;
            const std::string subject = subjectOf("signature", signature.moment.seq);
            if (signedInPlace(signature, questioning, input.centre)) {
                verdicts.push_back(about(questioning, pass(subject)));
                continue;
            }
            Verdict verdict = about(
                questioning, breach(subject, signature.moment.atUs, "finding.signed_elsewhere"));
            verdict.evidence.push_back(entryEvidence(signature.moment));
            verdicts.push_back(std::move(verdict));
        }
}

/// Judges how far the times on the newest version are from those of the questioning.
Verdicts judgeTimes(const StayInput& input, const char* what, std::int64_t toleranceUs,
                    const char* code) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!questioning.endedUs || questioning.transcripts.empty()) continue;
        const TranscriptVersion& version = questioning.transcripts.back();
        const std::int64_t offUs = std::max(std::abs(version.startedUs - questioning.startedUs),
                                            std::abs(version.endedUs - *questioning.endedUs));
        const std::string subject = subjectOf(what, questioning);
        verdicts.push_back(
            about(questioning, offUs <= toleranceUs
                                   ? pass(subject)
                                   : breach(subject, version.startedUs, code,
                                            {{"minutes", (offUs + kMinuteUs - 1) / kMinuteUs}})));
    }
    return verdicts;
}

struct Interval {
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
};

/// When both were going on at once began; nothing when they never were.
std::optional<std::int64_t> overlapUs(const Interval& a, const Interval& b) {
    const std::int64_t from = std::max(a.fromUs, b.fromUs);
    const std::int64_t to = std::min(a.toUs.value_or(INT64_MAX), b.toUs.value_or(INT64_MAX));
    return from < to ? std::optional(from) : std::nullopt;
}

/// The staff's name is not in it: who it is stands in the roster beside the finding.
std::string staffSubject(const Questioning& questioning, const Uuid& staff) {
    return "staff:" + questioning.id.text() + ":" + staff.text();
}

void judgeStaff(const Questioning& questioning, const StayInput& input, Verdicts& verdicts) {
    std::set<Uuid> told;  // once of each, however often they came and went
    for (const Attendance& attendance : questioning.attendances)
        for (const Elsewhere& other : input.centre.elsewhere) {
            if (other.staffId != attendance.attendeeId || other.questioningId == questioning.id)
                continue;
            if (told.contains(other.staffId)) break;
            const auto from =
                overlapUs({attendance.fromUs, attendance.toUs}, {other.fromUs, other.toUs});
            if (!from) continue;
            told.insert(other.staffId);
            verdicts.push_back(
                about(questioning, breach(staffSubject(questioning, other.staffId), *from,
                                          "finding.officer_in_two_questionings")));
        }
}

void judgePerson(const Questioning& questioning, const StayInput& input, Verdicts& verdicts) {
    for (const Questioning& other : input.stay.questionings) {
        if (&other == &questioning) return;  // each pair once, told of the later entry
        const auto from = overlapUs({questioning.startedUs, questioning.endedUs},
                                    {other.startedUs, other.endedUs});
        if (!from) continue;
        verdicts.push_back(about(questioning, breach(subjectOf("person", questioning), *from,
                                                     "finding.person_in_two_questionings")));
        return;
    }
}

}  // namespace

bool signedInPlace(const TranscriptSignature& signature, const Questioning& questioning,
                   const Centre& centre) {
    const std::int64_t us = signature.moment.atUs;
    if (signature.terminalRoomId != questioning.roomId) return false;
    if (!attended(questioning, signature.staffId, us)) return false;
    const auto record = centre.records.find(questioning.roomId);
    if (record == centre.records.end()) return false;
    // The newest seconds are not durable yet when somebody signs; a running recorder will have
    // them.
    const Span around{us - centre.settings.recordGapUs, us};
    const bool fresh =
        recordedUntilUs(record->second) < us && centre.recordingRooms.contains(questioning.roomId);
    return fresh || coveredUs(record->second, around) > 0;
}

Verdicts transcriptSigned(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!questioning.endedUs) continue;
        if (questioning.transcriptBegun)
            verdicts.push_back(about(questioning, judgeSigned(questioning, input)));
        else
            verdicts.push_back(
                about(questioning, abstain(subjectOf("transcript", questioning), "transcript")));
        judgePlaces(questioning, input, verdicts);
    }
    return verdicts;
}

Verdicts transcriptTimes(const StayInput& input) {
    return judgeTimes(input, "times", input.centre.settings.transcriptTimesUs,
                      "finding.transcript_times");
}

Verdicts transcriptMatchesRecording(const StayInput& input) {
    return judgeTimes(input, "recording_times", input.centre.settings.recordingTimesUs,
                      "finding.recording_times");
}

Verdicts recordedUntilSigned(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        if (!questioning.endedUs || questioning.transcripts.empty()) continue;
        const std::string subject = subjectOf("signing", questioning);
        // What is corrected afterwards is signed afterwards; the first reading is what was
        // recorded.
        const std::int64_t lastUs = lastSignatureUs(questioning.transcripts.front());
        const bool within = lastUs <= *questioning.endedUs + input.centre.settings.recordCloseUs;
        verdicts.push_back(about(questioning, within ? pass(subject)
                                                     : breach(subject, *questioning.endedUs,
                                                              "finding.signed_after_recording")));
    }
    return verdicts;
}

Verdicts oneQuestioningAtATime(const StayInput& input) {
    Verdicts verdicts;
    for (const Questioning& questioning : input.stay.questionings) {
        judgeStaff(questioning, input, verdicts);
        judgePerson(questioning, input, verdicts);
    }
    return verdicts;
}

Verdicts staffAreFree(const StayInput& input) {
    Verdicts verdicts;
    const Questioning* questioning = input.stay.openQuestioning();
    if (questioning == nullptr) return verdicts;
    std::set<Uuid> staff(questioning->namedOfficers.begin(), questioning->namedOfficers.end());
    for (const Attendance& attendance : questioning->attendances)
        if (!attendance.toUs) staff.insert(attendance.attendeeId);
    for (const Elsewhere& other : input.centre.elsewhere)
        if (!other.toUs && other.questioningId != questioning->id && staff.contains(other.staffId))
            verdicts.push_back(
                about(*questioning, breach(staffSubject(*questioning, other.staffId), input.nowUs,
                                           "finding.officer_in_two_questionings")));
    return verdicts;
}

}  // namespace mingjing::domain
