// SPDX-License-Identifier: Apache-2.0
// Reading and writing a connected socket with a deadline for the whole, not for each byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::net {

/// A moment on the steady clock. Copy freely.
class Deadline {
public:
    static Deadline in(std::int64_t milliseconds);
    [[nodiscard]] int leftMs() const;  ///< never negative
    [[nodiscard]] bool passed() const { return leftMs() == 0; }

private:
    explicit Deadline(std::int64_t atUs) : atUs_(atUs) {}
    std::int64_t atUs_;
};

/// A flag that can be polled together with sockets. Raised once, never lowered. Thread-safe.
class StopSignal {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    void raise();
    [[nodiscard]] bool raised() const;
    /// Waits; true when the signal was raised meanwhile.
    [[nodiscard]] bool waitFor(const Deadline& deadline) const;
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

enum class WireOutcome { Ok, Closed, TimedOut, Stopped };

/// Borrows the descriptor of a connected socket. Not thread-safe. Never raises SIGPIPE.
class Wire {
public:
    explicit Wire(int fd) : fd_(fd) {}

    /// Appends what has arrived, at most `max` bytes, waiting for at least one byte. `stop` may be
    /// null; when it is raised first, the outcome is Stopped.
    WireOutcome read(std::string& into, std::size_t max, const Deadline& deadline,
                     const StopSignal* stop) const;
    WireOutcome write(std::string_view bytes, const Deadline& deadline,
                      const StopSignal* stop) const;
    /// Waits until a connection under way stands or has failed.
    WireOutcome awaitWritable(const Deadline& deadline, const StopSignal* stop) const;
    /// Has the other side closed, or ended its sending? Never waits.
    [[nodiscard]] bool peerGone() const;
    /// Are there bytes that nobody has read? Never waits.
    [[nodiscard]] bool hasUnread() const;

private:
    WireOutcome await(short events, const Deadline& deadline, const StopSignal* stop) const;
    int fd_;
};

}  // namespace mingjing::net
