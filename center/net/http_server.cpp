// SPDX-License-Identifier: Apache-2.0
// Listener, accepting thread, and the start and stop of everything behind them.
#include "center/net/http_server.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <thread>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/kernel/log.h"
#include "center/net/crew.h"
#include "center/net/exchange.h"
#include "center/net/lingerer.h"

namespace mingjing::net {

namespace {

using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;
using Poco::Net::ServerSocket;
using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;

constexpr int kBacklog = 128;
constexpr int kGraceMs = 4000;  // for answers on their way when the server stops
constexpr int kAbortMs = 1000;  // after their sockets were shut down
constexpr int kPauseMs = 50;    // when no connection can be accepted at all

int descriptorOf(const Poco::Net::Socket& socket) {
    return static_cast<int>(socket.impl()->sockfd());
}

bool isUnixPath(const std::string& listen) {
    return !listen.empty() && listen.front() == '/';
}

/// What the connections of a server share with it; outlives it when a handler does not return.
struct Shared {
    Shared(ServerOptions options, Router router) : gateway(std::move(options), std::move(router)) {}
    Gateway gateway;
    Lingerer lingerer;
    kernel::Guarded<std::set<int>> sockets;  ///< of connections being served

    void serve(Descriptor connection);
    void refuse(Descriptor connection, const char* code);
};

void Shared::serve(Descriptor connection) {
    const int fd = connection.fd();
    bool unread = false;
    try {
        sockets.lock()->insert(fd);
        unread = Exchange(gateway, fd).serve();
    } catch (...) {
        kernel::logError("net.exchange_failed server={}", gateway.options.name);
    }
    sockets.lock()->erase(fd);  // before the number can belong to another connection
    if (unread) lingerer.take(std::move(connection));
}

/// On the accepting thread, so without waiting for anybody.
void Shared::refuse(Descriptor connection, const char* code) {
    const std::string traceId = freshTraceId();
    const Response response =
        problem(Error::of(ErrorKind::Unavailable, code), traceId, gateway.options.renderProblem);
    Wire(connection.fd()).write(wholeAnswer(response, traceId), Deadline::in(0), nullptr);
    lingerer.take(std::move(connection));
}

/// A socket file that nobody listens on any more is left by a process that was killed.
Status removeStaleSocket(const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) return {};
    if (!S_ISSOCK(info.st_mode))
        return Error::of(ErrorKind::Unavailable, "net.port_busy", path + " is no socket");
    try {
        const StreamSocket probe{SocketAddress(path)};
        return Error::of(ErrorKind::Unavailable, "net.port_busy", path);
    } catch (const Poco::Exception&) {
        ::unlink(path.c_str());
        return {};
    }
}

Result<ServerSocket> openListener(const ServerOptions& options) {
    if (isUnixPath(options.listen)) MJ_TRY(removeStaleSocket(options.listen));
    try {
        ServerSocket listener;
        listener.bind(SocketAddress(options.listen), true, false);
        ::fcntl(descriptorOf(listener), F_SETFD, FD_CLOEXEC);
        listener.setBlocking(false);
        // Nobody can connect before listen(), so the mode is right from the first connection on.
        if (isUnixPath(options.listen) && ::chmod(options.listen.c_str(), options.socketMode) != 0)
            return Error::of(ErrorKind::Unavailable, "net.port_busy", options.listen + ": chmod");
        listener.listen(kBacklog);
        return listener;
    } catch (const Poco::Exception& e) {
        return Error::of(ErrorKind::Unavailable, "net.port_busy",
                         options.listen + ": " + e.displayText());
    }
}

}  // namespace

struct HttpServer::Impl {
    Impl(ServerOptions options, Router router)
        : shared(std::make_shared<Shared>(std::move(options), std::move(router))),
          crew(shared->gateway.options.threads, shared->gateway.options.waiting,
               [state = shared](Descriptor connection) { state->serve(std::move(connection)); }) {}

    std::shared_ptr<Shared> shared;
    Crew crew;
    ServerSocket listener;
    std::thread acceptor;
    std::uint16_t port = 0;
    bool running = false;
    int leftBehind = 0;

    void acceptLoop();
    bool acceptOne(int fd);
    void shutSockets() const;
};

/// False when nobody waits outside any more.
bool HttpServer::Impl::acceptOne(int fd) {
    Gateway& gateway = shared->gateway;
    Descriptor connection(::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection.isOpen()) {
        if (errno == EAGAIN) return false;
        if (errno == EINTR || errno == ECONNABORTED) return true;
        kernel::logError("net.accept_failed server={} errno={}", gateway.options.name, errno);
        (void)gateway.stop.waitFor(Deadline::in(kPauseMs));
        return false;
    }
    if (!isUnixPath(gateway.options.listen)) {
        const int on = 1;  // small writes of a stream go out at once
        ::setsockopt(connection.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    if (gateway.stop.raised()) {
        shared->refuse(std::move(connection), "net.stopping");
    } else if (!crew.admit(connection)) {
        ++gateway.refusedBusy;
        shared->refuse(std::move(connection), "net.busy");
    }
    return true;
}

/// After the stop signal those who knocked before it still get an answer.
void HttpServer::Impl::acceptLoop() {
    const int fd = descriptorOf(listener);
    bool stopping = false;
    while (!stopping) {
        pollfd watched[] = {{fd, POLLIN, 0}, {shared->gateway.stop.fd(), POLLIN, 0}};
        ::poll(watched, 2, -1);
        stopping = shared->gateway.stop.raised();
        while (acceptOne(fd)) {
        }
    }
}

void HttpServer::Impl::shutSockets() const {
    auto sockets = shared->sockets.lock();
    for (const int fd : *sockets) ::shutdown(fd, SHUT_RDWR);
}

HttpServer::HttpServer(ServerOptions options, Router router)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {
    CHECK(impl_->shared->gateway.options.timeoutSeconds > 0, "a server needs a deadline");
}

HttpServer::~HttpServer() {
    stop();
}

Status HttpServer::start() {
    CHECK(!impl_->running && !impl_->shared->gateway.stop.raised(), "a server starts once");
    const ServerOptions& options = impl_->shared->gateway.options;
    MJ_ASSIGN(impl_->listener, openListener(options));
    if (!isUnixPath(options.listen)) impl_->port = impl_->listener.address().port();
    impl_->shared->lingerer.start();
    impl_->acceptor = std::thread([impl = impl_.get()] { impl->acceptLoop(); });
    impl_->running = true;
    kernel::logInfo("net.listening server={} address={} port={}", options.name, options.listen,
                    impl_->port);
    return {};
}

void HttpServer::stop() {
    if (!impl_->running) return;
    impl_->running = false;
    Gateway& gateway = impl_->shared->gateway;
    gateway.stop.raise();
    impl_->acceptor.join();
    impl_->listener.close();
    if (isUnixPath(gateway.options.listen)) ::unlink(gateway.options.listen.c_str());
    bool ended = impl_->crew.finish(kGraceMs);
    if (!ended) {
        impl_->shutSockets();
        ended = impl_->crew.finish(kAbortMs);
    }
    if (!ended) {
        impl_->leftBehind = impl_->crew.inside();
        impl_->crew.leaveBehind();
        kernel::logError("net.handlers_left_behind server={} count={}", gateway.options.name,
                         impl_->leftBehind);
    }
    impl_->shared->lingerer.stop();
    kernel::logInfo("net.stopped server={}", gateway.options.name);
}

std::uint16_t HttpServer::port() const {
    return impl_->port;
}

int HttpServer::leftBehind() const {
    return impl_->leftBehind;
}

HttpServer::Counters HttpServer::counters() const {
    const Gateway& gateway = impl_->shared->gateway;
    return {gateway.requests, gateway.refusedBusy, gateway.refusedFraming, gateway.handlerFailures};
}

}  // namespace mingjing::net
