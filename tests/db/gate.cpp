// SPDX-License-Identifier: Apache-2.0
// The gate: one thread accepts, one thread a link forwards.
#include "tests/db/gate.h"

#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mingjing::tests {

namespace {

constexpr int kTickMs = 10;

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd() {
        if (fd_ >= 0) ::close(fd_);
    }
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    Fd& operator=(Fd&&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

sockaddr_un addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) throw std::runtime_error("socket path too long");
    path.copy(address.sun_path, path.size());
    return address;
}

bool readable(int fd, int waitMs) {
    pollfd one{fd, POLLIN, 0};
    return ::poll(&one, 1, waitMs) > 0;
}

/// False when the other side is gone.
bool sendAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string receive(int fd) {
    std::string bytes(65536, '\0');
    const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

}  // namespace

struct Gate::Impl {
    std::string server;
    std::string path;
    Fd listener{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::atomic<Mode> mode{Mode::Pass};
    std::atomic<bool> stopping{false};
    std::atomic<int> cuts{0};
    std::thread acceptor;
    std::vector<std::thread> links;  // touched by the acceptor, and by stop() after it has ended

    void accept() {
        while (!stopping) {
            if (!readable(listener.get(), kTickMs)) continue;
            Fd client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (client.get() < 0 || mode == Mode::Cut) continue;
            links.emplace_back([this, c = std::move(client)]() mutable { forward(std::move(c)); });
        }
    }

    void forward(Fd client) {
        Fd upstream(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_un address = addressOf(server);
        if (::connect(upstream.get(), reinterpret_cast<const sockaddr*>(&address),
                      sizeof(address)) != 0)
            return;
        while (!stopping && mode != Mode::Cut) {
            pollfd both[2] = {{client.get(), POLLIN, 0}, {upstream.get(), POLLIN, 0}};
            if (::poll(both, 2, kTickMs) <= 0) continue;
            if (both[0].revents != 0 && !upwards(client.get(), upstream.get())) return;
            if (both[1].revents != 0 && !downwards(upstream.get(), client.get())) return;
        }
    }

    /// False when the link ends here.
    bool upwards(int client, int upstream) {
        const std::string bytes = receive(client);
        if (bytes.empty()) return false;
        const Mode now = mode;
        const bool isCommit = bytes.find(
                                  "\x03"
                                  "COMMIT") != std::string::npos;
        if (now == Mode::Silent) return true;
        if (isCommit && now == Mode::CutBeforeCommit) {
            ++cuts;
            return false;
        }
        if (!sendAll(upstream, bytes)) return false;
        if (isCommit && now == Mode::CutAfterCommit) {
            receive(upstream);  // the server has committed; its answer goes no further
            ++cuts;
            return false;
        }
        return true;
    }

    bool downwards(int upstream, int client) {
        const std::string bytes = receive(upstream);
        if (bytes.empty()) return false;
        if (mode == Mode::Silent) return true;
        return sendAll(client, bytes);
    }
};

Gate::Gate(const std::string& serverSocket) : impl_(std::make_unique<Impl>()) {
    static std::atomic<int> made{0};
    impl_->server = serverSocket;
    impl_->path =
        "/tmp/mjgate_" + std::to_string(::getpid()) + "_" + std::to_string(++made) + ".sock";
    ::unlink(impl_->path.c_str());
    const sockaddr_un address = addressOf(impl_->path);
    if (::bind(impl_->listener.get(), reinterpret_cast<const sockaddr*>(&address),
               sizeof(address)) != 0 ||
        ::listen(impl_->listener.get(), 64) != 0)
        throw std::runtime_error("the gate cannot listen on " + impl_->path);
    impl_->acceptor = std::thread([this] { impl_->accept(); });
}

Gate::~Gate() {
    impl_->stopping = true;
    impl_->acceptor.join();
    for (std::thread& link : impl_->links) link.join();
    ::unlink(impl_->path.c_str());
}

const std::string& Gate::socket() const {
    return impl_->path;
}
void Gate::set(Mode mode) {
    impl_->mode = mode;
}
int Gate::cuts() const {
    return impl_->cuts;
}

}  // namespace mingjing::tests
