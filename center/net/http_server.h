// SPDX-License-Identifier: Apache-2.0
// The HTTP gateway: one clean request in, one whole answer out; everything else is refused early.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "center/kernel/json.h"
#include "center/kernel/result.h"

namespace mingjing::net {

using kernel::Error;
using kernel::Json;

/// A request after the framing guard: the body is complete, header names are lower case, values
/// hold no control bytes. Query and path values are percent-decoded UTF-8.
struct Request {
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;
    std::map<std::string, std::string> pathValues;  ///< from `{name}` in the route's pattern
    std::string body;
    std::string traceId;  ///< fresh per request; also in every problem and log line
    std::string peer;     ///< client address: X-Real-IP when the peer is loopback, else the peer

    [[nodiscard]] std::string header(const std::string& lowerCaseName) const;
    [[nodiscard]] std::string cookie(const std::string& name) const;
};

/// The writing end of a streamed answer. Not thread-safe; lives inside the stream function.
class StreamWriter {
public:
    virtual ~StreamWriter() = default;
    /// False when the client is gone, too slow (send timeout) or the server stops: end the stream.
    virtual bool write(std::string_view bytes) = 0;
    [[nodiscard]] virtual bool stopping() const = 0;
};

struct Response {
    int status = 200;
    std::string contentType = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// When set, `body` is ignored and the answer is what this function writes; it runs on the
    /// request's thread and returns when the stream ends.
    std::function<void(StreamWriter&)> stream{};
    /// When set, the gateway renders it with the server's ProblemRenderer; `headers` are kept.
    std::optional<Error> failure{};

    static Response json(int status, const Json& value);
    static Response noContent() { return Response{204, "", "", {}, {}}; }
    /// A problem of this request, for handlers that have no renderer at hand.
    static Response failed(Error error);
};

using Handler = std::function<Response(const Request&)>;
/// Turns an Error into the answer's JSON (RFC 9457); the words come from the caller's catalogue.
using ProblemRenderer = std::function<Json(const Error&, const std::string& traceId)>;

/// HTTP status of each kind of error.
int statusOf(kernel::ErrorKind kind);
/// The same, but exact for the gateway's own codes (`net.length_required` is 411 and so on).
int statusOf(const Error& error);

/// The answer application/problem+json; its "status" member is set to `statusOf(error)`. A renderer
/// that throws is replaced by a bare problem with code and trace id.
Response problem(const Error& error, const std::string& traceId, const ProblemRenderer& renderer);

/// The routes of one server. Filled before `start`, then read-only.
class Router {
public:
    /// `pattern` such as "/api/v1/stays/{id}"; a value matches one path segment.
    void add(const std::string& method, const std::string& pattern, Handler handler,
             std::size_t maxBodyBytes = std::size_t{256} << 10);

    struct Route {
        std::string method;
        std::string pattern;
        std::vector<std::string> segments;
        Handler handler;
        std::size_t maxBodyBytes;
    };
    struct Match {
        const Route* route = nullptr;  ///< null: no such path, or no such method
        bool pathKnown = false;        ///< the path exists under another method
        std::string allow;             ///< methods of this path, for the header `Allow`
        std::map<std::string, std::string> pathValues;
    };
    [[nodiscard]] Match find(const std::string& method, const std::string& path) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

struct ServerOptions {
    std::string name;               ///< for logs and thread names
    std::string listen;             ///< "127.0.0.1:8081" (port 0: any) or "/path/of.sock"
    int threads = 8;                ///< answers at once; one more waits, then 503
    int waiting = 16;               ///< admitted beyond `threads` before 503 is answered
    int timeoutSeconds = 10;        ///< for reading a request and writing to a client
    unsigned socketMode = 0600;     ///< of a Unix socket
    ProblemRenderer renderProblem;  ///< required
    /// Streams at once, then 503. 0: all threads but one in eight, so that short answers go on.
    int maxStreams = 0;
};

/// Owns its threads and its listener. `start` and `stop` from one thread; handlers run on many.
/// Every connection carries one request and is closed; bytes after it are never executed.
class HttpServer {
public:
    HttpServer(ServerOptions options, Router router);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Fails with Unavailable (`net.port_busy`) naming the address.
    kernel::Status start();
    /// Refuses new requests, tells streams to end, waits at most ~5 s.
    void stop();
    /// After `stop`: handlers that still have not returned. When this is not 0, what they refer to
    /// must outlive them: end the process with `std::_Exit`, do not destroy.
    [[nodiscard]] int leftBehind() const;
    [[nodiscard]] std::uint16_t port() const;
    struct Counters {
        std::uint64_t requests = 0, refusedBusy = 0, refusedFraming = 0, handlerFailures = 0;
    };
    [[nodiscard]] Counters counters() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::net
