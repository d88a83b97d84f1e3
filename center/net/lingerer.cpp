// SPDX-License-Identifier: Apache-2.0
// One poll loop over half-closed sockets.
#include "center/net/lingerer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/net/wire.h"

namespace mingjing::net {

namespace {

constexpr std::size_t kMaxSockets = 256;
constexpr std::int64_t kLingerMs = 2000;
constexpr std::size_t kMaxDiscardedBytes = std::size_t{1} << 20;

struct Lingering {
    Descriptor socket;
    Deadline deadline;
    std::size_t discarded = 0;
};

/// Throws away what is there; false when the other side has closed or sent too much.
bool discard(Lingering& lingering) {
    std::array<char, 16384> waste;
    while (true) {
        const ssize_t got = ::recv(lingering.socket.fd(), waste.data(), waste.size(), MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno == EAGAIN;
        if (got == 0) return false;
        lingering.discarded += static_cast<std::size_t>(got);
        if (lingering.discarded > kMaxDiscardedBytes) return false;
    }
}

}  // namespace

struct Lingerer::Impl {
    struct Inbox {
        std::vector<Lingering> fresh;
        std::size_t total = 0;
        bool open = false;
    };
    kernel::Guarded<Inbox> inbox;
    int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::thread thread;

    void ring() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(wake, &one, sizeof one);
    }
    void run();
    bool collect(std::vector<Lingering>& sockets);
    void await(std::vector<Lingering>& sockets) const;
};

/// Moves new sockets in; false when it is time to end.
bool Lingerer::Impl::collect(std::vector<Lingering>& sockets) {
    auto access = inbox.lock();
    for (Lingering& fresh : access->fresh) sockets.push_back(std::move(fresh));
    access->fresh.clear();
    access->total = sockets.size();
    return access->open;
}

void Lingerer::Impl::await(std::vector<Lingering>& sockets) const {
    std::vector<pollfd> watched{pollfd{wake, POLLIN, 0}};
    int timeoutMs = -1;
    for (const Lingering& lingering : sockets) {
        watched.push_back(pollfd{lingering.socket.fd(), POLLIN, 0});
        const int left = lingering.deadline.leftMs();
        timeoutMs = timeoutMs < 0 ? left : std::min(timeoutMs, left);
    }
    if (::poll(watched.data(), watched.size(), timeoutMs) < 0) return;
    std::uint64_t rings = 0;
    [[maybe_unused]] const ssize_t got = ::read(wake, &rings, sizeof rings);
}

void Lingerer::Impl::run() {
    std::vector<Lingering> sockets;
    while (collect(sockets)) {
        await(sockets);
        std::erase_if(sockets, [](Lingering& lingering) {
            return lingering.deadline.passed() || !discard(lingering);
        });
    }
}

Lingerer::Lingerer() : impl_(std::make_unique<Impl>()) {
    CHECK(impl_->wake >= 0, "no descriptor for the lingerer");
}

Lingerer::~Lingerer() {
    stop();
    ::close(impl_->wake);
}

void Lingerer::start() {
    impl_->inbox.lock()->open = true;
    impl_->thread = std::thread([this] { impl_->run(); });
}

void Lingerer::stop() {
    impl_->inbox.lock()->open = false;
    impl_->ring();
    if (impl_->thread.joinable()) impl_->thread.join();
    impl_->inbox.lock()->fresh.clear();
}

void Lingerer::take(Descriptor socket) {
    ::shutdown(socket.fd(), SHUT_WR);
    auto access = impl_->inbox.lock();
    if (!access->open || access->total >= kMaxSockets) return;
    access->fresh.push_back({std::move(socket), Deadline::in(kLingerMs)});
    ++access->total;
    impl_->ring();
}

}  // namespace mingjing::net
