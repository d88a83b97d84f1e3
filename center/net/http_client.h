// SPDX-License-Identifier: Apache-2.0
// Requests that a part of the house sends to another: plain HTTP on loopback or a Unix socket.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "center/kernel/result.h"

namespace mingjing::net {

struct ClientAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;
};

/// One request, one connection. Not thread-safe; make one per thread. No redirects, no proxies.
class HttpClient {
public:
    /// `address`: "127.0.0.1:8081" or "/path/of.sock".
    HttpClient(std::string address, int timeoutSeconds);

    /// Fails with Unavailable (`net.unreachable`, `net.timeout`) or DataLoss (`net.too_large`).
    kernel::Result<ClientAnswer> send(const std::string& method, const std::string& path,
                                      const std::map<std::string, std::string>& headers,
                                      std::string_view body,
                                      std::size_t maxAnswerBytes = std::size_t{16} << 20) const;

private:
    std::string address_;
    int timeoutSeconds_;
};

}  // namespace mingjing::net
