// SPDX-License-Identifier: Apache-2.0
// All cameras of a node: one thread follows the journal, workers decode and look.
#pragma once

#include <condition_variable>
#include <map>
#include <set>
#include <thread>

#include "video/analysis/at_work.h"
#include "video/analysis/camera_watch.h"
#include "video/analysis/toolbox.h"

namespace mingjing::video::analysis {

using Marks = std::map<StreamKey, CoverageMark>;

/// Owns its threads. Each worker has tools of its own and a share of the cameras, which it
/// serves in turn, one fragment each, so that none can starve the others. Thread-safe.
class Analyst {
public:
    /// At least one toolbox; each gets a thread.
    Analyst(CameraWatch::Surroundings around, std::vector<Toolbox> toolboxes, AtWork atWork = {});
    ~Analyst();

    void start();
    /// Finishes the fragment at hand, tells what was watched.
    void stop();

    /// Watches these and no others. A mark of an earlier process is used once, when a camera comes.
    void want(const std::map<StreamKey, WatchSettings>& wanted, Marks& marks);

    /// These cameras (texts of their keys) rest until then: they may have ended the last process.
    void rest(std::map<std::string, std::int64_t> untilUs);

    [[nodiscard]] Marks marks() const;
    [[nodiscard]] std::map<StreamKey, WatchFacts> facts() const;
    /// What hinders following the journal; empty when nothing does.
    [[nodiscard]] std::string trouble() const { return *trouble_.lock(); }

private:
    using Watches = std::map<StreamKey, std::shared_ptr<CameraWatch>>;
    struct Worker {
        Toolbox toolbox;
        std::thread thread;
    };
    void follow();
    void followOnce(EvidenceTail& tail);
    void serve(std::size_t number);
    [[nodiscard]] std::vector<std::shared_ptr<CameraWatch>> shareOf(std::size_t number) const;
    bool pause(std::int64_t us);

    const CameraWatch::Surroundings around_;
    std::vector<Worker> workers_;
    AtWork atWork_;
    std::map<std::string, std::int64_t> resting_;  ///< set before `start`
    std::thread follower_;
    mutable kernel::Guarded<Watches> watches_;
    mutable kernel::Guarded<std::string> trouble_;
    kernel::Guarded<bool> stopping_{false};
    std::condition_variable wake_;
};

}  // namespace mingjing::video::analysis
