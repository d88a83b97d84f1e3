// SPDX-License-Identifier: Apache-2.0
// Plain sockets, so that no library can tidy up what a test sends.
#include "tests/http/raw_client.h"

#include <array>
#include <cerrno>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "center/net/wire.h"

namespace mingjing::tests {

int RawAnswer::status() const {
    if (!bytes.starts_with("HTTP/1.1 ") || bytes.size() < 12) return 0;
    return std::atoi(bytes.substr(9, 3).c_str());
}

std::size_t RawAnswer::answers() const {
    std::size_t count = 0;
    for (std::size_t at = bytes.find("HTTP/1.1 "); at != std::string::npos;
         at = bytes.find("HTTP/1.1 ", at + 1))
        ++count;
    return count;
}

std::string RawAnswer::body() const {
    const std::size_t end = bytes.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : bytes.substr(end + 4);
}

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

RawClient::~RawClient() {
    if (fd_ >= 0) ::close(fd_);
}

bool RawClient::send(std::string_view bytes) const {
    return net::Wire(fd_).write(bytes, net::Deadline::in(10000), nullptr) == net::WireOutcome::Ok;
}

void RawClient::endSending() const {
    ::shutdown(fd_, SHUT_WR);
}

RawAnswer RawClient::receive(int timeoutMs, std::string_view enough) const {
    RawAnswer answer;
    answer.closed = fd_ < 0;
    if (fd_ < 0) return answer;
    const net::Deadline deadline = net::Deadline::in(timeoutMs);
    while (enough.empty() || !answer.has(enough)) {
        const auto outcome =
            net::Wire(fd_).read(answer.bytes, std::size_t{1} << 16, deadline, nullptr);
        answer.closed = outcome == net::WireOutcome::Closed;
        if (outcome != net::WireOutcome::Ok) break;
    }
    return answer;
}

RawAnswer exchange(std::uint16_t port, std::string_view bytes) {
    const RawClient client(port);
    client.send(bytes);
    return client.receive();
}

}  // namespace mingjing::tests
