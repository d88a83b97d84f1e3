// SPDX-License-Identifier: Apache-2.0
// What a journal says, folded: segments, gaps and chain heads per stream, and every contradiction.
#pragma once

#include <functional>
#include <map>
#include <unordered_map>

#include "video/evidence/sealed_media.h"

namespace mingjing::video::evidence {

/// Where in the journal something stands.
struct Place {
    std::uint64_t file = 0;
    std::uint64_t offset = 0;
};

/// One file of media as the journal tells it. Its fragments stay in the journal, between the
/// places.
struct SegmentEntry {
    Uuid segment;
    std::uint32_t run = 0;
    std::int64_t startUs = 0;
    std::int64_t endUs = 0;
    std::int64_t openedUs = 0;  ///< startUs of its opening record
    std::string path;           ///< below the storage's root
    std::string codecs;
    bool hasAudio = false;
    std::uint32_t initBytes = 0;
    HashAlgorithm algorithm = HashAlgorithm::Sha256;  ///< of init, fragments and links
    Hash initSha256{};
    Hash hash{};  ///< segmentHash of its opening record
    std::uint64_t bytes = 0;
    std::uint32_t fragments = 0;
    std::uint64_t firstNumber = 0;
    Hash previous{};  ///< link before its first fragment
    Hash head{};
    bool closed = false;
    bool truncated = false;
    bool removed = false;      ///< its media was deleted after its keeping time
    bool deleted = false;      ///< ... and its file is known to be gone
    bool copied = false;       ///< a second copy was read back and compared with the chain
    bool copyDeleted = false;  ///< of removed media: the second copy is known to be gone
    std::optional<kernel::MediaSeal> seal;  ///< its media is encrypted under a key of its own
    Place first;                            ///< of the opening record
    Place last;                             ///< behind its newest record
};

/// A stretch without recording. toUs < 0: still open.
struct GapEntry {
    Uuid id;
    std::int64_t fromUs = 0;
    std::int64_t toUs = -1;
    std::string cause;
};

struct StreamLedger {
    std::vector<SegmentEntry> segments;
    std::vector<GapEntry> gaps;
    Hash head{};
    std::uint64_t number = 0;  ///< of the newest fragment
    std::uint32_t run = 0;
    [[nodiscard]] std::int64_t endUs() const;  ///< of the newest fragment; 0: none
};

/// A contradiction inside the journal, or between journal and files. `object` names the thing.
struct Fault {
    std::string object;
    std::string what;
};

/// Not thread-safe. Feed it every committed frame in order.
class Ledger {
public:
    using OnFragment = std::function<void(const StreamKey&, const SegmentEntry&,
                                          const FragmentRecord&, const Place&)>;
    /// Applies one frame; contradictions are appended to `faults`.
    void apply(const Frame& frame, Place place, std::vector<Fault>& faults);

    OnFragment onFragment;  ///< optional
    std::map<StreamKey, StreamLedger> streams;
    std::string storage;   ///< id of the storage, from the newest header
    bool stopped = false;  ///< the newest note says the recorder stopped in order
    int newestFormat = 0;  ///< highest of the headers read; above kFormatVersion not understood
    std::uint64_t lastBatch = 0;
    Hash lastHash{};
    HashAlgorithm lastAlgorithm = HashAlgorithm::Sha256;  ///< of the newest journal file's batches
    Place end;                                            ///< behind the newest committed frame

    [[nodiscard]] SegmentEntry* openSegment(const Uuid& segment);
    [[nodiscard]] std::vector<std::pair<StreamKey, Uuid>> openSegments() const;

    /// For the snapshot that makes a start fast. A snapshot is a cache; the journal is the truth.
    [[nodiscard]] Json toJson() const;
    static kernel::Result<Ledger> fromJson(const Json& json);

private:
    struct Position {
        StreamKey key;
        std::size_t index;
    };
    void applyJson(const Frame& frame, Place place, std::vector<Fault>& faults);
    void applyHeader(const Json& json, Place place, std::vector<Fault>& faults);
    void applyKey(const Json& json, Place place, std::vector<Fault>& faults);
    void applyOpened(const Json& json, std::string_view payload, Place place,
                     std::vector<Fault>& faults);
    void applyClosed(const Json& json, const Frame& frame, Place place, std::vector<Fault>& faults);
    void applyRemoved(const Json& json, std::vector<Fault>& faults);
    void applyCopied(const Json& json, std::vector<Fault>& faults);
    void applyDeleted(const Json& json, std::vector<Fault>& faults);
    SegmentEntry* closedSegment(const Json& json);
    void applyGap(const Json& json);
    void applyFragment(const Frame& frame, Place place, std::vector<Fault>& faults);

    std::unordered_map<Uuid, Position> open_;
    std::map<std::string, bool> sessionKeys_;  ///< base64url of keys with a good certificate
};

}  // namespace mingjing::video::evidence
