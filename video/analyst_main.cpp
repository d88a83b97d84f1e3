// SPDX-License-Identifier: Apache-2.0
// mingjing-analyst: puts the analyst together, runs it, ends it in order.
#include <csignal>
#include <cstdio>
#include <cstring>

#include <sys/resource.h>

#include "center/kernel/log.h"
#include "center/net/http_server.h"
#include "video/analyst_confine.h"
#include "video/analyst_node.h"
#include "video/ffmpeg/log.h"

namespace {

using namespace mingjing;

/// Recording goes first, but rules wait for counts: a small step down.
constexpr int kNiceness = 2;

/// One line, in the log and on standard error.
int fail(const char* doing, const kernel::Error& error) {
    kernel::logError("{}: {} ({})", doing, error.code, error.internal);
    return 1;
}

net::Json renderProblem(const kernel::Error& error, const std::string& traceId) {
    return {{"code", error.code},
            {"status", net::statusOf(error.kind)},
            {"title", error.code},
            {"traceId", traceId},
            {"type", "about:blank"}};
}

net::ServerOptions serverOptions(const std::string& listen) {
    net::ServerOptions options;
    options.name = "analyst";
    options.listen = listen;
    options.threads = 4;
    options.waiting = 8;
    options.timeoutSeconds = 5;
    options.renderProblem = renderProblem;
    return options;
}

int run(const video::AnalystConfig& config) {
    // Blocked here and inherited by every thread, so that only sigwait below sees them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    if (::setpriority(PRIO_PROCESS, 0, kNiceness) != 0)
        kernel::logWarning("the priority could not be lowered");

    if (const auto confined = video::confineAnalyst(); !confined.ok())
        return fail("cannot give up privileges", confined.error());
    const kernel::SystemClock clock;
    auto node = video::AnalystNode::create(config, clock);
    if (!node.ok()) return fail("cannot load what is needed", node.error());
    net::Router router;
    router.add("GET", "/health", [&node](const net::Request&) {
        return net::Response::json(200, (*node)->health());
    });
    net::HttpServer server(serverOptions(config.listen), std::move(router));
    if (const auto started = (*node)->start(); !started.ok())
        return fail("cannot start", started.error());
    if (const auto started = server.start(); !started.ok())
        return fail("cannot listen", started.error());
    kernel::logInfo("watching {}, listening on {}", config.evidence, config.listen);
    int signal = 0;
    sigwait(&signals, &signal);
    kernel::logInfo("stopping");
    server.stop();
    (*node)->stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || std::strcmp(argv[1], "--config") != 0) {
        std::fprintf(stderr, "usage: mingjing-analyst --config FILE\n");
        return 2;
    }
    const auto config = video::AnalystConfig::load(argv[2]);
    if (!config.ok()) {
        kernel::openLog("analyst", "");
        return fail("configuration", config.error());
    }
    kernel::openLog("analyst", config->logFile);
    video::ffmpeg::takeLog();
    return run(*config);
}
