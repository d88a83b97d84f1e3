// SPDX-License-Identifier: Apache-2.0
// A limit for calls into FFmpeg that may block: time, or somebody who wants us to stop.
#pragma once

#include <atomic>
#include <cstdint>

#include <time.h>

namespace mingjing::video::ffmpeg {

/// Stands behind `interrupt_callback`. One thread arms it before each blocking call; any thread may
/// cancel. FFmpeg reports an interruption as invalid data, so whoever wants the cause asks here.
/// Must outlive the context that it guards.
class Deadline {
public:
    void arm(std::int64_t timeoutUs) {
        fired_ = false;
        untilUs_ = nowUs() + timeoutUs;
    }
    void cancel() { cancelled_ = true; }
    [[nodiscard]] bool cancelled() const { return cancelled_; }
    [[nodiscard]] bool fired() const { return fired_; }

    /// For AVIOInterruptCB: non-zero stops the call. Asked about every 100 ms while waiting.
    static int interrupt(void* opaque) {
        auto* self = static_cast<Deadline*>(opaque);
        if (self->cancelled_) return 1;
        if (nowUs() < self->untilUs_) return 0;
        self->fired_ = true;
        return 1;
    }

private:
    /// The steady clock, read directly: this runs inside FFmpeg's waiting loops, where the injected
    /// clock of a test stands still and would never let them end. FFmpeg asks for each packet, so
    /// the cheap clock it is, which is a few milliseconds coarse.
    static std::int64_t nowUs() {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
        return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
    }
    std::atomic<std::int64_t> untilUs_{0};
    std::atomic<bool> cancelled_{false};
    std::atomic<bool> fired_{false};
};

}  // namespace mingjing::video::ffmpeg
