// SPDX-License-Identifier: Apache-2.0
// The life of one request, and the writing of its answer.
#include "center/net/exchange.h"

#include <algorithm>
#include <cstdlib>
#include <typeinfo>

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/SocketAddress.h>
#include <cxxabi.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include "center/kernel/clock.h"
#include "center/kernel/ids.h"
#include "center/kernel/log.h"
#include "center/net/text.h"

namespace mingjing::net {

namespace {

using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

constexpr const char* kGone = "net.gone";  // nobody is left to answer
constexpr std::string_view kBareFailure =
    "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

const std::string& reasonOf(int status) {
    using Poco::Net::HTTPResponse;
    return HTTPResponse::getReasonForStatus(static_cast<HTTPResponse::HTTPStatus>(status));
}

bool hasBody(int status) {
    return status >= 200 && status != 204 && status != 304;
}

/// The headers that the gateway alone decides.
bool isReserved(const std::string& lowerCaseName) {
    return lowerCaseName == "content-length" || lowerCaseName == "transfer-encoding" ||
           lowerCaseName == "connection" || lowerCaseName == "content-type";
}

bool isSound(const Response& response) {
    if (response.status < 200 || response.status > 599 || !isCleanText(response.contentType))
        return false;
    return std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
        return isToken(header.first) && isCleanText(header.second) &&
               !isReserved(lowerCase(header.first));
    });
}

bool setsHeader(const Response& response, std::string_view lowerCaseName) {
    return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
        return lowerCase(header.first) == lowerCaseName;
    });
}

/// Status line and headers without the framing ones and without the empty line.
std::string answerHead(const Response& response, const std::string& traceId) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nConnection: close\r\nX-Trace-Id: {}\r\n",
                                   response.status, reasonOf(response.status), traceId);
    if (hasBody(response.status) && !response.contentType.empty())
        head += "Content-Type: " + response.contentType + "\r\n";
    if (!setsHeader(response, "cache-control")) head += "Cache-Control: no-store\r\n";
    if (!setsHeader(response, "x-content-type-options"))
        head += "X-Content-Type-Options: nosniff\r\n";
    for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
    return head;
}

/// Only the type: what() of a foreign exception may repeat what a person typed.
std::string currentExceptionType() {
    const std::type_info* type = abi::__cxa_current_exception_type();
    if (type == nullptr) return "unknown";
    int outcome = 0;
    char* name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &outcome);
    std::string text = outcome == 0 && name != nullptr ? name : type->name();
    std::free(name);
    return text;
}

/// Writes an answer of unknown length: chunked, or until close for HTTP/1.0.
class AnswerStream final : public StreamWriter {
public:
    AnswerStream(const Wire& wire, const Gateway& gateway, bool chunked)
        : wire_(wire), gateway_(gateway), chunked_(chunked) {}

    bool write(std::string_view bytes) override {
        if (refused_ || stopping() || wire_.peerGone()) refused_ = true;
        if (refused_ || bytes.empty()) return !refused_;
        std::string chunk;
        if (chunked_) chunk = fmt::format("{:x}\r\n", bytes.size());
        chunk.append(bytes);
        if (chunked_) chunk.append("\r\n");
        refused_ = !sendAll(chunk);
        return !refused_;
    }
    [[nodiscard]] bool stopping() const override { return gateway_.stop.raised(); }

    /// The sign that nothing is missing; left out when a write was refused.
    void finish() {
        if (chunked_ && !refused_) sendAll("0\r\n\r\n");
    }
    bool sendHead(const std::string& head) {
        refused_ = !sendAll(head);
        return !refused_;
    }

private:
    bool sendAll(std::string_view bytes) {
        const auto deadline = Deadline::in(gateway_.options.timeoutSeconds * 1000LL);
        return wire_.write(bytes, deadline, &gateway_.stop) == WireOutcome::Ok;
    }
    const Wire& wire_;
    const Gateway& gateway_;
    const bool chunked_;
    bool refused_ = false;
};

/// Counts a stream while it lives.
class StreamSlot {
public:
    explicit StreamSlot(Gateway& gateway) : gateway_(gateway), mine_(++gateway.streams) {}
    ~StreamSlot() { --gateway_.streams; }
    StreamSlot(const StreamSlot&) = delete;
    StreamSlot& operator=(const StreamSlot&) = delete;
    [[nodiscard]] bool granted() const { return mine_ <= gateway_.maxStreams; }

private:
    Gateway& gateway_;
    const int mine_;
};

int streamLimit(const ServerOptions& options) {
    if (options.maxStreams > 0) return std::min(options.maxStreams, options.threads);
    return std::max(1, options.threads - std::max(1, options.threads / 8));
}

}  // namespace

Gateway::Gateway(ServerOptions serverOptions, Router serverRouter)
    : options(std::move(serverOptions)),
      router(std::move(serverRouter)),
      maxStreams(streamLimit(options)) {}

Peer peerOf(int fd) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    if (::getpeername(fd, address, &length) != 0) return {};
    if (storage.ss_family == AF_UNIX) return {"local", true};
    try {
        const Poco::Net::SocketAddress peer(address, length);
        return {peer.host().toString(), peer.host().isLoopback()};
    } catch (const std::exception&) {
        return {};
    }
}

std::string freshTraceId() {
    return kernel::Uuid::make(kernel::SystemClock().wall().us).text();
}

std::string wholeAnswer(const Response& response, const std::string& traceId) {
    if (!isSound(response)) {
        kernel::logError("net.unsound_answer status={} trace={}", response.status, traceId);
        return std::string(kBareFailure);
    }
    std::string text = answerHead(response, traceId);
    if (!hasBody(response.status)) return text + "\r\n";
    text += fmt::format("Content-Length: {}\r\n\r\n", response.body.size());
    return text + response.body;
}

Exchange::Exchange(Gateway& gateway, int fd)
    : gateway_(gateway),
      wire_(fd),
      peer_(peerOf(fd)),
      deadline_(Deadline::in(gateway.options.timeoutSeconds * 1000LL)),
      traceId_(freshTraceId()) {}

Error Exchange::errorOf(WireOutcome outcome, bool begun) const {
    if (outcome == WireOutcome::Stopped) return Error::of(ErrorKind::Unavailable, "net.stopping");
    if (!begun) return Error::of(ErrorKind::Unavailable, kGone);
    if (outcome == WireOutcome::TimedOut)
        return Error::of(ErrorKind::InvalidInput, "net.request_timeout", "slow request");
    return Error::of(ErrorKind::InvalidInput, "net.bad_framing", "ended inside the request");
}

Status Exchange::receiveHead() {
    std::size_t scanned = 0;
    while (true) {
        MJ_ASSIGN(const auto end, findHeadEnd(buffer_, scanned));
        if (end) {
            MJ_ASSIGN(head_, parseHead(std::string_view(buffer_).substr(0, *end)));
            buffer_.erase(0, *end);
            return {};
        }
        scanned = buffer_.size();
        const WireOutcome outcome = wire_.read(buffer_, kMaxHeadBytes, deadline_, &gateway_.stop);
        if (outcome != WireOutcome::Ok) return errorOf(outcome, !buffer_.empty());
    }
}

Status Exchange::receiveBody(std::size_t maxBytes) {
    if (head_.contentLength > maxBytes) {
        Error error = Error::of(ErrorKind::InvalidInput, "net.body_too_large", "declared length");
        error.params = {{"max", maxBytes}};
        return error;
    }
    const auto length = static_cast<std::size_t>(head_.contentLength);
    if (head_.wantsContinue && buffer_.size() < length)
        wire_.write("HTTP/1.1 100 Continue\r\n\r\n", deadline_, &gateway_.stop);
    while (buffer_.size() < length) {
        const WireOutcome outcome =
            wire_.read(buffer_, length - buffer_.size(), deadline_, &gateway_.stop);
        if (outcome != WireOutcome::Ok) return errorOf(outcome, true);
    }
    readWhole_ = buffer_.size() == length;
    buffer_.resize(length);  // what follows the body is not ours and is never looked at
    request_.body = std::move(buffer_);
    return {};
}

Result<const Router::Route*> Exchange::findRoute() {
    Router::Match match = gateway_.router.find(request_.method, request_.path);
    allow_ = match.allow;
    if (!match.pathKnown) return Error::of(ErrorKind::NotFound, "net.not_found");
    if (match.route == nullptr) return Error::of(ErrorKind::InvalidInput, "net.method_not_allowed");
    request_.pathValues = std::move(match.pathValues);
    return match.route;
}

/// A proxy on this machine tells the client's address; anybody else only claims one.
void Exchange::believeProxyHeaders() {
    request_.peer = peer_.address;
    Poco::Net::IPAddress real;
    if (peer_.isLocal && Poco::Net::IPAddress::tryParse(request_.header("x-real-ip"), real))
        request_.peer = real.toString();
    std::erase_if(request_.headers, [this](const auto& header) {
        const std::string& name = header.first;
        const bool claim =
            name == "x-real-ip" || name == "forwarded" || name.starts_with("x-forwarded-");
        return name.starts_with("x-user") || (claim && !peer_.isLocal);
    });
}

Response Exchange::callHandler(const Router::Route& route) {
    try {
        return route.handler(request_);
    } catch (...) {
        ++gateway_.handlerFailures;
        kernel::logError("net.handler_failed server={} route={} {} exception={} trace={}",
                         gateway_.options.name, route.method, route.pattern, currentExceptionType(),
                         traceId_);
        return Response::failed(Error::of(ErrorKind::Internal, "net.internal"));
    }
}

Result<Response> Exchange::respond() {
    MJ_TRY(receiveHead());
    request_.method = head_.method;
    request_.path = std::move(head_.path);
    request_.query = std::move(head_.query);
    request_.headers = std::move(head_.headers);
    request_.traceId = traceId_;
    believeProxyHeaders();
    MJ_ASSIGN(const Router::Route* route, findRoute());
    pattern_ = route->pattern;
    MJ_TRY(receiveBody(route->maxBodyBytes));
    ++gateway_.requests;
    return callHandler(*route);
}

Response Exchange::refusal(const Error& error) {
    if (error.code != "net.stopping") ++gateway_.refusedFraming;
    kernel::logWarning("net.refused server={} code={} reason={} peer={} trace={}",
                       gateway_.options.name, error.code, error.internal,
                       request_.peer.empty() ? peer_.address : request_.peer, traceId_);
    Response response = problem(error, traceId_, gateway_.options.renderProblem);
    if (!allow_.empty() && response.status == 405) response.headers.emplace_back("Allow", allow_);
    return response;
}

void Exchange::send(const Response& response) {
    if (response.stream && !response.failure) return sendStream(response);
    Response rendered;
    const Response* answer = &response;
    if (response.failure) {
        const Error& error = *response.failure;
        if (statusOf(error) >= 500)
            kernel::logError("net.failed server={} code={} internal={} trace={}",
                             gateway_.options.name, error.code, error.internal, traceId_);
        rendered = problem(error, traceId_, gateway_.options.renderProblem);
        rendered.headers.insert(rendered.headers.end(), response.headers.begin(),
                                response.headers.end());
        answer = &rendered;
    }
    wire_.write(wholeAnswer(*answer, traceId_),
                Deadline::in(gateway_.options.timeoutSeconds * 1000LL), nullptr);
}

void Exchange::sendStream(const Response& response) {
    const StreamSlot slot(gateway_);
    if (!slot.granted() || !isSound(response)) {
        ++gateway_.refusedBusy;
        const bool full = !slot.granted();
        return send(Response::failed(Error::of(full ? ErrorKind::Unavailable : ErrorKind::Internal,
                                               full ? "net.busy" : "net.internal")));
    }
    AnswerStream stream(wire_, gateway_, head_.http11);
    std::string head = answerHead(response, traceId_);
    if (head_.http11) head += "Transfer-Encoding: chunked\r\n";
    if (!stream.sendHead(head + "\r\n")) return;
    try {
        response.stream(stream);
        stream.finish();
    } catch (...) {
        ++gateway_.handlerFailures;
        kernel::logError("net.stream_failed server={} route={} exception={} trace={}",
                         gateway_.options.name, pattern_, currentExceptionType(), traceId_);
    }
}

bool Exchange::serve() {
    const Result<Response> response = respond();
    if (response.ok()) {
        send(*response);
    } else if (response.error().code != kGone) {
        send(refusal(response.error()));
    }
    return !readWhole_ || wire_.hasUnread();
}

}  // namespace mingjing::net
