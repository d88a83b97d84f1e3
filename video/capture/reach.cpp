// SPDX-License-Identifier: Apache-2.0
// One connection, one question.
#include "video/capture/reach.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <string_view>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mingjing::video::capture {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

struct Address {
    bool secure = false;
    std::string host;
    std::string port;
};

Result<Address> addressOf(const std::string& url) {
    const Error wrong = Error::invalid("url", "camera.url_wrong");
    Address out;
    out.secure = url.starts_with("rtsps://");
    if (!out.secure && !url.starts_with("rtsp://")) return wrong;
    std::string rest = url.substr(url.find("://") + 3);
    rest = rest.substr(0, rest.find_first_of("/?"));
    out.port = out.secure ? "322" : "554";
    const auto bracket = rest.starts_with('[') ? rest.find(']') : std::string::npos;
    const auto colon = rest.find(':', bracket == std::string::npos ? 0 : bracket);
    if (colon != std::string::npos) out.port = rest.substr(colon + 1);
    out.host = rest.substr(0, colon);
    if (bracket != std::string::npos) out.host = rest.substr(1, bracket - 1);
    if (out.host.empty() || out.port.empty() || out.port.size() > 5 ||
        out.port.find_first_not_of("0123456789") != std::string::npos)
        return wrong;
    return out;
}

class Connection {
public:
    Connection(int fd, std::int64_t timeoutUs) : fd_(fd), timeoutUs_(timeoutUs) {}
    ~Connection() {
        if (fd_ >= 0) ::close(fd_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] int fd() const { return fd_; }
    /// False when nothing came of it in time.
    [[nodiscard]] bool wait(short events) const {
        pollfd waiting{fd_, events, 0};
        return ::poll(&waiting, 1, static_cast<int>(timeoutUs_ / 1000)) > 0;
    }

private:
    int fd_;
    std::int64_t timeoutUs_;
};

Error unreachable(int code) {
    const char* word = code == ECONNREFUSED ? "camera.connection_refused" : "camera.unreachable";
    return Error::of(ErrorKind::Unavailable, word, std::strerror(code));
}

Status connectTo(const Connection& connection, const addrinfo& to) {
    if (::connect(connection.fd(), to.ai_addr, to.ai_addrlen) == 0) return {};
    if (errno != EINPROGRESS) return unreachable(errno);
    if (!connection.wait(POLLOUT)) return unreachable(ETIMEDOUT);
    int code = 0;
    socklen_t size = sizeof code;
    ::getsockopt(connection.fd(), SOL_SOCKET, SO_ERROR, &code, &size);
    return code == 0 ? Status() : Status(unreachable(code));
}

/// The first bytes of any RTSP answer say so, whatever it answers.
Status askOptions(const Connection& connection, const std::string& url) {
    static constexpr std::string_view kAnswer = "RTSP/";
    const std::string question =
        "OPTIONS " + url + " RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: mingjing-recorder\r\n\r\n";
    ::send(connection.fd(), question.data(), question.size(), MSG_NOSIGNAL);
    std::string answer;
    std::array<char, 16> bytes{};
    while (answer.size() < kAnswer.size() && connection.wait(POLLIN)) {
        const auto got = ::recv(connection.fd(), bytes.data(), bytes.size(), 0);
        if (got <= 0) break;
        answer.append(bytes.data(), static_cast<std::size_t>(got));
    }
    if (answer.starts_with(kAnswer)) return {};
    return Error::of(ErrorKind::InvalidInput, "camera.not_a_camera", "no RTSP answer");
}

}  // namespace

kernel::Status reachCamera(const std::string& url, std::int64_t timeoutUs) {
    MJ_ASSIGN(const Address address, addressOf(url));
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found) != 0)
        return Error::of(ErrorKind::NotFound, "camera.host_unknown", address.host);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
    const Connection connection(
        ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), timeoutUs);
    if (connection.fd() < 0) return unreachable(errno);
    MJ_TRY(connectTo(connection, *found));
    return address.secure ? Status() : askOptions(connection, url);
}

}  // namespace mingjing::video::capture
