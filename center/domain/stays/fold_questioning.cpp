// SPDX-License-Identifier: Apache-2.0
// How the events of questionings and of their transcripts change a stay.
#include <utility>

#include "center/domain/json_read.h"
#include "center/domain/stays/fold_event.h"

namespace mingjing::domain {

namespace {

Questioning* questioningOf(Stay& stay, const RecordedEvent& event) {
    const Uuid id = readUuid(event.body, "questioningId");
    for (Questioning& questioning : stay.questionings)
        if (questioning.id == id) return &questioning;
    return nullptr;
}

void onQuestioningStarted(Stay& stay, const RecordedEvent& event) {
    Questioning questioning;
    questioning.id = readUuid(event.body, "questioningId");
    questioning.roomId = readUuid(event.body, "roomId");
    questioning.ordinal = event.body.value("ordinal", 1);
    questioning.caseKind = storedWord<CaseKind>(event.body.value("caseKind", "criminal"));
    questioning.startedUs = event.happenedUs;
    for (const Json& officer : event.body.value("officers", Json::array()))
        questioning.namedOfficers.push_back(storedUuid(officer));
    questioning.rightsRead = event.body.value("rightsRead", false);
    questioning.recordingTold = event.body.value("recordingTold", false);
    questioning.attendances.push_back(
        {stay.id, AttendeeFunction::Person, event.happenedUs, std::nullopt, ""});
    questioning.marks.push_back({momentOf(event), "start", event.actor, ""});
    stay.placements.push_back({momentOf(event), questioning.roomId});
    stay.roomId = questioning.roomId;
    stay.questionings.push_back(std::move(questioning));
    stay.state = StayState::Questioning;
}

void onJoined(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    Attendance attendance;
    attendance.attendeeId = readUuid(event.body, "attendeeId");
    attendance.function = storedWord<AttendeeFunction>(event.body.value("function", "other"));
    attendance.fromUs = event.happenedUs;
    if (questioning->endedUs && attendance.fromUs >= *questioning->endedUs) return;
    if (const Json* who = disclosed(event, "who")) attendance.name = who->value("name", "");
    for (const Attendance& earlier : questioning->attendances)
        if (earlier.attendeeId == attendance.attendeeId && !earlier.toUs) return;
    questioning->attendances.push_back(std::move(attendance));
}

void onLeft(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    const Uuid id = readUuid(event.body, "attendeeId");
    for (Attendance& attendance : questioning->attendances)
        if (attendance.attendeeId == id && !attendance.toUs) attendance.toUs = event.happenedUs;
}

void onMark(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    const Json* note = disclosed(event, "note");
    questioning->marks.push_back({momentOf(event), event.body.value("kind", "moment"), event.actor,
                                  note ? note->value("text", "") : ""});
}

void onQuestioningEnded(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr || questioning->endedUs) return;
    questioning->endedUs = event.happenedUs;
    questioning->transcriptSigned = event.body.value("transcriptSigned", false);
    if (const Json* reason = disclosed(event, "reason"))
        questioning->interruptedReason = reason->value("text", "");
    for (Attendance& attendance : questioning->attendances)
        if (!attendance.toUs) attendance.toUs = event.happenedUs;
    questioning->marks.push_back({momentOf(event), "stop", event.actor, ""});
    if (stay.state == StayState::Questioning) stay.state = StayState::Waiting;
}

void onTranscriptBegun(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr || questioning->transcriptBegun) return;
    questioning->transcriptBegun = momentOf(event);
    questioning->transcriptOpen = true;
}

void onTranscriptLocked(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    TranscriptVersion made;
    made.version = event.body.value("version", 1);
    made.locked = momentOf(event);
    made.lockedBy = event.actor;
    made.startedUs = event.body.value("startedUs", std::int64_t{0});
    made.endedUs = event.body.value("endedUs", std::int64_t{0});
    made.readBy = event.body.value("readBy", "");
    made.outcome = event.body.value("outcome", "");
    made.closing = textOf(event, "closing");
    made.closingGiven = hasSlot(event, "closing");
    made.transcriptHash = event.body.value("transcriptHash", "");
    made.why = std::exchange(questioning->transcriptWhy, "");
    questioning->transcriptOpen = false;
    questioning->transcripts.push_back(std::move(made));
}

void onTranscriptReopened(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return;
    questioning->transcriptOpen = true;
    questioning->transcriptWhy = textOf(event, "why");
}

TranscriptVersion* versionOf(Stay& stay, const RecordedEvent& event) {
    Questioning* questioning = questioningOf(stay, event);
    if (questioning == nullptr) return nullptr;
    const int version = event.body.value("version", 0);
    for (TranscriptVersion& each : questioning->transcripts)
        if (each.version == version) return &each;
    return nullptr;
}

void onTranscriptSigned(Stay& stay, const RecordedEvent& event) {
    TranscriptVersion* version = versionOf(stay, event);
    if (version == nullptr) return;
    TranscriptSignature made;
    made.moment = momentOf(event);
    made.how = event.body.value("how", "");
    made.staffId = readUuid(event.body, "staffId");
    const Uuid terminal = readUuid(event.body, "terminalRoomId");
    if (!terminal.isNil()) made.terminalRoomId = terminal;
    made.page = event.body.value("page", 0);
    made.reason = textOf(event, "reason");
    made.witness = textOf(event, "witness");
    made.witnessed = hasSlot(event, "witness");
    version->signatures.push_back(std::move(made));
}

/// Only a print of a transcript changes what is known of a stay: how many pages are to be signed.
void onFormPrinted(Stay& stay, const RecordedEvent& event) {
    TranscriptVersion* version = versionOf(stay, event);
    if (version == nullptr) return;
    version->pages = event.body.value("pages", 0);
    version->printSeq = event.seq;
}

}  // namespace

const Appliers& questioningAppliers() {
    static const Appliers table{
        {kQuestioningStarted, onQuestioningStarted},
        {kAttendeeJoined, onJoined},
        {kAttendeeLeft, onLeft},
        {kMarkSet, onMark},
        {kQuestioningEnded, onQuestioningEnded},
        {kTranscriptBegun, onTranscriptBegun},
        {kTranscriptLocked, onTranscriptLocked},
        {kTranscriptReopened, onTranscriptReopened},
        {kTranscriptSigned, onTranscriptSigned},
        {kFormPrinted, onFormPrinted},
    };
    return table;
}

}  // namespace mingjing::domain
