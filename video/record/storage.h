// SPDX-License-Identifier: Apache-2.0
// One storage: all streams that are written to it, its journal, its index, its one ticking thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <thread>

#include "video/record/recovery.h"

namespace mingjing::video::record {

struct StorageOptions {
    std::string root;
    std::int64_t tickUs = 250'000;
    std::int64_t segmentUs = 600'000'000;
    std::string copyRoot = {};  ///< second copy that damaged media is read from; empty: none
};

/// A place among all segments of a storage, by age.
struct SegmentSpot {
    std::int64_t startUs = INT64_MIN;
    kernel::Uuid segment;
    auto operator<=>(const SegmentSpot&) const = default;
};
struct FoundSegment {
    StreamKey key;
    evidence::SegmentEntry entry;
    [[nodiscard]] SegmentSpot spot() const { return {entry.startUs, entry.segment}; }
};

/// Every tick: write what all streams have, sync the files, append one batch to the journal, sync
/// it, then tell center. Until the last step nothing counts. Thread-safe unless said otherwise.
class Storage {
public:
    using OnReport = std::function<kernel::Status(const Report&)>;
    /// Recovers what is there. `files`, `clock` and `keys` must outlive the storage.
    static kernel::Result<std::unique_ptr<Storage>> open(StorageOptions options, FileSystem& files,
                                                         const kernel::Clock& clock,
                                                         const NodeKeys& keys, OnReport onReport);
    ~Storage();

    /// A segment whose keeping time is over, and the order that allows to delete its media.
    struct Removal {
        kernel::Uuid segment;
        StreamKey key;
        std::string order;
    };
    /// With the next ticks: journalled first, deleted then, reported last. What is open, the newest
    /// of its stream, unknown, or younger than `kLeastKeptUs` is left alone, whoever asks.
    void requestRemoval(std::vector<Removal> removals);
    static constexpr std::int64_t kLeastKeptUs = std::int64_t{90} * 24 * 3600 * 1'000'000;

    /// What was found out about a closed segment, to be journalled with the next tick and reported:
    /// its second copy is whole (or no longer), or the file of removed media is gone from a place.
    /// What the ledger no longer agrees with is dropped.
    struct Remark {
        enum class What { CopyWhole, CopyLost, CopyDeleted } what;
        StreamKey key;
        kernel::Uuid segment;
    };
    void remark(std::vector<Remark> remarks);

    /// The oldest segment behind a place that is wanted. Looks at every segment: not for a tick.
    using Wanted = std::function<bool(const evidence::SegmentEntry&)>;
    [[nodiscard]] std::optional<FoundSegment> oldest(const SegmentSpot& after,
                                                     const Wanted& wanted) const;
    [[nodiscard]] std::optional<FoundSegment> find(const kernel::Uuid& segment) const;
    /// Every segment, in no particular order, under the ledger's lock: be brief.
    void forEach(
        const std::function<void(const StreamKey&, const evidence::SegmentEntry&)>& each) const;
    [[nodiscard]] std::string id() const { return storageId_; }
    [[nodiscard]] evidence::Place journalEnd() const;
    [[nodiscard]] kernel::Result<evidence::JournalSource> journal() const;
    /// Why background work should wait: "disk" (a tick failed or was slow), "queues" (pictures
    /// wait for the disk); empty: nothing.
    [[nodiscard]] std::string pressure() const;
    /// Segments that somebody found damaged or missing while reading; each once, then forgotten.
    std::vector<kernel::Uuid> takeSuspects();

    /// A slot for the stream, continuing its chain. A stream has one slot at a time.
    std::shared_ptr<StreamSlot> addStream(const StreamKey& key);
    /// Closes its segment with the next tick; the capture that feeds it must have ended.
    void removeStream(const StreamKey& key);

    void start();
    /// A last tick, everything closed, the journal ended in order. All captures must have ended.
    void stop();
    /// One round; for tests, and for the thread that start() makes.
    void tick();

    /// What the journal says of a stream; a copy. The interval is half open.
    struct View {
        std::vector<evidence::SegmentEntry> segments;
        std::vector<evidence::GapEntry> gaps;
    };
    [[nodiscard]] View view(const StreamKey& key, std::int64_t fromUs, std::int64_t toUs) const;
    /// The newest segment that has fragments.
    [[nodiscard]] std::optional<evidence::SegmentEntry> newest(const StreamKey& key) const;
    /// Journalled fragments of a segment, in order. Closed segments are cached.
    [[nodiscard]] kernel::Result<std::shared_ptr<const std::vector<evidence::FragmentRecord>>>
    fragments(const evidence::SegmentEntry& entry) const;
    [[nodiscard]] kernel::Result<std::string> readInit(const evidence::SegmentEntry& entry) const;
    /// All segments from the first to the last that touches the interval, without a hole in the
    /// chain, and the one before them: a clip may have to begin at its last key picture.
    struct Stretch {
        std::optional<evidence::SegmentEntry> before;
        std::vector<evidence::SegmentEntry> segments;
        std::vector<evidence::GapEntry> gaps;
    };
    [[nodiscard]] Stretch stretch(const StreamKey& key, std::int64_t fromUs,
                                  std::int64_t toUs) const;
    /// A segment's frames as they stand in the journal.
    [[nodiscard]] kernel::Result<std::string> segmentFrames(
        const evidence::SegmentEntry& entry) const;
    /// Key records of all boots that wrote here, by session key (base64url).
    [[nodiscard]] kernel::Result<std::map<std::string, kernel::Json>> sessionKeys() const;
    /// From the second copy when the first file does not give them out as they were recorded.
    /// Fails with DataLoss when neither has the journalled hash.
    [[nodiscard]] kernel::Result<std::string> readFragment(
        const evidence::SegmentEntry& entry, const evidence::FragmentRecord& record) const;

    [[nodiscard]] FileSystem::Space space() const;
    /// Of all segments that are there, as of the last seconds.
    [[nodiscard]] std::uint64_t mediaBytes() const { return mediaBytes_; }
    struct Counters {
        std::uint64_t ticks = 0, batches = 0, failures = 0, faultsAtStart = 0, removed = 0;
        std::uint64_t readFromCopy = 0;  ///< reads that the first file could not serve
        std::uint64_t readDamaged = 0;   ///< reads that nothing could serve
        std::int64_t slowestTickUs = 0;
    };
    [[nodiscard]] Counters counters() const { return *counters_.lock(); }

private:
    using FragmentList = std::shared_ptr<const std::vector<evidence::FragmentRecord>>;
    struct Slots {
        std::vector<std::shared_ptr<StreamSlot>> active;
        std::vector<std::shared_ptr<StreamSlot>> leaving;
    };
    /// A batch whose files are synced but whose journal append has not succeeded yet.
    struct Batch {
        std::string frames;
        std::vector<Report> reports;
        std::vector<std::shared_ptr<StreamSlot>> slots;
        std::vector<std::shared_ptr<StreamSlot>> left;
        std::vector<FoundSegment> removed;
    };
    struct Cache {
        std::vector<std::pair<kernel::Uuid, FragmentList>> lists;
    };

    Storage(StorageOptions options, FileSystem& files, const kernel::Clock& clock,
            const NodeKeys& keys, OnReport onReport, Recovered recovered);
    void buildBatch();
    void stageRemovals(Batch& batch);
    void stageRemarks(Batch& batch);
    [[nodiscard]] std::optional<FoundSegment> removable(const Removal& removal) const;
    void addUpMedia();
    void deleteRemoved(const std::vector<FoundSegment>& removed);
    [[nodiscard]] kernel::Result<std::string> readChecked(const evidence::SegmentEntry& entry,
                                                          std::uint64_t offset, std::uint64_t bytes,
                                                          const kernel::Hash& hash,
                                                          const kernel::Error& damaged) const;
    void suspect(const evidence::SegmentEntry& entry, bool served) const;
    bool commitBatch();
    void apply(const JournalWriter::Written& written);
    void deliver();
    void runThread();

    StorageOptions options_;
    FileSystem& files_;
    const kernel::Clock& clock_;
    SlotContext context_;
    OnReport onReport_;
    JournalWriter journal_;
    mutable kernel::Guarded<evidence::Ledger> ledger_;
    mutable kernel::Guarded<Slots> slots_;
    mutable kernel::Guarded<Cache> cache_;
    mutable kernel::Guarded<Counters> counters_;
    mutable kernel::Guarded<std::vector<kernel::Uuid>> suspects_;
    const std::string storageId_;
    kernel::Guarded<std::vector<Remark>> remarks_;
    std::vector<FoundSegment> deleted_;  ///< files that are gone; the next batch says so
    std::atomic<bool> stuck_{false};     ///< a batch waits for the journal
    std::atomic<std::int64_t> lastTickUs_{0};
    kernel::Guarded<std::vector<Removal>> removals_;
    std::atomic<std::uint64_t> mediaBytes_{0};
    std::optional<Batch> batch_;
    std::deque<Report> undelivered_;
    kernel::Guarded<bool> stop_{false};
    std::condition_variable wake_;
    std::thread thread_;
};

}  // namespace mingjing::video::record
