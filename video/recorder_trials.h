// SPDX-License-Identifier: Apache-2.0
// Cameras that center wants tried before they are taken in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "video/capture/camera_trial.h"

namespace mingjing::video {

/// One address to try, as center desires it.
struct DesiredTrial {
    kernel::Uuid id;
    ffmpeg::RtspOptions rtsp;
};

/// Owns a thread for each trial under way. Thread-safe; `stop` before whatever `tell` needs goes.
class RecorderTrials {
public:
    using Tell = std::function<void(const kernel::Json& body)>;  ///< report `cameraTried`
    RecorderTrials(const kernel::Clock& clock, Tell tell);
    ~RecorderTrials();

    /// Begins those that were not seen before. More than a few at once are answered with
    /// `camera.too_many_trials`.
    void apply(const std::vector<DesiredTrial>& trials);
    void stop();

    struct Still {
        std::string codecs;
        std::string bytes;
    };
    /// The first picture of a trial of the last minutes.
    [[nodiscard]] std::optional<Still> still(const kernel::Uuid& trial) const;

private:
    struct Trial {
        std::int64_t beganUs = 0;
        std::thread thread;
        std::optional<Still> still;
        bool done = false;
    };
    bool begin(const DesiredTrial& wish);
    void run(const DesiredTrial& wish);
    void forgetOld();

    const kernel::Clock& clock_;
    Tell tell_;
    std::atomic<bool> stop_{false};
    mutable kernel::Guarded<std::map<kernel::Uuid, std::shared_ptr<Trial>>> trials_;
};

}  // namespace mingjing::video
