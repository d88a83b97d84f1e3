// SPDX-License-Identifier: Apache-2.0
// A gate on a Unix socket between client and server that breaks the link at a chosen moment.
#pragma once

#include <atomic>
#include <memory>
#include <string>

namespace mingjing::tests {

/// Forwards bytes both ways until told otherwise. Its threads end with it.
class Gate {
public:
    enum class Mode {
        Pass,
        CutBeforeCommit,  ///< COMMIT never reaches the server
        CutAfterCommit,   ///< the server commits, its answer never comes back
        Silent,           ///< takes bytes and never answers: half open
        Cut,              ///< closes links at once, and refuses new ones
    };

    explicit Gate(const std::string& serverSocket);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    [[nodiscard]] const std::string& socket() const;
    void set(Mode mode);
    /// How often a cut at COMMIT has happened.
    [[nodiscard]] int cuts() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::tests
