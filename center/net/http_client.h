// SPDX-License-Identifier: Apache-2.0
// Requests that a part of the house sends to another: plain HTTP on loopback or a Unix socket.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "center/kernel/result.h"

namespace mingjing::net {

class StopSignal;

struct ClientAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;
};

/// One request, one connection. Not thread-safe except `cancel`; make one per thread. No
/// redirects, no proxies.
class HttpClient {
public:
    /// `address`: "127.0.0.1:8081" or "/path/of.sock". The time is for a whole exchange.
    HttpClient(std::string address, int timeoutSeconds);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    /// Fails with Unavailable (`net.unreachable`, `net.timeout`, `net.cancelled`) or DataLoss
    /// (`net.too_large`, `net.bad_answer`: malformed or cut short).
    kernel::Result<ClientAnswer> send(const std::string& method, const std::string& path,
                                      const std::map<std::string, std::string>& headers,
                                      std::string_view body,
                                      std::size_t maxAnswerBytes = std::size_t{16} << 20) const;

    /// Ends a `send` that is under way, and refuses all later ones. From any thread.
    void cancel();

private:
    std::unique_ptr<StopSignal> cancelled_;
    std::string address_;
    int timeoutSeconds_;
};

}  // namespace mingjing::net
