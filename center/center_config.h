// SPDX-License-Identifier: Apache-2.0
// The control server's configuration file.
#pragma once

#include <string>
#include <vector>

#include "center/kernel/result.h"
#include "db/mysql/session.h"

namespace mingjing::center {

struct NodeConfig {
    std::string name, kind, keyFile;
};

struct CenterConfig {
    db::mysql::ConnectionOptions owner, application;
    std::string apiListen, eventsListen, nodesListen, adminSocket;
    std::vector<std::string> origins;
    std::string secretsDir, migrationsDir, logFile;
    std::vector<NodeConfig> nodes;
    /// A page that checks packages in a browser; goes along with each. Empty: none does.
    std::string verifierPage;
    /// `qualityFile`: figures measured of this version's checks. Unless told, quality.json beside
    /// the program.
    std::string qualityFile;
    std::int64_t logEveryUs = 60'000'000;  ///< `logHeadSeconds`, 1 to 60: between signed heads
    /// `timestamp` {address, path, caFile, everyMinutes}: an authority (RFC 3161, plain HTTP: its
    /// answers are signed). Empty address: none.
    struct Timestamp {
        std::string address, path, caFile;
        std::int64_t everyUs = 3'600'000'000;
    } timestamp;
    std::size_t stayFileMostMb = 200;  ///< a package that would be larger is refused
    bool practice = false;  ///< a twin with made-up persons: marked everywhere, with exercises

    /// Fails with InvalidInput `center.config_wrong`, or as reading a file does. With `withOwner`
    /// the owner's password is read too: only `prepare` needs it.
    static kernel::Result<CenterConfig> load(const std::string& path, bool withOwner);
};

}  // namespace mingjing::center
