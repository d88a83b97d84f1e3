// SPDX-License-Identifier: Apache-2.0
// Asking, answering, forgetting.
#include "center/app/camera_trials.h"

#include <algorithm>

#include "center/domain/json_read.h"

namespace mingjing::app {

namespace {

constexpr std::int64_t kAnswerUs = 30 * kernel::kSecondUs;
constexpr std::int64_t kTrialKeptUs = 3 * 60 * kernel::kSecondUs;
constexpr std::ptrdiff_t kMostWaiting = 8;
constexpr std::size_t kMostKept = 200;

void conclude(CameraTrial& trial, Json outcome) {
    trial.outcome = std::move(outcome);
    trial.username.clear();
    trial.password.clear();
}

}  // namespace

/// What nobody answered in time is answered here; what is old is forgotten.
void CameraTrials::expire(std::map<Uuid, CameraTrial>& trials) const {
    const std::int64_t now = clock_.mono().us;
    std::erase_if(trials,
                  [&](const auto& item) { return now - item.second.askedUs > kTrialKeptUs; });
    for (auto& [id, trial] : trials)
        if (!trial.outcome && now - trial.askedUs > kAnswerUs)
            conclude(trial, {{"trouble", "camera.no_recorder"}});
}

Result<Uuid> CameraTrials::ask(CameraTrial trial) {
    if (!recording_.connected("recorder"))
        return Error::of(ErrorKind::Unavailable, "camera.no_recorder");
    auto trials = trials_.lock();
    expire(*trials);
    const auto waiting = std::count_if(trials->begin(), trials->end(),
                                       [](const auto& item) { return !item.second.outcome; });
    if (waiting >= kMostWaiting || trials->size() >= kMostKept)
        return Error::of(ErrorKind::Exhausted, "camera.too_many_trials");
    trial.id = Uuid::make(clock_.wall().us);
    trial.askedUs = clock_.mono().us;
    const Uuid id = trial.id;
    trials->emplace(id, std::move(trial));
    return id;
}

Json CameraTrials::wanted() {
    auto trials = trials_.lock();
    expire(*trials);
    Json list = Json::array();
    for (const auto& [id, trial] : *trials)
        if (!trial.outcome)
            list.push_back({{"id", id.text()},
                            {"password", trial.password},
                            {"transport", trial.transport},
                            {"url", trial.url},
                            {"username", trial.username}});
    return list;
}

void CameraTrials::answer(const Json& body) {
    auto trials = trials_.lock();
    const auto found = trials->find(domain::readUuid(body, "trial"));
    if (found != trials->end() && !found->second.outcome) conclude(found->second, body);
}

Result<CameraTrial> CameraTrials::find(const Uuid& id, const Uuid& askedBy) {
    auto trials = trials_.lock();
    expire(*trials);
    const auto found = trials->find(id);
    if (found == trials->end() || found->second.askedBy != askedBy)
        return Error::of(ErrorKind::NotFound, "camera.trial_over");
    return found->second;
}

}  // namespace mingjing::app
