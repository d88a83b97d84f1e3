// SPDX-License-Identifier: Apache-2.0
// Opening an RTSP session and reading it with deadlines.
#include "video/ffmpeg/rtsp_input.h"

#include <fmt/format.h>

#include "video/ffmpeg/codecs.h"
#include "video/ffmpeg/handles.h"
#include "video/ffmpeg/log.h"

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

struct RtspInput::Impl {
    Deadline& deadline;
    std::int64_t timeoutUs;
    bool udp;
    std::vector<Track> tracks;
    /// The packet before, kept over UDP only.
    std::string lastData;
    std::optional<std::int64_t> lastPts;
    int lastTrack = -1;
    PacketPtr packet;
    InputPtr context;  // last: closed first, while the deadline still answers
};

namespace {

constexpr int kUdpBufferBytes = 1 << 20;

std::string percentEncoded(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~')
            out.push_back(c);
        else
            out += fmt::format("%{:02X}", byte);
    }
    return out;
}

Track trackOf(const AVStream& stream) {
    const AVCodecParameters& parameters = *stream.codecpar;
    Track track;
    track.codec = codecOf(parameters.codec_id);
    track.codecName = avcodec_get_name(parameters.codec_id);
    if (parameters.extradata_size > 0)
        track.extradata.assign(reinterpret_cast<const char*>(parameters.extradata),
                               static_cast<std::size_t>(parameters.extradata_size));
    track.timescale = stream.time_base.num == 1 ? stream.time_base.den : 90'000;
    track.sampleRate = parameters.sample_rate;
    track.channels = parameters.ch_layout.nb_channels;
    return track;
}

void setOptions(Dictionary& dictionary, const RtspOptions& options) {
    dictionary.set("rtsp_transport", options.udp ? "udp" : "tcp");
    // A key picture comes as one burst, larger than what the system keeps by itself.
    if (options.udp) dictionary.set("buffer_size", std::to_string(kUdpBufferBytes));
    dictionary.set("timeout", std::to_string(options.timeoutUs));
    dictionary.set("allowed_media_types", options.audio ? "video+audio" : "video");
    dictionary.set("protocol_whitelist", "rtsp,rtsps,rtp,udp,tcp,tls,crypto");
    dictionary.set("user_agent", "mingjing-recorder");
}

}  // namespace

Result<std::string> urlWithCredentials(const RtspOptions& options) {
    const auto scheme = options.url.find("://");
    const std::string name = options.url.substr(0, scheme == std::string::npos ? 0 : scheme);
    if (name != "rtsp" && name != "rtsps") return Error::invalid("url", "camera.url_wrong");
    std::string rest = options.url.substr(scheme + 3);
    const auto path = rest.find('/');
    const auto at = rest.substr(0, path).rfind('@');
    if (at != std::string::npos && !options.username.empty()) rest.erase(0, at + 1);
    if (options.username.empty()) return name + "://" + rest;
    return name + "://" + percentEncoded(options.username) + ":" +
           percentEncoded(options.password) + "@" + rest;
}

RtspInput::RtspInput(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RtspInput::~RtspInput() = default;

const std::vector<Track>& RtspInput::tracks() const {
    return impl_->tracks;
}

Result<std::unique_ptr<RtspInput>> RtspInput::open(const RtspOptions& options, Deadline& deadline) {
    MJ_ASSIGN(const std::string url, urlWithCredentials(options));
    AVFormatContext* context = avformat_alloc_context();
    if (context == nullptr) return Error::of(ErrorKind::Exhausted, "video.memory");
    context->interrupt_callback = {&Deadline::interrupt, &deadline};
    // Frames are put together and timed by our own hands: parsers guess decoding times.
    context->flags |= AVFMT_FLAG_NOPARSE | AVFMT_FLAG_NOFILLIN;
    Dictionary dictionary;
    setOptions(dictionary, options);
    deadline.arm(2 * options.timeoutUs);
    // On failure libav frees the context itself.
    const int code = avformat_open_input(&context, url.c_str(), nullptr, dictionary.address());
    if (code < 0) return errorOf("open", code, deadline.fired());
    auto impl = std::make_unique<Impl>(
        Impl{deadline, options.timeoutUs, options.udp, {}, {}, {}, -1, nullptr, InputPtr(context)});
    if (const auto left = dictionary.leftover(); !left.empty())
        return Error::of(ErrorKind::Internal, "camera.option_unknown", left);
    MJ_ASSIGN(impl->packet, makePacket());
    for (unsigned i = 0; i < context->nb_streams; ++i)
        impl->tracks.push_back(trackOf(*context->streams[i]));
    return std::unique_ptr<RtspInput>(new RtspInput(std::move(impl)));
}

Result<Piece> RtspInput::read() {
    auto piece = readOne();
    // libav hands on what a network delivers twice, and a picture with two bodies shows neither.
    while (impl_->udp && piece.ok() && repeats(*piece)) piece = readOne();
    return piece;
}

bool RtspInput::repeats(const Piece& piece) {
    if (piece.track == impl_->lastTrack && piece.pts == impl_->lastPts &&
        piece.data == impl_->lastData)
        return true;
    impl_->lastTrack = piece.track;
    impl_->lastPts = piece.pts;
    impl_->lastData.assign(piece.data);
    return false;
}

Result<Piece> RtspInput::readOne() {
    AVPacket* packet = impl_->packet.get();
    av_packet_unref(packet);
    impl_->deadline.arm(impl_->timeoutUs);
    const int code = av_read_frame(impl_->context.get(), packet);
    if (code < 0) return errorOf("read", code, impl_->deadline.fired());
    Piece piece;
    piece.track = packet->stream_index;
    piece.lostPackets = takeMissedPackets();
    piece.data = {reinterpret_cast<const char*>(packet->data),
                  static_cast<std::size_t>(packet->size)};
    if (packet->pts != AV_NOPTS_VALUE) piece.pts = packet->pts;
    std::size_t size = 0;
    const auto* side = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, &size);
    if (side != nullptr && size == sizeof(AVProducerReferenceTime))
        piece.cameraUs = reinterpret_cast<const AVProducerReferenceTime*>(side)->wallclock;
    return piece;
}

}  // namespace mingjing::video::ffmpeg
