// SPDX-License-Identifier: Apache-2.0
// Answers that many ask for at the same moment, because one hint told them all: made once, given to
// everybody who may have the same.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"
#include "center/kernel/result.h"

namespace mingjing::net {

/// Thread-safe. An answer lives until the next commit of this process, which is the only one that
/// writes, and never longer than a quarter of a second: clocks run, recorders come and go.
class KeptAnswers {
public:
    static constexpr std::int64_t kLongestUs = 250'000;

    explicit KeptAnswers(const kernel::Clock& clock) : clock_(clock) {}

    /// After a commit and before anybody is told of it.
    void outdate() { ++commits_; }
    /// `key` says what is asked and how far the asker sees. Who comes while it is made waits for
    /// it; a failure is given to who made it, and the next one tries anew.
    kernel::Result<std::string> find(const std::string& key,
                                     const std::function<kernel::Result<std::string>()>& make);

private:
    struct Kept {
        std::mutex making;
        std::int64_t commits = -1;
        kernel::MonoTime at;
        std::string answer;
    };
    std::shared_ptr<Kept> slot(const std::string& key);
    const kernel::Clock& clock_;
    std::atomic<std::int64_t> commits_{0};
    kernel::Guarded<std::map<std::string, std::shared_ptr<Kept>>> slots_;
};

}  // namespace mingjing::net
