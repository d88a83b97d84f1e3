// SPDX-License-Identifier: Apache-2.0
// The stores of one unit of work; each borrows the unit's transaction and lives no longer.
#pragma once

#include <map>

#include "center/app/ports.h"
#include "db/mysql/transaction.h"

namespace mingjing::db::repositories {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Hash;
using kernel::Result;
using kernel::Status;
using kernel::Uuid;
using mysql::Query;
using mysql::Row;
using mysql::Rows;
using mysql::Transaction;

/// For tables with a second unique key: the row of this id is updated, or inserted when there is
/// none. Both queries take the same placeholders, the id last. A second key in use is a Conflict.
inline Status updateOrInsert(Transaction& transaction, const Query& update, const Query& insert,
                             const mysql::Params& columns) {
    MJ_ASSIGN(const std::int64_t known, transaction.execute(update, columns));
    if (known > 0) return {};
    MJ_TRY(transaction.execute(insert, columns));
    return {};
}

class MysqlTimelineStore final : public app::TimelineStore {
public:
    explicit MysqlTimelineStore(Transaction& transaction) : transaction_(transaction) {}
    Result<app::Head> lockHead(const app::StreamRef& stream) override;
    Result<app::Head> readHead(const app::StreamRef& stream) override;
    Status append(const kernel::Envelope& envelope, const Hash& hash) override;
    Status moveHead(const app::StreamRef& stream, const app::Head& head) override;
    Result<std::vector<std::pair<kernel::Envelope, Hash>>> read(
        const app::StreamRef& stream) override;
    Result<std::vector<std::pair<kernel::Envelope, Hash>>> readPart(const app::StreamRef& stream,
                                                                    std::int64_t afterSeq,
                                                                    std::int64_t toSeq) override;

private:
    Transaction& transaction_;
    std::map<app::StreamRef, std::int64_t> appended_;  ///< since the head was last moved
};

class MysqlVaultStore final : public app::VaultStore {
public:
    explicit MysqlVaultStore(Transaction& transaction) : transaction_(transaction) {}
    Status putKey(const Uuid& id, const std::string& wrapped, std::int64_t nowUs) override;
    Result<std::optional<std::string>> readKey(const Uuid& id) override;
    Status putDocument(const app::SealedDocument& document) override;
    Result<std::vector<app::SealedDocument>> documentsOfKey(const Uuid& keyId) override;
    Status eraseDocument(const Uuid& id) override;

private:
    Transaction& transaction_;
};

class MysqlCommandStore final : public app::CommandStore {
public:
    explicit MysqlCommandStore(Transaction& transaction) : transaction_(transaction) {}
    Result<std::optional<app::StoredCommand>> find(const Uuid& actor, const Uuid& key) override;
    Status put(const Uuid& actor, const Uuid& key, const app::StoredCommand& command,
               std::int64_t nowUs) override;

private:
    Transaction& transaction_;
};

class MysqlWorkStore final : public app::WorkStore {
public:
    explicit MysqlWorkStore(Transaction& transaction) : transaction_(transaction) {}
    Status putOutbox(const app::StreamRef& stream, std::int64_t seq) override;
    Result<std::vector<app::OutboxRow>> takeOutbox(int limit) override;
    Status deleteOutbox(const std::vector<std::int64_t>& ids) override;
    Result<std::int64_t> countOutbox() override;
    Status replaceDeadlines(const Uuid& stayId,
                            const std::vector<app::Deadline>& deadlines) override;
    Result<std::vector<app::Deadline>> deadlinesOf(const Uuid& stayId) override;
    Result<std::vector<Uuid>> dueStays(std::int64_t nowUs, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlDirectoryStore final : public app::DirectoryStore {
public:
    explicit MysqlDirectoryStore(Transaction& transaction) : transaction_(transaction) {}
    Result<std::vector<domain::Unit>> units() override;
    Status putUnit(const domain::Unit& unit) override;
    Result<std::vector<domain::Staff>> staff() override;
    Result<std::optional<domain::Staff>> findStaff(const Uuid& id) override;
    Status putStaff(const domain::Staff& staff) override;
    Result<std::vector<domain::Room>> rooms() override;
    Status putRoom(const domain::Room& room) override;
    Result<std::vector<app::CameraRow>> cameras() override;
    Status putCamera(const app::CameraRow& camera) override;
    Result<std::vector<domain::Case>> cases(const std::string& numberPrefix, int limit) override;
    Result<std::optional<domain::Case>> findCase(const Uuid& id) override;
    Status putCase(const domain::Case& someCase) override;
    Result<std::vector<std::pair<std::string, std::string>>> settings() override;
    Status putSetting(const std::string& name, const std::string& value) override;
    Result<std::vector<std::string>> confirmedRules() override;
    Status putRuleConfirmation(const std::string& rule, bool confirmed, std::int64_t seq) override;

private:
    Transaction& transaction_;
};

class MysqlStayStore final : public app::StayStore {
public:
    explicit MysqlStayStore(Transaction& transaction) : transaction_(transaction) {}
    Result<int> nextNumber(const std::string& day) override;
    Status put(const app::StayRow& row) override;
    Result<std::optional<app::StayRow>> find(const Uuid& id) override;
    Result<std::vector<app::StayRow>> list(const app::StayFilter& filter) override;
    Result<std::int64_t> count(const app::StayFilter& filter) override;
    Result<std::vector<app::StayRow>> ofCase(const Uuid& caseId, int limit) override;
    Status replaceOccupancies(const Uuid& stayId,
                              const std::vector<domain::Occupancy>& all) override;
    Result<std::vector<domain::Occupancy>> occupancies(const std::vector<Uuid>& rooms,
                                                       std::int64_t fromUs) override;
    Status putQuestioning(const app::QuestioningRow& row) override;
    Status settleQuestioning(const Uuid& id) override;
    Result<std::optional<app::QuestioningRow>> findQuestioning(const Uuid& id) override;
    Result<std::vector<app::QuestioningRow>> questionings(bool openOnly, int limit) override;
    Result<std::vector<app::QuestioningRow>> questioningsIn(const Uuid& roomId,
                                                            domain::Span within) override;
    Result<std::vector<app::QuestioningRow>> unsettledQuestionings() override;
    Result<std::vector<domain::Elsewhere>> attendancesOf(const Uuid& attendee,
                                                         std::int64_t fromUs) override;
    Status replaceAttendances(const Uuid& questioningId,
                              const std::vector<domain::Attendance>& all) override;
    Status putApproval(const app::ApprovalRow& row) override;
    Result<std::optional<app::ApprovalRow>> findApproval(const Uuid& id) override;
    Result<std::vector<app::ApprovalRow>> approvals(bool openOnly, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlBookingStore final : public app::BookingStore {
public:
    explicit MysqlBookingStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::BookingRow& row) override;
    Result<std::optional<app::BookingRow>> find(const Uuid& id) override;
    Result<std::vector<app::BookingRow>> list(const std::string& state, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlTranscriptStore final : public app::TranscriptStore {
public:
    explicit MysqlTranscriptStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::TranscriptRow& row) override;
    Result<std::optional<app::TranscriptRow>> find(const Uuid& questioningId) override;
    Result<std::vector<app::TranscriptRow>> ofCase(const Uuid& caseId, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlHandoverStore final : public app::HandoverStore {
public:
    explicit MysqlHandoverStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::HandoverRow& row) override;
    Result<std::optional<app::HandoverRow>> find(const Uuid& id) override;
    Result<std::vector<app::HandoverRow>> list(int limit) override;

private:
    Transaction& transaction_;
};

class MysqlHelpStore final : public app::HelpStore {
public:
    explicit MysqlHelpStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::HelpCallRow& row) override;
    Result<std::optional<app::HelpCallRow>> find(const Uuid& id) override;
    Result<std::vector<app::HelpCallRow>> open(int limit) override;
    Result<std::vector<app::HelpCallRow>> closedSince(std::int64_t sinceUs, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlBlankFormStore final : public app::BlankFormStore {
public:
    explicit MysqlBlankFormStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::BlankFormRow& row) override;
    Result<std::optional<app::BlankFormRow>> find(const Uuid& id) override;
    Result<std::vector<app::BlankFormRow>> ofBatch(const Uuid& batchId) override;
    Result<std::vector<app::BlankFormRow>> list(const std::string& state, int limit) override;
    Result<std::map<std::string, std::int64_t>> counts() override;

private:
    Transaction& transaction_;
};

class MysqlExportStore final : public app::ExportStore {
public:
    explicit MysqlExportStore(Transaction& transaction) : transaction_(transaction) {}
    Status release(const Uuid& id, const Uuid& stayId, const std::string& terms,
                   std::int64_t nowUs) override;
    Status made(const Uuid& id, std::int64_t nowUs, const app::MadePackageRow& package) override;
    Status failed(const Uuid& id, const std::string& problem) override;
    Status retry(const Uuid& id) override;
    Result<std::optional<app::ExportRow>> find(const Uuid& id) override;
    Result<std::vector<app::ExportRow>> since(std::int64_t us, int limit) override;
    Status noteNodeKey(const app::NodeKeyRow& row) override;
    Result<std::vector<app::NodeKeyRow>> nodeKeys() override;

private:
    Transaction& transaction_;
};

class MysqlBodyCheckStore final : public app::BodyCheckStore {
public:
    explicit MysqlBodyCheckStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const domain::BodyCheckOpening& opening) override;
    Result<std::vector<domain::BodyCheckOpening>> of(const Uuid& staffId,
                                                     const Uuid& cameraId) override;

private:
    Transaction& transaction_;
};

class MysqlRecipientStore final : public app::RecipientStore {
public:
    explicit MysqlRecipientStore(Transaction& transaction) : transaction_(transaction) {}
    Status add(const app::RecipientRow& row) override;
    Status note(const app::RecipientRow& row) override;
    Result<std::optional<app::RecipientRow>> lock(const Uuid& id) override;
    Result<std::optional<app::RecipientRow>> find(const Uuid& id) override;
    Result<std::vector<app::RecipientRow>> list(int limit) override;

private:
    Transaction& transaction_;
};

class MysqlRetentionStore final : public app::RetentionStore {
public:
    explicit MysqlRetentionStore(Transaction& transaction) : transaction_(transaction) {}
    Status putStayHold(const Uuid& stayId, bool held, const std::string& reasons) override;
    Result<std::vector<app::SegmentRow>> removable(std::int64_t beforeUs, int limit) override;
    Result<app::KeptBytes> kept(std::int64_t beforeUs) override;
    Status removed(const Uuid& segment, std::int64_t nowUs) override;
    Status putHold(const app::LegalHoldRow& row) override;
    Result<std::optional<app::LegalHoldRow>> findHold(const Uuid& id) override;
    Result<std::vector<app::LegalHoldRow>> holds(int limit) override;
    Status putOrder(const app::RemovalOrderRow& row) override;
    Result<std::vector<app::RemovalOrderRow>> orders(int limit) override;

private:
    Transaction& transaction_;
};

class MysqlUptimeStore final : public app::UptimeStore {
public:
    explicit MysqlUptimeStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::UptimeRow& row) override;
    Result<std::optional<app::UptimeRow>> newest() override;
    Result<std::optional<app::UptimeRow>> oldest() override;
    Result<std::vector<app::UptimeRow>> within(std::int64_t fromUs, std::int64_t toUs,
                                               int limit) override;

private:
    Transaction& transaction_;
};

class MysqlPracticeStore final : public app::PracticeStore {
public:
    explicit MysqlPracticeStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::PracticeRow& row) override;
    Status putSeeds(const app::PracticeRow& row) override;
    Result<std::optional<app::PracticeRow>> find(const Uuid& id) override;
    Result<std::vector<app::PracticeRow>> of(const Uuid& staffId, int limit) override;

private:
    Transaction& transaction_;
};

class MysqlFindingStore final : public app::FindingStore {
public:
    explicit MysqlFindingStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::FindingRow& row) override;
    Result<std::optional<app::FindingRow>> find(const Uuid& id) override;
    Result<std::vector<app::FindingRow>> list(const app::FindingFilter& filter) override;
    Result<std::int64_t> count(const app::FindingFilter& filter) override;
    Result<std::vector<app::FindingRow>> ofStay(const Uuid& stayId) override;

private:
    Transaction& transaction_;
};

class MysqlRecordingStore final : public app::RecordingStore {
public:
    explicit MysqlRecordingStore(Transaction& transaction) : transaction_(transaction) {}
    Status putSegment(const app::SegmentRow& row) override;
    Status extendOpenSegments(const Uuid& cameraId, const std::string& stream,
                              std::int64_t durableUs) override;
    Result<std::vector<app::SegmentRow>> segments(const Uuid& cameraId, const std::string& stream,
                                                  domain::Span within) override;
    Result<std::vector<app::SegmentRow>> segmentsBegun(const std::string& node,
                                                       const Uuid& cameraId,
                                                       const std::string& stream,
                                                       domain::Span within) override;
    Status copied(const Uuid& segment, std::optional<std::int64_t> sinceUs) override;
    Result<std::map<Uuid, Breaks>> breaks(domain::Span within) override;
    Status putGap(const app::GapRow& row) override;
    Result<std::vector<app::GapRow>> gaps(const Uuid& cameraId, const std::string& stream,
                                          domain::Span within) override;
    Status putCount(const domain::CountChange& change, const std::string& detector,
                    std::int64_t receivedUs) override;
    Result<std::vector<domain::CountChange>> counts(const Uuid& cameraId,
                                                    domain::Span within) override;
    Status putWatch(const app::WatchRow& row) override;
    Result<std::vector<app::WatchRow>> notWatched(const Uuid& cameraId,
                                                  domain::Span within) override;
    Result<std::vector<app::WatchRow>> watches(const Uuid& cameraId, domain::Span within,
                                               int limit) override;
    Result<std::vector<app::WatchedTime>> watchedTime(domain::Span within) override;
    Status putLivenessReading(const app::LivenessReadingRow& row) override;
    Result<std::vector<app::LivenessReadingRow>> livenessReadings(const Uuid& cameraId,
                                                                  domain::Span within) override;
    Result<std::int64_t> lockNode(const std::string& node, const Uuid& boot) override;
    Status ackNode(const std::string& node, const Uuid& boot, std::int64_t seq,
                   std::int64_t nowUs) override;

private:
    Transaction& transaction_;
};

class MysqlStorageFaultStore final : public app::StorageFaultStore {
public:
    explicit MysqlStorageFaultStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::StorageFaultRow& row) override;
    Status end(const Uuid& id, std::int64_t nowUs) override;
    Result<std::vector<app::StorageFaultRow>> list(int limit) override;
    Result<std::int64_t> countOpen() override;
    Status putUnreadable(const app::UnreadableReportRow& row) override;
    Result<std::vector<app::UnreadableReportRow>> unreadable(int limit) override;
    Result<std::int64_t> countUnreadable() override;

private:
    Transaction& transaction_;
};

class MysqlAccessStore final : public app::AccessStore {
public:
    explicit MysqlAccessStore(Transaction& transaction) : transaction_(transaction) {}
    Result<std::optional<std::pair<Uuid, std::string>>> findLogin(
        const std::string& login) override;
    Result<std::string> passwordHash(const Uuid& staffId) override;
    Status setPassword(const Uuid& staffId, const std::string& hash) override;
    Result<std::string> pinHash(const Uuid& staffId) override;
    Status setPin(const Uuid& staffId, const std::string& hash, std::int64_t nowUs) override;
    Result<std::optional<Uuid>> terminalRoom(const Hash& tokenHash) override;
    Status placeTerminal(const Hash& tokenHash, const Uuid& roomId, const Uuid& by,
                         std::int64_t nowUs) override;
    Status removeTerminal(const Hash& tokenHash) override;
    Result<std::int64_t> openUntil(const Uuid& stayId, const Uuid& staffId) override;
    Status putOpening(const Uuid& stayId, const Uuid& staffId, std::int64_t nowUs,
                      std::int64_t untilUs) override;
    Status noteSignIn(const Uuid& staffId, std::int64_t nowUs) override;
    Status putSignIn(const app::SignInRow& row) override;
    Result<std::optional<app::SignInRow>> findSignIn(const Hash& tokenHash) override;
    Result<std::vector<app::SignInRow>> signInsOf(const Uuid& staffId) override;
    Status touchSignIn(const Hash& tokenHash, std::int64_t nowUs) override;
    Status deleteSignIn(const Hash& tokenHash) override;
    Status deleteSignInsOf(const Uuid& staffId, const Hash& except) override;
    Status putView(const app::ViewRow& row) override;
    Result<std::optional<app::ViewRow>> findView(const Uuid& id) override;
    Status closeView(const Uuid& id, std::int64_t nowUs) override;
    Status closeViewsOf(const Uuid& staffId, const Uuid& signInId, std::int64_t nowUs) override;
    Result<std::vector<app::ViewRow>> viewsOpened(const Uuid& cameraId,
                                                  domain::Span within) override;
    Result<std::vector<Uuid>> viewsClosedSince(std::int64_t sinceUs) override;
    Status putAudit(const app::AuditRow& row) override;
    Result<std::vector<app::AuditRow>> audit(const app::AuditFilter& filter) override;
    Status putInvitation(const Hash& tokenHash, std::int64_t expiresUs) override;
    Result<bool> useInvitation(const Hash& tokenHash, std::int64_t nowUs) override;
    [[nodiscard]] bool touchedStaff() const { return touchedStaff_; }

private:
    bool touchedStaff_ = false;
    Transaction& transaction_;
};

class MysqlLogStore final : public app::LogStore {
public:
    explicit MysqlLogStore(Transaction& transaction) : transaction_(transaction) {}
    Status lock() override;
    Result<std::vector<app::LogQueueRow>> takeQueue(int limit) override;
    Status deleteQueue(const std::vector<std::int64_t>& ids) override;
    Status putLeaf(const app::LogLeafRow& row) override;
    Status putSubtree(const kernel::SubtreeHash& subtree) override;
    Result<Hash> subtree(const kernel::Subtree& subtree) override;
    Result<std::vector<app::LogLeafRow>> leaves(std::int64_t from, int limit) override;
    Result<std::optional<app::LogLeafRow>> findLeaf(const app::LogSubject& subject) override;
    Result<std::int64_t> seqBefore(const app::LogSubject& subject) override;
    Status putHead(const kernel::SignedHead& head) override;
    Result<std::optional<kernel::SignedHead>> newestHead() override;
    Result<std::optional<kernel::SignedHead>> findHead(std::int64_t counter) override;
    Result<std::optional<kernel::SignedHead>> headOver(std::int64_t position) override;
    Result<std::optional<kernel::SignedHead>> headAt(std::int64_t us) override;
    Result<std::vector<app::LogHeadRow>> heads(std::int64_t fromCounter, int limit) override;
    Result<std::vector<kernel::SignedHead>> headsSigned(domain::Span within, int limit) override;
    Result<std::optional<app::AuditRow>> auditEntry(std::int64_t id) override;
    Result<std::vector<app::LogSubject>> leftOut(int limit) override;
    Status putWitness(const app::LogWitnessRow& row) override;
    Result<std::vector<app::LogWitnessRow>> witnesses() override;
    Status putCountersignature(const app::LogCountersignatureRow& row) override;
    Result<std::vector<app::LogCountersignatureRow>> newestCountersignatures() override;
    Status putTimestamp(const app::LogTimestampRow& row) override;
    Result<std::optional<app::LogTimestampRow>> newestTimestamp() override;
    Result<std::optional<app::LogTimestampRow>> timestampFrom(std::int64_t counter) override;

private:
    Transaction& transaction_;
};

}  // namespace mingjing::db::repositories
