// SPDX-License-Identifier: Apache-2.0
// What can be asked or reported about a stay. Times are UTC microseconds; words are those of the
// API (openapi.yaml), already checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/app/kept_files.h"
#include "center/domain/stays/papers.h"
#include "center/domain/stays/pen_signature.h"
#include "center/domain/stays/plain_acts.h"
#include "center/domain/transcripts/templates.h"

namespace mingjing::app {

using kernel::Json;
using kernel::Uuid;

/// A plan is for now and may be refused; a report says when it happened and is always stored.
struct ActMode {
    bool report = false;
    std::int64_t happenedUs = 0;  ///< of a report
    std::optional<std::int64_t> expectedSeq;
    std::string overrideReason;
};

struct ReportArrival {
    Uuid caseId, unitId;
    domain::PersonRole role = domain::PersonRole::Suspect;
    domain::BasisKind basis = domain::BasisKind::CriminalSummons;
    bool oral = false;
    std::string documentNumber, issuedBy;
    std::int64_t arrivedUs = 0;
    std::optional<std::int64_t> arrivalPaperUs;
    Json identity, facts;
    std::optional<Json> trueIdentity;  ///< `identity` is a pseudonym then
    std::vector<Uuid> broughtBy;
};

struct RegisterPerson {
    ActMode mode;
    std::string wristband;
    bool rightsNoticeGiven = false;
    std::optional<Json> identity, facts;
    std::optional<Json> groups;  ///< special group -> yes, no, unknown
};

struct CompleteSafetyCheck {
    ActMode mode;
    std::int64_t startedUs = 0;
    std::optional<Uuid> roomId;
    std::vector<Uuid> checkers;
    bool byDoctor = false, contraband = false;
    Json health;  ///< injuries, alcohol, selfReported, notes
};

struct ListBelongings {
    ActMode mode;
    Json items;
    Uuid keeper;
    std::string locker;
    bool signedByPerson = false;
};

struct CollectInformation {
    ActMode mode;
    std::vector<std::string> collected;
    std::string notDoneReason;
    std::optional<bool> consent;  ///< of a victim
    std::optional<Uuid> officer;
};

struct PlacePerson {
    ActMode mode;
    Uuid roomId;
    std::optional<Uuid> escort;
};

/// Several persons into one room, all or none.
struct MoveGroup {
    ActMode mode;
    Uuid roomId;
    std::vector<Uuid> stayIds;  ///< at least one, each once
    std::optional<Uuid> escort;
};

struct NoteCare {
    ActMode mode;
    std::string kind, note;
};

struct ApproveExtension {
    ActMode mode;
    int limitH = 24;
    std::vector<std::string> grounds;
    std::optional<Uuid> approver;
    std::string reason;
};

struct StartQuestioning {
    ActMode mode;
    Uuid roomId;
    std::vector<Uuid> officers;
    bool rightsRead = false, recordingTold = false;
};

struct ChangeAttendance {
    ActMode mode;
    bool join = true;
    domain::AttendeeFunction function = domain::AttendeeFunction::Officer;
    std::optional<Uuid> attendeeId;
    std::string name;
};

struct SetMark {
    ActMode mode;
    std::string kind, note;
};

struct EndQuestioning {
    ActMode mode;
    bool transcriptSigned = false;
    std::string interruptedReason;
    std::optional<Uuid> nextRoomId;
};

/// One of domain::plainActs(); its fields are read and sealed already, ids not yet looked up.
struct DoPlainAct {
    ActMode mode;
    const domain::PlainAct* act = nullptr;
    Json values = Json::object();                       ///< open fields, as in the event's body
    std::map<std::string, domain::SealedDraft> sealed;  ///< by field
    std::optional<KeptFile> file = {};                  ///< the scan of a paper
};

/// A blank form was filled in while the system was away, or became nothing.
struct AccountForBlankForm {
    Uuid formId;
    std::string outcome;  ///< used, spoiled, missing
    Uuid stayId;          ///< of a used one
    KeptFile scan;        ///< of a used one
    std::string reason;   ///< of the others
};

/// One entry for several persons in one room.
struct RoomCheck {
    ActMode mode;
    Uuid roomId;
    std::vector<Uuid> stayIds;  ///< at least one, each once
    std::vector<std::string> phrases;
    std::string note;
};

/// A booked person is here.
struct ReportBookedArrival {
    Uuid bookingId;
    std::int64_t arrivedUs = 0;
    std::optional<std::int64_t> arrivalPaperUs;
    std::vector<Uuid> broughtBy;
};

/// A form of the centre is printed from the record as it stands.
struct PrintForm {
    std::string form, language;
    Json of = Json::object();  ///< logHead; of a transcript questioningId, version, pages
};

/// What an earlier entry should have said. Always a report.
struct CorrectEntry {
    std::int64_t ofSeq = 0;
    std::optional<std::int64_t> happenedUs;
    Json values = Json::object();
    std::map<std::string, domain::SealedDraft> sealed;
    std::string why;
};

struct ChangeBasis {
    ActMode mode;
    domain::BasisKind basis = domain::BasisKind::CriminalSummons;
    bool oral = false;
    std::string documentNumber, issuedBy;
};

struct IdentifyPerson {
    ActMode mode;
    Json identity, facts;
};

/// The person of two stays is the same one.
struct LinkStays {
    Uuid otherId;
    std::string why;
};

/// It was not so.
struct UnlinkStays {
    Uuid linkId;
    std::string why;
};

struct RequestApproval {
    ActMode mode;
    std::string about;
    domain::Role neededRole = domain::Role::UnitHead;
    std::int64_t neededByUs = 0;
    bool urgent = false;
    Json terms = Json::object();
    std::string reason;
};

/// A recording is to leave the centre; `others` are stays that may be in the picture.
struct RequestExport {
    ActMode mode;
    Json terms;  ///< domain::toJson(ExportTerms)
    domain::Role neededRole = domain::Role::UnitHead;
    std::int64_t neededByUs = 0;
    std::string reason, recipientName;
    std::vector<Uuid> others;
};

/// Somebody wants to look at the recording of a body check.
struct RequestBodyCheckView {
    Json terms;  ///< domain::toJson(BodyCheckTerms)
    domain::Role neededRole = domain::Role::LegalHead;
    std::int64_t neededByUs = 0;
    std::string reason;
};

struct DecideApproval {
    ActMode mode;
    Uuid approvalId;
    bool granted = false;
    std::optional<Uuid> approver;  ///< of a report: who decided on paper
    std::string reason;
};

struct BeginTranscript {
    const domain::TranscriptTemplate* form = nullptr;
    std::vector<std::string> words;  ///< of the template's lines, in their order
};

struct LockTranscript {
    std::string readBy, outcome, closing;
    std::int64_t startedUs = 0, endedUs = 0;
};

struct SignTranscript {
    std::string how;
    Uuid staffId;                        ///< whose PIN it was
    std::optional<Uuid> terminalRoomId;  ///< where
    int page = 0;
    std::string reason, witness;
    std::optional<std::int64_t> signedUs;  ///< of paper and refusals, if not now
};

/// A picture of the person's things; kept as it came.
struct PhotographBelongings {
    std::string picture, mediaType;
    std::optional<std::int64_t> item;  ///< its place in the list, from 1; none: of all together
    std::string note;
    std::optional<std::int64_t> takenUs;  ///< if not now
};

/// A page of a print that came back, as its code says; the picture is kept as it came.
struct ReturnScan {
    domain::PageCode code;
    std::string picture, mediaType;
    bool isSigned = true;                  ///< somebody looked: the signature is on it
    std::optional<std::int64_t> signedUs;  ///< when it was signed, if not now
};

/// A print is signed by pen on a screen, or the person refuses to before a witness.
struct SignByPen {
    std::int64_t printSeq = 0;
    bool refused = false;
    std::string shownSha256;  ///< of the bytes that the person saw, as the page says
    std::string printSha256;  ///< of the print, as the centre makes it
    int pages = 0;            ///< of the print
    std::vector<domain::PenStroke> strokes;
    std::string picture;                     ///< of the strokes, PNG
    std::optional<Uuid> roomId;              ///< where; only a refusal may leave it open
    std::string reason, witness;             ///< of a refusal
    std::optional<std::int64_t> happenedUs;  ///< of a refusal, if not now
};

struct RecordDecision {
    ActMode mode;
    std::string decision, documentNumber;
};

struct CompleteExitCheck {
    ActMode mode;
    std::string belongings;
    bool wristbandRemoved = false, documentsSigned = false, medicalCertificate = false;
    std::string familyTold, injuries, notes;
};

struct RecordDeparture {
    ActMode mode;
    bool transferred = false;
    std::string destination, receivedBy;
    std::vector<Uuid> escorts;
};

}  // namespace mingjing::app
