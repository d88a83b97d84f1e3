// SPDX-License-Identifier: Apache-2.0
// Extends the log of record and signs its head: every minute, also when nothing was added.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "center/app/ports.h"
#include "center/app/recording_state.h"
#include "center/app/secrets.h"
#include "center/kernel/guarded.h"

namespace mingjing::app {

/// A head older than that is missed: two were left out.
inline constexpr std::int64_t kHeadMissedUs = 150 * kernel::kSecondUs;

/// One thread. Everything a head stands on is read in its own transaction under the lock of the
/// log, so a restart, a lost commit and a second process need no care: what was committed counts.
class LogSequencer {
public:
    LogSequencer(Database& database, RecordingState& recording, const Secrets& secrets,
                 const kernel::Clock& clock, std::int64_t everyUs = kernel::kMinuteUs)
        : database_(database),
          recording_(recording),
          secrets_(secrets),
          clock_(clock),
          everyUs_(everyUs) {}
    ~LogSequencer();
    void start();
    void stop();

    /// One pass on the caller's thread; true when a head was signed, false when the newest one is
    /// young enough. Fails with DataLoss `log.edge_altered` when what is stored is not what was
    /// signed, or as the database does.
    Result<bool> extend();

    struct Trouble {
        std::string code;
        std::int64_t sinceUs = 0;
    };
    /// Why the log cannot be extended now. Thread-safe.
    [[nodiscard]] std::optional<Trouble> trouble();

private:
    using Camera = std::pair<Uuid, std::string>;
    struct Recorded {
        Hash link{};
        kernel::MonoTime logged;
    };
    using Ends = std::map<Camera, Recorded>;

    [[nodiscard]] bool isYoung(const kernel::SignedHead& newest) const;
    Result<std::vector<LogLeafRow>> queuedLeaves(UnitOfWork& unit);
    Result<std::vector<LogLeafRow>> recordingLeaves(UnitOfWork& unit, Ends& logged);
    [[nodiscard]] kernel::LogHead headAfter(const std::optional<kernel::SignedHead>& newest,
                                            const kernel::MerkleEdge& edge) const;
    void note(const Result<bool>& done);
    void loop();

    Database& database_;
    RecordingState& recording_;
    const Secrets& secrets_;
    const kernel::Clock& clock_;
    const std::int64_t everyUs_;
    bool moreWaits_ = false;  ///< the last pass could not take everything
    Ends logged_;             ///< of recordings, by this process
    kernel::Guarded<std::optional<Trouble>> trouble_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace mingjing::app
