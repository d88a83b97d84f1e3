// SPDX-License-Identifier: Apache-2.0
// Everything that looks after what is stored, and what it says: check, second copy, index.
#pragma once

#include <memory>

#include "video/index_compare.h"
#include "video/record/background_check.h"
#include "video/record/copy_keeper.h"

namespace mingjing::video {

struct StorageCareOptions {
    record::BackgroundCheckOptions check;
    bool checking = true;
    record::CopyKeeperOptions copy;  ///< without a copyRoot there is no second copy
    IndexCompareOptions index;
};

/// Owns three threads at most. What is borrowed must outlive it. `start` and `stop` from one
/// thread.
class StorageCare {
public:
    using OnReport = record::FaultBook::OnReport;
    StorageCare(const StorageCareOptions& options, record::Storage& storage,
                record::FileSystem& files, const kernel::Clock& clock, const OnReport& onReport,
                std::function<bool()> spaceIsFull, IndexCompare::Delivered delivered);

    void start();
    void stop();

    /// {check: {…}, copy: {…} or null, faults}
    [[nodiscard]] kernel::Json status() const;
    /// Lines of Prometheus text, `mingjing_recorder_…`.
    [[nodiscard]] std::string metrics() const;

private:
    [[nodiscard]] kernel::Json checkJson() const;
    [[nodiscard]] kernel::Json copyJson() const;

    const kernel::Clock& clock_;
    record::FaultBook book_;
    std::unique_ptr<record::CopyKeeper> keeper_;      ///< null: no second copy
    std::unique_ptr<record::BackgroundCheck> check_;  ///< null: switched off
    IndexCompare compare_;
};

}  // namespace mingjing::video
