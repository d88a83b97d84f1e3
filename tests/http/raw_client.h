// SPDX-License-Identifier: Apache-2.0
// A client without manners: sends exactly the bytes it is given and tells what came back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::tests {

struct RawAnswer {
    std::string bytes;
    bool closed = false;  ///< the server ended the connection in time

    [[nodiscard]] int status() const;           ///< 0 when nothing like an answer came
    [[nodiscard]] std::size_t answers() const;  ///< how many status lines are in there
    [[nodiscard]] std::string body() const;
    [[nodiscard]] bool has(std::string_view text) const {
        return bytes.find(text) != std::string::npos;
    }
};

/// One TCP connection to 127.0.0.1. Not thread-safe.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool send(std::string_view bytes) const;
    void endSending() const;
    /// Reads until the server closes, until `enough` has been seen, or until time is up.
    RawAnswer receive(int timeoutMs = 15000, std::string_view enough = {}) const;

private:
    int fd_;
};

/// Sends everything at once on a new connection and reads to its end.
RawAnswer exchange(std::uint16_t port, std::string_view bytes);

}  // namespace mingjing::tests
