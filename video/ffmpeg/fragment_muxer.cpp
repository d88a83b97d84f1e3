// SPDX-License-Identifier: Apache-2.0
// libavformat's MP4 muxer behind custom IO that writes into a string.
#include "video/ffmpeg/fragment_muxer.h"

#include "video/ffmpeg/codecs.h"
#include "video/ffmpeg/handles.h"

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

struct FragmentMuxer::Impl {
    std::string out;
    std::string init;
    IoPtr io;
    OutputPtr context;
    PacketPtr packet;
    bool fragmentEmpty = true;
};

namespace {

constexpr int kIoBufferBytes = 16 * 1024;

int appendTo(void* opaque, std::uint8_t* bytes, int count) {
    auto& out = *static_cast<std::string*>(opaque);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return count;
}

Status fillParameters(AVCodecParameters& parameters, const Track& track) {
    parameters.codec_type = isVideo(track.codec) ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO;
    parameters.codec_id = idOf(track.codec);
    // MP4 would name HEVC "hev1", which Apple's players refuse.
    parameters.codec_tag = track.codec == Codec::Hevc ? MKTAG('h', 'v', 'c', '1') : 0;
    parameters.width = track.width;
    parameters.height = track.height;
    if (!isVideo(track.codec)) {
        parameters.sample_rate = track.sampleRate;
        av_channel_layout_default(&parameters.ch_layout, std::max(track.channels, 1));
        if (track.codec == Codec::Aac) parameters.frame_size = 1024;
    }
    const auto size = track.extradata.size();
    if (size == 0) return {};
    auto* bytes = static_cast<std::uint8_t*>(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
    if (bytes == nullptr) return Error::of(ErrorKind::Exhausted, "video.memory");
    track.extradata.copy(reinterpret_cast<char*>(bytes), size);
    parameters.extradata = bytes;
    parameters.extradata_size = static_cast<int>(size);
    return {};
}

Result<IoPtr> makeIo(std::string& out) {
    auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBufferBytes));
    AVIOContext* io =
        avio_alloc_context(buffer, kIoBufferBytes, 1, &out, nullptr, &appendTo, nullptr);
    if (io == nullptr) {
        av_free(buffer);
        return Error::of(ErrorKind::Exhausted, "video.memory");
    }
    return IoPtr(io);
}

}  // namespace

Container containerFor(const std::vector<Track>& tracks) {
    for (const auto& track : tracks)
        if (track.codec == Codec::PcmAlaw || track.codec == Codec::PcmMulaw) return Container::Mov;
    return Container::Mp4;
}

FragmentMuxer::FragmentMuxer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FragmentMuxer::~FragmentMuxer() = default;

const std::string& FragmentMuxer::init() const {
    return impl_->init;
}

Result<std::unique_ptr<FragmentMuxer>> FragmentMuxer::create(const std::vector<Track>& tracks) {
    auto impl = std::make_unique<Impl>();
    const char* format = containerFor(tracks) == Container::Mov ? "mov" : "mp4";
    AVFormatContext* raw = nullptr;
    int code = avformat_alloc_output_context2(&raw, nullptr, format, nullptr);
    if (code < 0) return errorOf("muxer", code);
    impl->context.reset(raw);
    MJ_ASSIGN(impl->io, makeIo(impl->out));
    MJ_ASSIGN(impl->packet, makePacket());
    raw->pb = impl->io.get();
    raw->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    raw->avoid_negative_ts = 0;
    for (const auto& track : tracks) {
        AVStream* stream = avformat_new_stream(raw, nullptr);
        if (stream == nullptr) return Error::of(ErrorKind::Exhausted, "video.memory");
        MJ_TRY(fillParameters(*stream->codecpar, track));
        stream->time_base = {1, track.timescale};
    }
    Dictionary options;
    options.set("movflags", "frag_custom+empty_moov+default_base_moof+skip_trailer+frag_discont");
    options.set("use_editlist", "0");
    if (isVideo(tracks.front().codec))
        options.set("video_track_timescale", std::to_string(tracks.front().timescale));
    code = avformat_write_header(raw, options.address());
    if (code < 0) return errorOf("write_header", code);
    if (const auto left = options.leftover(); !left.empty())
        return Error::of(ErrorKind::Internal, "video.option_unknown", left);
    // Whoever asks the muxer for other ticks than the camera's would move frames.
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (raw->streams[i]->time_base.den != tracks[i].timescale)
            return Error::of(ErrorKind::Internal, "video.timescale_moved");
    avio_flush(raw->pb);
    impl->init = std::move(impl->out);
    impl->out.clear();
    return std::unique_ptr<FragmentMuxer>(new FragmentMuxer(std::move(impl)));
}

Status FragmentMuxer::write(const Sample& sample) {
    if (impl_->fragmentEmpty) {
        // Each fragment states its own time instead of the sum of all durations before it.
        av_opt_set(impl_->context->priv_data, "movflags", "+frag_discont", 0);
        impl_->fragmentEmpty = false;
    }
    AVPacket* packet = impl_->packet.get();
    av_packet_unref(packet);
    packet->data = const_cast<std::uint8_t*>(
        reinterpret_cast<const std::uint8_t*>(sample.data.data()));  // libav does not write to it
    packet->size = static_cast<int>(sample.data.size());
    packet->stream_index = sample.track;
    packet->dts = sample.dts;
    packet->pts = sample.pts;
    packet->duration = sample.duration;
    packet->flags = sample.key ? AV_PKT_FLAG_KEY : 0;
    const int code = av_write_frame(impl_->context.get(), packet);
    if (code < 0) return errorOf("write", code);
    return {};
}

Result<std::string> FragmentMuxer::flush() {
    if (impl_->fragmentEmpty) return std::string();
    const int code = av_write_frame(impl_->context.get(), nullptr);
    if (code < 0) return errorOf("flush", code);
    avio_flush(impl_->io.get());
    if (impl_->io->error < 0) return errorOf("flush", impl_->io->error);
    impl_->fragmentEmpty = true;
    return std::exchange(impl_->out, std::string());
}

}  // namespace mingjing::video::ffmpeg
