// SPDX-License-Identifier: Apache-2.0
// Recorded fragments in, mono samples out. Only analysis decodes; recording never does.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::video::ffmpeg {

/// The sound of one fragment: the mean of its channels.
struct Sound {
    bool track = false;  ///< the run has a sound track
    int rate = 0;        ///< samples a second; 0 without samples
    std::vector<std::int16_t> samples;
};

/// One recorded run, fragment by fragment, on one thread. Broken sound costs its packet only.
class SoundDecoder {
public:
    /// `init` is ftyp and moov of the run.
    explicit SoundDecoder(std::string init);
    ~SoundDecoder();
    SoundDecoder(const SoundDecoder&) = delete;
    SoundDecoder& operator=(const SoundDecoder&) = delete;

    /// Fails with InvalidInput (`video.undecodable`) when the fragment cannot be opened.
    kernel::Result<Sound> decode(std::string_view fragment);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::ffmpeg
