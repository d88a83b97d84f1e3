// SPDX-License-Identifier: Apache-2.0
// The envelope of the domain: what a decision writes, what a fold reads, and the event catalogue.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "center/kernel/hash_chain.h"
#include "center/kernel/json.h"

namespace mingjing::domain {

using kernel::Json;
using kernel::Uuid;

/// One chain of events.
struct StreamRef {
    std::string kind;  ///< see kStay … below
    Uuid id;
    auto operator<=>(const StreamRef&) const = default;
};

inline constexpr const char* kStayStream = "stay";
inline constexpr const char* kCaseStream = "case";
inline constexpr const char* kRoomStream = "room";
inline constexpr const char* kStaffStream = "staff";
inline constexpr const char* kUnitStream = "unit";
inline constexpr const char* kCameraStream = "camera";
inline constexpr const char* kFindingStream = "finding";
inline constexpr const char* kSettingStream = "setting";
inline constexpr const char* kBookingStream = "booking";
inline constexpr const char* kHandoverStream = "handover";
/// One per printed batch of numbered blank forms.
inline constexpr const char* kBlankFormStream = "blank_forms";
/// One call for help.
inline constexpr const char* kHelpStream = "help";
/// Who is on duty in one night; its id follows from the day.
inline constexpr const char* kRosterStream = "roster";
/// Has the id of its questioning.
inline constexpr const char* kTranscriptStream = "transcript";

/// A field group that goes to the vault; the event keeps only its commitment.
struct SealedDraft {
    std::string kind;  ///< identity, facts, health, belongings, reason, note, …
    Json content;
};

/// An event that a decision wants to append.
struct NewEvent {
    std::string type;
    std::int64_t happenedUs = 0;
    Json body = Json::object();
    std::map<std::string, SealedDraft> sealed;  ///< by slot name
    std::int64_t schemaVersion = 1;
};

/// A stored event as a fold sees it. A slot that is missing in `disclosed` although the body names
/// it is sealed: erased, redacted, or not opened for this reader.
struct RecordedEvent {
    std::int64_t seq = 0;
    std::string type;
    std::int64_t schemaVersion = 1;
    std::int64_t happenedUs = 0;
    std::int64_t enteredUs = 0;
    Uuid actor;
    Json body;
    std::map<std::string, Json> disclosed;
    kernel::Hash hash{};
};

/// Events are shared and never changed once they are recorded.
using SharedEvent = std::shared_ptr<const RecordedEvent>;
using EventList = std::vector<SharedEvent>;

/// The order in which state is folded: a late report takes its place by when it happened.
bool foldsBefore(const RecordedEvent& a, const RecordedEvent& b);

/// Entered later than this after it happened, an event is shown as 补录.
inline constexpr std::int64_t kLateEntryUs = 5 * 60 * 1'000'000LL;
inline bool isLateEntry(std::int64_t happenedUs, std::int64_t enteredUs) {
    return enteredUs - happenedUs > kLateEntryUs;
}

// Events of a stay.
inline constexpr const char* kPersonArrived = "PersonArrived";
inline constexpr const char* kPersonRegistered = "PersonRegistered";
inline constexpr const char* kSafetyCheckCompleted = "SafetyCheckCompleted";
inline constexpr const char* kBelongingsListed = "BelongingsListed";
inline constexpr const char* kInformationCollected = "InformationCollected";
inline constexpr const char* kPersonPlaced = "PersonPlaced";
inline constexpr const char* kCareGiven = "CareGiven";
inline constexpr const char* kExtensionApproved = "ExtensionApproved";
inline constexpr const char* kQuestioningStarted = "QuestioningStarted";
inline constexpr const char* kAttendeeJoined = "AttendeeJoined";
inline constexpr const char* kAttendeeLeft = "AttendeeLeft";
inline constexpr const char* kMarkSet = "MarkSet";
inline constexpr const char* kQuestioningEnded = "QuestioningEnded";
inline constexpr const char* kDecisionMade = "DecisionMade";
/// A document was lawfully erased; body: `documentId`. Where no event tells it, it is lost.
inline constexpr const char* kDocumentErased = "DocumentErased";
inline constexpr const char* kExitCheckCompleted = "ExitCheckCompleted";
inline constexpr const char* kPersonDeparted = "PersonDeparted";
/// The legal basis became another one; body: `basis`, sealed `paper`.
inline constexpr const char* kBasisChanged = "BasisChanged";
/// Who the person is became known, or known better: sealed `identity`, `facts`.
inline constexpr const char* kPersonIdentified = "PersonIdentified";
/// An earlier entry was wrong; body: `ofSeq`, `values` (what it should say), `was`, `happenedUs`
/// when the time was wrong; sealed slots replace those of the same name, but `why`, its reason.
inline constexpr const char* kEntryCorrected = "EntryCorrected";
/// The same person was here in another stay; on the chains of both. Body: `linkId`, `stayId` (the
/// other one), sealed `why`.
inline constexpr const char* kStaysLinked = "StaysLinked";
/// It was not so; body: `linkId`, `stayId`, sealed `why`.
inline constexpr const char* kStaysUnlinked = "StaysUnlinked";
inline constexpr const char* kApprovalRequested = "ApprovalRequested";
inline constexpr const char* kApprovalDecided = "ApprovalDecided";
/// One of the centre's forms was printed; body: `form`, `language`, `copy`, `ofSeq` (the head it
/// shows), `logHead` (counter of the log's newest head).
inline constexpr const char* kFormPrinted = "FormPrinted";
/// Of both a stay and the stream of the transcript itself. On the stay: `questioningId`,
/// `template`.
inline constexpr const char* kTranscriptBegun = "TranscriptBegun";
/// On the stay: `questioningId`, `version`, `lines`, `transcriptHash` (the head of the transcript's
/// own chain), `startedUs`, `endedUs`, `readBy`, `outcome`, sealed `closing`.
inline constexpr const char* kTranscriptLocked = "TranscriptLocked";
/// On the stay: `questioningId`, `version` (the one that begins), sealed `why`.
inline constexpr const char* kTranscriptReopened = "TranscriptReopened";
/// Of a stay: `questioningId`, `version`, `how` (pin, paper, refused), `staffId`, `terminalRoomId`,
/// `page`, sealed `reason` and `witness`.
inline constexpr const char* kTranscriptSigned = "TranscriptSigned";
// All other events of a stay are plain acts: see stays/plain_acts.h.

// Events of other streams.
/// Body: `day`, `staff`, `doctor`, `appropriateAdult` (whether there is one), and their sealed
/// names.
inline constexpr const char* kRosterSet = "RosterSet";
inline constexpr const char* kHandoverPrepared = "HandoverPrepared";
inline constexpr const char* kHandoverAccepted = "HandoverAccepted";
/// Body: `edits` (line, kind, after, drop, fromUs, toUs, keys, pasted), sealed `text` (lines).
inline constexpr const char* kTranscriptWritten = "TranscriptWritten";
/// Body: `numbers`, `language`. Opened again: `copy`. Settled: `formId`, `number`, `outcome` (used,
/// spoiled, missing), `stayId`, sealed `reason`.
inline constexpr const char* kBlankFormsPrinted = "BlankFormsPrinted";
inline constexpr const char* kBlankFormsOpened = "BlankFormsOpened";
inline constexpr const char* kBlankFormSettled = "BlankFormSettled";
/// Pressed, or pressed again. Body: `roomId` where it is known, `saidUs` where the device's clock
/// was ahead (as in the three that follow).
inline constexpr const char* kHelpCalled = "HelpCalled";
/// Body: `goes` (staff).
inline constexpr const char* kHelpAnswered = "HelpAnswered";
inline constexpr const char* kHelpWithdrawn = "HelpWithdrawn";
/// Sealed `found`.
inline constexpr const char* kHelpEnded = "HelpEnded";
inline constexpr const char* kBookingMade = "BookingMade";
inline constexpr const char* kBookingArrived = "BookingArrived";
inline constexpr const char* kBookingCancelled = "BookingCancelled";
inline constexpr const char* kCaseOpened = "CaseOpened";
inline constexpr const char* kUnitChanged = "UnitChanged";
inline constexpr const char* kStaffChanged = "StaffChanged";
inline constexpr const char* kPasswordSet = "PasswordSet";
inline constexpr const char* kRoomChanged = "RoomChanged";
inline constexpr const char* kCameraChanged = "CameraChanged";
inline constexpr const char* kPersonsCounted = "PersonsCounted";
inline constexpr const char* kWatchingStopped = "WatchingStopped";
inline constexpr const char* kObservationSeen = "ObservationSeen";
inline constexpr const char* kRecordingGap = "RecordingGap";
inline constexpr const char* kSegmentClosed = "SegmentClosed";
inline constexpr const char* kSegmentRemoved = "SegmentRemoved";
inline constexpr const char* kFindingRaised = "FindingRaised";
inline constexpr const char* kFindingRevised = "FindingRevised";
inline constexpr const char* kFindingCured = "FindingCured";
inline constexpr const char* kVerdictGiven = "VerdictGiven";
inline constexpr const char* kRuleConfirmed = "RuleConfirmed";
inline constexpr const char* kSettingChanged = "SettingChanged";

}  // namespace mingjing::domain
