// SPDX-License-Identifier: Apache-2.0
// A thread for work that may always wait: step by step, within a budget of bytes, stopped at once.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <string>
#include <thread>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "video/evidence/pace.h"

namespace mingjing::video::record {

/// `start` and `stop` from one thread; the rest from the worker's own (or from a test's, which
/// calls its owner's steps itself and never starts it).
class PacedWorker {
public:
    /// At most 15 characters of name. 0 bytes a second: no limit.
    PacedWorker(std::string name, std::int64_t bytesPerSecond, const kernel::Clock& clock)
        : name_(std::move(name)), clock_(clock), pace_(bytesPerSecond) {}
    ~PacedWorker() { stop(); }
    PacedWorker(const PacedWorker&) = delete;
    PacedWorker& operator=(const PacedWorker&) = delete;

    /// `step` does a little and answers how many microseconds to rest before the next.
    void start(std::function<std::int64_t()> step);
    void stop();

    /// Waits as long as so many bytes cost; false when the worker is to stop.
    bool spend(std::uint64_t bytes);
    [[nodiscard]] bool stopping() const { return stopping_; }

private:
    /// False when the worker is to stop.
    bool rest(std::int64_t us);

    std::string name_;
    const kernel::Clock& clock_;
    evidence::Pace pace_;
    std::atomic<bool> stopping_{false};
    kernel::Guarded<bool> stop_{false};
    std::condition_variable wake_;
    std::thread thread_;
};

}  // namespace mingjing::video::record
