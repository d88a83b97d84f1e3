// SPDX-License-Identifier: Apache-2.0
// The routes of the test server.
#include "tests/http/house.h"

#include <new>
#include <stdexcept>

namespace mingjing::tests {

namespace {

net::Response throwAsAsked(const net::Request& request) {
    const std::string& what = request.pathValues.at("what");
    if (what == "std") throw std::runtime_error("secret-of-a-person");
    if (what == "int") throw 7;
    if (what == "memory") throw std::bad_alloc();
    return net::Response::failed(kernel::Error::of(kernel::ErrorKind::Unavailable, "db.away"));
}

}  // namespace

net::Json plainProblem(const kernel::Error& error, const std::string& traceId) {
    return {{"code", error.code}, {"traceId", traceId}, {"title", "问题"}};
}

net::ServerOptions quickOptions() {
    net::ServerOptions options;
    options.name = "test";
    options.listen = "127.0.0.1:0";
    options.threads = 4;
    options.waiting = 8;
    options.timeoutSeconds = 5;
    options.renderProblem = plainProblem;
    return options;
}

House::House(net::ServerOptions options)
    : options_(std::move(options)),
      executed_(std::make_shared<kernel::Guarded<std::vector<std::string>>>()),
      last_(std::make_shared<kernel::Guarded<net::Request>>()) {
    const auto echo = [this](const net::Request& request) {
        note(request);
        return net::Response{200, "text/plain", request.body, {}, {}};
    };
    router.add("GET", "/echo", echo);
    router.add("POST", "/echo", echo, 64);
    router.add("GET", "/smuggled", echo);
    router.add("GET", "/throw/{what}", throwAsAsked);
    router.add("POST", "/throw/{what}", throwAsAsked);
}

void House::start() {
    server = std::make_unique<net::HttpServer>(options_, router);
    const auto started = server->start();
    if (!started.ok()) throw std::runtime_error(started.error().internal);
}

void House::note(const net::Request& request) const {
    executed_->lock()->push_back(request.method + " " + request.path + " " + request.body);
    *last_->lock() = request;
}

}  // namespace mingjing::tests
