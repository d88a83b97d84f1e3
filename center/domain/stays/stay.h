// SPDX-License-Identifier: Apache-2.0
// One person's time in the centre, rebuilt from its events.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/domain/cases/case.h"
#include "center/domain/people/person.h"
#include "center/domain/rooms/room.h"
#include "center/domain/staff/staff.h"
#include "center/domain/timeline.h"

namespace mingjing::domain {

/// Why the person is here (到案依据).
enum class BasisKind {
    CriminalSummons,
    AdministrativeSummons,
    CompelledAppearance,   ///< 拘传
    ContinuedQuestioning,  ///< 继续盘问
    Detention,             ///< 刑事拘留, on its way to the detention centre
    Surrendered,
    Voluntary,
};
MJ_WORDS(BasisKind, 7, {BasisKind::CriminalSummons, "criminal_summons"},
         {BasisKind::AdministrativeSummons, "administrative_summons"},
         {BasisKind::CompelledAppearance, "compelled_appearance"},
         {BasisKind::ContinuedQuestioning, "continued_questioning"},
         {BasisKind::Detention, "detention"}, {BasisKind::Surrendered, "surrendered"},
         {BasisKind::Voluntary, "voluntary"});

/// A summons is of one kind of case; who comes by themselves, or is kept for questions before there
/// is a case, may be of either.
constexpr bool suits(BasisKind basis, CaseKind kind) {
    if (basis == BasisKind::CriminalSummons || basis == BasisKind::CompelledAppearance ||
        basis == BasisKind::Detention)
        return kind == CaseKind::Criminal;
    if (basis == BasisKind::AdministrativeSummons) return kind == CaseKind::Administrative;
    return true;
}

/// Where the stay stands (rules section 10).
enum class StayState {
    Arrived,
    Registered,
    SafetyChecked,
    BelongingsListed,
    Waiting,
    Questioning,
    Care,
    Medical,
    Decided,
    ExitChecked,
    Transferred,
    Released,
    Sobering,
    Visiting,
    TemporarilyOut,
    InHospital,
};
MJ_WORDS(StayState, 16, {StayState::Arrived, "arrived"}, {StayState::Registered, "registered"},
         {StayState::SafetyChecked, "safety_checked"},
         {StayState::BelongingsListed, "belongings_listed"}, {StayState::Waiting, "waiting"},
         {StayState::Questioning, "questioning"}, {StayState::Care, "care"},
         {StayState::Medical, "medical"}, {StayState::Decided, "decided"},
         {StayState::ExitChecked, "exit_checked"}, {StayState::Transferred, "transferred"},
         {StayState::Released, "released"}, {StayState::Sobering, "sobering"},
         {StayState::Visiting, "visiting"}, {StayState::TemporarilyOut, "temporarily_out"},
         {StayState::InHospital, "in_hospital"});

/// When something happened, and which event says so.
struct Moment {
    std::int64_t atUs = 0;
    std::int64_t seq = 0;
    bool operator==(const Moment&) const = default;
};

/// A plain act as it stands on the timeline (plain_acts.h): its event, read by field.
class Note {
public:
    explicit Note(SharedEvent event) : event_(std::move(event)) {}
    [[nodiscard]] const RecordedEvent& event() const { return *event_; }
    [[nodiscard]] Moment moment() const { return {event_->happenedUs, event_->seq}; }
    [[nodiscard]] std::int64_t atUs() const { return event_->happenedUs; }
    [[nodiscard]] std::string word(const char* field) const;
    [[nodiscard]] bool flag(const char* field) const;
    [[nodiscard]] std::optional<std::int64_t> number(const char* field) const;
    [[nodiscard]] Uuid id(const char* field) const;
    [[nodiscard]] std::vector<Uuid> ids(const char* field) const;
    [[nodiscard]] std::vector<std::string> words(const char* field) const;
    /// A sealed field was filled in, whether or not it can be read.
    [[nodiscard]] bool gave(const char* slot) const;
    /// What a sealed field says; nothing when it is empty, sealed or erased.
    [[nodiscard]] const Json* sealed(const char* slot) const;
    bool operator==(const Note& other) const;

private:
    SharedEvent event_;
};

/// What lasts: begun by one act, ended by another.
enum class SpellKind { Absence, Sobering, Visit, Watch, Restraint, Incident };
MJ_WORDS(SpellKind, 6, {SpellKind::Absence, "absence"}, {SpellKind::Sobering, "sobering"},
         {SpellKind::Visit, "visit"}, {SpellKind::Watch, "watch"},
         {SpellKind::Restraint, "restraint"}, {SpellKind::Incident, "incident"});

struct Spell {
    SpellKind kind = SpellKind::Absence;
    Note began;
    std::optional<Note> ended;
    StayState before = StayState::Arrived;  ///< the state to which the stay returns
    [[nodiscard]] std::int64_t fromUs() const { return began.atUs(); }
    [[nodiscard]] std::optional<std::int64_t> toUs() const {
        return ended ? std::optional(ended->atUs()) : std::nullopt;
    }
    bool operator==(const Spell&) const = default;
};

/// One legal basis of a stay; several follow each other (传唤, then 拘留).
struct LegalBasis {
    Moment moment;  ///< from then on
    BasisKind kind = BasisKind::CriminalSummons;
    bool oral = false;
    std::string documentNumber;  ///< empty when none or sealed
    std::string issuedBy;
    bool paperSealed = false;  ///< there is a paper, but not for this reader
    bool operator==(const LegalBasis&) const = default;
};

/// Something that somebody else must allow.
struct Approval {
    Uuid id;
    Moment requested;
    std::string about;  ///< extension, temporary_exit, information, night_questioning, …
    Role neededRole = Role::UnitHead;
    std::int64_t neededByUs = 0;
    bool urgent = false;
    Uuid requestedBy;
    Json terms;  ///< what was asked for, when granting does it: limitH, grounds
    std::string reason, decisionReason;  ///< empty when sealed
    std::string recipient;               ///< of an export: the office or person; empty when sealed
    std::optional<Moment> decided;
    bool granted = false;
    Uuid decidedBy;
    bool rightRole = false;  ///< who decided holds the role
    bool operator==(const Approval&) const = default;
};

struct Checker {
    Uuid staffId;
    StaffFunction function = StaffFunction::Officer;
    Sex sex = Sex::Male;
    bool operator==(const Checker&) const = default;
};

struct SafetyCheck {
    Moment moment;
    std::int64_t startedUs = 0;
    std::vector<Checker> checkers;
    bool byDoctor = false;
    std::optional<bool> injuries;  ///< nothing when sealed
    bool operator==(const SafetyCheck&) const = default;
};

/// Information or samples were taken from the person (信息采集).
struct Collection {
    Moment moment;
    std::vector<std::string> kinds;  ///< portrait, fingerprint, …; empty when nothing was taken
    std::optional<bool> consent;     ///< nothing when nobody was asked
    bool operator==(const Collection&) const = default;
};

/// The special-group questions of the registration (ENTR-19).
struct GroupAnswers {
    bool given = false;  ///< some were answered, whether or not they can be read
    std::optional<std::map<std::string, std::string>> answers;  ///< nothing when sealed
    bool operator==(const GroupAnswers&) const = default;
};

/// Somebody has said that the person of another stay is the same one.
struct PersonLink {
    Uuid id, stayId;
    Moment linked;
    Uuid by;
    std::string why;  ///< empty when sealed
    std::optional<Moment> undone;
    Uuid undoneBy;
    std::string undoneWhy;
    bool operator==(const PersonLink&) const = default;
};

struct Placement {
    Moment moment;
    Uuid roomId;
    bool operator==(const Placement&) const = default;
};

struct Extension {
    Moment moment;
    int limitH = 24;
    std::vector<std::string> grounds;
    Uuid approver;
    Uuid enteredBy;  ///< the approver, or who reported a paper
    std::vector<Role> approverRoles;
    bool reasonGiven = false;
    /// What was known of the person when it was approved; nothing when that is sealed.
    std::optional<bool> identityUnknown;
    bool operator==(const Extension&) const = default;
};

enum class AttendeeFunction { Officer, Auxiliary, Person, Interpreter, Guardian, Lawyer, Other };
MJ_WORDS(AttendeeFunction, 7, {AttendeeFunction::Officer, "officer"},
         {AttendeeFunction::Auxiliary, "auxiliary"}, {AttendeeFunction::Person, "person"},
         {AttendeeFunction::Interpreter, "interpreter"}, {AttendeeFunction::Guardian, "guardian"},
         {AttendeeFunction::Lawyer, "lawyer"}, {AttendeeFunction::Other, "other"});

struct Attendance {
    Uuid attendeeId;
    AttendeeFunction function = AttendeeFunction::Officer;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
    std::string name;  ///< of a visitor; empty for staff and the person, or when sealed
    bool operator==(const Attendance&) const = default;
};

struct Mark {
    Moment moment;
    std::string kind;
    Uuid by;
    std::string note;  ///< empty when none or sealed
    bool operator==(const Mark&) const = default;
};

/// A signature under a version of a transcript, or that it was refused.
struct TranscriptSignature {
    Moment moment;
    std::string how;  ///< pin (staff, badge and PIN), paper (the person, one page), refused
    Uuid staffId;     ///< of a PIN; nil: the person
    std::optional<Uuid> terminalRoomId;  ///< where a PIN was typed; nothing: at no known terminal
    int page = 0;                        ///< of paper
    std::string reason, witness;         ///< of a refusal; empty when sealed
    bool witnessed = false;              ///< a witness was named, whether or not it can be read
    bool operator==(const TranscriptSignature&) const = default;
};

/// The words of a transcript as they were read and locked (transcripts/transcript.h).
struct TranscriptVersion {
    int version = 1;
    Moment locked;
    Uuid lockedBy;
    std::int64_t startedUs = 0, endedUs = 0;  ///< as they stand on it
    std::string readBy, outcome;
    std::string closing;         ///< the person's own sentence; empty when sealed
    bool closingGiven = false;   ///< there is one
    std::string transcriptHash;  ///< hex, head of the transcript's chain
    std::string why;             ///< why it was opened again; empty for the first, or when sealed
    int pages = 0;               ///< of its newest print; 0: never printed
    std::int64_t printSeq = 0;
    std::vector<TranscriptSignature> signatures;
    bool operator==(const TranscriptVersion&) const = default;
};

/// One act of questioning in one room (讯问 or 询问).
struct Questioning {
    Uuid id;
    Uuid roomId;
    int ordinal = 1;
    CaseKind caseKind = CaseKind::Criminal;
    std::int64_t startedUs = 0;
    std::optional<std::int64_t> endedUs;
    std::vector<Uuid> namedOfficers;
    std::vector<Attendance> attendances;
    std::vector<Mark> marks;
    bool rightsRead = false;
    bool recordingTold = false;
    bool transcriptSigned = false;
    std::string interruptedReason;
    std::optional<Moment> transcriptBegun;       ///< nothing: it is written elsewhere, or not yet
    bool transcriptOpen = false;                 ///< it can be written now
    std::string transcriptWhy;                   ///< why the open version was begun
    std::vector<TranscriptVersion> transcripts;  ///< locked ones, in order
    bool operator==(const Questioning&) const = default;
};

struct CareEntry {
    Moment moment;
    std::string kind;
    bool operator==(const CareEntry&) const = default;
};

struct Decision {
    Moment moment;
    std::string decision;
    std::string documentNumber;
    bool operator==(const Decision&) const = default;
};

struct ExitCheck {
    Moment moment;
    std::string belongings;
    bool wristbandRemoved = false;
    bool documentsSigned = false;
    std::string familyTold;
    bool medicalCertificate = false;
    std::optional<bool> newInjuries;  ///< nothing when sealed
    bool operator==(const ExitCheck&) const = default;
};

struct Departure {
    Moment moment;
    bool transferred = false;
    std::string destination;
    std::vector<Uuid> escorts;
    bool receiverNamed = false;  ///< whether or not the name can be read
    bool operator==(const Departure&) const = default;
};

/// The folded state. Everything is as reported, lawful or not; rules judge it.
struct Stay {
    Uuid id;
    std::string number;
    std::int64_t seq = 0;  ///< of the newest event
    kernel::Hash hash{};
    Uuid caseId;
    CaseKind caseKind = CaseKind::Criminal;
    Uuid unitId;
    PersonRole role = PersonRole::Suspect;
    std::vector<LegalBasis> bases;     ///< at least one, in order; the last one holds
    std::optional<Json> identity;      ///< nothing when sealed
    std::optional<PersonFacts> facts;  ///< nothing when sealed
    Moment arrived;
    std::optional<std::int64_t> arrivalPaperUs;
    std::vector<Uuid> broughtBy;
    std::string wristband;
    std::optional<Moment> registered;
    bool rightsNoticeGiven = false;
    std::vector<SafetyCheck> safetyChecks;
    std::optional<Moment> belongings;
    Uuid belongingsKeeper;
    std::string locker;
    std::optional<Json> belongingItems;
    std::int64_t belongingCount = 0;  ///< of listed items; known also when they are sealed
    bool belongingsSigned = false;
    /// The newest print of the list that the person signed, by pen or on paper; 0: none.
    std::int64_t belongingsSignedPrint = 0;
    std::optional<Moment> information;
    std::vector<Collection> collections;  ///< in order
    GroupAnswers groups;
    std::vector<PersonLink> links;
    std::optional<Json> trueIdentity;  ///< where it lies, of a person under a pseudonym
    std::vector<Placement> placements;
    std::vector<Questioning> questionings;
    std::vector<CareEntry> care;
    std::vector<Extension> extensions;
    std::optional<Decision> decision;
    std::optional<ExitCheck> exitCheck;
    std::optional<Departure> departure;
    StayState state = StayState::Arrived;
    std::optional<Uuid> roomId;
    std::vector<Note> notes;  ///< all plain acts, in the order of happening
    std::vector<Spell> spells;
    std::vector<Approval> approvals;

    [[nodiscard]] const LegalBasis& basis() const { return bases.back(); }
    [[nodiscard]] std::vector<Note> notesOf(const char* eventType) const;
    [[nodiscard]] const Spell* openSpell(SpellKind kind) const;
    /// Stays that are linked now.
    [[nodiscard]] std::vector<Uuid> samePerson() const;
    [[nodiscard]] const Approval* findApproval(const Uuid& approvalId) const;
    /// Out of the centre, for a while: on the way with officers, or in a hospital.
    [[nodiscard]] bool isOut() const { return openSpell(SpellKind::Absence) != nullptr; }
    /// After sobering or an absence the person is checked again (rules section 10, S9 and S13 to
    /// S3).
    [[nodiscard]] bool needsNewSafetyCheck() const;
    [[nodiscard]] const Questioning* openQuestioning() const;
    [[nodiscard]] const Questioning* findQuestioning(const Uuid& questioningId) const;
    /// Earliest evidenced arrival: the one the legal clocks run from.
    [[nodiscard]] std::int64_t clockStartUs() const;
    [[nodiscard]] bool isMinor() const;
    bool operator==(const Stay&) const = default;
};

/// Folds events in any order of arrival; sorts them by (happened, entered, seq) first.
/// The events must be those of one stay, its first of type PersonArrived.
Stay foldStay(const Uuid& id, const EventList& events);

/// The same as folding `folded` and `more` together; cheap when nothing of `more` happened before
/// what is folded already. `before` is the fold of `folded`.
Stay foldFurther(const Stay& before, const EventList& folded, const EventList& more);

/// Who was where from when to when, from placements, questionings and departure.
std::vector<Occupancy> occupanciesOf(const Stay& stay);

}  // namespace mingjing::domain
