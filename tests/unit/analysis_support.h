// SPDX-License-Identifier: Apache-2.0
// What analysis tests share: real pictures, really encoded, really recorded; and a detector whose
// answer is known.
#pragma once

#include <memory>

#include "tests/unit/video_support.h"
#include "video/analysis/camera_watch.h"

namespace mingjing::tests {

/// A plain picture of this brightness with a gradient, so that it is neither dark nor flat.
video::ffmpeg::Picture plain(int brightness, int width = 320, int height = 192);

/// Counts brightness: 40 steps are one person. Abstains below 20.
class BrightnessDetector final : public video::analysis::Detector {
public:
    int looks = 0;
    bool fails = false;
    [[nodiscard]] std::string name() const override { return "brightness"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] std::vector<std::string> emits() const override { return {"persons"}; }
    [[nodiscard]] video::ffmpeg::Size wants(video::ffmpeg::Size) const override { return {64, 32}; }
    kernel::Result<video::analysis::Sight> look(const video::ffmpeg::Picture& picture) override;
};
inline int brightnessOf(int persons) {
    return 30 + 40 * persons;
}

/// One camera, ten pictures a second with a key picture each second, and the storage that records
/// it on a real disk. The clock moves along.
class Studio {
public:
    Studio();
    ~Studio();
    /// Pictures of this kind for so long; every 200 ms what is complete becomes durable.
    void film(const video::ffmpeg::Picture& picture, std::int64_t us);
    /// The same, but what the camera sends behind its start codes is rubbish.
    void filmRubbish(std::int64_t us);
    /// The same pictures, damaged on their way in a manner that `seed` decides: bytes changed, cut
    /// off, or sent twice.
    void filmDamaged(const video::ffmpeg::Picture& picture, std::int64_t us, unsigned seed);
    /// Nothing comes; the recorder goes on.
    void pause(std::int64_t us);
    /// The recorder ends in order and starts again: a new journal file, a new run.
    void restartRecorder();
    /// Evidence time of the next picture.
    [[nodiscard]] std::int64_t nextUs() const;
    [[nodiscard]] std::string root() const { return scratch_.path() + "/evidence"; }
    /// Whole path of the newest segment's file.
    [[nodiscard]] std::string newestFile() const;

    kernel::ManualClock clock;
    video::evidence::StreamKey key{*kernel::Uuid::parse("01930000-0000-7000-8000-00000000000a"),
                                   "sub"};

private:
    struct Encoder;
    void open();
    void begin(int width, int height);
    void send(std::string bytes, bool isKey);

    Scratch scratch_;
    video::record::DiskFileSystem files_;
    video::record::NodeKeys keys_;
    std::unique_ptr<video::record::Storage> storage_;
    std::shared_ptr<video::record::StreamSlot> slot_;
    std::unique_ptr<Encoder> encoder_;
    std::int64_t runUs_ = 0;
    std::int64_t count_ = 0;
};

}  // namespace mingjing::tests
