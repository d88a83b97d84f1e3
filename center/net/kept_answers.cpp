// SPDX-License-Identifier: Apache-2.0
// One maker a key; everybody else waits for what it made.
#include "center/net/kept_answers.h"

namespace mingjing::net {

namespace {

constexpr std::size_t kMostKeys = 200;  // one a unit and page; more only by mistake

}  // namespace

std::shared_ptr<KeptAnswers::Kept> KeptAnswers::slot(const std::string& key) {
    auto slots = slots_.lock();
    if (slots->size() >= kMostKeys && !slots->contains(key)) slots->clear();
    std::shared_ptr<Kept>& kept = (*slots)[key];
    if (!kept) kept = std::make_shared<Kept>();
    return kept;
}

kernel::Result<std::string> KeptAnswers::find(
    const std::string& key, const std::function<kernel::Result<std::string>()>& make) {
    const std::shared_ptr<Kept> kept = slot(key);
    const std::lock_guard lock(kept->making);
    // Before it is made: what is committed meanwhile makes it out of date.
    const std::int64_t commits = commits_;
    const kernel::MonoTime now = clock_.mono();
    if (kept->commits == commits && now.us - kept->at.us < kLongestUs) return kept->answer;
    MJ_ASSIGN(std::string made, make());
    kept->commits = commits;
    kept->at = now;
    kept->answer = made;
    return made;
}

}  // namespace mingjing::net
