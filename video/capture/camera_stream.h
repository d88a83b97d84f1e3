// SPDX-License-Identifier: Apache-2.0
// One stream of one camera: connects, reads, reconnects, until it is told to stop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <thread>

#include "center/kernel/guarded.h"
#include "video/capture/run.h"
#include "video/ffmpeg/rtsp_input.h"

namespace mingjing::video::capture {

struct CameraOptions {
    std::string label;  ///< for logs: camera id and stream, never a URL
    ffmpeg::RtspOptions rtsp;
    std::uint32_t firstRun = 1;
};

/// What is known about the stream right now; any thread may ask.
struct CameraFacts {
    bool connected = false;
    bool hasAudio = false;
    std::string trouble;  ///< code of the last failure; empty while all is well
    std::string offered;  ///< FFmpeg's name of a coding of pictures that is not taken
    std::int64_t lastPacketUs = 0;
    std::int64_t driftUs = 0;
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    std::uint64_t sessions = 0;
    std::uint64_t lostPackets = 0;  ///< by the network, as far as sequence numbers tell
};

/// Owns its thread. The sink must outlive it and is called on that thread only. Reconnects after
/// 0.5 s, doubling to 8 s, with a little chance in it so that cameras do not come back in step.
class CameraStream {
public:
    CameraStream(CameraOptions options, const kernel::Clock& clock, Sink& sink);
    ~CameraStream();
    CameraStream(const CameraStream&) = delete;
    CameraStream& operator=(const CameraStream&) = delete;

    /// Asks the thread to end; the destructor waits for it. Several may be asked before any is
    /// waited for.
    void requestStop();
    [[nodiscard]] CameraFacts facts() const;

private:
    void runThread();
    /// One session from connect to its end; true when it delivered pictures.
    bool session();
    void readSession(ffmpeg::RtspInput& input, int video, int audio, RunBuilder& builder);
    void fail(const kernel::Error& error);
    /// Until then, or until it is asked to stop.
    void pause(std::int64_t us);
    [[nodiscard]] bool mayGather(const RunBuilder& builder, std::int64_t sessionUs) const;
    void explain(const char* trouble);
    void note(const AccessUnit& unit, const RunBuilder& builder);

    CameraOptions options_;
    const kernel::Clock& clock_;
    Sink& sink_;
    ffmpeg::Deadline deadline_;
    std::uint32_t nextRun_;
    mutable kernel::Guarded<CameraFacts> facts_;
    kernel::Guarded<bool> stop_{false};
    std::condition_variable wake_;
    std::string lastTrouble_;
    std::thread thread_;  // last: starts when everything else stands
};

}  // namespace mingjing::video::capture
