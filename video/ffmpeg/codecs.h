// SPDX-License-Identifier: Apache-2.0
// Our codecs and FFmpeg's, in one table.
#pragma once

#include <utility>

#include "video/ffmpeg/handles.h"
#include "video/ffmpeg/track.h"

namespace mingjing::video::ffmpeg {

inline constexpr std::pair<Codec, AVCodecID> kCodecs[] = {{Codec::H264, AV_CODEC_ID_H264},
                                                          {Codec::Hevc, AV_CODEC_ID_HEVC},
                                                          {Codec::Aac, AV_CODEC_ID_AAC},
                                                          {Codec::PcmAlaw, AV_CODEC_ID_PCM_ALAW},
                                                          {Codec::PcmMulaw, AV_CODEC_ID_PCM_MULAW}};

/// Unknown for everything that is not ours.
inline Codec codecOf(AVCodecID id) {
    for (const auto& [codec, known] : kCodecs)
        if (known == id) return codec;
    return Codec::Unknown;
}

inline AVCodecID idOf(Codec codec) {
    for (const auto& [known, id] : kCodecs)
        if (known == codec) return id;
    return AV_CODEC_ID_NONE;
}

}  // namespace mingjing::video::ffmpeg
