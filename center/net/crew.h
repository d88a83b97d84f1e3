// SPDX-License-Identifier: Apache-2.0
// The threads of a server, and the only place that knows how many connections are inside.
#pragma once

#include <functional>
#include <memory>

#include "center/net/descriptor.h"

namespace mingjing::net {

/// Serves admitted connections, each on one thread; threads start when they are needed. `admit`
/// and `finish` from one thread. What `serve` refers to must live until it has returned, even when
/// `finish` did not wait for it: share it.
class Crew {
public:
    using Serve = std::function<void(Descriptor)>;  ///< must not throw

    Crew(int threads, int waiting, Serve serve);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// False when `threads + waiting` are inside; then the connection is still the caller's.
    bool admit(Descriptor& connection);
    [[nodiscard]] int inside() const;
    /// Takes no more, serves those that wait, and returns true when all threads have ended in time.
    bool finish(int milliseconds);
    /// Gives up on the threads that have not ended; they end alone.
    void leaveBehind();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace mingjing::net
