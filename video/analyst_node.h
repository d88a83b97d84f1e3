// SPDX-License-Identifier: Apache-2.0
// The analyst as a node: watches what center desires, goes on while center is away, and tells what
// it saw and what it missed.
#pragma once

#include "center/net/node_link.h"
#include "video/analysis/analyst.h"

namespace mingjing::video {

/// config/analyst.json
struct AnalystConfig {
    std::string node;
    std::string key;  ///< content of keyFile
    std::string center;
    std::string listen;
    std::string evidence;
    std::string models;
    std::string spool;
    std::string logFile;
    int workers = 0;  ///< optional; 0: half of the machine's cores

    static kernel::Result<AnalystConfig> load(const std::string& path);
};

/// Owns the analyst and the link to center. `start` and `stop` from one thread.
class AnalystNode {
public:
    /// Loads the models and lets them judge a stored picture. Those that are missing, or not what
    /// models.json says, or answer wrongly, are off with one clear line; what needs none runs.
    static kernel::Result<std::unique_ptr<AnalystNode>> create(AnalystConfig config,
                                                               const kernel::Clock& clock);
    ~AnalystNode();

    kernel::Status start();
    void stop();

    [[nodiscard]] kernel::Json status() const;  ///< for center
    [[nodiscard]] kernel::Json health() const;  ///< for /health: status and operators' details

private:
    AnalystNode(AnalystConfig config, const kernel::Clock& clock);
    void loadTools();
    [[nodiscard]] std::map<std::string, std::int64_t> blame(const analysis::AtWork& atWork) const;
    void onDesired(const kernel::Json& json);
    kernel::Status apply(const kernel::Json& json);
    void recall();
    void recallMarks();
    void keepMarks();
    void saveMarks();
    void report(const std::string& kind, const kernel::Json& body);
    [[nodiscard]] std::string desiredPath() const { return config_.spool + "/desired.json"; }
    [[nodiscard]] std::string marksPath() const { return config_.spool + "/marks.json"; }
    [[nodiscard]] std::string atWorkPath() const { return config_.spool + "/at_work"; }
    [[nodiscard]] std::string crashesPath() const { return config_.spool + "/crashes.json"; }

    AnalystConfig config_;
    const kernel::Clock& clock_;
    std::vector<std::string> missing_;  ///< why checks are off
    kernel::Json checks_;               ///< see Eyes::describe
    std::string configuration_;
    std::unique_ptr<net::NodeLink> link_;
    std::unique_ptr<analysis::Analyst> analyst_;
    /// Of the process before; held while `desired` is applied, so one at a time.
    kernel::Guarded<analysis::Marks> oldMarks_;
    kernel::Guarded<std::string> saved_;  ///< what marksPath holds
    kernel::Guarded<bool> stopping_{false};
    std::condition_variable wake_;
    std::thread keeper_;
    bool stopped_ = false;
};

}  // namespace mingjing::video
