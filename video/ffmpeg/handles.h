// SPDX-License-Identifier: Apache-2.0
// Owners for libav objects; included by this folder only.
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/opt.h>
}

#include "center/kernel/result.h"

namespace mingjing::video::ffmpeg {

/// Input contexts are closed, output contexts are freed: two deleters on purpose.
struct InputDeleter {
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct OutputDeleter {
    void operator()(AVFormatContext* context) const { avformat_free_context(context); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
/// Custom IO: its buffer may have been replaced by libav, so it is freed through the context.
struct IoDeleter {
    void operator()(AVIOContext* io) const {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};

using InputPtr = std::unique_ptr<AVFormatContext, InputDeleter>;
using OutputPtr = std::unique_ptr<AVFormatContext, OutputDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
using IoPtr = std::unique_ptr<AVIOContext, IoDeleter>;

/// Owns an AVDictionary that libav may replace while it takes entries out.
class Dictionary {
public:
    Dictionary() = default;
    ~Dictionary() { av_dict_free(&dict_); }
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    void set(const char* key, const std::string& value) {
        av_dict_set(&dict_, key, value.c_str(), 0);
    }
    AVDictionary** address() { return &dict_; }
    /// The name of an entry that nobody took; empty when all were taken.
    [[nodiscard]] std::string leftover() const {
        const AVDictionaryEntry* entry = av_dict_get(dict_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
        return entry != nullptr ? entry->key : "";
    }

private:
    AVDictionary* dict_ = nullptr;
};

inline kernel::Result<PacketPtr> makePacket() {
    PacketPtr packet(av_packet_alloc());
    if (!packet) return kernel::Error::of(kernel::ErrorKind::Exhausted, "video.memory");
    return packet;
}

/// libav's error numbers in the house's words. `fired` says that our own deadline ended the call.
kernel::Error errorOf(const char* call, int code, bool fired = false);

}  // namespace mingjing::video::ffmpeg
