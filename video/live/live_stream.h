// SPDX-License-Identifier: Apache-2.0
// Fan-out of one stream to its viewers, straight from capture, before anything is durable.
#pragma once

#include <condition_variable>
#include <deque>
#include <list>

#include "center/kernel/guarded.h"
#include "video/capture/run.h"

namespace mingjing::video::live {

/// What a viewer takes at once.
struct Pulled {
    std::vector<capture::Packet> packets;
    std::shared_ptr<const capture::Run> run;  ///< that the packets belong to; null: camera is away
    bool skipped = false;                     ///< packets were left out in front of these
};

/// A viewer's place in the stream. Its queue is bounded: a viewer that does not keep up loses the
/// queue and goes on with the newest key picture; the capture thread never waits for anybody.
class Viewer {
public:
    /// Waits at most `timeout` for something new. Packets of one run only.
    Pulled pull(std::chrono::milliseconds timeout);
    /// Packets that this viewer did not get.
    [[nodiscard]] std::uint64_t skipped() const;

private:
    friend class LiveStream;
    struct State {
        std::deque<capture::Packet> queue;
        std::deque<std::shared_ptr<const capture::Run>> runs;  ///< of each queued packet
        std::size_t bytes = 0;
        bool skippedNow = false;
        bool waitsForKey = false;
        std::uint64_t skipped = 0;
    };
    mutable kernel::Guarded<State> state_;
    std::condition_variable arrived_;
};

/// Keeps the newest group of pictures, so that a new viewer sees something at once. Thread-safe;
/// the sink side belongs to the capture thread.
class LiveStream final : public capture::Sink {
public:
    void onRun(const std::shared_ptr<const capture::Run>& run) override;
    void onPacket(const capture::Packet& packet) override;
    void onBreak(capture::Break why) override;

    struct Opened {
        std::shared_ptr<Viewer> viewer;
        std::shared_ptr<const capture::Run> run;
        std::int64_t startUs = 0;  ///< evidence time of the first picture
        std::int64_t firstDts = 0;
    };
    /// Empty: the camera is away, or no key picture has come yet.
    std::optional<Opened> open();
    [[nodiscard]] std::size_t viewers() const;
    [[nodiscard]] bool isWatched() const override { return viewers() > 0; }

private:
    struct State {
        std::shared_ptr<const capture::Run> run;
        std::deque<capture::Packet> group;  ///< from the newest key picture on
        std::size_t groupBytes = 0;
        std::list<std::weak_ptr<Viewer>> viewers;
    };
    static void offer(Viewer& viewer, const State& stream, const capture::Packet& packet);

    mutable kernel::Guarded<State> state_;
};

/// Hands everything to recorder and viewers; the recorder first.
class FanOut final : public capture::Sink {
public:
    FanOut(capture::Sink& first, capture::Sink& second) : first_(first), second_(second) {}
    void onRun(const std::shared_ptr<const capture::Run>& run) override {
        first_.onRun(run);
        second_.onRun(run);
    }
    void onPacket(const capture::Packet& packet) override {
        first_.onPacket(packet);
        second_.onPacket(packet);
    }
    void onBreak(capture::Break why) override {
        first_.onBreak(why);
        second_.onBreak(why);
    }
    [[nodiscard]] bool isWatched() const override {
        return first_.isWatched() || second_.isWatched();
    }

private:
    capture::Sink& first_;
    capture::Sink& second_;
};

}  // namespace mingjing::video::live
