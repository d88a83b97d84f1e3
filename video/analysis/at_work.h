// SPDX-License-Identifier: Apache-2.0
// Which camera each worker is busy with, on a page that outlives the process: a stream that brings
// the analyst down is known to the next one, which lets that camera rest a while.
#pragma once

#include <set>
#include <string>

#include "center/kernel/result.h"
#include "video/analysis/evidence_tail.h"

namespace mingjing::video::analysis {

/// A shared mapping of a small file, one line per worker. `begin` and `end` of different workers
/// may run at once. Without a file it does nothing.
class AtWork {
public:
    static constexpr std::size_t kWorkers = 64;
    /// Longer than any key's text.
    static constexpr std::size_t kLine = 64;

    AtWork() = default;
    /// Opens or makes the file. Fails with Unavailable (`analyst.spool_unusable`).
    static kernel::Result<AtWork> open(const std::string& path);
    ~AtWork();
    AtWork(AtWork&& other) noexcept;
    AtWork& operator=(AtWork&& other) noexcept;

    void begin(std::size_t worker, const StreamKey& key);
    void end(std::size_t worker);
    /// What was being worked on when the process before ended without a word. Ask before `begin`.
    [[nodiscard]] std::set<std::string> unfinished() const;

private:
    explicit AtWork(char* lines) : lines_(lines) {}
    char* lines_ = nullptr;
};

}  // namespace mingjing::video::analysis
