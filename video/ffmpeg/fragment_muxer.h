// SPDX-License-Identifier: Apache-2.0
// Samples in, fragmented MP4 (or MOV) out, in memory; times come out exactly as they went in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "center/kernel/result.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::ffmpeg {

enum class Container { Mp4, Mov };

/// G.711 has no place in MP4, so such recordings are MOV; everything else is MP4.
Container containerFor(const std::vector<Track>& tracks);

/// One thread at a time. After a failure it must be thrown away.
class FragmentMuxer {
public:
    static kernel::Result<std::unique_ptr<FragmentMuxer>> create(const std::vector<Track>& tracks);
    ~FragmentMuxer();
    FragmentMuxer(const FragmentMuxer&) = delete;
    FragmentMuxer& operator=(const FragmentMuxer&) = delete;

    /// ftyp and moov: the same bytes for the same tracks.
    [[nodiscard]] const std::string& init() const;
    /// Copies the sample. Its duration must be known; decoding times must rise within a track.
    kernel::Status write(const Sample& sample);
    /// moof and mdat of everything since the last flush; empty when there is nothing.
    kernel::Result<std::string> flush();

private:
    struct Impl;
    explicit FragmentMuxer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::video::ffmpeg
