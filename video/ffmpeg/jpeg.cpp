// SPDX-License-Identifier: Apache-2.0
// libswscale to full-range YUV, libavcodec's MJPEG encoder for one picture.
#include "video/ffmpeg/jpeg.h"

#include <array>
#include <memory>

#include "video/ffmpeg/handles.h"

extern "C" {
#include <libswscale/swscale.h>
}

namespace mingjing::video::ffmpeg {

namespace {

struct FreeFrame {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreeCodec {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FreeScaler {
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};
using FramePtr = std::unique_ptr<AVFrame, FreeFrame>;

FramePtr frameOf(const Picture& picture, int quality) {
    FramePtr frame(av_frame_alloc());
    if (!frame) return nullptr;
    frame->width = picture.size.width;
    frame->height = picture.size.height;
    frame->format = AV_PIX_FMT_YUVJ420P;
    frame->quality = quality * FF_QP2LAMBDA;
    if (av_frame_get_buffer(frame.get(), 0) < 0) return nullptr;
    const std::unique_ptr<SwsContext, FreeScaler> scaler(
        sws_getContext(frame->width, frame->height, AV_PIX_FMT_RGB24, frame->width, frame->height,
                       AV_PIX_FMT_YUVJ420P, SWS_BILINEAR, nullptr, nullptr, nullptr));
    if (!scaler) return nullptr;
    const std::array<const std::uint8_t*, 4> planes{picture.rgb.data(), nullptr, nullptr, nullptr};
    const std::array<int, 4> strides{picture.size.width * 3, 0, 0, 0};
    sws_scale(scaler.get(), planes.data(), strides.data(), 0, frame->height, frame->data,
              frame->linesize);
    return frame;
}

}  // namespace

std::string jpegOf(const Picture& picture, int quality) {
    const auto [width, height] = picture.size;
    if (width < 2 || height < 2) return {};
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    if (encoder == nullptr) return {};
    const std::unique_ptr<AVCodecContext, FreeCodec> codec(avcodec_alloc_context3(encoder));
    const FramePtr frame = frameOf(picture, quality);
    if (!codec || !frame) return {};
    codec->width = width;
    codec->height = height;
    codec->pix_fmt = AV_PIX_FMT_YUVJ420P;
    codec->time_base = {1, 25};
    codec->flags |= AV_CODEC_FLAG_QSCALE;
    codec->global_quality = quality * FF_QP2LAMBDA;
    if (avcodec_open2(codec.get(), encoder, nullptr) < 0) return {};
    auto packet = makePacket();
    if (!packet.ok() || avcodec_send_frame(codec.get(), frame.get()) < 0) return {};
    if (avcodec_receive_packet(codec.get(), packet->get()) < 0) return {};
    const auto* bytes = reinterpret_cast<const char*>((*packet)->data);
    return {bytes, static_cast<std::size_t>((*packet)->size)};
}

}  // namespace mingjing::video::ffmpeg
