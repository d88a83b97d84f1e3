// SPDX-License-Identifier: Apache-2.0
// Reports on disk until center has them: what `report` has accepted survives a power cut.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "center/kernel/json.h"
#include "center/kernel/result.h"

namespace mingjing::net {

/// Consecutive reports of one boot, oldest first. Each is one JSON object as text.
struct SpoolBatch {
    std::string boot;
    std::vector<std::string> reports;
    std::uint64_t lastSeq = 0;
};

/// A folder of append-only segments, named ORDINAL-BOOT.spool, deleted when all of it is
/// acknowledged, and a file `acked` with the last acknowledged (boot, seq). A segment is the magic
/// "MJSPOOL1" and frames: length (4 bytes, little endian), CRC-32 of length and text, the text:
/// canonical JSON {"atUs","body","kind","seq"}. Old segments are never written again; a torn tail
/// is ignored, because nobody was told that it is stored.
///
/// A failed write or fsync leaves unknown bytes behind, so the next report opens a new boot.
/// `append` from any thread (several at once share one fsync); `peek` and `acknowledge` from one.
class ReportSpool {
public:
    struct Limits {
        std::size_t maxBytes;  ///< of reports that wait
        std::size_t segmentBytes = std::size_t{8} << 20;
    };
    /// Reads what earlier boots left behind. Fails with Unavailable (`node.spool_unusable`,
    /// `node.spool_in_use`).
    static kernel::Result<std::unique_ptr<ReportSpool>> open(const std::string& folder,
                                                             std::int64_t wallUs, Limits limits);
    ~ReportSpool();
    ReportSpool(const ReportSpool&) = delete;
    ReportSpool& operator=(const ReportSpool&) = delete;

    /// Returns when the report is on disk. Fails with InvalidInput (`json.not_canonical`,
    /// `node.report_too_large`), Exhausted (`node.spool_full`) or Unavailable
    /// (`node.spool_unusable`).
    kernel::Status append(const std::string& kind, std::int64_t atUs, const kernel::Json& body);

    /// The oldest reports that wait, of one boot; empty when none wait.
    SpoolBatch peek(std::size_t maxReports, std::size_t maxBytes);
    /// Center has stored everything of this boot up to `seq`.
    void acknowledge(const std::string& boot, std::uint64_t seq);

    [[nodiscard]] std::uint64_t waiting() const;
    [[nodiscard]] std::string boot() const;  ///< of the next report

private:
    struct Impl;
    explicit ReportSpool(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::net
