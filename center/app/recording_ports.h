// SPDX-License-Identifier: Apache-2.0
// What is stored of recordings: segments, gaps, observations, exports and their receivers, keeping,
// faults of storages, and what approvals open of body checks. A part of ports.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/app/port_names.h"
#include "center/domain/questioning/recording.h"
#include "center/domain/stays/body_checks.h"

namespace mingjing::app {

struct SegmentRow {
    Uuid id, cameraId;
    std::string stream;
    std::int64_t run = 0, startUs = 0, endUs = 0;
    bool closed = false, truncated = false, hasAudio = false;
    std::string path;
    std::int64_t bytes = 0, fragments = 0;
    std::string chainHead;
    std::optional<Uuid> roomId = {};  ///< where the camera stood when it was opened
    /// Its own clock less the centre's; nothing where it does not tell its time.
    std::optional<std::int64_t> clockLeastUs = {}, clockMostUs = {};
    std::string node = {};  ///< the recorder that holds it; empty: not known
    bool removed = false;   ///< read by `segmentsBegun` only
    bool sealed = false;    ///< its media lies encrypted
};

struct GapRow {
    Uuid id, cameraId;
    std::string stream;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
    std::string cause;
};

/// A code of the room's display that was read in a recording and fits the log.
struct LivenessReadingRow {
    Uuid cameraId;
    std::int64_t slot = 0;  ///< kernel::slotAt
    Uuid roomId;
    std::int64_t atUs = 0;  ///< evidence time of the picture
    std::string code;
    std::int64_t headCounter = 0;
    std::string reader;  ///< `person`, or the detector with its version
    std::optional<Uuid> staffId;
    std::int64_t readUs = 0;
};

struct WatchRow {
    Uuid cameraId;
    std::int64_t fromUs = 0, toUs = 0;
    bool watched = true;
    int frames = 0;
    std::string cause;
};

/// Watched or missed time of one camera; cause empty: watched.
struct WatchedTime {
    Uuid cameraId;
    std::string cause;
    std::int64_t us = 0;
};

class RecordingStore {
public:
    virtual ~RecordingStore() = default;
    /// An open row says where it lies and what is in it; a closed one only how it ended.
    virtual Status putSegment(const SegmentRow& row) = 0;
    /// A segment that is open grows with what is durable.
    virtual Status extendOpenSegments(const Uuid& cameraId, const std::string& stream,
                                      std::int64_t durableUs) = 0;
    virtual Result<std::vector<SegmentRow>> segments(const Uuid& cameraId,
                                                     const std::string& stream,
                                                     domain::Span within) = 0;
    /// Of one recorder (and those of which no recorder is known) that begin within the span,
    /// removed ones too, by id.
    virtual Result<std::vector<SegmentRow>> segmentsBegun(const std::string& node,
                                                          const Uuid& cameraId,
                                                          const std::string& stream,
                                                          domain::Span within) = 0;
    /// Since when there is a second copy; nothing: there is none (any more).
    virtual Status copied(const Uuid& segment, std::optional<std::int64_t> sinceUs) = 0;
    virtual Status putGap(const GapRow& row) = 0;
    virtual Result<std::vector<GapRow>> gaps(const Uuid& cameraId, const std::string& stream,
                                             domain::Span within) = 0;
    /// Of every camera's main stream that has some: how many gaps touch the span, and how much of
    /// it they take.
    struct Breaks {
        std::int64_t count = 0, lengthUs = 0;
    };
    virtual Result<std::map<Uuid, Breaks>> breaks(domain::Span within) = 0;
    virtual Status putCount(const domain::CountChange& change, const std::string& detector,
                            std::int64_t receivedUs) = 0;
    /// Changes within the span, and the last one before it.
    virtual Result<std::vector<domain::CountChange>> counts(const Uuid& cameraId,
                                                            domain::Span within) = 0;
    virtual Status putWatch(const WatchRow& row) = 0;
    virtual Result<std::vector<WatchRow>> notWatched(const Uuid& cameraId, domain::Span within) = 0;
    /// What was watched and what was not, within the span, by begin; at most `limit`.
    virtual Result<std::vector<WatchRow>> watches(const Uuid& cameraId, domain::Span within,
                                                  int limit) = 0;
    /// The same of every camera, summed up.
    virtual Result<std::vector<WatchedTime>> watchedTime(domain::Span within) = 0;
    /// The first reading of a slot counts.
    virtual Status putLivenessReading(const LivenessReadingRow& row) = 0;
    /// Whose slots touch the span, by slot.
    virtual Result<std::vector<LivenessReadingRow>> livenessReadings(const Uuid& cameraId,
                                                                     domain::Span within) = 0;
    /// Newest stored report seq of this boot of the node; locked.
    virtual Result<std::int64_t> lockNode(const std::string& node, const Uuid& boot) = 0;
    virtual Status ackNode(const std::string& node, const Uuid& boot, std::int64_t seq,
                           std::int64_t nowUs) = 0;
};

/// A recording released to leave the centre.
struct ExportRow {
    Uuid id, stayId;
    std::string terms;  ///< JSON: cameras and interval
    std::int64_t releasedUs = 0;
    std::optional<std::int64_t> madeUs;
    std::int64_t bytes = 0, fragments = 0;
    std::string sha256;   ///< hex, of the whole package
    std::string problem;  ///< code of a failure; empty: none
    /// Of the ZIP file inside, when the package is encrypted; empty otherwise.
    std::int64_t zipBytes = 0;
    std::string zipSha256;
};

/// What a recorder tells of a finished package.
struct MadePackageRow {
    std::int64_t bytes = 0, fragments = 0;
    std::string sha256;
    std::int64_t zipBytes = 0;
    std::string zipSha256;
};

/// An office that receives packages, with its certificate. Rows are never changed but for who
/// confirmed and who retired.
struct RecipientRow {
    Uuid id;
    std::string kind, name;   ///< kind: see domain::mayHaveCertificate
    std::string certificate;  ///< PEM
    kernel::Hash fingerprint{};
    std::int64_t addedUs = 0;
    Uuid addedBy;
    std::optional<std::int64_t> confirmedUs;
    std::optional<Uuid> confirmedBy;
    std::optional<std::int64_t> retiredUs;
    std::optional<Uuid> retiredBy;
};

/// A public key (base64url) that a recorder told over its own channel.
struct NodeKeyRow {
    std::string node, publicKey;
    std::int64_t firstSeenUs = 0;
};

class ExportStore {
public:
    virtual ~ExportStore() = default;
    /// Once; a second release of the same export changes nothing.
    virtual Status release(const Uuid& id, const Uuid& stayId, const std::string& terms,
                           std::int64_t nowUs) = 0;
    virtual Status made(const Uuid& id, std::int64_t nowUs, const MadePackageRow& package) = 0;
    virtual Status failed(const Uuid& id, const std::string& problem) = 0;
    virtual Status retry(const Uuid& id) = 0;
    virtual Result<std::optional<ExportRow>> find(const Uuid& id) = 0;
    /// Released at or after `us`, by time.
    virtual Result<std::vector<ExportRow>> since(std::int64_t us, int limit) = 0;
    virtual Status noteNodeKey(const NodeKeyRow& row) = 0;
    /// The oldest first.
    virtual Result<std::vector<NodeKeyRow>> nodeKeys() = 0;
};

class RecipientStore {
public:
    virtual ~RecipientStore() = default;
    /// Fails with Conflict when an office that is not retired has this certificate.
    virtual Status add(const RecipientRow& row) = 0;
    /// Of the row's id: who confirmed and who retired.
    virtual Status note(const RecipientRow& row) = 0;
    /// Nobody else changes it until the unit of work ends.
    virtual Result<std::optional<RecipientRow>> lock(const Uuid& id) = 0;
    virtual Result<std::optional<RecipientRow>> find(const Uuid& id) = 0;
    /// By kind and name; retired ones last.
    virtual Result<std::vector<RecipientRow>> list(int limit) = 0;
};

/// A recording that somebody holds: of a room and interval, or of a stay's way.
struct LegalHoldRow {
    Uuid id;
    std::optional<Uuid> stayId, roomId;
    std::int64_t fromUs = 0, toUs = 0;
    std::string reason;  ///< sealed
    std::int64_t placedUs = 0;
    Uuid placedBy;
    std::optional<std::int64_t> liftedUs;
    std::optional<Uuid> liftedBy;
};

/// A standing order to remove surveillance after so many days.
struct RemovalOrderRow {
    Uuid id;
    int days = 0;
    std::int64_t askedUs = 0;
    Uuid askedBy;
    std::optional<std::int64_t> decidedUs;
    std::optional<Uuid> decidedBy;
    bool granted = false;
};

/// Bytes of recordings that are there.
struct KeptBytes {
    std::int64_t all = 0;
    std::int64_t withinTime = 0;  ///< younger than their keeping time
    std::int64_t held = 0;        ///< older, and held
};

class RetentionStore {
public:
    virtual ~RetentionStore() = default;
    virtual Status putStayHold(const Uuid& stayId, bool held, const std::string& reasons) = 0;
    /// Closed, older than `beforeUs`, held by nothing; the oldest first.
    virtual Result<std::vector<SegmentRow>> removable(std::int64_t beforeUs, int limit) = 0;
    virtual Result<KeptBytes> kept(std::int64_t beforeUs) = 0;
    virtual Status removed(const Uuid& segment, std::int64_t nowUs) = 0;
    virtual Status putHold(const LegalHoldRow& row) = 0;
    virtual Result<std::optional<LegalHoldRow>> findHold(const Uuid& id) = 0;
    /// Those in force first, then the newest.
    virtual Result<std::vector<LegalHoldRow>> holds(int limit) = 0;
    virtual Status putOrder(const RemovalOrderRow& row) = 0;
    /// The newest decision first.
    virtual Result<std::vector<RemovalOrderRow>> orders(int limit) = 0;
};

/// What a recorder found not as it was recorded.
struct StorageFaultRow {
    Uuid id;
    std::string node, what;
    std::optional<Uuid> cameraId;
    std::string stream;
    std::optional<Uuid> segmentId;
    std::string path;
    std::int64_t fragments = 0, firstFragment = 0, bytes = 0;
    std::int64_t foundUs = 0;
    std::optional<std::int64_t> endedUs;
};

/// A report that could not be stored as what it is.
struct UnreadableReportRow {
    Uuid id;
    std::string node;
    Uuid boot;
    std::int64_t seq = 0;
    std::string kind, reason;
    std::int64_t receivedUs = 0;
    std::string report;  ///< its bytes
};

class StorageFaultStore {
public:
    virtual ~StorageFaultStore() = default;
    /// Found again: open again. Its first time stays when it is open.
    virtual Status put(const StorageFaultRow& row) = 0;
    virtual Status end(const Uuid& id, std::int64_t nowUs) = 0;
    /// Open ones first, then the newest.
    virtual Result<std::vector<StorageFaultRow>> list(int limit) = 0;
    virtual Result<std::int64_t> countOpen() = 0;
    /// Once for each (node, boot, seq).
    virtual Status putUnreadable(const UnreadableReportRow& row) = 0;
    virtual Result<std::vector<UnreadableReportRow>> unreadable(int limit) = 0;
    virtual Result<std::int64_t> countUnreadable() = 0;
};

/// What approvals let whom see of body checks; see domain/stays/body_checks.h.
class BodyCheckStore {
public:
    virtual ~BodyCheckStore() = default;
    virtual Status put(const domain::BodyCheckOpening& opening) = 0;
    /// Of one member of staff and one camera, the newest first; at most 50.
    virtual Result<std::vector<domain::BodyCheckOpening>> of(const Uuid& staffId,
                                                             const Uuid& cameraId) = 0;
};

}  // namespace mingjing::app
