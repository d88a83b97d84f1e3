// SPDX-License-Identifier: Apache-2.0
// What the application needs from outside, and what outer rings implement (db/repositories).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "center/app/log_ports.h"
#include "center/app/observation_ports.h"
#include "center/app/recording_ports.h"
#include "center/domain/questioning/recording.h"
#include "center/domain/rules/rule.h"
#include "center/domain/stays/body_checks.h"
#include "center/domain/stays/stay.h"
#include "center/domain/uptime.h"
#include "center/kernel/merkle.h"
#include "center/kernel/record_log.h"
#include "center/kernel/result.h"

namespace mingjing::app {

struct Head {
    std::int64_t seq = 0;
    Hash hash{};
};

/// The chain. Heads are locked before they are appended to; every method works inside the unit's
/// transaction.
class TimelineStore {
public:
    virtual ~TimelineStore() = default;
    /// Locks the head until the transaction ends; makes it when the stream is new.
    virtual Result<Head> lockHead(const StreamRef& stream) = 0;
    virtual Result<Head> readHead(const StreamRef& stream) = 0;
    virtual Status append(const kernel::Envelope& envelope, const Hash& hash) = 0;
    virtual Status moveHead(const StreamRef& stream, const Head& head) = 0;
    /// All events of a stream by seq; hashes as stored.
    virtual Result<std::vector<std::pair<kernel::Envelope, Hash>>> read(
        const StreamRef& stream) = 0;
    /// Those after `afterSeq` up to `toSeq`.
    virtual Result<std::vector<std::pair<kernel::Envelope, Hash>>> readPart(const StreamRef& stream,
                                                                            std::int64_t afterSeq,
                                                                            std::int64_t toSeq) = 0;
};

struct SealedDocument {
    Uuid id;
    std::int64_t version = 1;
    std::string kind;
    Uuid keyId;
    Hash salt{};
    std::optional<std::string> ciphertext;  ///< nothing once erased
    std::int64_t createdUs = 0;
};

class VaultStore {
public:
    virtual ~VaultStore() = default;
    virtual Status putKey(const Uuid& id, const std::string& wrapped, std::int64_t nowUs) = 0;
    virtual Result<std::optional<std::string>> readKey(const Uuid& id) = 0;
    virtual Status putDocument(const SealedDocument& document) = 0;
    virtual Result<std::vector<SealedDocument>> documentsOfKey(const Uuid& keyId) = 0;
    /// Lawful erasure: the bytes go, id, salt and commitment stay.
    virtual Status eraseDocument(const Uuid& id) = 0;
};

struct StoredCommand {
    Uuid commandId;
    Hash bodyHash{};
    std::string answer;
};

class CommandStore {
public:
    virtual ~CommandStore() = default;
    /// Waits for a transaction in flight that holds the same key (locking read), so that an
    /// unknown outcome is settled when this returns.
    virtual Result<std::optional<StoredCommand>> find(const Uuid& actor, const Uuid& key) = 0;
    virtual Status put(const Uuid& actor, const Uuid& key, const StoredCommand& command,
                       std::int64_t nowUs) = 0;
};

struct OutboxRow {
    std::int64_t id = 0;
    StreamRef stream;
    std::int64_t seq = 0;
};

struct Deadline {
    Uuid stayId;
    std::string rule;
    std::string subject;
    std::int64_t dueUs = 0;
};

class WorkStore {
public:
    virtual ~WorkStore() = default;
    virtual Status putOutbox(const StreamRef& stream, std::int64_t seq) = 0;
    /// Some rows, oldest id first; ids may appear out of order, so rows are deleted by id.
    virtual Result<std::vector<OutboxRow>> takeOutbox(int limit) = 0;
    virtual Status deleteOutbox(const std::vector<std::int64_t>& ids) = 0;
    virtual Result<std::int64_t> countOutbox() = 0;
    /// Writes nothing when they are the same.
    virtual Status replaceDeadlines(const Uuid& stayId, const std::vector<Deadline>& deadlines) = 0;
    virtual Result<std::vector<Deadline>> deadlinesOf(const Uuid& stayId) = 0;
    virtual Result<std::vector<Uuid>> dueStays(std::int64_t nowUs, int limit) = 0;
};

struct CameraRow {
    Uuid id;
    std::string code, name;
    Uuid roomId;
    std::string mainUrl, subUrl;
    std::string credentials;        ///< sealed; empty when none
    std::string transport = "tcp";  ///< tcp, udp
    bool audio = true, active = true;
    std::int64_t seq = 0;
};

/// Units, staff, rooms, cameras, cases, settings, confirmed rules.
class DirectoryStore {
public:
    virtual ~DirectoryStore() = default;
    virtual Result<std::vector<domain::Unit>> units() = 0;
    virtual Status putUnit(const domain::Unit& unit) = 0;
    virtual Result<std::vector<domain::Staff>> staff() = 0;
    virtual Result<std::optional<domain::Staff>> findStaff(const Uuid& id) = 0;
    virtual Status putStaff(const domain::Staff& staff) = 0;
    virtual Result<std::vector<domain::Room>> rooms() = 0;
    virtual Status putRoom(const domain::Room& room) = 0;
    virtual Result<std::vector<CameraRow>> cameras() = 0;
    virtual Status putCamera(const CameraRow& camera) = 0;
    virtual Result<std::vector<domain::Case>> cases(const std::string& numberPrefix, int limit) = 0;
    virtual Result<std::optional<domain::Case>> findCase(const Uuid& id) = 0;
    virtual Status putCase(const domain::Case& someCase) = 0;
    virtual Result<std::vector<std::pair<std::string, std::string>>> settings() = 0;
    virtual Status putSetting(const std::string& name, const std::string& value) = 0;
    virtual Result<std::vector<std::string>> confirmedRules() = 0;
    virtual Status putRuleConfirmation(const std::string& rule, bool confirmed,
                                       std::int64_t seq) = 0;
};

struct StayRow {
    Uuid id;
    std::string number;
    std::int64_t seq = 0;
    std::string state;
    Uuid caseId, unitId;
    std::optional<Uuid> roomId;
    std::int64_t arrivedUs = 0;
    std::optional<std::int64_t> departedUs;
    auto operator<=>(const StayRow&) const = default;
};

/// Where a page of a list ended: the time it is ordered by, and the id among equal times.
struct ListPlace {
    std::int64_t us = 0;
    Uuid id;
};

struct StayFilter {
    enum class Which { Open, Closed, All } which = Which::Open;
    std::string numberOrCase;
    std::optional<Uuid> unit;        ///< only stays of this unit
    std::optional<ListPlace> after;  ///< the page before ended there; none: from the newest
    int limit = 100;
};

struct QuestioningRow {
    Uuid id, stayId, roomId;
    int ordinal = 1;
    std::string kind;
    std::int64_t startedUs = 0;
    std::optional<std::int64_t> endedUs;
    bool settled = false;
};

struct ApprovalRow {
    Uuid id, stayId;
    std::int64_t neededByUs = 0, requestedUs = 0;
    std::optional<std::int64_t> decidedUs;
    auto operator<=>(const ApprovalRow&) const = default;
};

class StayStore {
public:
    virtual ~StayStore() = default;
    /// The next number of a Beijing day, for example 7; locked until the transaction ends.
    virtual Result<int> nextNumber(const std::string& day) = 0;
    virtual Status put(const StayRow& row) = 0;
    virtual Result<std::optional<StayRow>> find(const Uuid& id) = 0;
    virtual Result<std::vector<StayRow>> list(const StayFilter& filter) = 0;
    virtual Result<std::int64_t> count(const StayFilter& filter) = 0;
    /// The newest first.
    virtual Result<std::vector<StayRow>> ofCase(const Uuid& caseId, int limit) = 0;
    virtual Status replaceOccupancies(const Uuid& stayId,
                                      const std::vector<domain::Occupancy>& all) = 0;
    /// Occupancies of these rooms that are not over before `fromUs`.
    virtual Result<std::vector<domain::Occupancy>> occupancies(const std::vector<Uuid>& rooms,
                                                               std::int64_t fromUs) = 0;
    virtual Status putQuestioning(const QuestioningRow& row) = 0;
    virtual Status settleQuestioning(const Uuid& id) = 0;
    virtual Result<std::optional<QuestioningRow>> findQuestioning(const Uuid& id) = 0;
    virtual Result<std::vector<QuestioningRow>> questionings(bool openOnly, int limit) = 0;
    /// In this room, by start; those that began within the span or at most a day before it.
    virtual Result<std::vector<QuestioningRow>> questioningsIn(const Uuid& roomId,
                                                               domain::Span within) = 0;
    /// Open, or ended and not yet settled.
    virtual Result<std::vector<QuestioningRow>> unsettledQuestionings() = 0;
    /// Of this attendee in any questioning of the centre, as far as they are not over before
    /// `fromUs`.
    virtual Result<std::vector<domain::Elsewhere>> attendancesOf(const Uuid& attendee,
                                                                 std::int64_t fromUs) = 0;
    virtual Status replaceAttendances(const Uuid& questioningId,
                                      const std::vector<domain::Attendance>& all) = 0;
    virtual Status putApproval(const ApprovalRow& row) = 0;
    virtual Result<std::optional<ApprovalRow>> findApproval(const Uuid& id) = 0;
    /// Open ones by when they are needed, decided ones newest first.
    virtual Result<std::vector<ApprovalRow>> approvals(bool openOnly, int limit) = 0;
};

struct TranscriptRow {
    Uuid questioningId, stayId, caseId;
    std::int64_t begunUs = 0;
    auto operator<=>(const TranscriptRow&) const = default;
};

class TranscriptStore {
public:
    virtual ~TranscriptStore() = default;
    virtual Status put(const TranscriptRow& row) = 0;
    virtual Result<std::optional<TranscriptRow>> find(const Uuid& questioningId) = 0;
    /// The newest first.
    virtual Result<std::vector<TranscriptRow>> ofCase(const Uuid& caseId, int limit) = 0;
};

struct HandoverRow {
    Uuid id;
    std::int64_t seq = 0, preparedUs = 0;
    Uuid preparedBy;
    std::optional<std::int64_t> acceptedUs;
    std::optional<Uuid> acceptedBy;
    auto operator<=>(const HandoverRow&) const = default;
};

class HandoverStore {
public:
    virtual ~HandoverStore() = default;
    virtual Status put(const HandoverRow& row) = 0;
    virtual Result<std::optional<HandoverRow>> find(const Uuid& id) = 0;
    /// The newest first.
    virtual Result<std::vector<HandoverRow>> list(int limit) = 0;
};

/// A call for help as its list reads it; see domain/help.
struct HelpCallRow {
    Uuid id;
    std::int64_t seq = 0;
    std::string state;  ///< open, withdrawn, ended
    std::int64_t calledUs = 0;
    std::optional<Uuid> roomId;
    std::optional<std::int64_t> answeredUs, closedUs;
    auto operator<=>(const HelpCallRow&) const = default;
};

class HelpStore {
public:
    virtual ~HelpStore() = default;
    virtual Status put(const HelpCallRow& row) = 0;
    virtual Result<std::optional<HelpCallRow>> find(const Uuid& id) = 0;
    /// The earliest first.
    virtual Result<std::vector<HelpCallRow>> open(int limit) = 0;
    /// Withdrawn or ended since then, the newest first.
    virtual Result<std::vector<HelpCallRow>> closedSince(std::int64_t sinceUs, int limit) = 0;
};

/// A numbered form for when the system is away, and what became of it.
struct BlankFormRow {
    Uuid id, batchId;
    std::string number;
    std::string state = "blank";  ///< blank, used, spoiled, missing
    std::int64_t printedUs = 0;
    Uuid printedBy;
    std::optional<std::int64_t> settledUs;
    std::optional<Uuid> settledBy, stayId;
    auto operator<=>(const BlankFormRow&) const = default;
};

class BlankFormStore {
public:
    virtual ~BlankFormStore() = default;
    virtual Status put(const BlankFormRow& row) = 0;
    virtual Result<std::optional<BlankFormRow>> find(const Uuid& id) = 0;
    /// By number.
    virtual Result<std::vector<BlankFormRow>> ofBatch(const Uuid& batchId) = 0;
    /// Of one state, or of `all`; the newest number first.
    virtual Result<std::vector<BlankFormRow>> list(const std::string& state, int limit) = 0;
    /// How many there are, by state.
    virtual Result<std::map<std::string, std::int64_t>> counts() = 0;
};

using UptimeRow = domain::UpSpan;

class UptimeStore {
public:
    virtual ~UptimeStore() = default;
    virtual Status put(const UptimeRow& row) = 0;
    virtual Result<std::optional<UptimeRow>> newest() = 0;
    /// The first one ever; nothing is known of before.
    virtual Result<std::optional<UptimeRow>> oldest() = 0;
    /// From the one that holds `fromUs`, or the last before it; by time. At most `limit`, the
    /// newest.
    virtual Result<std::vector<UptimeRow>> within(std::int64_t fromUs, std::int64_t toUs,
                                                  int limit) = 0;
};

/// An exercise that somebody did in the practice centre.
struct PracticeRow {
    Uuid id, staffId;
    std::string exercise;
    std::int64_t startedUs = 0, endsUs = 0;
    std::vector<Uuid> stays, bookings;  ///< made for it
    bool operator==(const PracticeRow&) const = default;
};

class PracticeStore {
public:
    virtual ~PracticeStore() = default;
    /// A new one, or when it ends.
    virtual Status put(const PracticeRow& row) = 0;
    virtual Status putSeeds(const PracticeRow& row) = 0;
    virtual Result<std::optional<PracticeRow>> find(const Uuid& id) = 0;
    /// Of one member of staff, the newest first.
    virtual Result<std::vector<PracticeRow>> of(const Uuid& staffId, int limit) = 0;
};

struct BookingRow {
    Uuid id;
    std::string number;
    std::int64_t seq = 0;
    std::string state;  ///< expected, arrived, cancelled
    Uuid caseId, unitId;
    std::int64_t expectedUs = 0;
    std::optional<Uuid> stayId;
    auto operator<=>(const BookingRow&) const = default;
};

class BookingStore {
public:
    virtual ~BookingStore() = default;
    virtual Status put(const BookingRow& row) = 0;
    virtual Result<std::optional<BookingRow>> find(const Uuid& id) = 0;
    /// Of one state: expected ones by expected time, others the newest first.
    virtual Result<std::vector<BookingRow>> list(const std::string& state, int limit) = 0;
};

struct FindingRow {
    Uuid id;
    std::string rule;
    int ruleVersion = 1;
    std::string severity;
    Uuid stayId;
    std::string subject;
    std::optional<Uuid> questioningId, roomId;
    std::string status;
    bool provisional = false;
    std::int64_t atUs = 0;
    std::optional<std::int64_t> untilUs;
    std::int64_t raisedUs = 0;
    std::int64_t seq = 0;
};

struct FindingFilter {
    std::string status = "to_review";  ///< to_review, reviewed, cured, all
    std::string rule;
    std::optional<Uuid> stay;
    std::optional<Uuid> questioning;
    std::optional<ListPlace> after;  ///< as StayFilter
    int limit = 100;
};

class FindingStore {
public:
    virtual ~FindingStore() = default;
    virtual Status put(const FindingRow& row) = 0;
    virtual Result<std::optional<FindingRow>> find(const Uuid& id) = 0;
    virtual Result<std::vector<FindingRow>> list(const FindingFilter& filter) = 0;
    virtual Result<std::int64_t> count(const FindingFilter& filter) = 0;
    virtual Result<std::vector<FindingRow>> ofStay(const Uuid& stayId) = 0;
};

struct SignInRow {
    Hash tokenHash{};
    Uuid id, staffId;
    std::int64_t createdUs = 0, seenUs = 0, expiresUs = 0;
};

struct ViewRow {
    Uuid id, staffId, signInId, cameraId;
    std::string use;
    std::int64_t fromUs = 0, toUs = 0, openedUs = 0;
    std::optional<std::int64_t> closedUs;
};

struct AuditRow {
    std::int64_t id = 0;
    std::int64_t atUs = 0;
    Uuid actor;
    std::string action;
    std::string objectKind;
    Uuid object;
    std::string reason;
    std::string details;  ///< sealed; empty when nothing
    bool allowed = true;
    std::string peer;
};

struct AuditFilter {
    std::optional<Uuid> actor, object;
    std::string action;
    std::int64_t beforeId = 0;
    int limit = 100;
};

/// Sign-ins, passwords, views, invitations, audit.
class AccessStore {
public:
    virtual ~AccessStore() = default;
    /// Staff and password hash by login.
    virtual Result<std::optional<std::pair<Uuid, std::string>>> findLogin(
        const std::string& login) = 0;
    virtual Result<std::string> passwordHash(const Uuid& staffId) = 0;
    virtual Status setPassword(const Uuid& staffId, const std::string& hash) = 0;
    /// Empty when none was set.
    virtual Result<std::string> pinHash(const Uuid& staffId) = 0;
    virtual Status setPin(const Uuid& staffId, const std::string& hash, std::int64_t nowUs) = 0;
    /// The room in which the browser with this token stands.
    virtual Result<std::optional<Uuid>> terminalRoom(const Hash& tokenHash) = 0;
    virtual Status placeTerminal(const Hash& tokenHash, const Uuid& roomId, const Uuid& by,
                                 std::int64_t nowUs) = 0;
    virtual Status removeTerminal(const Hash& tokenHash) = 0;
    /// A sealed stay is open to this member of staff until then; 0: it is not.
    virtual Result<std::int64_t> openUntil(const Uuid& stayId, const Uuid& staffId) = 0;
    virtual Status putOpening(const Uuid& stayId, const Uuid& staffId, std::int64_t nowUs,
                              std::int64_t untilUs) = 0;
    virtual Status noteSignIn(const Uuid& staffId, std::int64_t nowUs) = 0;
    virtual Status putSignIn(const SignInRow& row) = 0;
    virtual Result<std::optional<SignInRow>> findSignIn(const Hash& tokenHash) = 0;
    virtual Result<std::vector<SignInRow>> signInsOf(const Uuid& staffId) = 0;
    virtual Status touchSignIn(const Hash& tokenHash, std::int64_t nowUs) = 0;
    virtual Status deleteSignIn(const Hash& tokenHash) = 0;
    virtual Status deleteSignInsOf(const Uuid& staffId, const Hash& except) = 0;
    virtual Status putView(const ViewRow& row) = 0;
    virtual Result<std::optional<ViewRow>> findView(const Uuid& id) = 0;
    virtual Status closeView(const Uuid& id, std::int64_t nowUs) = 0;
    virtual Status closeViewsOf(const Uuid& staffId, const Uuid& signInId, std::int64_t nowUs) = 0;
    /// Of one camera, opened within the span; at most 500.
    virtual Result<std::vector<ViewRow>> viewsOpened(const Uuid& cameraId, domain::Span within) = 0;
    virtual Result<std::vector<Uuid>> viewsClosedSince(std::int64_t sinceUs) = 0;
    virtual Status putAudit(const AuditRow& row) = 0;
    virtual Result<std::vector<AuditRow>> audit(const AuditFilter& filter) = 0;
    virtual Status putInvitation(const Hash& tokenHash, std::int64_t expiresUs) = 0;
    /// True when the token was unused and valid; it is used now.
    virtual Result<bool> useInvitation(const Hash& tokenHash, std::int64_t nowUs) = 0;
};

enum class CommitResult { Committed, Conflict, Unknown };

/// One transaction and its stores. Confined to one thread; undone unless committed.
class UnitOfWork {
public:
    virtual ~UnitOfWork() = default;
    virtual TimelineStore& timeline() = 0;
    virtual VaultStore& vault() = 0;
    virtual CommandStore& commands() = 0;
    virtual WorkStore& work() = 0;
    virtual DirectoryStore& directory() = 0;
    virtual StayStore& stays() = 0;
    virtual BookingStore& bookings() = 0;
    virtual HandoverStore& handovers() = 0;
    virtual HelpStore& help() = 0;
    virtual BlankFormStore& blankForms() = 0;
    virtual UptimeStore& uptime() = 0;
    virtual PracticeStore& practice() = 0;
    virtual TranscriptStore& transcripts() = 0;
    virtual FindingStore& findings() = 0;
    virtual RecordingStore& recordings() = 0;
    virtual ObservationStore& observations() = 0;
    virtual WatchingStore& watching() = 0;
    virtual StagedActStore& stagedActs() = 0;
    virtual ExportStore& exports() = 0;
    virtual RecipientStore& recipients() = 0;
    virtual RetentionStore& retention() = 0;
    virtual StorageFaultStore& storageFaults() = 0;
    virtual BodyCheckStore& bodyChecks() = 0;
    virtual AccessStore& access() = 0;
    virtual LogStore& log() = 0;
    virtual CommitResult commit() = 0;
};

/// Gives units of work. Thread-safe.
class Database {
public:
    virtual ~Database() = default;
    /// Fails with Unavailable or Exhausted.
    virtual Result<std::unique_ptr<UnitOfWork>> begin() = 0;
    /// Grows with every commit of this process that changed the directory or ended a sign-in: what
    /// was read of them under a smaller number may be out of date.
    virtual std::int64_t generation() = 0;
};

}  // namespace mingjing::app
