// SPDX-License-Identifier: Apache-2.0
// Connect, write, read until the answer is whole; one deadline for all of it.
#include "center/net/http_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <fcntl.h>
#include <fmt/format.h>

#include "center/kernel/check.h"
#include "center/net/answer_reader.h"
#include "center/net/text.h"
#include "center/net/wire.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

Error unavailable(const char* code, const std::string& internal) {
    return Error::of(ErrorKind::Unavailable, code, internal);
}

Status failureOf(WireOutcome outcome, const std::string& address) {
    switch (outcome) {
        case WireOutcome::Ok:
            return {};
        case WireOutcome::TimedOut:
            return unavailable("net.timeout", address);
        case WireOutcome::Stopped:
            return unavailable("net.cancelled", address);
        case WireOutcome::Closed:
            break;
    }
    return unavailable("net.unreachable", address + ": connection ended");
}

/// Not POCO's connect with a time-out: that one cannot be cancelled.
Result<Poco::Net::StreamSocket> connectTo(const std::string& address, const Deadline& deadline,
                                          const StopSignal* cancelled) {
    try {
        Poco::Net::StreamSocket socket;
        socket.connectNB(Poco::Net::SocketAddress(address));
        const int fd = static_cast<int>(socket.impl()->sockfd());
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        MJ_TRY(failureOf(Wire(fd).awaitWritable(deadline, cancelled), address));
        if (socket.impl()->socketError() != 0)
            return unavailable("net.unreachable", address + ": refused");
        return socket;
    } catch (const Poco::Exception& e) {
        return unavailable("net.unreachable", address + ": " + e.displayText());
    }
}

/// Our own code builds requests; a header that could split one is our own bug.
std::string requestText(const std::string& method, const std::string& path,
                        const std::map<std::string, std::string>& headers, std::string_view body) {
    CHECK(isToken(method), "method of a request");
    CHECK(isCleanText(path) && path.starts_with('/') && path.find(' ') == std::string::npos,
          "path of a request");
    std::string text = fmt::format("{} {} HTTP/1.1\r\n", method, path);
    if (headers.count("Host") == 0) text += "Host: localhost\r\n";
    text += "Connection: close\r\n";
    for (const auto& [name, value] : headers) {
        CHECK(isToken(name) && isCleanText(value), "header of a request");
        text += name + ": " + value + "\r\n";
    }
    if (!body.empty() || (method != "GET" && method != "HEAD"))
        text += fmt::format("Content-Length: {}\r\n", body.size());
    text += "\r\n";
    text.append(body);
    return text;
}

}  // namespace

HttpClient::HttpClient(std::string address, int timeoutSeconds)
    : cancelled_(std::make_unique<StopSignal>()),
      address_(std::move(address)),
      timeoutSeconds_(timeoutSeconds) {
    CHECK(timeoutSeconds_ > 0, "a client needs a deadline");
}

HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

void HttpClient::cancel() {
    cancelled_->raise();
}

Result<ClientAnswer> HttpClient::send(const std::string& method, const std::string& path,
                                      const std::map<std::string, std::string>& headers,
                                      std::string_view body, std::size_t maxAnswerBytes) const {
    const Deadline deadline = Deadline::in(timeoutSeconds_ * 1000LL);
    if (cancelled_->raised()) return unavailable("net.cancelled", address_);
    MJ_ASSIGN(const Poco::Net::StreamSocket socket,
              connectTo(address_, deadline, cancelled_.get()));
    const Wire wire(static_cast<int>(socket.impl()->sockfd()));
    // A server that refuses early answers before it has read everything: look for its answer even
    // when not all could be written.
    const WireOutcome written =
        wire.write(requestText(method, path, headers, body), deadline, cancelled_.get());
    if (written != WireOutcome::Closed) MJ_TRY(failureOf(written, address_));
    AnswerReader reader(maxAnswerBytes);
    bool begun = false;
    while (!reader.whole()) {
        std::string arrived;
        const WireOutcome outcome =
            wire.read(arrived, std::size_t{16} << 10, deadline, cancelled_.get());
        if (outcome == WireOutcome::Closed && begun) {
            MJ_TRY(reader.end());
            break;
        }
        MJ_TRY(failureOf(outcome, address_));
        begun = true;
        MJ_TRY(reader.take(arrived));
    }
    return std::move(reader.answer());
}

}  // namespace mingjing::net
