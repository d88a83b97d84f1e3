// SPDX-License-Identifier: Apache-2.0
// Addresses of cameras that an administrator wants tried before they are stored.
#pragma once

#include <map>
#include <optional>

#include "center/app/recording_state.h"

namespace mingjing::app {

struct CameraTrial {
    Uuid id, askedBy;
    std::string url, username, password, transport;
    std::int64_t askedUs = 0;     ///< steady clock
    std::optional<Json> outcome;  ///< the recorder's report
};

/// Memory only: what was typed is forgotten with the answer, and everything after some minutes.
/// Every question has an answer within half a minute, from a recorder or from here. Thread-safe.
class CameraTrials {
public:
    CameraTrials(RecordingState& recording, const kernel::Clock& clock)
        : recording_(recording), clock_(clock) {}

    /// Fails with `camera.no_recorder` when none is connected, `camera.too_many_trials` when too
    /// many wait. Nodes must be told to ask again.
    Result<Uuid> ask(CameraTrial trial);
    /// What recorders should try now.
    [[nodiscard]] Json wanted();
    /// A recorder's report. The first one counts.
    void answer(const Json& body);
    /// Only for who asked; NotFound for others. Without an outcome it is still being tried.
    Result<CameraTrial> find(const Uuid& id, const Uuid& askedBy);

private:
    void expire(std::map<Uuid, CameraTrial>& trials) const;

    RecordingState& recording_;
    const kernel::Clock& clock_;
    kernel::Guarded<std::map<Uuid, CameraTrial>> trials_;
};

}  // namespace mingjing::app
