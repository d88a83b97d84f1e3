// SPDX-License-Identifier: Apache-2.0
// Reading through, and writing past, what is kept of the directory.
#include "db/repositories/directory_cache.h"

#include <algorithm>

namespace mingjing::db::repositories {

using Lists = DirectoryCache::Lists;

void DirectoryCache::empty() {
    auto state = state_.lock();
    state->lists = {};
    ++state->generation;
}

std::int64_t DirectoryCache::generation() {
    return state_.lock()->generation;
}

kernel::Guarded<DirectoryCache::State>::Access DirectoryCache::fresh() {
    auto state = state_.lock();
    const std::int64_t nowUs = kernel::SystemClock().mono().us;
    if (nowUs - state->sinceUs > kKeptUs) {
        state->lists = {};
        state->sinceUs = nowUs;
    }
    return state;
}

std::optional<domain::Case> DirectoryCache::findCase(const Uuid& id) {
    auto state = fresh();
    const auto it = state->lists.cases.find(id);
    return it == state->lists.cases.end() ? std::nullopt : std::optional(it->second);
}

void DirectoryCache::keepCase(const domain::Case& someCase, std::int64_t generation) {
    auto state = fresh();
    if (state->generation == generation) state->lists.cases[someCase.id] = someCase;
}

template <typename List>
Result<List> CachedDirectoryStore::read(std::optional<List> Lists::*which,
                                        Result<List> (MysqlDirectoryStore::*inner)()) {
    if (wrote_) return (store_.*inner)();
    if (auto kept = cache_.find(which)) return std::move(*kept);
    MJ_ASSIGN(List list, (store_.*inner)());
    cache_.keep(which, list, generation_);
    return list;
}

Result<std::vector<domain::Unit>> CachedDirectoryStore::units() {
    return read(&Lists::units, &MysqlDirectoryStore::units);
}
Result<std::vector<domain::Staff>> CachedDirectoryStore::staff() {
    return read(&Lists::staff, &MysqlDirectoryStore::staff);
}
Result<std::vector<domain::Room>> CachedDirectoryStore::rooms() {
    return read(&Lists::rooms, &MysqlDirectoryStore::rooms);
}
Result<std::vector<app::CameraRow>> CachedDirectoryStore::cameras() {
    return read(&Lists::cameras, &MysqlDirectoryStore::cameras);
}
Result<std::vector<std::pair<std::string, std::string>>> CachedDirectoryStore::settings() {
    return read(&Lists::settings, &MysqlDirectoryStore::settings);
}
Result<std::vector<std::string>> CachedDirectoryStore::confirmedRules() {
    return read(&Lists::confirmedRules, &MysqlDirectoryStore::confirmedRules);
}

Result<std::optional<domain::Staff>> CachedDirectoryStore::findStaff(const Uuid& id) {
    MJ_ASSIGN(const auto all, staff());
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.id == id; });
    return it == all.end() ? std::nullopt : std::optional(*it);
}

Result<std::vector<domain::Case>> CachedDirectoryStore::cases(const std::string& numberPrefix,
                                                              int limit) {
    return store_.cases(numberPrefix, limit);
}
Result<std::optional<domain::Case>> CachedDirectoryStore::findCase(const Uuid& id) {
    if (wrote_) return store_.findCase(id);
    if (auto kept = cache_.findCase(id)) return kept;
    MJ_ASSIGN(const auto found, store_.findCase(id));
    if (found) cache_.keepCase(*found, generation_);
    return found;
}
Status CachedDirectoryStore::putCase(const domain::Case& someCase) {
    wrote_ = true;
    return store_.putCase(someCase);
}

Status CachedDirectoryStore::putUnit(const domain::Unit& unit) {
    wrote_ = true;
    return store_.putUnit(unit);
}
Status CachedDirectoryStore::putStaff(const domain::Staff& staff) {
    wrote_ = true;
    return store_.putStaff(staff);
}
Status CachedDirectoryStore::putRoom(const domain::Room& room) {
    wrote_ = true;
    return store_.putRoom(room);
}
Status CachedDirectoryStore::putCamera(const app::CameraRow& camera) {
    wrote_ = true;
    return store_.putCamera(camera);
}
Status CachedDirectoryStore::putSetting(const std::string& name, const std::string& value) {
    wrote_ = true;
    return store_.putSetting(name, value);
}
Status CachedDirectoryStore::putRuleConfirmation(const std::string& rule, bool confirmed,
                                                 std::int64_t seq) {
    wrote_ = true;
    return store_.putRuleConfirmation(rule, confirmed, seq);
}

}  // namespace mingjing::db::repositories
