// SPDX-License-Identifier: Apache-2.0
// Trials: begun, told, forgotten.
#include "video/recorder_trials.h"

#include <algorithm>

namespace mingjing::video {

using kernel::Json;
using kernel::Uuid;

namespace {

constexpr std::ptrdiff_t kMostAtOnce = 8;
constexpr std::int64_t kKeptUs = 3 * 60 * kernel::kSecondUs;

Json bodyOf(const Uuid& id, const kernel::Result<capture::TrialFound>& found) {
    Json body = {{"trial", id.text()}};
    if (!found.ok()) {
        body["trouble"] = found.error().code;
        if (found.error().code == "camera.codec_unsupported")
            body["offered"] = found.error().internal;
        return body;
    }
    const auto& video = found->run->tracks.front();
    body["codecs"] = found->run->codecs;
    body["fpsMilli"] = found->fpsMilli;
    body["height"] = video.height;
    body["sound"] = found->run->hasAudio();
    body["width"] = video.width;
    return body;
}

}  // namespace

RecorderTrials::RecorderTrials(const kernel::Clock& clock, Tell tell)
    : clock_(clock), tell_(std::move(tell)) {}

RecorderTrials::~RecorderTrials() {
    stop();
}

void RecorderTrials::stop() {
    stop_ = true;
    for (auto& [id, trial] : std::exchange(*trials_.lock(), {}))
        if (trial->thread.joinable()) trial->thread.join();
}

void RecorderTrials::forgetOld() {
    const std::int64_t before = clock_.mono().us - kKeptUs;
    auto trials = trials_.lock();
    for (auto it = trials->begin(); it != trials->end();) {
        const bool old = it->second->done && it->second->beganUs < before;
        if (old && it->second->thread.joinable()) it->second->thread.join();
        it = old ? trials->erase(it) : std::next(it);
    }
}

void RecorderTrials::apply(const std::vector<DesiredTrial>& trials) {
    forgetOld();
    for (const auto& wish : trials)
        if (!begin(wish)) tell_({{"trial", wish.id.text()}, {"trouble", "camera.too_many_trials"}});
}

/// False when too many are under way.
bool RecorderTrials::begin(const DesiredTrial& wish) {
    auto known = trials_.lock();
    if (stop_ || known->count(wish.id) != 0) return true;
    const auto running = std::count_if(known->begin(), known->end(),
                                       [](const auto& item) { return !item.second->done; });
    auto& trial = (*known)[wish.id] = std::make_shared<Trial>();
    trial->beganUs = clock_.mono().us;
    trial->done = running >= kMostAtOnce;
    if (trial->done) return false;
    trial->thread = std::thread([this, wish] { run(wish); });
    return true;
}

void RecorderTrials::run(const DesiredTrial& wish) {
    const auto found = capture::tryCamera(wish.rtsp, clock_, stop_);
    if (stop_) return;
    {
        auto trials = trials_.lock();
        const auto own = trials->find(wish.id);
        if (own == trials->end()) return;
        own->second->done = true;
        if (found.ok()) {
            const auto& codecs = found->run->codecs;
            own->second->still = Still{codecs.substr(0, codecs.find(',')), found->still};
        }
    }
    tell_(bodyOf(wish.id, found));
}

std::optional<RecorderTrials::Still> RecorderTrials::still(const Uuid& trial) const {
    auto trials = trials_.lock();
    const auto found = trials->find(trial);
    return found == trials->end() ? std::nullopt : found->second->still;
}

}  // namespace mingjing::video
