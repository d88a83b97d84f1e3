// SPDX-License-Identifier: Apache-2.0
// poll, recv and send: POCO's own time-outs count per call, so a slow peer could stretch them.
#include "center/net/wire.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "center/kernel/check.h"
#include "center/kernel/clock.h"

namespace mingjing::net {

Deadline Deadline::in(std::int64_t milliseconds) {
    return Deadline(kernel::SystemClock().mono().us + milliseconds * 1000);
}

int Deadline::leftMs() const {
    const std::int64_t leftUs = atUs_ - kernel::SystemClock().mono().us;
    if (leftUs <= 0) return 0;
    return static_cast<int>(std::min<std::int64_t>((leftUs + 999) / 1000, 3'600'000));
}

StopSignal::StopSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    CHECK(fd_ >= 0, "no descriptor for a stop signal");
}

StopSignal::~StopSignal() {
    ::close(fd_);
}

void StopSignal::raise() {
    const std::uint64_t one = 1;
    // Cannot fail in a way that matters: a full counter is a raised signal.
    [[maybe_unused]] const ssize_t written = ::write(fd_, &one, sizeof one);
}

bool StopSignal::raised() const {
    return waitFor(Deadline::in(0));
}

bool StopSignal::waitFor(const Deadline& deadline) const {
    pollfd watched{fd_, POLLIN, 0};
    while (true) {
        const int ready = ::poll(&watched, 1, deadline.leftMs());
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

WireOutcome Wire::await(short events, const Deadline& deadline, const StopSignal* stop) const {
    std::array<pollfd, 2> watched{pollfd{fd_, events, 0},
                                  pollfd{stop == nullptr ? -1 : stop->fd(), POLLIN, 0}};
    while (true) {
        const int ready = ::poll(watched.data(), watched.size(), deadline.leftMs());
        if (ready == 0) return WireOutcome::TimedOut;
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return WireOutcome::Closed;
        return watched[1].revents != 0 ? WireOutcome::Stopped : WireOutcome::Ok;
    }
}

WireOutcome Wire::read(std::string& into, std::size_t max, const Deadline& deadline,
                       const StopSignal* stop) const {
    std::array<char, 16384> buffer;
    while (true) {
        const WireOutcome ready = await(POLLIN, deadline, stop);
        if (ready != WireOutcome::Ok) return ready;
        const ssize_t got = ::recv(fd_, buffer.data(), std::min(max, buffer.size()), MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) return WireOutcome::Closed;
        into.append(buffer.data(), static_cast<std::size_t>(got));
        return WireOutcome::Ok;
    }
}

WireOutcome Wire::write(std::string_view bytes, const Deadline& deadline,
                        const StopSignal* stop) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return WireOutcome::Closed;
        const WireOutcome ready = await(POLLOUT, deadline, stop);
        if (ready != WireOutcome::Ok) return ready;
    }
    return WireOutcome::Ok;
}

WireOutcome Wire::awaitWritable(const Deadline& deadline, const StopSignal* stop) const {
    return await(POLLOUT, deadline, stop);
}

bool Wire::peerGone() const {
    pollfd watched{fd_, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0;
}

bool Wire::hasUnread() const {
    int waiting = 0;
    return ::ioctl(fd_, FIONREAD, &waiting) == 0 && waiting > 0;
}

}  // namespace mingjing::net
