// SPDX-License-Identifier: Apache-2.0
// A small server for the gateway's tests: it remembers what it executed.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "center/kernel/guarded.h"
#include "center/net/http_server.h"
#include "tests/http/raw_client.h"

namespace mingjing::tests {

/// Renders a problem with its code, as the house's catalogue would.
net::Json plainProblem(const kernel::Error& error, const std::string& traceId);
net::ServerOptions quickOptions();

/// Routes: GET and POST /echo (at most 64 bytes), GET /executed, /throw/{what}; more can be added
/// to `router` before `start`.
class House {
public:
    House() : House(quickOptions()) {}
    explicit House(net::ServerOptions options);
    void start();
    [[nodiscard]] std::uint16_t port() const { return server->port(); }
    /// "METHOD path body" of every request that reached a handler.
    [[nodiscard]] std::vector<std::string> executed() const { return *executed_->lock(); }
    [[nodiscard]] net::Request last() const { return *last_->lock(); }

    net::Router router;
    std::unique_ptr<net::HttpServer> server;

private:
    void note(const net::Request& request) const;
    net::ServerOptions options_;
    std::shared_ptr<kernel::Guarded<std::vector<std::string>>> executed_;
    std::shared_ptr<kernel::Guarded<net::Request>> last_;
};

}  // namespace mingjing::tests
