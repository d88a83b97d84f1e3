// SPDX-License-Identifier: Apache-2.0
// Has a foreign authority stamp the newest head of the log of record (RFC 3161): by then, it was
// there.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "center/app/ports.h"
#include "center/kernel/guarded.h"

namespace mingjing::app {

struct TimestampOptions {
    std::string caFile;  ///< PEM: who may vouch for the authority
    std::int64_t everyUs = 60 * kernel::kMinuteUs;
    std::int64_t lookUs = 15 * kernel::kSecondUs;  ///< so often it is seen whether one is due
};

/// One thread; does nothing at all without options. An authority that is away, refuses or answers
/// wrongly costs nothing but its stamp: the log goes on, and the trouble is told.
class LogTimestamps {
public:
    /// Sends a request (DER) to the authority and gives its reply (DER), or why there is none.
    using Ask = std::function<Result<std::string>(const std::string&)>;

    LogTimestamps(Database& database, const kernel::Clock& clock,
                  std::optional<TimestampOptions> options, Ask ask)
        : database_(database), clock_(clock), options_(std::move(options)), ask_(std::move(ask)) {}
    ~LogTimestamps();
    void start();
    void stop();

    /// One pass on the caller's thread: stamps the newest head when the last stamp is old enough.
    /// Fails as kernel::readTimestamp, as `ask`, or as the database does.
    Status stamp();

    [[nodiscard]] bool isOn() const { return options_.has_value(); }
    struct Trouble {
        std::string code;
        std::int64_t sinceUs = 0;
    };
    /// Why there is no stamp now. Thread-safe.
    [[nodiscard]] std::optional<Trouble> trouble() { return *trouble_.lock(); }

private:
    Result<std::optional<kernel::SignedHead>> headToStamp();
    void note(const Status& done);
    void loop();

    Database& database_;
    const kernel::Clock& clock_;
    std::optional<TimestampOptions> options_;
    Ask ask_;
    kernel::Guarded<std::optional<Trouble>> trouble_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace mingjing::app
