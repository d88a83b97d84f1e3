// SPDX-License-Identifier: Apache-2.0
// The thread and its rests.
#include "video/record/paced_worker.h"

#include <pthread.h>

namespace mingjing::video::record {

void PacedWorker::start(std::function<std::int64_t()> step) {
    thread_ = std::thread([this, step = std::move(step)] {
        pthread_setname_np(pthread_self(), name_.c_str());
        while (!stopping_ && rest(step())) {
        }
    });
}

void PacedWorker::stop() {
    stopping_ = true;
    *stop_.lock() = true;
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool PacedWorker::spend(std::uint64_t bytes) {
    return rest(pace_.waitUs(bytes, clock_.mono().us));
}

bool PacedWorker::rest(std::int64_t us) {
    if (us > 0) {
        auto stop = stop_.lock();
        wake_.wait_for(stop.uniqueLock(), std::chrono::microseconds(us), [&] { return *stop; });
    }
    return !stopping_;
}

}  // namespace mingjing::video::record
