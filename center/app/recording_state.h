// SPDX-License-Identifier: Apache-2.0
// The newest word of the nodes: which cameras record and are watched now. Memory only; what must
// last is in the database.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "center/app/ports.h"
#include "center/kernel/clock.h"
#include "center/kernel/guarded.h"

namespace mingjing::app {

/// A node that said nothing for longer is away.
inline constexpr std::int64_t kNodeAwayUs = 5 * kernel::kSecondUs;
/// A second copy of which a segment is missing for longer is behind.
inline constexpr std::int64_t kCopyBehindUs = 15 * kernel::kMinuteUs;

struct CameraStatus {
    std::string state = "unknown";  ///< running, connecting, down, not_recorded
    std::int64_t lastDurableUs = 0, lastKeyUs = 0, gopUs = 0;
    bool hasAudio = false;
    std::int64_t fpsMilli = 0, kbps = 0, driftUs = 0;
    kernel::MonoTime heard;     ///< when this status arrived here
    std::int64_t fragment = 0;  ///< number of the newest durable one in the camera's chain
    std::string chainHead;      ///< its link, in hexadecimal
};

/// Where a camera's chain of fragments ends, as its recorder said last.
struct ChainEnd {
    Uuid camera;
    std::string stream;
    std::int64_t fragment = 0;
    Hash link{};
    std::int64_t durableUs = 0;
};

struct NodeStatus {
    std::string kind;
    std::int64_t seenUs = 0;
    kernel::MonoTime heard;
    std::int64_t freeBytes = 0, mediaBytes = 0, quotaBytes = 0;
    std::string storage = "ok";    ///< ok, tight, full
    std::int64_t wantedBytes = 0;  ///< to be freed, when that is lawful
    Json check = nullptr;          ///< of a recorder: its background check, as it says itself
    Json copy = nullptr;           ///< its second copy; null: it has none
    std::string configuration;     ///< of an analyst: hash of its checks; empty: not told
    Json checks = Json::array();   ///< of an analyst, as it says itself
};

/// RUNNING: durable ≤ 3 s ago, key frame ≤ 1.5 GOPs before that (with a second's slack), status
/// itself heard ≤ 3 s ago, with sound where it is needed. Thread-safe.
class RecordingState {
public:
    explicit RecordingState(const kernel::Clock& clock)
        : clock_(clock), startedUs_(clock.wall().us) {}

    void noteStatus(const std::string& node, const std::string& kind, const Json& status);
    [[nodiscard]] std::optional<CameraStatus> camera(const Uuid& id, const std::string& stream);
    /// Of all cameras that have a durable fragment.
    [[nodiscard]] std::vector<ChainEnd> chainEnds();
    /// running, stale, connecting, down, not_recorded or unknown.
    [[nodiscard]] std::string verdict(const Uuid& camera, bool soundNeeded);
    /// Of a package that a recorder is making now.
    struct ExportProgress {
        std::int64_t doneBytes = 0, totalBytes = 0;
    };
    [[nodiscard]] std::optional<ExportProgress> exportProgress(const Uuid& exportId);
    /// The worst of all recorders' storages: ok, tight, full.
    [[nodiscard]] std::string storage();
    /// The second copy of a recorder that gets none now, or gets it late.
    struct CopyDown {
        std::string recorder;
        std::string state;  ///< full, away, wrong, failing (see CopyKeeper::Facts), or behind
    };
    /// Of every recorder that ought to have a copy, by name; empty: all copies work.
    [[nodiscard]] std::vector<CopyDown> copiesDown();
    [[nodiscard]] std::map<std::string, NodeStatus> nodes();
    /// An analyst said lately that it looks at the camera's pictures now.
    [[nodiscard]] bool watching(const Uuid& camera);
    [[nodiscard]] bool connected(const std::string& kind);
    /// Last word of a kind of node that is away now (our own start when it was never heard);
    /// nothing while it is there.
    [[nodiscard]] std::optional<std::int64_t> silentSince(const std::string& kind);
    /// Rooms in which at least one suitable camera is RUNNING.
    [[nodiscard]] std::set<Uuid> recordingRooms(const std::vector<CameraRow>& cameras,
                                                const std::map<Uuid, domain::Room>& rooms);

private:
    struct State {
        std::map<std::pair<Uuid, std::string>, CameraStatus> cameras;
        std::map<Uuid, kernel::MonoTime> watched;  ///< when the newest such word was heard
        std::map<std::string, NodeStatus> nodes;
        std::map<std::string, std::map<Uuid, ExportProgress>> exports;  ///< by node
    };
    const kernel::Clock& clock_;
    const std::int64_t startedUs_;
    kernel::Guarded<State> state_;
};

}  // namespace mingjing::app
