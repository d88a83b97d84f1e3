// SPDX-License-Identifier: Apache-2.0
// Listener, admission and threads: POCO's TCPServer, with the limits it does not have.
#include "center/net/http_server.h"

#include <algorithm>
#include <set>
#include <thread>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/ThreadPool.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/kernel/log.h"
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
constexpr int kIdleThreadMs = 500;

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
};

class Connection final : public Poco::Net::TCPServerConnection {
public:
    Connection(const StreamSocket& socket, std::shared_ptr<Shared> shared)
        : TCPServerConnection(socket), shared_(std::move(shared)) {}

    /// Never throws: POCO would count the worker as busy for ever.
    void run() override {
        const int fd = descriptorOf(socket());
        try {
            shared_->sockets.lock()->insert(fd);
            if (Exchange(shared_->gateway, fd).serve()) shared_->lingerer.take(socket());
        } catch (...) {
            kernel::logError("net.exchange_failed server={}", shared_->gateway.options.name);
        }
        shared_->sockets.lock()->erase(fd);
    }

private:
    const std::shared_ptr<Shared> shared_;
};

class Factory final : public Poco::Net::TCPServerConnectionFactory {
public:
    explicit Factory(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override {
        return new Connection(socket, shared_);  // POCO owns it
    }

private:
    const std::shared_ptr<Shared> shared_;
};

/// Asked by the accepting thread for each connection; so it answers refusals without waiting.
/// POCO's own queue limit would close a connection without a word.
class Admission final : public Poco::Net::TCPServerConnectionFilter {
public:
    explicit Admission(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    void watch(const Poco::Net::TCPServer* server) { server_ = server; }

    bool accept(const StreamSocket& socket) override {
        ::fcntl(descriptorOf(socket), F_SETFD, FD_CLOEXEC);
        Gateway& gateway = shared_->gateway;
        if (gateway.stop.raised()) return refuse(socket, "net.stopping");
        const int inside = server_->currentConnections() + server_->queuedConnections();
        if (inside < gateway.options.threads + gateway.options.waiting) return true;
        ++gateway.refusedBusy;
        return refuse(socket, "net.busy");
    }

private:
    bool refuse(const StreamSocket& socket, const char* code) {
        const std::string traceId = freshTraceId();
        const Response response = problem(Error::of(ErrorKind::Unavailable, code), traceId,
                                          shared_->gateway.options.renderProblem);
        Wire(descriptorOf(socket)).write(wholeAnswer(response, traceId), Deadline::in(0), nullptr);
        shared_->lingerer.take(socket);
        return false;
    }
    const std::shared_ptr<Shared> shared_;
    const Poco::Net::TCPServer* server_ = nullptr;
};

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
        : shared(std::make_shared<Shared>(std::move(options), std::move(router))) {}

    std::shared_ptr<Shared> shared;
    std::unique_ptr<Poco::ThreadPool> threads;
    std::unique_ptr<Poco::Net::TCPServer> server;
    std::uint16_t port = 0;
    bool running = false;
    int leftBehind = 0;

    [[nodiscard]] int inside() const {
        return server->currentConnections() + server->queuedConnections();
    }
    bool waitUntilEmpty(int milliseconds) const;
    void shutSockets() const;
    void endThreads();
};

bool HttpServer::Impl::waitUntilEmpty(int milliseconds) const {
    const Deadline deadline = Deadline::in(milliseconds);
    while (inside() > 0 && !deadline.passed())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return inside() == 0;
}

void HttpServer::Impl::shutSockets() const {
    auto sockets = shared->sockets.lock();
    for (const int fd : *sockets) ::shutdown(fd, SHUT_RDWR);
}

/// POCO cannot end a thread whose handler does not return; then pool and server are left to it.
void HttpServer::Impl::endThreads() {
    leftBehind = inside();
    server->stop();
    if (leftBehind == 0) {
        threads->joinAll();
        server.reset();
        threads.reset();
        return;
    }
    kernel::logError("net.handlers_left_behind server={} count={}", shared->gateway.options.name,
                     leftBehind);
    [[maybe_unused]] const auto* leakedServer = server.release();
    [[maybe_unused]] const auto* leakedThreads = threads.release();
}

HttpServer::HttpServer(ServerOptions options, Router router)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {
    const ServerOptions& checked = impl_->shared->gateway.options;
    CHECK(checked.threads > 0 && checked.waiting >= 0, "a server needs threads");
    CHECK(checked.timeoutSeconds > 0, "a server needs a deadline");
}

HttpServer::~HttpServer() {
    stop();
}

Status HttpServer::start() {
    CHECK(!impl_->running && !impl_->shared->gateway.stop.raised(), "a server starts once");
    const ServerOptions& options = impl_->shared->gateway.options;
    MJ_ASSIGN(const ServerSocket listener, openListener(options));
    if (!isUnixPath(options.listen)) impl_->port = listener.address().port();
    impl_->threads = std::make_unique<Poco::ThreadPool>(1, std::max(2, options.threads));
    auto* params = new Poco::Net::TCPServerParams;  // reference counted, owned by the server
    params->setMaxThreads(options.threads);
    params->setMaxQueued(options.threads + options.waiting + kBacklog);
    params->setThreadIdleTime(Poco::Timespan(kIdleThreadMs * Poco::Timespan::MILLISECONDS));
    impl_->server = std::make_unique<Poco::Net::TCPServer>(new Factory(impl_->shared),
                                                           *impl_->threads, listener, params);
    Poco::AutoPtr<Admission> admission(new Admission(impl_->shared));
    admission->watch(impl_->server.get());
    impl_->server->setConnectionFilter(admission);
    impl_->shared->lingerer.start();
    impl_->server->start();
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
    if (!impl_->waitUntilEmpty(kGraceMs)) {
        impl_->shutSockets();
        impl_->waitUntilEmpty(kAbortMs);
    }
    impl_->endThreads();
    impl_->shared->lingerer.stop();
    if (isUnixPath(gateway.options.listen)) ::unlink(gateway.options.listen.c_str());
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
