// SPDX-License-Identifier: Apache-2.0
// The recorder as a node: does what center desires, keeps doing it while center is away, and tells
// what is true.
#pragma once

#include <map>

#include "center/net/node_link.h"
#include "video/capture/camera_stream.h"
#include "video/export_desk.h"
#include "video/live/live_stream.h"
#include "video/live/view_desk.h"
#include "video/record/storage.h"
#include "video/recorder_trials.h"
#include "video/sealed_opener.h"
#include "video/storage_care.h"

namespace mingjing::video {

/// config/recorder.json
struct RecorderConfig {
    std::string node;
    std::string key;  ///< content of keyFile
    std::string center;
    std::string listen;
    std::string storage;
    std::string spool;
    std::string logFile;
    std::int64_t segmentUs = 600'000'000;
    std::int64_t reserveBytes = std::int64_t{1} << 30;  ///< free space that is wanted back
    record::Algorithms algorithms;
    std::int64_t quotaBytes = 0;  ///< of all recordings; 0: the disk's size
    /// `copies`: a list with the folder of the second copy, usually on another disk. Empty: none.
    std::string copy;
    std::int64_t checkMegabytes = 4;   ///< read in a second by the background check; 0: it is off
    std::int64_t copyMegabytes = 40;   ///< copied and read back in a second
    std::int64_t sweepSeconds = 600;   ///< between looks at the names in the folders
    std::int64_t compareMs = 2000;     ///< between two days that are compared with center
    std::int64_t settleSeconds = 300;  ///< what is younger is not compared yet

    static kernel::Result<RecorderConfig> load(const std::string& path);
};

/// One camera as center desires it.
struct DesiredCamera {
    kernel::Uuid id;
    std::string mainUrl;
    std::string subUrl;  ///< empty: none
    std::string username;
    std::string password;
    bool audio = true;
    bool video = true;
    bool udp = false;
    bool sealed = false;  ///< its room is of privacy class `restricted`
};
/// Fails with InvalidInput when the message is not what the protocol says; nothing is then changed.
struct Desired {
    std::string mediaKey;    ///< raw public key
    std::string openingKey;  ///< raw public key that sealed media is wrapped to; empty: none came
    std::vector<DesiredCamera> cameras;
    std::vector<DesiredTrial> trials;
    std::set<kernel::Uuid> revokedViews;
    std::vector<DesiredExport> exports;
    std::vector<record::Storage::Removal> removable;
    static kernel::Result<Desired> parse(const kernel::Json& json);
};

/// Owns storage, captures and the link to center. `start` and `stop` from one thread.
class RecorderNode {
public:
    static kernel::Result<std::unique_ptr<RecorderNode>> create(RecorderConfig config,
                                                                const kernel::Clock& clock);
    ~RecorderNode();

    kernel::Status start();
    void stop();

    [[nodiscard]] const record::Storage& storage() const { return *storage_; }
    [[nodiscard]] live::ViewDesk& desk() { return desk_; }
    [[nodiscard]] const ExportDesk& exports() const { return *exports_; }
    [[nodiscard]] record::FileSystem& files() { return files_; }
    [[nodiscard]] SealedOpener& opener() { return *opener_; }
    /// Nothing of this camera is shown as it is: neither live nor as a still.
    [[nodiscard]] bool isSealed(const kernel::Uuid& camera) const;
    [[nodiscard]] const RecorderTrials& trials() const { return trials_; }
    [[nodiscard]] const kernel::Clock& clock() const { return clock_; }
    /// Null when the camera has no such stream here.
    [[nodiscard]] std::shared_ptr<live::LiveStream> liveStream(const record::StreamKey& key) const;
    void report(const std::string& kind, const kernel::Json& body);

    [[nodiscard]] kernel::Json status() const;  ///< for center
    [[nodiscard]] kernel::Json health() const;  ///< for /health: status and operators' details
    [[nodiscard]] std::string metrics() const;  ///< Prometheus text

private:
    /// Everything of one stream. The capture is destroyed before what it feeds.
    struct Stream {
        record::StreamKey key;
        std::string source;       ///< what a change of makes the capture start anew
        bool unsealable = false;  ///< to be sealed, and there is no key to seal to
        std::shared_ptr<record::StreamSlot> slot;
        std::shared_ptr<live::LiveStream> live;
        std::unique_ptr<live::FanOut> fanOut;
        std::unique_ptr<capture::CameraStream> capture;
    };
    using Streams = std::map<record::StreamKey, std::shared_ptr<Stream>>;

    RecorderNode(RecorderConfig config, const kernel::Clock& clock, record::NodeKeys keys);
    void onDesired(const kernel::Json& json);
    void apply(const Desired& desired);
    void startStream(const record::StreamKey& key, const DesiredCamera& camera,
                     const std::string& url, const std::string& openingKey);
    void capture(Stream& stream, const DesiredCamera& camera, const std::string& url);
    void stopStreams(const std::vector<std::shared_ptr<Stream>>& streams);
    void remember(const kernel::Json& json) const;
    void recall();
    [[nodiscard]] StorageCareOptions careOptions() const;
    [[nodiscard]] std::map<std::string, std::string> identity() const;
    [[nodiscard]] std::int64_t freeBytes() const;
    [[nodiscard]] kernel::Json storageStatus() const;
    [[nodiscard]] kernel::Json cameraStatus(const Stream& stream) const;
    [[nodiscard]] kernel::Json operatorDetails(const Stream& stream) const;
    [[nodiscard]] std::string desiredPath() const { return config_.spool + "/desired.sealed"; }
    [[nodiscard]] std::string desiredKey() const;

    RecorderConfig config_;
    const kernel::Clock& clock_;
    record::NodeKeys keys_;
    record::DiskFileSystem files_;
    std::unique_ptr<record::Storage> storage_;
    std::unique_ptr<net::NodeLink> link_;
    std::unique_ptr<StorageCare> care_;
    live::ViewDesk desk_;
    std::unique_ptr<ExportDesk> exports_;
    RecorderTrials trials_;
    mutable kernel::Guarded<Streams> streams_;
    mutable kernel::Guarded<std::vector<kernel::Uuid>> excluded_;
    std::unique_ptr<SealedOpener> opener_;
    mutable kernel::Guarded<std::set<kernel::Uuid>> sealed_;
    kernel::Guarded<bool> applying_{false};  ///< held while a `desired` is applied: one at a time
    int lockFile_ = -1;
    bool stopped_ = false;
};

}  // namespace mingjing::video
