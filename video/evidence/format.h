// SPDX-License-Identifier: Apache-2.0
// The evidence journal, byte by byte: frames, records, chain links. FORMAT.md says the same in
// words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "center/kernel/bytes.h"
#include "center/kernel/crypto.h"
#include "center/kernel/ids.h"
#include "center/kernel/json.h"
#include "center/kernel/result.h"

namespace mingjing::video::evidence {

using kernel::Hash;
using kernel::HashAlgorithm;
using kernel::Json;
using kernel::Uuid;

/// 2: segments may be sealed.
inline constexpr int kFormatVersion = 2;
inline constexpr std::string_view kFrameMagic = "MJR1";
inline constexpr std::size_t kFrameHead = 4 + 4 + 1;  ///< magic, length, type
inline constexpr std::size_t kFrameTail = 4;          ///< CRC-32
inline constexpr std::size_t kMaxPayload = std::size_t{1} << 20;

/// What a frame holds. Numbers are part of the format and are never given a second meaning.
enum class RecordType : std::uint8_t {
    Header = 1,         ///< first frame of each file (JSON)
    Key = 2,            ///< a session key certified by the node's key (JSON)
    SegmentOpened = 3,  ///< (JSON)
    Fragment = 4,       ///< (binary)
    SegmentClosed = 5,  ///< (JSON), signed
    Gap = 6,            ///< (JSON)
    Note = 7,           ///< recovery, orderly stop, abandoned file (JSON)
    Commit = 8,         ///< ends a batch (binary)
    Removed = 9,        ///< a segment's media is deleted after its keeping time (JSON)
    Copied = 10,   ///< its second copy was read back and compared, or is whole no longer (JSON)
    Deleted = 11,  ///< the file of removed media is gone from a place (JSON)
};

/// CRC-32 (IEEE 802.3), for torn and rotten bytes; forgery is the business of the hashes.
std::uint32_t crc32(std::string_view bytes);

/// The same for bytes that come in pieces.
class Crc32 {
public:
    void update(std::string_view bytes);
    [[nodiscard]] std::uint32_t value() const { return state_ ^ 0xFFFFFFFFU; }

private:
    std::uint32_t state_ = 0xFFFFFFFFU;
};

/// Appends one frame to `out`.
void appendFrame(std::string& out, RecordType type, std::string_view payload);

/// One frame inside a journal file; `payload` borrows the file's bytes.
struct Frame {
    RecordType type = RecordType::Note;
    std::string_view payload;
    std::size_t offset = 0;
    std::size_t length = 0;
};
enum class FrameFault { None, End, Short, Broken };
/// Reads the frame at `offset`. End: nothing is left; Short: the file ends inside it; Broken: bytes
/// that are no frame, or whose CRC does not match.
FrameFault readFrame(std::string_view file, std::size_t offset, Frame& frame);

/// One camera's main or sub stream: the owner of one chain.
struct StreamKey {
    Uuid camera;
    std::string stream;
    auto operator<=>(const StreamKey&) const = default;
    [[nodiscard]] std::string text() const { return camera.text() + "/" + stream; }
};

/// A sample whose time the recorder had to move; the camera's own number is kept here.
struct ClampNote {
    std::uint8_t track = 0;
    std::uint16_t sample = 0;  ///< position among the track's samples in this fragment
    std::int64_t originalPts = 0;
    auto operator<=>(const ClampNote&) const = default;
};

/// One fragment: at most a second of media, the unit that is hashed.
struct FragmentRecord {
    static constexpr std::uint8_t kKey = 1, kDiscontinuous = 2, kAudio = 4, kVideo = 8;

    Uuid segment;
    std::uint64_t number = 0;  ///< position in the chain of camera and stream, dense from 1
    std::uint32_t seq = 0;     ///< position in the segment, dense from 1
    std::uint32_t run = 0;
    std::int64_t startUs = 0;  ///< evidence time
    std::uint32_t durUs = 0;
    std::int64_t arrivalUs = 0;      ///< wall clock when its first packet came
    std::int64_t arrivalMonoUs = 0;  ///< steady clock of the same moment
    std::int64_t cameraPts = 0;      ///< the first sample's time as the camera gave it, in ticks
    std::int64_t cameraUs = 0;       ///< the camera's own wall clock for it; 0: not told
    std::uint64_t offset = 0;        ///< in the segment's file
    std::uint32_t size = 0;
    std::uint8_t flags = 0;
    std::uint16_t videoSamples = 0;
    std::uint16_t audioSamples = 0;
    Hash sha256{};  ///< of its bytes in the file
    std::vector<ClampNote> notes;
    Hash link{};

    [[nodiscard]] bool key() const { return (flags & kKey) != 0; }
    [[nodiscard]] std::int64_t endUs() const { return startUs + durUs; }
};

/// The record's bytes without the link: what the link covers.
std::string encodeFragmentBody(const FragmentRecord& record);
std::string encodeFragment(const FragmentRecord& record);
std::optional<FragmentRecord> decodeFragment(std::string_view payload);

/// The algorithm that a header or an opening record names; nothing for one that is not ours.
std::optional<HashAlgorithm> algorithmIn(const Json& record);
/// Binds the payload of a SegmentOpened record, and so camera, stream, run, path and init hash.
Hash segmentHash(HashAlgorithm algorithm, std::string_view openedPayload);
/// link = hash("mingjing.fragment.v1\n" ‖ previous link ‖ segment hash ‖ record body).
Hash fragmentLink(HashAlgorithm algorithm, const Hash& previous, const Hash& segment,
                  const FragmentRecord& record);

struct CommitRecord {
    std::uint64_t batch = 0;  ///< dense from 1 over all files of a storage
    std::int64_t atUs = 0;
    Hash hash{};
};
std::string encodeCommit(const CommitRecord& record);
std::optional<CommitRecord> decodeCommit(std::string_view payload);
/// hash("mingjing.journal.v1\n" ‖ previous batch's hash ‖ the batch's frames before the commit).
Hash batchHash(HashAlgorithm algorithm, const Hash& previous, std::string_view frames);

/// What the signature of a SegmentClosed record covers: domain and canonical JSON without it;
/// empty (and so never validly signed) when the value has no canonical form.
std::string closeStatement(const Json& closed);
/// What the node's key signs to certify a session key.
std::string keyStatement(const Json& key);

/// "000012-20261124.mjj": files are read in the order of their numbers; the day is for people.
std::string journalName(std::uint64_t number, std::int64_t wallUs);
std::optional<std::uint64_t> journalNumber(std::string_view name);
/// "20261124" of a UTC time.
std::string utcDay(std::int64_t wallUs);

}  // namespace mingjing::video::evidence
