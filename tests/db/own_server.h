// SPDX-License-Identifier: Apache-2.0
// A private MariaDB in a scratch folder that a test may kill and start again.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/db/schema.h"

namespace mingjing::tests {

/// Durable as in production: every commit is flushed. Ends, and is removed, with its object.
class OwnServer {
public:
    OwnServer();
    ~OwnServer();
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    [[nodiscard]] Server accounts() const;
    /// Like a power cut for the process: no goodbye, nothing flushed.
    void kill();
    /// Starts it on the same folder and waits until it answers.
    void start();

private:
    std::string folder_;
    std::vector<std::string> asUser_;
    pid_t pid_ = -1;
};

}  // namespace mingjing::tests
