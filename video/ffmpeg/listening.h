// SPDX-License-Identifier: Apache-2.0
// G.711 made playable for listeners: browsers take AAC. The recording keeps what the camera sent.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "center/kernel/result.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::ffmpeg {

[[nodiscard]] constexpr bool isG711(Codec codec) {
    return codec == Codec::PcmAlaw || codec == Codec::PcmMulaw;
}

/// 1024 samples of AAC, and at which sample they are heard.
struct ListeningFrame {
    std::int64_t at = 0;
    std::string data;
};

/// One sound track, converted as it comes. One thread.
class ListeningSound {
public:
    static constexpr int kFrame = 1024;

    static kernel::Result<std::unique_ptr<ListeningSound>> create(const Track& g711);
    ~ListeningSound();
    ListeningSound(const ListeningSound&) = delete;
    ListeningSound& operator=(const ListeningSound&) = delete;

    /// What comes out; its ticks are samples.
    [[nodiscard]] const Track& track() const;
    /// `at`: of the first sample in `bytes`. What fills a frame comes out; the rest waits.
    kernel::Result<std::vector<ListeningFrame>> convert(std::string_view bytes, std::int64_t at);

private:
    struct Impl;
    explicit ListeningSound(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A recording with G.711, fragment by fragment, with the sound converted. One thread.
class ListeningCopy {
public:
    static kernel::Result<std::unique_ptr<ListeningCopy>> create(std::string init);
    ~ListeningCopy();
    ListeningCopy(const ListeningCopy&) = delete;
    ListeningCopy& operator=(const ListeningCopy&) = delete;

    [[nodiscard]] const std::string& init() const;
    /// The same pictures with the same times, and the sound as far as it fills frames.
    kernel::Result<std::string> convert(std::string_view fragment);

private:
    struct Impl;
    explicit ListeningCopy(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::ffmpeg
