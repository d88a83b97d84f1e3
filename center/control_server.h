// SPDX-License-Identifier: Apache-2.0
// The control server put together: services, rule runner, and its four listeners.
#pragma once

#include <memory>

#include "center/app/log_sequencer.h"
#include "center/app/log_timestamps.h"
#include "center/app/messages.h"
#include "center/app/rule_runner.h"
#include "center/app/uptime.h"
#include "center/center_config.h"
#include "center/http/house.h"
#include "db/repositories/database.h"

namespace mingjing::center {

/// Started and stopped from one thread. Everything in it is made before the first listener opens
/// and outlives the last one.
class ControlServer {
public:
    /// Opens secrets and node keys.
    static kernel::Result<std::unique_ptr<ControlServer>> create(const CenterConfig& config,
                                                                 const kernel::Clock& clock);
    /// Fails when an address cannot be had; then nothing listens.
    kernel::Status start();
    /// Ends streams, long polls and listeners, then the rule runner; below ten seconds. False when
    /// a handler did not return: end the process with `std::_Exit`.
    bool stop();

private:
    ControlServer(const CenterConfig& config, const kernel::Clock& clock, app::Secrets secrets,
                  app::Messages messages, std::vector<http::NodeIdentity> nodes);
    void onCommitted(const std::vector<std::pair<domain::StreamRef, std::int64_t>>& grown);

    db::repositories::MysqlDatabase database_;
    app::Secrets secrets_;
    app::Messages messages_;
    app::Vault vault_;
    app::KeptStays stays_;
    net::EventHub hub_;
    net::KeptAnswers answers_;
    app::RecordingState recording_;
    app::CommandBus bus_;
    app::CameraTrials trials_;
    app::NodeDesk nodes_;
    app::StayDesk desk_;
    app::Administration administration_;
    app::SignIns signIns_;
    app::Pins pins_;
    app::Practice practice_;
    app::MediaViews views_;
    app::RuleRunner runner_;
    app::Uptime uptime_;
    app::LogSequencer sequencer_;
    app::LogTimestamps timestamps_;
    http::House house_;
    std::vector<std::unique_ptr<net::HttpServer>> servers_;
};

}  // namespace mingjing::center
