// SPDX-License-Identifier: Apache-2.0
// mingjing-recorder: puts the recorder together, runs it, ends it in order.
#include <csignal>
#include <cstdio>
#include <cstring>

#include "center/kernel/log.h"
#include "video/ffmpeg/log.h"
#include "video/recorder_routes.h"

namespace {

using namespace mingjing;

int fail(const char* doing, const kernel::Error& error) {
    kernel::logError("{}: {} ({})", doing, error.code, error.internal);
    std::fprintf(stderr, "mingjing-recorder: %s: %s (%s)\n", doing, error.code.c_str(),
                 error.internal.c_str());
    return 1;
}

int run(const video::RecorderConfig& config) {
    // Blocked here and inherited by every thread, so that only sigwait below sees them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const kernel::SystemClock clock;
    auto node = video::RecorderNode::create(config, clock);
    if (!node.ok()) return fail("cannot open the storage", node.error());
    net::ServerOptions options;
    options.name = "media";
    options.listen = config.listen;
    options.threads = 64;
    options.waiting = 16;
    options.timeoutSeconds = 5;
    options.renderProblem = video::renderProblem;
    net::HttpServer server(std::move(options), video::recorderRoutes(**node));
    if (const auto started = (*node)->start(); !started.ok())
        return fail("cannot start", started.error());
    if (const auto started = server.start(); !started.ok())
        return fail("cannot listen", started.error());
    kernel::logInfo("recording into {}, listening on {}", config.storage, config.listen);
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
        std::fprintf(stderr, "usage: mingjing-recorder --config FILE\n");
        return 2;
    }
    const auto config = video::RecorderConfig::load(argv[2]);
    if (!config.ok()) {
        kernel::openLog("recorder", "");
        return fail("configuration", config.error());
    }
    kernel::openLog("recorder", config->logFile);
    video::ffmpeg::takeLog();
    return run(*config);
}
