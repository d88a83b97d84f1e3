// SPDX-License-Identifier: Apache-2.0
// A bounded queue of connections, and threads up to a limit. Not POCO's TCPServer: it drops a
// connection without a word when a worker has left its count but is not yet back in the pool.
#include "center/net/crew.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <system_error>
#include <thread>
#include <vector>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/kernel/log.h"

namespace mingjing::net {

struct Crew::State {
    State(int threadLimit, int waitingLimit, Serve serveOne)
        : threads(threadLimit), waiting(waitingLimit), serve(std::move(serveOne)) {}

    struct Inside {
        std::deque<Descriptor> queue;
        std::vector<std::thread> threads;
        int count = 0;    ///< queued and being served
        int idle = 0;     ///< threads that wait for a connection
        int running = 0;  ///< threads that have not ended
        bool closing = false;
    };
    const int threads;
    const int waiting;
    const Serve serve;
    kernel::Guarded<Inside> inside;
    std::condition_variable arrived;
    std::condition_variable ended;

    void work();
};

void Crew::State::work() {
    auto access = inside.lock();
    while (true) {
        ++access->idle;
        arrived.wait(access.uniqueLock(),
                     [&] { return access->closing || !access->queue.empty(); });
        --access->idle;
        if (access->queue.empty()) break;
        Descriptor connection = std::move(access->queue.front());
        access->queue.pop_front();
        access.uniqueLock().unlock();
        serve(std::move(connection));
        access.uniqueLock().lock();
        --access->count;
    }
    --access->running;
    ended.notify_all();
}

Crew::Crew(int threads, int waiting, Serve serve)
    : state_(std::make_shared<State>(threads, waiting, std::move(serve))) {
    CHECK(threads > 0 && waiting >= 0, "a crew needs threads");
}

Crew::~Crew() {
    if (!finish(0)) leaveBehind();
}

bool Crew::admit(Descriptor& connection) {
    auto access = state_->inside.lock();
    if (access->closing || access->count >= state_->threads + state_->waiting) return false;
    const bool allBusy = access->idle <= static_cast<int>(access->queue.size());
    if (allBusy && access->running < state_->threads) {
        try {
            access->threads.emplace_back([state = state_] { state->work(); });
            ++access->running;
        } catch (const std::system_error&) {
            kernel::logError("net.no_thread running={}", access->running);
            if (access->running == 0) return false;
        }
    }
    access->queue.push_back(std::move(connection));
    ++access->count;
    state_->arrived.notify_one();
    return true;
}

int Crew::inside() const {
    return state_->inside.lock()->count;
}

bool Crew::finish(int milliseconds) {
    std::vector<std::thread> threads;
    {
        auto access = state_->inside.lock();
        access->closing = true;
        state_->arrived.notify_all();
        if (!state_->ended.wait_for(access.uniqueLock(), std::chrono::milliseconds(milliseconds),
                                    [&] { return access->running == 0; }))
            return false;
        threads.swap(access->threads);
    }
    for (std::thread& thread : threads) thread.join();
    return true;
}

void Crew::leaveBehind() {
    auto access = state_->inside.lock();
    for (std::thread& thread : access->threads) thread.detach();
    access->threads.clear();
}

}  // namespace mingjing::net
