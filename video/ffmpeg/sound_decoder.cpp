// SPDX-License-Identifier: Apache-2.0
// libavformat's MP4 demuxer over memory, one libavcodec sound decoder per run.
#include "video/ffmpeg/sound_decoder.h"

#include <algorithm>
#include <cmath>

#include "video/ffmpeg/memory_input.h"

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;

namespace {

/// No fragment is longer; what claims more is broken.
constexpr std::size_t kMostSamples = 480'000;

struct ReleaseFrame {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct ReleaseCodec {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};

/// One sample of one channel, from -1 to 1.
double sampleOf(const AVFrame& frame, int channel, int at) {
    const bool planar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
    const int channels = frame.ch_layout.nb_channels;
    const std::uint8_t* plane = frame.extended_data[planar ? channel : 0];
    const int index = planar ? at : at * channels + channel;
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format))) {
        case AV_SAMPLE_FMT_FLT:
            return reinterpret_cast<const float*>(plane)[index];
        case AV_SAMPLE_FMT_S16:
            return reinterpret_cast<const std::int16_t*>(plane)[index] / 32768.0;
        case AV_SAMPLE_FMT_S32:
            return reinterpret_cast<const std::int32_t*>(plane)[index] / 2147483648.0;
        case AV_SAMPLE_FMT_U8:
            return (plane[index] - 128) / 128.0;
        default:
            return 0;
    }
}

void append(const AVFrame& frame, Sound& out) {
    const int channels = std::max(1, frame.ch_layout.nb_channels);
    out.rate = frame.sample_rate;
    for (int at = 0; at < frame.nb_samples && out.samples.size() < kMostSamples; ++at) {
        double sum = 0;
        for (int channel = 0; channel < channels; ++channel) sum += sampleOf(frame, channel, at);
        out.samples.push_back(
            static_cast<std::int16_t>(std::lround(std::clamp(sum / channels, -1.0, 1.0) * 32767)));
    }
}

}  // namespace

struct SoundDecoder::Impl {
    std::string init;
    std::unique_ptr<AVCodecContext, ReleaseCodec> codec;
    std::unique_ptr<AVFrame, ReleaseFrame> frame{av_frame_alloc()};

    bool open(const AVCodecParameters& parameters) {
        const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
        codec.reset(decoder == nullptr ? nullptr : avcodec_alloc_context3(decoder));
        if (!codec || avcodec_parameters_to_context(codec.get(), &parameters) < 0 ||
            (codec->thread_count = 1, avcodec_open2(codec.get(), decoder, nullptr) < 0))
            codec.reset();
        return codec != nullptr;
    }
    void take(const AVPacket& packet, Sound& out) {
        if (avcodec_send_packet(codec.get(), &packet) < 0) return;
        while (avcodec_receive_frame(codec.get(), frame.get()) >= 0) append(*frame, out);
    }
};

SoundDecoder::SoundDecoder(std::string init) : impl_(new Impl) {
    impl_->init = std::move(init);
}
SoundDecoder::~SoundDecoder() = default;

kernel::Result<Sound> SoundDecoder::decode(std::string_view fragment) {
    MemoryInput input(impl_->init, fragment);
    if (const int code = input.open(); code < 0)
        return Error::of(ErrorKind::InvalidInput, "video.undecodable",
                         errorOf("avformat_open_input", code).internal);
    AVFormatContext* raw = input.get();
    Sound out;
    const int stream = av_find_best_stream(raw, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (stream < 0) return out;
    out.track = true;
    if (!impl_->frame || (!impl_->codec && !impl_->open(*raw->streams[stream]->codecpar)))
        return out;
    MJ_ASSIGN(const PacketPtr packet, makePacket());
    while (av_read_frame(raw, packet.get()) >= 0) {
        if (packet->stream_index == stream) impl_->take(*packet, out);
        av_packet_unref(packet.get());
    }
    return out;
}

}  // namespace mingjing::video::ffmpeg
