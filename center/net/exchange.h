// SPDX-License-Identifier: Apache-2.0
// One connection of the gateway: read a whole request, find its route, answer, never twice.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "center/net/http_server.h"
#include "center/net/request_head.h"
#include "center/net/wire.h"

namespace mingjing::net {

/// What all connections of one server share. Lives at least as long as the last of them.
struct Gateway {
    Gateway(ServerOptions serverOptions, Router serverRouter);

    const ServerOptions options;
    const Router router;
    const int maxStreams;
    StopSignal stop;
    std::atomic<std::uint64_t> requests{0}, refusedBusy{0}, refusedFraming{0}, handlerFailures{0};
    std::atomic<int> streams{0};
};

/// Who is at the other end of a socket.
struct Peer {
    std::string address;  ///< "local" on a Unix socket
    bool isLocal = false;
};
Peer peerOf(int fd);

std::string freshTraceId();
/// Head and body of an answer; `Connection: close` always. A header that could split the answer
/// makes it a bare 500: that is our own fault, and nothing of it may go out.
std::string wholeAnswer(const Response& response, const std::string& traceId);

/// Owned and run by one thread; borrows the socket.
class Exchange {
public:
    Exchange(Gateway& gateway, int fd);
    /// Does everything; true when the socket needs a careful close because bytes may be unread.
    bool serve();

private:
    kernel::Status receiveHead();
    kernel::Status receiveBody(std::size_t maxBytes);
    kernel::Result<const Router::Route*> findRoute();
    kernel::Result<Response> respond();
    Response callHandler(const Router::Route& route);
    Response refusal(const Error& error);
    void believeProxyHeaders();
    void send(const Response& response);
    void sendStream(const Response& response);
    [[nodiscard]] Error errorOf(WireOutcome outcome, bool begun) const;

    Gateway& gateway_;
    Wire wire_;
    Peer peer_;
    Deadline deadline_;
    std::string traceId_;
    std::string buffer_;
    RequestHead head_;
    Request request_;
    std::string allow_;
    std::string pattern_;  ///< of the route, for the log: a path may name somebody
    bool readWhole_ = false;
};

}  // namespace mingjing::net
