// SPDX-License-Identifier: Apache-2.0
// G.711 by its own rule (ITU-T G.711), AAC by libavcodec, recordings by libavformat over memory.
#include "video/ffmpeg/listening.h"

#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "video/ffmpeg/codecs.h"
#include "video/ffmpeg/fragment_muxer.h"
#include "video/ffmpeg/memory_input.h"

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

constexpr std::int64_t kBitsPerSecond = 48'000;
constexpr float kFullScale = 32'768.0F;

/// One byte of A-law: sign, three bits of segment, four of step.
int alaw(unsigned char coded) {
    const int byte = coded ^ 0x55;
    const int segment = (byte & 0x70) >> 4;
    int value = ((byte & 0x0f) << 4) + 8;
    if (segment > 0) value = (value + 0x100) << (segment - 1);
    return (byte & 0x80) != 0 ? value : -value;
}

/// One byte of mu-law, which is sent inverted.
int mulaw(unsigned char coded) {
    const int byte = ~coded & 0xff;
    const int value = ((((byte & 0x0f) << 3) + 0x84) << ((byte & 0x70) >> 4)) - 0x84;
    return (byte & 0x80) != 0 ? -value : value;
}

using Loudness = std::array<float, 256>;

Loudness loudnessOf(Codec codec) {
    Loudness out{};
    for (unsigned byte = 0; byte < out.size(); ++byte) {
        const auto coded = static_cast<unsigned char>(byte);
        const int value = codec == Codec::PcmAlaw ? alaw(coded) : mulaw(coded);
        out[byte] = static_cast<float>(value) / kFullScale;
    }
    return out;
}

struct SoundFrameDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct EncoderDeleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
using EncoderPtr = std::unique_ptr<AVCodecContext, EncoderDeleter>;

Result<EncoderPtr> openEncoder(int sampleRate) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (codec == nullptr) return Error::of(ErrorKind::Internal, "video.no_encoder");
    EncoderPtr encoder(avcodec_alloc_context3(codec));
    if (!encoder) return Error::of(ErrorKind::Exhausted, "video.memory");
    encoder->sample_rate = sampleRate;
    encoder->sample_fmt = AV_SAMPLE_FMT_FLTP;
    encoder->bit_rate = kBitsPerSecond;
    encoder->time_base = {1, sampleRate};
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av_channel_layout_default(&encoder->ch_layout, 1);
    const int code = avcodec_open2(encoder.get(), codec, nullptr);
    if (code < 0) return errorOf("avcodec_open2", code);
    return encoder;
}

}  // namespace

struct ListeningSound::Impl {
    Track track;
    Loudness loudness;
    int channels = 1;
    EncoderPtr encoder;
    std::unique_ptr<AVFrame, SoundFrameDeleter> frame{av_frame_alloc()};
    PacketPtr packet;
    std::vector<float> waiting;
    std::int64_t nextAt = 0;  ///< of the sample that follows those waiting
    std::int64_t lastOut = std::numeric_limits<std::int64_t>::min();

    Status prepare() {
        if (!frame) return Error::of(ErrorKind::Exhausted, "video.memory");
        MJ_ASSIGN(packet, makePacket());
        frame->nb_samples = kFrame;
        frame->format = AV_SAMPLE_FMT_FLTP;
        frame->sample_rate = track.sampleRate;
        av_channel_layout_default(&frame->ch_layout, 1);
        const int code = av_frame_get_buffer(frame.get(), 0);
        return code < 0 ? Status(errorOf("av_frame_get_buffer", code)) : Status();
    }

    /// Sound that goes on is counted through; after a hole it is counted from its own time.
    void take(std::string_view bytes, std::int64_t at) {
        if (std::abs(at - nextAt) > track.sampleRate / 20) {
            waiting.clear();
            nextAt = at;
        }
        const auto step = static_cast<std::size_t>(channels);
        for (std::size_t i = 0; i + step <= bytes.size(); i += step) {
            float sum = 0;
            for (std::size_t c = 0; c < step; ++c)
                sum += loudness[static_cast<unsigned char>(bytes[i + c])];
            waiting.push_back(sum / static_cast<float>(channels));
        }
        nextAt += static_cast<std::int64_t>(bytes.size() / step);
    }

    Status encodeFirst(std::vector<ListeningFrame>& out) {
        int code = av_frame_make_writable(frame.get());
        if (code < 0) return errorOf("av_frame_make_writable", code);
        frame->pts = nextAt - static_cast<std::int64_t>(waiting.size());
        std::copy_n(waiting.begin(), kFrame, reinterpret_cast<float*>(frame->data[0]));
        waiting.erase(waiting.begin(), waiting.begin() + kFrame);
        code = avcodec_send_frame(encoder.get(), frame.get());
        if (code < 0) return errorOf("avcodec_send_frame", code);
        while ((code = avcodec_receive_packet(encoder.get(), packet.get())) >= 0) {
            const std::string data(reinterpret_cast<const char*>(packet->data),
                                   static_cast<std::size_t>(packet->size));
            // Sound whose time was counted back is not heard twice.
            if (packet->pts > lastOut) out.push_back({packet->pts, data});
            lastOut = std::max(lastOut, packet->pts);
            av_packet_unref(packet.get());
        }
        return code == AVERROR(EAGAIN) ? Status() : Status(errorOf("avcodec_receive_packet", code));
    }
};

ListeningSound::ListeningSound(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ListeningSound::~ListeningSound() = default;

const Track& ListeningSound::track() const {
    return impl_->track;
}

Result<std::unique_ptr<ListeningSound>> ListeningSound::create(const Track& g711) {
    auto impl = std::make_unique<Impl>();
    impl->loudness = loudnessOf(g711.codec);
    impl->channels = std::max(g711.channels, 1);
    MJ_ASSIGN(impl->encoder, openEncoder(g711.sampleRate));
    impl->track.codec = Codec::Aac;
    impl->track.codecName = "aac";
    impl->track.sampleRate = g711.sampleRate;
    impl->track.timescale = g711.sampleRate;
    impl->track.channels = 1;
    impl->track.extradata.assign(reinterpret_cast<const char*>(impl->encoder->extradata),
                                 static_cast<std::size_t>(impl->encoder->extradata_size));
    MJ_TRY(impl->prepare());
    return std::unique_ptr<ListeningSound>(new ListeningSound(std::move(impl)));
}

Result<std::vector<ListeningFrame>> ListeningSound::convert(std::string_view bytes,
                                                            std::int64_t at) {
    impl_->take(bytes, at);
    std::vector<ListeningFrame> out;
    while (impl_->waiting.size() >= kFrame) MJ_TRY(impl_->encodeFirst(out));
    return out;
}

struct ListeningCopy::Impl {
    std::string init;
    std::unique_ptr<ListeningSound> sound;
    std::unique_ptr<FragmentMuxer> muxer;
    int soundIndex = -1;
    std::int64_t soundTicks = 1;

    Status writeSound(const AVPacket& packet, std::string_view data) {
        const std::int64_t rate = sound->track().sampleRate;
        MJ_ASSIGN(const auto frames, sound->convert(data, packet.dts * rate / soundTicks));
        for (const auto& frame : frames) {
            if (frame.at < 0) continue;  // the encoder's run-up before the very beginning
            MJ_TRY(muxer->write({packet.stream_index, frame.at, frame.at, ListeningSound::kFrame,
                                 true, frame.data}));
        }
        return {};
    }

    Status writeAll(AVFormatContext& input) {
        MJ_ASSIGN(const PacketPtr packet, makePacket());
        int code = 0;
        while ((code = av_read_frame(&input, packet.get())) >= 0) {
            const std::string_view data(reinterpret_cast<const char*>(packet->data),
                                        static_cast<std::size_t>(packet->size));
            const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
            const Status written = packet->stream_index == soundIndex
                                       ? writeSound(*packet, data)
                                       : muxer->write({packet->stream_index, packet->dts,
                                                       packet->pts, packet->duration, key, data});
            av_packet_unref(packet.get());
            MJ_TRY(written);
        }
        return code == AVERROR_EOF ? Status() : Status(errorOf("av_read_frame", code));
    }
};

namespace {

Track recordedTrack(const AVStream& stream) {
    const AVCodecParameters& parameters = *stream.codecpar;
    Track track;
    track.codec = codecOf(parameters.codec_id);
    track.extradata.assign(reinterpret_cast<const char*>(parameters.extradata),
                           static_cast<std::size_t>(parameters.extradata_size));
    track.timescale = stream.time_base.den;
    track.width = parameters.width;
    track.height = parameters.height;
    track.sampleRate = parameters.sample_rate;
    track.channels = parameters.ch_layout.nb_channels;
    return track;
}

}  // namespace

ListeningCopy::ListeningCopy(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ListeningCopy::~ListeningCopy() = default;

const std::string& ListeningCopy::init() const {
    return impl_->muxer->init();
}

Result<std::unique_ptr<ListeningCopy>> ListeningCopy::create(std::string init) {
    auto impl = std::make_unique<Impl>();
    impl->init = std::move(init);
    MemoryInput input(impl->init, {});
    if (const int code = input.open(); code < 0) return errorOf("avformat_open_input", code);
    std::vector<Track> tracks;
    for (unsigned i = 0; i < input.get()->nb_streams; ++i) {
        Track track = recordedTrack(*input.get()->streams[i]);
        // What is recorded beside G.711 is pictures: sound that is AAC already needs no conversion.
        if (track.codec == Codec::Unknown || track.codec == Codec::Aac)
            return Error::of(ErrorKind::InvalidInput, "video.undecodable", "codec");
        if (isG711(track.codec)) {
            impl->soundIndex = static_cast<int>(i);
            impl->soundTicks = track.timescale;
            MJ_ASSIGN(impl->sound, ListeningSound::create(track));
            track = impl->sound->track();
        }
        tracks.push_back(std::move(track));
    }
    if (!impl->sound) return Error::of(ErrorKind::InvalidInput, "video.undecodable", "no G.711");
    MJ_ASSIGN(impl->muxer, FragmentMuxer::create(tracks));
    return std::unique_ptr<ListeningCopy>(new ListeningCopy(std::move(impl)));
}

Result<std::string> ListeningCopy::convert(std::string_view fragment) {
    MemoryInput input(impl_->init, fragment);
    if (const int code = input.open(); code < 0) return errorOf("avformat_open_input", code);
    MJ_TRY(impl_->writeAll(*input.get()));
    return impl_->muxer->flush();
}

}  // namespace mingjing::video::ffmpeg
