// SPDX-License-Identifier: Apache-2.0
// The stores of watching; as those in stores.h.
#pragma once

#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

class MysqlObservationStore final : public app::ObservationStore {
public:
    explicit MysqlObservationStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::ObservationRow& row) override;
    Status putPicture(const Uuid& id, const std::string& sealed) override;
    Result<std::optional<std::string>> picture(const Uuid& id) override;
    Result<std::optional<app::ObservationRow>> lock(const Uuid& id) override;
    Result<std::optional<app::ObservationRow>> find(const Uuid& id) override;
    Result<std::vector<app::ObservationRow>> list(const app::ObservationFilter& filter,
                                                  const std::optional<app::ListPlace>& after,
                                                  int limit) override;
    Result<std::map<Uuid, app::ObservationCounts>> counts() override;
    Result<std::vector<app::ObservationRow>> ofRoom(const Uuid& roomId, domain::Span within,
                                                    int limit) override;
    Result<std::vector<app::ObservationRow>> ofCamera(const Uuid& cameraId, std::int64_t sinceUs,
                                                      int limit) override;
    Result<std::optional<app::ObservationRow>> openOf(const Uuid& cameraId,
                                                      const std::string& kind) override;
    Status judge(const app::ObservationRow& row) override;
    Status markStaged(const Uuid& id, const Uuid& act) override;
    Result<std::vector<app::VerdictCount>> verdictCounts(std::int64_t sinceUs) override;

private:
    Transaction& transaction_;
};

class MysqlWatchingStore final : public app::WatchingStore {
public:
    explicit MysqlWatchingStore(Transaction& transaction) : transaction_(transaction) {}
    Result<std::vector<app::WatchingRow>> lock(const std::string& scope) override;
    Result<std::vector<app::WatchingRow>> versions(const std::string& scope) override;
    Result<std::optional<app::WatchingRow>> find(const std::string& scope,
                                                 std::int64_t version) override;
    Result<std::vector<app::WatchingRow>> inState(const std::string& state) override;
    Result<std::vector<app::WatchingRow>> proposals(const std::optional<app::ProposalPlace>& after,
                                                    int limit) override;
    Status add(const app::WatchingRow& row) override;
    Status note(const app::WatchingRow& row) override;
    Status putReference(const std::string& scope, std::int64_t version,
                        const std::string& sealed) override;
    Result<std::optional<std::string>> reference(const std::string& scope,
                                                 std::int64_t version) override;

private:
    Transaction& transaction_;
};

class MysqlStagedActStore final : public app::StagedActStore {
public:
    explicit MysqlStagedActStore(Transaction& transaction) : transaction_(transaction) {}
    Status put(const app::StagedActRow& row) override;
    Result<std::optional<app::StagedActRow>> lock(const Uuid& id) override;
    Result<std::optional<app::StagedActRow>> find(const Uuid& id) override;
    Result<std::vector<app::StagedActRow>> of(const Uuid& cameraId, std::int64_t sinceUs,
                                              int limit) override;
    Result<std::vector<app::StagedActRow>> since(std::int64_t us, int limit) override;

private:
    Transaction& transaction_;
};

}  // namespace mingjing::db::repositories
