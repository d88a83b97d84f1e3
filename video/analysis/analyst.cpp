// SPDX-License-Identifier: Apache-2.0
// The analyst's threads.
#include "video/analysis/analyst.h"

#include <algorithm>
#include <chrono>

#include "center/kernel/log.h"

namespace mingjing::video::analysis {

namespace {

constexpr std::int64_t kPollUs = 100'000;
constexpr std::int64_t kRestUs = 50'000;
constexpr std::int64_t kIdleEveryUs = 250'000;

}  // namespace

Analyst::Analyst(CameraWatch::Surroundings around, std::vector<Toolbox> toolboxes, AtWork atWork)
    : around_(std::move(around)), atWork_(std::move(atWork)) {
    CHECK(!toolboxes.empty(), "somebody must look");
    for (auto& toolbox : toolboxes) workers_.push_back({std::move(toolbox), {}});
}

Analyst::~Analyst() {
    stop();
}

void Analyst::start() {
    follower_ = std::thread([this] { follow(); });
    for (std::size_t i = 0; i < workers_.size(); ++i)
        workers_[i].thread = std::thread([this, i] { serve(i); });
}

void Analyst::stop() {
    *stopping_.lock() = true;
    wake_.notify_all();
    if (follower_.joinable()) follower_.join();
    for (auto& worker : workers_)
        if (worker.thread.joinable()) worker.thread.join();
    for (const auto& [key, watch] : *watches_.lock()) watch->finish();
}

void Analyst::want(const std::map<StreamKey, WatchSettings>& wanted, Marks& marks) {
    std::vector<std::shared_ptr<CameraWatch>> leaving;
    std::vector<std::pair<std::shared_ptr<CameraWatch>, const WatchSettings*>> changed;
    {
        auto watches = watches_.lock();
        for (auto it = watches->begin(); it != watches->end();) {
            if (const auto kept = wanted.find(it->first); kept != wanted.end()) {
                changed.emplace_back(it->second, &kept->second);
                ++it;
                continue;
            }
            leaving.push_back(it->second);
            it = watches->erase(it);
        }
        for (const auto& [key, settings] : wanted) {
            if (watches->contains(key)) continue;
            auto watch = std::make_shared<CameraWatch>(key, around_, WatchRules{}, settings);
            if (const auto rests = resting_.find(key.text()); rests != resting_.end())
                watch->rest(rests->second);
            if (const auto mark = marks.find(key); mark != marks.end()) watch->resume(mark->second);
            watches->emplace(key, std::move(watch));
        }
    }
    marks.clear();
    for (const auto& watch : leaving) watch->finish();
    for (const auto& [watch, settings] : changed) watch->configure(*settings);
}

void Analyst::rest(std::map<std::string, std::int64_t> untilUs) {
    resting_ = std::move(untilUs);
}

Marks Analyst::marks() const {
    Marks out;
    for (const auto& [key, watch] : *watches_.lock())
        if (const auto mark = watch->mark(); mark.lastUs > 0) out[key] = mark;
    return out;
}

std::map<StreamKey, WatchFacts> Analyst::facts() const {
    std::map<StreamKey, WatchFacts> out;
    for (const auto& [key, watch] : *watches_.lock()) out[key] = watch->facts();
    return out;
}

/// False when it is time to stop.
bool Analyst::pause(std::int64_t us) {
    auto stopping = stopping_.lock();
    wake_.wait_for(stopping.uniqueLock(), std::chrono::microseconds(us), [&] { return *stopping; });
    return !*stopping;
}

void Analyst::follow() {
    EvidenceTail tail(around_.evidence);
    while (pause(kPollUs)) followOnce(tail);
}

void Analyst::followOnce(EvidenceTail& tail) {
    auto fragments = tail.poll();
    auto trouble = trouble_.lock();
    if (!fragments.ok()) {
        if (trouble->empty())
            kernel::logWarning("the journal cannot be followed: {}", fragments.error().internal);
        *trouble = fragments.error().code;
        return;
    }
    if (!trouble->empty()) kernel::logInfo("the journal is followed");
    trouble->clear();
    auto watches = watches_.lock();
    for (auto& fragment : *fragments)
        if (const auto watch = watches->find(fragment.segment->key); watch != watches->end())
            watch->second->offer(std::move(fragment));
}

std::vector<std::shared_ptr<CameraWatch>> Analyst::shareOf(std::size_t number) const {
    std::vector<std::shared_ptr<CameraWatch>> out;
    std::size_t index = 0;
    for (const auto& [key, watch] : *watches_.lock())
        if (index++ % workers_.size() == number) out.push_back(watch);
    return out;
}

void Analyst::serve(std::size_t number) {
    std::int64_t idleUs = 0;
    while (true) {
        bool busy = false;
        const auto share = shareOf(number);
        for (const auto& watch : share) {
            if (*stopping_.lock()) return;
            if (!watch->waits()) continue;  // who only waits is never to blame
            atWork_.begin(number, watch->key());
            busy = watch->work(workers_[number].toolbox.tools()) || busy;
            atWork_.end(number);
        }
        if (const std::int64_t nowUs = around_.clock.mono().us; nowUs - idleUs >= kIdleEveryUs) {
            idleUs = nowUs;
            for (const auto& watch : share) watch->idle();
        }
        if (!busy && !pause(kRestUs)) return;
    }
}

}  // namespace mingjing::video::analysis
