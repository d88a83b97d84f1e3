// SPDX-License-Identifier: Apache-2.0
// libavformat's MP4 demuxer over memory, one libavcodec decoder per run, libswscale to the wanted
// size.
#include "video/ffmpeg/picture_decoder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <optional>

#include "video/ffmpeg/memory_input.h"

extern "C" {
#include <libswscale/swscale.h>
}

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Status;

namespace {

struct FrameDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct CodecDeleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct ScalerDeleter {
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};
using ScalerPtr = std::unique_ptr<SwsContext, ScalerDeleter>;

constexpr AVRational kMicroseconds{1, 1'000'000};

Error undecodable(const char* call, int code) {
    return Error::of(ErrorKind::InvalidInput, "video.undecodable", errorOf(call, code).internal);
}

/// The steady clock, read directly: a budget guards real time, not that of a test.
std::int64_t steadyUs() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

struct PictureDecoder::Impl {
    std::string init;
    Options options;
    std::unique_ptr<AVCodecContext, CodecDeleter> codec;
    ScalerPtr scaler;
    ScalerPtr closeUpScaler;
    std::unique_ptr<AVFrame, FrameDeleter> frame{av_frame_alloc()};
    Size source;
    bool onlyKeys = false;
    bool needsKey = true;
    using Shots = std::vector<Shot>;

    Status openCodec(const AVCodecParameters& parameters);
    Status decodeAll(AVFormatContext& input, int stream, const Want& want, Shots& out);
    Status takeFrames(AVRational timeBase, std::int64_t first, const Want& want, Shots& out);
    kernel::Result<Picture> scaled();
    kernel::Result<std::vector<Picture>> closeUps(std::int64_t sinceUs);
    void applySkip() const {
        if (codec) codec->skip_frame = onlyKeys ? AVDISCARD_NONKEY : AVDISCARD_DEFAULT;
    }
};

PictureDecoder::PictureDecoder(std::string init, Options options) : impl_(new Impl) {
    impl_->init = std::move(init);
    impl_->options = std::move(options);
}
PictureDecoder::~PictureDecoder() = default;

Size PictureDecoder::source() const {
    return impl_->source;
}

void PictureDecoder::reset() {
    if (impl_->codec) avcodec_flush_buffers(impl_->codec.get());
    impl_->needsKey = true;
}

void PictureDecoder::onlyKeys(bool only) {
    if (impl_->onlyKeys == only) return;
    impl_->onlyKeys = only;
    impl_->needsKey = true;
    impl_->applySkip();
}

Status PictureDecoder::Impl::openCodec(const AVCodecParameters& parameters) {
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr)
        return Error::of(ErrorKind::InvalidInput, "video.undecodable", "no decoder");
    codec.reset(avcodec_alloc_context3(decoder));
    if (!codec || !frame) return Error::of(ErrorKind::Exhausted, "video.memory");
    int code = avcodec_parameters_to_context(codec.get(), &parameters);
    if (code < 0) return undecodable("parameters", code);
    codec->thread_count = 1;
    codec->max_pixels = std::int64_t{options.maxSide} * options.maxSide;
    // Half-read pictures would be counted as facts: better none. Concealment stays on, because
    // without it FFmpeg marks every picture of several slices as broken; concealed ones are marked.
    codec->err_recognition = AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;
    applySkip();
    code = avcodec_open2(codec.get(), decoder, nullptr);
    if (code < 0) {
        codec.reset();
        return undecodable("avcodec_open2", code);
    }
    return {};
}

/// Scales into a fresh picture of that size; the scaler is kept while nothing changes.
static kernel::Result<Picture> convert(const AVFrame& frame, Size size, ScalerPtr& scaler) {
    Picture out;
    out.size = size;
    scaler.reset(sws_getCachedContext(
        scaler.release(), frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
        size.width, size.height, AV_PIX_FMT_RGB24, SWS_AREA, nullptr, nullptr, nullptr));
    if (!scaler) return Error::of(ErrorKind::InvalidInput, "video.undecodable", "pixel format");
    const int stride = size.width * 3;
    // swscale may write a few bytes behind the last row's end.
    out.rgb.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height) + 64);
    const std::array<std::uint8_t*, 4> planes{out.rgb.data(), nullptr, nullptr, nullptr};
    const std::array<int, 4> strides{stride, 0, 0, 0};
    const int rows = sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height,
                               planes.data(), strides.data());
    if (rows != size.height) return undecodable("sws_scale", rows);
    out.rgb.resize(out.rgb.size() - 64);
    return out;
}

kernel::Result<Picture> PictureDecoder::Impl::scaled() {
    source = {frame->width, frame->height};
    const auto& limit = options.maxSide;
    if (source.width <= 0 || source.height <= 0 || source.width > limit || source.height > limit)
        return Error::of(ErrorKind::InvalidInput, "video.undecodable", "picture size");
    return convert(*frame, options.scaleTo(source), scaler);
}

kernel::Result<std::vector<Picture>> PictureDecoder::Impl::closeUps(std::int64_t sinceUs) {
    std::vector<Picture> out;
    if (!options.closeUps) return out;
    for (const Part& part : options.closeUps(sinceUs)) {
        const std::unique_ptr<AVFrame, FrameDeleter> cut(av_frame_clone(frame.get()));
        if (!cut) return Error::of(ErrorKind::Exhausted, "video.memory");
        const auto even = [](int milli, int side) { return milli * side / 1000 / 2 * 2; };
        cut->crop_left = static_cast<std::size_t>(even(part.left, source.width));
        cut->crop_top = static_cast<std::size_t>(even(part.top, source.height));
        cut->crop_right = static_cast<std::size_t>(even(1000 - part.right, source.width));
        cut->crop_bottom = static_cast<std::size_t>(even(1000 - part.bottom, source.height));
        if (av_frame_apply_cropping(cut.get(), AV_FRAME_CROP_UNALIGNED) < 0 || cut->width < 2 ||
            cut->height < 2) {
            out.emplace_back();
            continue;
        }
        MJ_ASSIGN(Picture picture, convert(*cut, {cut->width, cut->height}, closeUpScaler));
        out.push_back(std::move(picture));
    }
    return out;
}

Status PictureDecoder::Impl::takeFrames(AVRational timeBase, std::int64_t first, const Want& want,
                                        Shots& out) {
    while (true) {
        const int code = avcodec_receive_frame(codec.get(), frame.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return {};
        if (code < 0) return undecodable("avcodec_receive_frame", code);
        const bool whole = (frame->flags & AV_FRAME_FLAG_CORRUPT) == 0 &&
                           frame->decode_error_flags == 0 && frame->pts != AV_NOPTS_VALUE;
        const std::int64_t sinceUs =
            whole ? av_rescale_q(frame->pts - first, timeBase, kMicroseconds) : std::int64_t{0};
        if (whole && want(sinceUs)) {
            MJ_ASSIGN(Picture picture, scaled());
            MJ_ASSIGN(auto parts, closeUps(sinceUs));
            out.push_back({sinceUs, std::move(picture), std::move(parts)});
        }
        av_frame_unref(frame.get());
    }
}

Status PictureDecoder::Impl::decodeAll(AVFormatContext& input, int stream, const Want& want,
                                       Shots& out) {
    MJ_ASSIGN(const PacketPtr packet, makePacket());
    const AVRational timeBase = input.streams[stream]->time_base;
    const std::int64_t until = steadyUs() + options.budgetUs;
    std::optional<std::int64_t> first;
    while (true) {
        int code = av_read_frame(&input, packet.get());
        if (code == AVERROR_EOF) return {};
        if (code < 0) return undecodable("av_read_frame", code);
        if (packet->stream_index == stream) {
            if (!first) first = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
            const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
            if (key || (!needsKey && !onlyKeys)) {
                needsKey = false;
                code = avcodec_send_packet(codec.get(), packet.get());
                if (code < 0) return undecodable("avcodec_send_packet", code);
                MJ_TRY(takeFrames(timeBase, *first, want, out));
            }
        }
        av_packet_unref(packet.get());
        if (steadyUs() > until) return Error::of(ErrorKind::Exhausted, "video.too_slow");
    }
}

kernel::Result<std::vector<PictureDecoder::Shot>> PictureDecoder::decode(std::string_view fragment,
                                                                         const Want& want) {
    MemoryInput input(impl_->init, fragment);
    if (const int code = input.open(); code < 0) return undecodable("avformat_open_input", code);
    AVFormatContext* raw = input.get();
    const int stream = av_find_best_stream(raw, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (stream < 0) return Impl::Shots{};
    if (!impl_->codec) MJ_TRY(impl_->openCodec(*raw->streams[stream]->codecpar));
    Impl::Shots out;
    MJ_TRY(impl_->decodeAll(*raw, stream, want, out));
    return out;
}

}  // namespace mingjing::video::ffmpeg
