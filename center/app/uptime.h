// SPDX-License-Identifier: Apache-2.0
// Keeps on record that the centre can take entries: a beat every ten seconds, by a transaction like
// that of an entry.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "center/app/command_bus.h"

namespace mingjing::app {

/// One thread. A beat that cannot be committed is no beat; what was missed shows as an outage.
class Uptime {
public:
    Uptime(Database& database, CommandBus& bus, const kernel::Clock& clock)
        : database_(database), bus_(bus), clock_(clock) {}
    ~Uptime();
    void start();
    void stop();
    /// One beat on the caller's thread. For the loop, and for tests.
    Status beat();

private:
    Status begin(std::int64_t nowUs);
    void loop();
    Database& database_;
    CommandBus& bus_;
    const kernel::Clock& clock_;
    std::optional<UptimeRow> span_;  ///< that this process began
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace mingjing::app
