// SPDX-License-Identifier: Apache-2.0
// A unit of work: one lent session, its transaction, and stores made when first used.
#include "db/repositories/database.h"

#include "db/repositories/directory_cache.h"
#include "db/repositories/observation_stores.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

namespace {

/// Makes a store over the unit's transaction when it is first asked for.
template <typename Store>
class Lazy {
public:
    Store& in(Transaction& transaction) {
        if (!store_) store_.emplace(transaction);
        return *store_;
    }
    [[nodiscard]] const std::optional<Store>& made() const { return store_; }

private:
    std::optional<Store> store_;
};

class MysqlUnit final : public app::UnitOfWork {
public:
    MysqlUnit(mysql::Pool::Lease lease, Transaction transaction, DirectoryCache& directory)
        : lease_(std::move(lease)),
          transaction_(std::move(transaction)),
          cache_(directory),
          directory_(transaction_, directory) {}

    app::TimelineStore& timeline() override { return timeline_.in(transaction_); }
    app::VaultStore& vault() override { return vault_.in(transaction_); }
    app::CommandStore& commands() override { return commands_.in(transaction_); }
    app::WorkStore& work() override { return work_.in(transaction_); }
    app::DirectoryStore& directory() override { return directory_; }
    app::StayStore& stays() override { return stays_.in(transaction_); }
    app::BookingStore& bookings() override { return bookings_.in(transaction_); }
    app::TranscriptStore& transcripts() override { return transcripts_.in(transaction_); }
    app::HandoverStore& handovers() override { return handovers_.in(transaction_); }
    app::HelpStore& help() override { return help_.in(transaction_); }
    app::BlankFormStore& blankForms() override { return blankForms_.in(transaction_); }
    app::UptimeStore& uptime() override { return uptime_.in(transaction_); }
    app::PracticeStore& practice() override { return practice_.in(transaction_); }
    app::FindingStore& findings() override { return findings_.in(transaction_); }
    app::RecordingStore& recordings() override { return recordings_.in(transaction_); }
    app::ObservationStore& observations() override { return observations_.in(transaction_); }
    app::WatchingStore& watching() override { return watching_.in(transaction_); }
    app::StagedActStore& stagedActs() override { return stagedActs_.in(transaction_); }
    app::ExportStore& exports() override { return exports_.in(transaction_); }
    app::BodyCheckStore& bodyChecks() override { return bodyChecks_.in(transaction_); }
    app::RecipientStore& recipients() override { return recipients_.in(transaction_); }
    app::RetentionStore& retention() override { return retention_.in(transaction_); }
    app::StorageFaultStore& storageFaults() override { return storageFaults_.in(transaction_); }
    app::AccessStore& access() override { return access_.in(transaction_); }
    app::LogStore& log() override { return log_.in(transaction_); }

    app::CommitResult commit() override {
        const mysql::CommitOutcome outcome = transaction_.commit();
        const bool touchedStaff = access_.made() && access_.made()->touchedStaff();
        if (directory_.wrote() || touchedStaff) cache_.empty();
        switch (outcome) {
            case mysql::CommitOutcome::Committed:
                return app::CommitResult::Committed;
            case mysql::CommitOutcome::Conflict:
                return app::CommitResult::Conflict;
            case mysql::CommitOutcome::Unknown:
                break;
        }
        return app::CommitResult::Unknown;
    }

private:
    // The transaction ends before its session goes back: members are destroyed in reverse.
    mysql::Pool::Lease lease_;
    Transaction transaction_;
    DirectoryCache& cache_;
    CachedDirectoryStore directory_;
    Lazy<MysqlTimelineStore> timeline_;
    Lazy<MysqlVaultStore> vault_;
    Lazy<MysqlCommandStore> commands_;
    Lazy<MysqlWorkStore> work_;
    Lazy<MysqlStayStore> stays_;
    Lazy<MysqlBookingStore> bookings_;
    Lazy<MysqlTranscriptStore> transcripts_;
    Lazy<MysqlHandoverStore> handovers_;
    Lazy<MysqlHelpStore> help_;
    Lazy<MysqlBlankFormStore> blankForms_;
    Lazy<MysqlUptimeStore> uptime_;
    Lazy<MysqlPracticeStore> practice_;
    Lazy<MysqlFindingStore> findings_;
    Lazy<MysqlRecordingStore> recordings_;
    Lazy<MysqlObservationStore> observations_;
    Lazy<MysqlWatchingStore> watching_;
    Lazy<MysqlStagedActStore> stagedActs_;
    Lazy<MysqlExportStore> exports_;
    Lazy<MysqlRecipientStore> recipients_;
    Lazy<MysqlRetentionStore> retention_;
    Lazy<MysqlStorageFaultStore> storageFaults_;
    Lazy<MysqlBodyCheckStore> bodyChecks_;
    Lazy<MysqlAccessStore> access_;
    Lazy<MysqlLogStore> log_;
};

}  // namespace

MysqlDatabase::MysqlDatabase(mysql::ConnectionOptions options, std::size_t poolSize)
    : pool_(std::move(options), poolSize), directory_(std::make_unique<DirectoryCache>()) {}
MysqlDatabase::~MysqlDatabase() = default;

std::int64_t MysqlDatabase::generation() {
    return directory_->generation();
}

app::Result<std::unique_ptr<app::UnitOfWork>> MysqlDatabase::begin() {
    for (bool lastTry : {false, true}) {
        MJ_ASSIGN(mysql::Pool::Lease lease, pool_.borrow());
        auto transaction = Transaction::begin(*lease);
        if (transaction.ok())
            return std::unique_ptr<app::UnitOfWork>(std::make_unique<MysqlUnit>(
                std::move(lease), std::move(transaction).value(), *directory_));
        // A session that died while idle; the pool drops it and its fellows when it goes back.
        if (lastTry || !lease->broken()) return transaction.error();
    }
    return Error::of(ErrorKind::Unavailable, "db.unreachable");
}

}  // namespace mingjing::db::repositories
