// SPDX-License-Identifier: Apache-2.0
// Appends batches to the evidence journal: one write and one fsync each, all or nothing.
#pragma once

#include "center/kernel/clock.h"
#include "video/evidence/journal_reader.h"
#include "video/record/file_system.h"
#include "video/record/keys.h"

namespace mingjing::video::record {

/// Every start of the recorder and every UTC day begins a new file, whose header names the last
/// good byte of the file before it: a torn tail is disowned, never rewritten. One thread at a time.
class JournalWriter {
public:
    struct Previous {
        std::uint64_t file = 0;  ///< 0: there is none
        std::uint64_t bytes = 0;
        evidence::BatchChain chain;
    };
    JournalWriter(FileSystem& files, const kernel::Clock& clock, std::string folder,
                  std::string storageId, const NodeKeys& keys, Previous previous);

    /// What became durable: where its frames stand and their bytes.
    struct Written {
        std::uint64_t file = 0;
        std::uint64_t offset = 0;
        std::string frames;  ///< header and key frames of a new file, the batch, its commit
    };
    /// On failure nothing of the batch counts; the file is abandoned and the same batch may be
    /// handed in again, into a new file.
    kernel::Result<Written> commit(std::string_view frames);

    /// True when the last commit began a new file: the time for a snapshot.
    [[nodiscard]] bool rotated() const { return rotated_; }

private:
    kernel::Status beginFile();
    [[nodiscard]] std::string headFrames() const;

    static constexpr std::uint64_t kMaxFileBytes = std::uint64_t{64} << 20;
    FileSystem& files_;
    const kernel::Clock& clock_;
    std::string folder_;
    std::string storageId_;
    const NodeKeys& keys_;
    Previous previous_;
    evidence::BatchChain chain_;
    std::unique_ptr<AppendFile> file_;
    std::uint64_t number_;
    std::string day_;
    std::uint64_t committed_ = 0;
    bool rotated_ = false;
};

}  // namespace mingjing::video::record
