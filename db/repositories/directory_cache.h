// SPDX-License-Identifier: Apache-2.0
// The directory is read by every request and changed a few times a day: what was read is kept for a
// moment.
#pragma once

#include <map>
#include <optional>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "db/repositories/stores.h"

namespace mingjing::db::repositories {

/// Whole lists, and single cases, as last read. Emptied by every commit that changed the directory,
/// before that commit is told to anybody; changes made outside this process show after `kKeptUs`.
/// Thread-safe.
class DirectoryCache {
public:
    static constexpr std::int64_t kKeptUs = kernel::kSecondUs;

    struct Lists {
        std::optional<std::vector<domain::Unit>> units;
        std::optional<std::vector<domain::Staff>> staff;
        std::optional<std::vector<domain::Room>> rooms;
        std::optional<std::vector<app::CameraRow>> cameras;
        std::optional<std::vector<std::pair<std::string, std::string>>> settings;
        std::optional<std::vector<std::string>> confirmedRules;
        std::map<Uuid, domain::Case> cases;  ///< those that were asked for
    };

    void empty();
    [[nodiscard]] std::int64_t generation();
    template <typename List>
    std::optional<List> find(std::optional<List> Lists::*which) {
        return fresh()->lists.*which;
    }
    std::optional<domain::Case> findCase(const Uuid& id);
    /// Kept unless the directory was changed since `generation`: the reader's view may be older.
    template <typename List>
    void keep(std::optional<List> Lists::*which, const List& list, std::int64_t generation) {
        auto state = fresh();
        if (state->generation == generation) state->lists.*which = list;
    }
    void keepCase(const domain::Case& someCase, std::int64_t generation);

private:
    struct State {
        Lists lists;
        std::int64_t sinceUs = 0;
        std::int64_t generation = 0;
    };
    /// The state without what is too old.
    kernel::Guarded<State>::Access fresh();
    kernel::Guarded<State> state_;
};

/// The directory of one unit of work, through the cache until the unit itself writes.
class CachedDirectoryStore final : public app::DirectoryStore {
public:
    CachedDirectoryStore(Transaction& transaction, DirectoryCache& cache)
        : store_(transaction), cache_(cache), generation_(cache.generation()) {}

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

    [[nodiscard]] bool wrote() const { return wrote_; }

private:
    template <typename List>
    Result<List> read(std::optional<List> DirectoryCache::Lists::*which,
                      Result<List> (MysqlDirectoryStore::*inner)());
    MysqlDirectoryStore store_;
    DirectoryCache& cache_;
    const std::int64_t generation_;
    bool wrote_ = false;
};

}  // namespace mingjing::db::repositories
