// SPDX-License-Identifier: Apache-2.0
// The journal against the centre's rows: day by day, stream by stream, for ever round.
#pragma once

#include "center/net/http_client.h"
#include "video/record/fault_book.h"
#include "video/record/paced_worker.h"
#include "video/record/storage.h"

namespace mingjing::video {

struct IndexCompareOptions {
    std::string center;                          ///< address of center's node listener
    std::map<std::string, std::string> headers;  ///< who asks
    std::int64_t stepUs = 2'000'000;             ///< between two days of a stream
    /// What is younger is not compared yet: it may be on its way.
    std::int64_t settleUs = 300'000'000;
};

/// One question for each stream and day: how many closed segments, and the digest of their lengths
/// and chain heads. Where it differs center answers its rows, and the difference is named after a
/// second look: row_missing (told to center again from the journal, which is the truth),
/// row_differs and row_unknown (left as they are: somebody changed the index, or the journal).
class IndexCompare {
public:
    /// How a missing row is told to center again.
    using TellAgain = std::function<void(const record::Report& report)>;
    /// Whether center has all reports; only then can rows be expected.
    using Delivered = std::function<bool()>;
    IndexCompare(IndexCompareOptions options, const record::Storage& storage,
                 record::FaultBook& book, const kernel::Clock& clock, Delivered delivered,
                 TellAgain tellAgain);

    void start();
    void stop();

    struct Facts {
        std::uint64_t days = 0;        ///< compared since the start, one stream each
        std::int64_t lastRoundUs = 0;  ///< when all days of all streams were compared; 0: never
        std::string trouble;           ///< why the last question was not answered; empty: it was
    };
    [[nodiscard]] Facts facts() const { return *facts_.lock(); }

private:
    struct Day {
        std::int64_t fromUs = 0;
        record::StreamKey key;
        auto operator<=>(const Day&) const = default;
    };
    std::int64_t step();
    [[nodiscard]] std::optional<Day> nextDay() const;
    kernel::Result<kernel::Json> ask(const Day& day, std::int64_t untilUs,
                                     const std::vector<evidence::SegmentEntry>& entries) const;
    std::vector<record::StorageFault> compare(const Day& day, std::int64_t untilUs,
                                              const std::vector<evidence::SegmentEntry>& entries,
                                              const kernel::Json& rows) const;
    void tellAgain(const record::StorageFault& fault);

    IndexCompareOptions options_;
    const record::Storage& storage_;
    record::FaultBook& book_;
    const kernel::Clock& clock_;
    Delivered delivered_;
    TellAgain tellAgain_;
    net::HttpClient client_;
    record::PacedWorker worker_;
    mutable kernel::Guarded<Facts> facts_;
    std::optional<Day> last_;
    bool secondLook_ = false;  ///< `last_` differed and is asked again
};

}  // namespace mingjing::video
