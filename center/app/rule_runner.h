// SPDX-License-Identifier: Apache-2.0
// Works off what changed and what has come due: asks the rules, raises and cures findings.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "center/app/command_bus.h"
#include "center/app/recording_state.h"
#include "center/app/stay_loader.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::app {

/// One thread. Everything it does is idempotent: the same stay, time and recordings give the same
/// findings, so a row of the outbox may be worked off twice.
class RuleRunner {
public:
    RuleRunner(Database& database, CommandBus& bus, KeptStays& stays, RecordingState& recording,
               const kernel::Clock& clock);
    ~RuleRunner();
    void start();
    void stop();
    /// Something was committed: look now rather than at the next tick.
    void wake();
    /// Works off the outbox and the deadlines once, on the caller's thread. For tests.
    Status runOnce();

private:
    Result<bool> workOutbox();
    Result<bool> workDeadlines();
    Status evaluateOrTell(const Uuid& stayId, std::set<Uuid>& met);
    Status evaluateStay(const Uuid& stayId, std::set<Uuid>& met);
    Status evaluateAll(const std::set<Uuid>& stays);
    Result<std::set<Uuid>> staysOf(UnitOfWork& unit, const std::vector<OutboxRow>& rows);
    void loop();

    Database& database_;
    CommandBus& bus_;
    KeptStays& stays_;
    RecordingState& recording_;
    const kernel::Clock& clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    bool woken_ = false;
    std::map<Uuid, std::int64_t> failedUs_;  ///< of the thread that works, by stay
    std::thread thread_;
};

}  // namespace mingjing::app
