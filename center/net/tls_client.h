// SPDX-License-Identifier: Apache-2.0
// Requests to a centre at another machine: HTTPS, trusted by one file of certificates alone.
#pragma once

#include <string>

#include "center/net/http_client.h"

namespace mingjing::net {

/// One request, one connection; no redirects, no proxies. Not thread-safe.
class TlsClient {
public:
    /// `caFile`: certificates (PEM) that may vouch for the server, its own included; those of the
    /// system do not count. The name in the server's certificate must be `host`.
    TlsClient(std::string host, unsigned short port, std::string caFile, int timeoutSeconds);

    /// Fails as HttpClient::send, and with Unavailable `net.untrusted` where the certificate is
    /// not one of those or the file cannot be read.
    kernel::Result<ClientAnswer> send(const std::string& method, const std::string& path,
                                      const std::map<std::string, std::string>& headers,
                                      std::string_view body,
                                      std::size_t maxAnswerBytes = std::size_t{16} << 20) const;

private:
    std::string host_;
    unsigned short port_;
    std::string caFile_;
    int timeoutSeconds_;
};

}  // namespace mingjing::net
