// SPDX-License-Identifier: Apache-2.0
// One stream on its way to disk: what waits, the file that grows, the gap that may be open.
#pragma once

#include <deque>
#include <variant>

#include "center/kernel/guarded.h"
#include "video/evidence/ledger.h"
#include "video/record/file_system.h"
#include "video/record/fragment_builder.h"
#include "video/record/keys.h"

namespace mingjing::video::record {

using evidence::StreamKey;

/// Facts of a stream for status and health, all about what is durable.
struct StreamFacts {
    std::int64_t lastDurableUs = 0;
    std::int64_t lastKeyUs = 0;
    std::int64_t gopUs = 0;
    bool hasAudio = false;
    std::int64_t fpsMilli = 0;
    std::int64_t kbps = 0;
    std::uint64_t fragment = 0;
    kernel::Hash chainHead{};
    std::uint64_t gaps = 0;
    bool gapOpen = false;
    std::uint64_t droppedFragments = 0;
    bool writeTrouble = false;
};

/// A report for center: what the journal just made true.
struct Report {
    std::string kind;
    std::int64_t atUs = 0;
    kernel::Json body;
};

/// Records of one slot for the batch being built.
struct Staged {
    std::string frames;
    std::vector<Report> reports;
};

/// What a slot needs of the storage around it.
struct SlotContext {
    FileSystem& files;
    const kernel::Clock& clock;
    const NodeKeys& keys;
    std::string root;
    std::int64_t segmentUs = 600'000'000;
};

/// The capture thread feeds it through the Sink; the storage thread alone calls everything else.
/// A failed write or sync abandons the file: its journalled part is closed as truncated and what
/// was not journalled goes into a new file.
class StreamSlot final : public capture::Sink {
public:
    StreamSlot(StreamKey key, const SlotContext& context, const evidence::StreamLedger& known);

    void onRun(const std::shared_ptr<const capture::Run>& run) override;
    void onPacket(const capture::Packet& packet) override;
    void onBreak(capture::Break why) override;
    /// The next run's segments are sealed to this opening key; empty: they are not. While no
    /// capture feeds the slot.
    void sealTo(std::string recipient) { builder_.sealTo(std::move(recipient)); }
    /// Nothing will come, for this cause; a gap that is open ends and one of this cause begins.
    /// While no capture feeds the slot.
    void cannotRecord(std::string cause);

    [[nodiscard]] const StreamKey& key() const { return key_; }
    [[nodiscard]] std::uint32_t nextRun() const { return nextRun_; }
    [[nodiscard]] StreamFacts facts() const { return *facts_.lock(); }
    /// What the capture thread handed on and no tick has taken yet.
    [[nodiscard]] std::size_t waitingBytes() const { return waiting_.lock()->bytes; }

    /// Writes what waits into files and stages its records. False: writing failed; the staged
    /// records (if any) close the abandoned file.
    bool stage(Staged& out);
    /// fdatasync of the file that stage() wrote to. Failures are handled as in stage(), and what
    /// stage() put into `out` is replaced.
    bool sync(Staged& out);
    /// The batch is durable: what was staged is now true.
    void committed();
    /// Stages closing of file and gap, for the end of the process (`removed`: of the camera).
    void stageEnd(Staged& out, bool removed);

private:
    struct RunEnd {
        std::string cause;
        bool final = false;  ///< nothing follows until somebody changes something
    };
    using Item = std::variant<Fragment, RunEnd>;
    struct Waiting {
        std::vector<Item> items;
        std::size_t bytes = 0;
        bool dropping = false;
    };
    struct Segment {
        kernel::Uuid id;
        std::string folder;
        std::string name;
        std::unique_ptr<AppendFile> file;
        std::shared_ptr<const RunMedia> media;
        kernel::Hash hash{};
        std::int64_t startUs = 0;
        bool fresh = true;                     ///< its folder entry is not synced yet
        std::optional<kernel::SecretKey> key;  ///< its media is sealed under; nowhere else kept
    };
    /// How far the camera's own clock was from ours: camera less centre.
    struct ClockError {
        std::int64_t leastUs = 0;
        std::int64_t mostUs = 0;
    };
    /// What is true of the stream once a batch is durable; kept twice, staged and committed.
    struct Chain {
        kernel::Hash head{};
        std::uint64_t number = 0;
        std::int64_t endUs = 0;          ///< of the newest fragment
        std::int64_t picturesEndUs = 0;  ///< of the newest one with pictures: gaps are theirs
        std::uint64_t segmentBytes = 0;
        std::uint32_t segmentFragments = 0;
        std::optional<ClockError> cameraClock;  ///< of the segment, as far as the camera tells
        std::int64_t segmentEndUs = 0;
    };
    /// A file that was given up: cut to what the journal knows of it, or set aside when that is
    /// nothing.
    struct Leftover {
        std::shared_ptr<Segment> segment;
        std::uint64_t journalledBytes = 0;
    };
    struct OpenGap {
        kernel::Uuid id;
        std::int64_t fromUs = 0;
        std::string cause;
    };
    struct Sample {
        std::int64_t startUs, endUs;
        std::size_t bytes;
        std::uint16_t frames;
    };

    void enqueue(Item item, std::size_t bytes);
    void takeWaiting();
    [[nodiscard]] bool shouldRotate(const Fragment& fragment) const;
    void endRun(const RunEnd& end, Staged& out);
    kernel::Status stageFragment(const Fragment& fragment, Staged& out);
    kernel::Status openSegment(const Fragment& fragment, Staged& out);
    void noteCameraClock(const evidence::FragmentRecord& record);
    kernel::Status appendMedia(const Fragment& fragment, kernel::Hash& hash);
    kernel::Result<std::string> prepareFolder(std::int64_t startUs);
    void closeSegment(bool truncated, Staged& out);
    void abandon(const kernel::Error& error, Staged& out);
    void stageGap(const OpenGap& gap, std::optional<std::int64_t> toUs, Staged& out);
    void gapBefore(const Fragment& fragment, Staged& out);
    void watchSilence(Staged& out);
    void openGap(const std::string& cause, Staged& out);
    void tidyUp();
    void learn(const Fragment& fragment);

    StreamKey key_;
    SlotContext context_;
    FragmentBuilder builder_;
    mutable kernel::Guarded<Waiting> waiting_;
    mutable kernel::Guarded<StreamFacts> facts_;

    std::deque<Item> work_;
    std::size_t stagedItems_ = 0;
    std::shared_ptr<Segment> segment_;
    std::shared_ptr<Segment> committedSegment_;
    std::vector<std::shared_ptr<Segment>> touched_;  ///< to be synced before the batch counts
    std::vector<Leftover> leftovers_;
    Chain staged_;
    Chain committed_;
    std::optional<OpenGap> gap_;
    std::optional<OpenGap> committedGap_;
    std::string downCause_;
    std::uint32_t nextRun_ = 1;
    std::int64_t rotateAfterUs_;
    std::int64_t retryAtUs_ = 0;
    std::int64_t lastSoundUs_ = 0;
    std::deque<Sample> recent_;
};

}  // namespace mingjing::video::record
