// SPDX-License-Identifier: Apache-2.0
// Encoding with libavcodec's H.264 encoder, recording with the product's own storage.
#include "tests/unit/analysis_support.h"

#include <algorithm>
#include <filesystem>
#include <random>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
}

namespace mingjing::tests {

using namespace video;
using ffmpeg::Picture;

namespace {

constexpr std::int64_t kFrameUs = 100'000;
constexpr int kTimescale = 90'000;
constexpr std::int64_t kNow = 1'795'516'286'000'000;

std::uint8_t byteOf(int value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

}  // namespace

Picture plain(int brightness, int width, int height) {
    Picture out{{width, height}, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            out.rgb.insert(out.rgb.end(), 3, byteOf(brightness + (x * 30) / width - 15));
    return out;
}

kernel::Result<analysis::Sight> BrightnessDetector::look(const Picture& picture) {
    ++looks;
    if (fails) return kernel::Error::of(kernel::ErrorKind::Internal, "detector.failed");
    std::int64_t sum = 0;
    for (const auto byte : picture.rgb) sum += byte;
    const auto mean = static_cast<int>(sum / static_cast<std::int64_t>(picture.rgb.size()));
    analysis::Sight sight;
    sight.abstains = mean < 20;
    sight.confidenceMilli = 900;
    if (!sight.abstains) sight.persons.resize(static_cast<std::size_t>((mean - 10) / 40));
    return sight;
}

struct Studio::Encoder {
    AVCodecContext* codec = nullptr;
    AVFrame* frame = av_frame_alloc();
    AVPacket* packet = av_packet_alloc();

    Encoder(int width, int height) {
        codec = avcodec_alloc_context3(avcodec_find_encoder_by_name("libx264"));
        CHECK(codec != nullptr, "the tests need libavcodec's libx264");
        codec->width = frame->width = width;
        codec->height = frame->height = height;
        codec->pix_fmt = AV_PIX_FMT_YUV420P;
        frame->format = AV_PIX_FMT_YUV420P;
        codec->time_base = {1, 10};
        codec->gop_size = 10;
        codec->max_b_frames = 0;
        codec->thread_count = 1;
        codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        av_opt_set(codec->priv_data, "preset", "ultrafast", 0);
        av_opt_set(codec->priv_data, "tune", "zerolatency", 0);
        av_opt_set(codec->priv_data, "x264-params", "scenecut=0:slices=3", 0);
        CHECK(avcodec_open2(codec, nullptr, nullptr) == 0, "the encoder opens");
        CHECK(av_frame_get_buffer(frame, 0) == 0, "a frame has memory");
    }
    ~Encoder() {
        av_packet_free(&packet);
        av_frame_free(&frame);
        avcodec_free_context(&codec);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    void fill(const Picture& picture) const {
        const auto at = [&](int x, int y, int c) {
            const int place = (y * picture.size.width + x) * 3 + c;
            return int{picture.rgb[static_cast<std::size_t>(place)]};
        };
        for (int y = 0; y < picture.size.height; ++y)
            for (int x = 0; x < picture.size.width; ++x) {
                const int r = at(x, y, 0), g = at(x, y, 1), b = at(x, y, 2);
                frame->data[0][y * frame->linesize[0] + x] =
                    byteOf(16 + (66 * r + 129 * g + 25 * b) / 256);
                const auto half = [&](int plane) -> std::uint8_t& {
                    return frame->data[plane][y / 2 * frame->linesize[plane] + x / 2];
                };
                half(1) = byteOf(128 + (-38 * r - 74 * g + 112 * b) / 256);
                half(2) = byteOf(128 + (112 * r - 94 * g - 18 * b) / 256);
            }
    }
    /// Several slices a picture, as many cameras send them.
    std::string encode(const Picture& picture, std::int64_t number, bool& isKey) const {
        CHECK(av_frame_make_writable(frame) == 0, "a frame can be written");
        fill(picture);
        frame->pts = number;
        frame->pict_type = number % 10 == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
        CHECK(avcodec_send_frame(codec, frame) == 0, "a picture is taken");
        CHECK(avcodec_receive_packet(codec, packet) == 0, "a picture is encoded at once");
        isKey = (packet->flags & AV_PKT_FLAG_KEY) != 0;
        std::string out(reinterpret_cast<const char*>(packet->data),
                        static_cast<std::size_t>(packet->size));
        av_packet_unref(packet);
        return out;
    }
};

Studio::Studio()
    : clock(kNow), keys_(*record::openKeys(scratch_.path() + "/signing.key", "recorder-1", kNow)) {
    av_log_set_level(AV_LOG_QUIET);
    CHECK(files_.makeFolder(root()).ok(), "a storage can be made");
    open();
}

Studio::~Studio() = default;

void Studio::open() {
    auto opened = record::Storage::open({root(), 250'000, 600'000'000}, files_, clock, keys_,
                                        [](const record::Report&) { return kernel::Status(); });
    CHECK(opened.ok(), "a storage opens");
    storage_ = std::move(*opened);
    slot_ = storage_->addStream(key);
}

void Studio::restartRecorder() {
    if (encoder_) slot_->onBreak(capture::Break::Stopped);
    storage_->stop();
    encoder_.reset();
    slot_.reset();
    storage_.reset();
    open();
}

std::int64_t Studio::nextUs() const {
    return encoder_ ? runUs_ + count_ * kFrameUs : clock.wall().us;
}

void Studio::begin(int width, int height) {
    encoder_ = std::make_unique<Encoder>(width, height);
    auto run = std::make_shared<capture::Run>();
    run->number = slot_->nextRun();
    ffmpeg::Track track;
    track.codec = ffmpeg::Codec::H264;
    track.codecName = "h264";
    const auto* codec = encoder_->codec;
    track.extradata.assign(reinterpret_cast<const char*>(codec->extradata),
                           static_cast<std::size_t>(codec->extradata_size));
    track.timescale = kTimescale;
    track.width = width;
    track.height = height;
    run->tracks.push_back(track);
    run->codecs = "avc1.42c00d";
    run->startUs = runUs_ = clock.wall().us;
    count_ = 0;
    slot_->onRun(run);
}

void Studio::send(std::string bytes, bool isKey) {
    capture::Packet packet;
    packet.key = isKey;
    packet.data = std::make_shared<const std::string>(std::move(bytes));
    packet.time.dts = packet.time.pts = count_ * kTimescale / 10;
    packet.time.evidenceUs = runUs_ + count_ * kFrameUs;
    packet.arrival = {clock.wall(), clock.mono()};
    slot_->onPacket(packet);
    ++count_;
    clock.advance(kFrameUs);
    if (count_ % 2 == 0) storage_->tick();
}

void Studio::film(const Picture& picture, std::int64_t us) {
    if (!encoder_) begin(picture.size.width, picture.size.height);
    for (std::int64_t sent = 0; sent < us; sent += kFrameUs) {
        bool isKey = false;
        std::string bytes = encoder_->encode(picture, count_, isKey);
        send(std::move(bytes), isKey);
    }
}

void Studio::filmRubbish(std::int64_t us) {
    for (std::int64_t sent = 0; sent < us; sent += kFrameUs) {
        const bool isKey = count_ % 10 == 0;
        std::string bytes("\0\0\0\1", 4);
        bytes.push_back(isKey ? 0x65 : 0x41);
        for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(17 * i + sent / 1000));
        send(std::move(bytes), isKey);
    }
}

void Studio::filmDamaged(const Picture& picture, std::int64_t us, unsigned seed) {
    if (!encoder_) begin(picture.size.width, picture.size.height);
    std::minstd_rand random(seed + 1);
    // What stands before it is the start code and the kind of the first slice.
    constexpr std::size_t kHead = 5;
    for (std::int64_t sent = 0; sent < us; sent += kFrameUs) {
        bool isKey = false;
        std::string bytes = encoder_->encode(picture, count_, isKey);
        const auto place = [&] { return kHead + random() % (bytes.size() - kHead); };
        switch (random() % 4) {
            case 0:
                bytes.resize(place());
                break;
            case 1:
                bytes += bytes.substr(place());
                break;
            default:
                for (unsigned i = 0; i < 1 + seed % 16; ++i)
                    bytes[place()] = static_cast<char>(random());
        }
        send(std::move(bytes), isKey);
    }
}

void Studio::pause(std::int64_t us) {
    if (encoder_) slot_->onBreak(capture::Break::Connecting);
    encoder_.reset();
    for (std::int64_t passed = 0; passed < us; passed += kFrameUs) {
        clock.advance(kFrameUs);
        storage_->tick();
    }
}

std::string Studio::newestFile() const {
    const auto entry = storage_->newest(key);
    CHECK(entry.has_value(), "something was recorded");
    return root() + "/" + entry->path;
}

}  // namespace mingjing::tests
