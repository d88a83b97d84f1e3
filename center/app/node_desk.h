// SPDX-License-Identifier: Apache-2.0
// What nodes report, and what they are asked to do.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "center/app/camera_trials.h"
#include "center/app/command_bus.h"
#include "center/app/recording_state.h"
#include "center/app/secrets.h"

namespace mingjing::app {

struct NodeReport {
    std::int64_t seq = 0;
    std::string kind;
    std::int64_t atUs = 0;
    Json body;
    std::string flaw = {};  ///< why it cannot be understood; empty: it can
    std::string raw = {};   ///< the whole report as it came, when it cannot
};

/// Thread-safe.
class NodeDesk {
public:
    NodeDesk(Database& database, CommandBus& bus, Vault& vault, RecordingState& recording,
             CameraTrials& trials, const Secrets& secrets, const kernel::Clock& clock);

    /// Stores reports in order, once each per (node, boot, seq); answers the newest stored seq.
    /// Those that belong to the record of a camera go on its timeline; those that cannot be stored
    /// as what they are (malformed, a value that no column takes, an unknown kind or camera) are
    /// kept unread with the reason, so that they hold up nothing behind them.
    Result<std::int64_t> accept(const std::string& node, const Uuid& boot,
                                const std::vector<NodeReport>& reports);
    /// Newest status, and once in a while what it says is durable.
    Status noteStatus(const std::string& node, const std::string& kind, const Json& status);
    /// What the node should do now, with its revision.
    Result<Json> desired(const std::string& kind);
    /// Waits until the revision differs from `known` or the time is up; true when it differs.
    bool waitForChange(std::int64_t known, std::chrono::milliseconds atMost);
    [[nodiscard]] std::int64_t revision();
    /// Cameras, rooms, questionings or views changed: nodes ask again.
    void touch();
    void close();

private:
    Result<std::int64_t> acceptAll(const std::string& node, const Uuid& boot,
                                   const std::vector<NodeReport>& reports);
    Result<std::int64_t> acceptUnread(const std::string& node, const Uuid& boot,
                                      const NodeReport& report, const std::string& reason);
    Status store(CommandTransaction& transaction, const std::string& node, const NodeReport& report,
                 const std::map<Uuid, Uuid>& cameras);
    Status noteNodeKey(UnitOfWork& unit, const std::string& node, const std::string& key);
    Result<Json> recorderDesired(UnitOfWork& unit);
    Result<Json> analystDesired(UnitOfWork& unit);

    Database& database_;
    CommandBus& bus_;
    Vault& vault_;
    RecordingState& recording_;
    CameraTrials& trials_;
    const Secrets& secrets_;
    const kernel::Clock& clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::int64_t revision_;
    bool closed_ = false;
    std::atomic<std::int64_t> askedToRemove_{0};
    kernel::Guarded<std::map<std::pair<Uuid, std::string>, std::int64_t>> durableWritten_;
    kernel::Guarded<std::set<std::pair<std::string, std::string>>> nodeKeys_;  ///< stored
};

}  // namespace mingjing::app
