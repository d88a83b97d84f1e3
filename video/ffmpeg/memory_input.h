// SPDX-License-Identifier: Apache-2.0
// Recorded bytes in memory that libavformat reads like a file; included by this folder only.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "video/ffmpeg/handles.h"

namespace mingjing::video::ffmpeg {

/// An init segment and one fragment of it. Stays where it is, as libav points into it.
class MemoryInput {
public:
    MemoryInput(std::string_view init, std::string_view fragment) {
        bytes_.reserve(init.size() + fragment.size());
        bytes_.append(init).append(fragment);
    }
    MemoryInput(const MemoryInput&) = delete;
    MemoryInput& operator=(const MemoryInput&) = delete;

    /// libav's number; negative when it could not be read.
    int open() {
        auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
        io_.reset(avio_alloc_context(buffer, kBufferBytes, 0, this, &MemoryInput::read, nullptr,
                                     &MemoryInput::seek));
        if (!io_) {
            av_free(buffer);
            return AVERROR(ENOMEM);
        }
        AVFormatContext* raw = avformat_alloc_context();
        if (raw == nullptr) return AVERROR(ENOMEM);
        raw->pb = io_.get();
        raw->flags |= AVFMT_FLAG_CUSTOM_IO;
        // A failed open frees the context, so nobody owns it before.
        const int code = avformat_open_input(&raw, nullptr, av_find_input_format("mov"), nullptr);
        if (code >= 0) input_.reset(raw);
        return code;
    }
    [[nodiscard]] AVFormatContext* get() const { return input_.get(); }

private:
    static constexpr int kBufferBytes = 32 * 1024;

    static int read(void* opaque, std::uint8_t* out, int count) {
        auto& self = *static_cast<MemoryInput*>(opaque);
        const auto left = self.bytes_.size() - self.at_;
        if (left == 0) return AVERROR_EOF;
        const auto taken = std::min(left, static_cast<std::size_t>(count));
        std::memcpy(out, self.bytes_.data() + self.at_, taken);
        self.at_ += taken;
        return static_cast<int>(taken);
    }
    static std::int64_t seek(void* opaque, std::int64_t offset, int whence) {
        auto& self = *static_cast<MemoryInput*>(opaque);
        const auto size = static_cast<std::int64_t>(self.bytes_.size());
        if (whence == AVSEEK_SIZE) return size;
        if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(self.at_);
        if (whence == SEEK_END) offset += size;
        if (offset < 0 || offset > size) return AVERROR(EINVAL);
        self.at_ = static_cast<std::size_t>(offset);
        return offset;
    }

    std::string bytes_;
    std::size_t at_ = 0;
    IoPtr io_;
    InputPtr input_;  // goes before what it reads from
};

}  // namespace mingjing::video::ffmpeg
