// SPDX-License-Identifier: Apache-2.0
// mingjing-center: prepares the database, or serves until told to end.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "center/app/messages.h"
#include "center/control_server.h"
#include "center/kernel/log.h"
#include "db/migrate/runner.h"

namespace {

using namespace mingjing;

constexpr const char* kVersion = "0.1.0";

/// Says in both languages what is wrong and what to do; the code and the cause are for the log.
int fail(const char* doing, const kernel::Error& error) {
    const std::string why = error.internal.empty() ? error.params.dump() : error.internal;
    kernel::logError("{}: {} ({})", doing, error.code, why);
    const auto words = app::Messages::load();
    const std::string said = words.ok() ? words->zh(error.code, error.params) + " / " +
                                              words->en(error.code, error.params)
                                        : error.code;
    std::fprintf(stderr, "mingjing-center: %s: %s (%s: %s)\n", doing, said.c_str(),
                 error.code.c_str(), why.c_str());
    return 1;
}

kernel::Status prepare(const center::CenterConfig& config) {
    MJ_TRY(app::openSecrets(config.secretsDir));
    for (const center::NodeConfig& node : config.nodes) MJ_TRY(app::openNodeKey(node.keyFile));
    MJ_ASSIGN(const auto migrations, db::migrate::readMigrations(config.migrationsDir));
    MJ_ASSIGN(const auto owner, db::mysql::Session::open(config.owner));
    return db::migrate::migrate(*owner, migrations, kVersion, config.application.user);
}

int serve(const center::CenterConfig& config) {
    // Blocked here and inherited by every thread, so that only sigwait below sees them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const kernel::SystemClock clock;
    auto server = center::ControlServer::create(config, clock);
    if (!server.ok()) return fail("cannot open the secrets", server.error());
    if (const auto started = (*server)->start(); !started.ok())
        return fail("cannot start", started.error());
    kernel::logInfo("serving {} {}", kVersion, config.apiListen);
    int signal = 0;
    sigwait(&signals, &signal);
    kernel::logInfo("stopping");
    if (!(*server)->stop()) {
        kernel::logError("a request did not end; leaving without it");
        std::_Exit(0);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const bool preparing = argc == 4 && std::string(argv[3]) == "prepare";
    if ((argc != 3 && !preparing) || std::string(argv[1]) != "--config") {
        std::fprintf(stderr, "usage: mingjing-center --config FILE [prepare]\n");
        return 2;
    }
    const auto config = center::CenterConfig::load(argv[2], preparing);
    if (!config.ok()) {
        kernel::openLog("center", "");
        return fail("configuration", config.error());
    }
    kernel::openLog("center", config->logFile);
    if (!preparing) return serve(*config);
    const kernel::Status prepared = prepare(*config);
    return prepared.ok() ? 0 : fail("cannot prepare", prepared.error());
}
