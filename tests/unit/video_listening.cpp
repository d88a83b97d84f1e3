// SPDX-License-Identifier: Apache-2.0
// G.711 for listeners: the tone is the same tone, times stay, the recording itself is not touched.
#include <cmath>
#include <fstream>
#include <numbers>

#include <boost/test/unit_test.hpp>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include "tests/unit/video_support.h"
#include "video/ffmpeg/fragment_muxer.h"
#include "video/ffmpeg/listening.h"
#include "video/live/live_muxer.h"
#include "video/record/heard.h"

using namespace mingjing;
using namespace mingjing::video;

namespace {

constexpr int kRate = 8'000;
constexpr double kToneHz = 440;
constexpr std::size_t kSecond = kRate;

ffmpeg::Track g711(ffmpeg::Codec codec) {
    ffmpeg::Track track;
    track.codec = codec;
    track.sampleRate = track.timescale = kRate;
    track.channels = 1;
    return track;
}

/// By libavcodec, so that our own reading of the rule is held against another's.
std::string toned(AVCodecID id, double hertz, std::size_t samples) {
    const AVCodec* codec = avcodec_find_encoder(id);
    AVCodecContext* context = avcodec_alloc_context3(codec);
    context->sample_rate = kRate;
    context->sample_fmt = AV_SAMPLE_FMT_S16;
    context->time_base = {1, kRate};
    av_channel_layout_default(&context->ch_layout, 1);
    BOOST_REQUIRE(avcodec_open2(context, codec, nullptr) == 0);
    AVFrame* frame = av_frame_alloc();
    frame->nb_samples = static_cast<int>(samples);
    frame->format = AV_SAMPLE_FMT_S16;
    frame->sample_rate = kRate;
    av_channel_layout_default(&frame->ch_layout, 1);
    BOOST_REQUIRE(av_frame_get_buffer(frame, 0) == 0);
    for (std::size_t i = 0; i < samples; ++i)
        reinterpret_cast<std::int16_t*>(frame->data[0])[i] = static_cast<std::int16_t>(
            9'000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate));
    AVPacket* packet = av_packet_alloc();
    BOOST_REQUIRE(avcodec_send_frame(context, frame) == 0);
    BOOST_REQUIRE(avcodec_receive_packet(context, packet) == 0);
    std::string out(reinterpret_cast<const char*>(packet->data),
                    static_cast<std::size_t>(packet->size));
    av_packet_free(&packet);
    av_frame_free(&frame);
    avcodec_free_context(&context);
    return out;
}

std::vector<float> heard(const ffmpeg::Track& track,
                         const std::vector<ffmpeg::ListeningFrame>& frames) {
    AVCodecContext* context = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_AAC));
    context->extradata = static_cast<std::uint8_t*>(
        av_mallocz(track.extradata.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    track.extradata.copy(reinterpret_cast<char*>(context->extradata), track.extradata.size());
    context->extradata_size = static_cast<int>(track.extradata.size());
    BOOST_REQUIRE(avcodec_open2(context, context->codec, nullptr) == 0);
    std::vector<float> out;
    AVFrame* frame = av_frame_alloc();
    for (const auto& one : frames) {
        AVPacket* packet = av_packet_alloc();
        BOOST_REQUIRE(av_new_packet(packet, static_cast<int>(one.data.size())) == 0);
        std::copy(one.data.begin(), one.data.end(), packet->data);
        BOOST_REQUIRE(avcodec_send_packet(context, packet) == 0);
        while (avcodec_receive_frame(context, frame) == 0) {
            const auto* samples = reinterpret_cast<const float*>(frame->data[0]);
            out.insert(out.end(), samples, samples + frame->nb_samples);
        }
        av_packet_free(&packet);
    }
    av_frame_free(&frame);
    avcodec_free_context(&context);
    return out;
}

/// How loud one pitch is in the sound, of at most 1.
double loudness(const std::vector<float>& sound, double hertz) {
    double re = 0;
    double im = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate;
        re += sound[i] * std::cos(angle);
        im += sound[i] * std::sin(angle);
    }
    return 2 * std::hypot(re, im) / static_cast<double>(sound.size());
}

std::vector<ffmpeg::ListeningFrame> converted(ffmpeg::ListeningSound& sound,
                                              const std::string& bytes, std::int64_t at) {
    std::vector<ffmpeg::ListeningFrame> out;
    for (std::size_t i = 0; i < bytes.size(); i += 160) {
        auto frames = sound.convert(bytes.substr(i, 160), at + static_cast<std::int64_t>(i));
        BOOST_REQUIRE(frames.ok());
        for (auto& frame : *frames) out.push_back(std::move(frame));
    }
    return out;
}

ffmpeg::Track pictures() {
    ffmpeg::Track track;
    track.codec = ffmpeg::Codec::H264;
    track.extradata = tests::parameterSets();
    track.timescale = tests::FakeCamera::kTimescale;
    track.width = 320;
    track.height = 240;
    return track;
}

/// Presentation times of the first track, as FFmpeg's demuxer reads them.
std::vector<std::int64_t> pictureTimes(const std::string& bytes) {
    const tests::Scratch folder;
    const std::string file = folder.path() + "/media";
    std::ofstream(file, std::ios::binary) << bytes;
    AVFormatContext* input = nullptr;
    BOOST_REQUIRE(avformat_open_input(&input, file.c_str(), nullptr, nullptr) == 0);
    std::vector<std::int64_t> times;
    AVPacket* packet = av_packet_alloc();
    while (av_read_frame(input, packet) == 0) {
        if (packet->stream_index == 0) times.push_back(packet->pts);
        av_packet_unref(packet);
    }
    av_packet_free(&packet);
    avformat_close_input(&input);
    return times;
}

void checkTone(ffmpeg::Codec codec, AVCodecID id) {
    auto sound = ffmpeg::ListeningSound::create(g711(codec));
    BOOST_REQUIRE(sound.ok());
    const auto frames = converted(**sound, toned(id, kToneHz, 4 * kSecond), 0);
    const auto out = heard((*sound)->track(), frames);
    BOOST_TEST(out.size() > 3 * kSecond);
    BOOST_TEST(loudness(out, kToneHz) > 0.2);
    BOOST_TEST(loudness(out, 3 * kToneHz) < 0.02);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(listening)

BOOST_AUTO_TEST_CASE(both_laws_are_heard_as_the_tone_that_was_sent) {
    checkTone(ffmpeg::Codec::PcmAlaw, AV_CODEC_ID_PCM_ALAW);
    checkTone(ffmpeg::Codec::PcmMulaw, AV_CODEC_ID_PCM_MULAW);
}

BOOST_AUTO_TEST_CASE(times_go_on_and_begin_anew_after_a_hole) {
    auto sound = ffmpeg::ListeningSound::create(g711(ffmpeg::Codec::PcmAlaw));
    BOOST_REQUIRE(sound.ok());
    const std::string second = toned(AV_CODEC_ID_PCM_ALAW, kToneHz, kSecond);
    auto frames = converted(**sound, second, 80'000);
    BOOST_REQUIRE(frames.size() > 4U);
    for (std::size_t i = 1; i < frames.size(); ++i)
        BOOST_TEST(frames[i].at - frames[i - 1].at == ffmpeg::ListeningSound::kFrame);
    BOOST_TEST(std::abs(frames.front().at - 80'000) <= ffmpeg::ListeningSound::kFrame);

    frames = converted(**sound, second, 800'000);
    BOOST_TEST(frames.back().at > 800'000 + kRate / 2);
    for (std::size_t i = 1; i < frames.size(); ++i) BOOST_TEST(frames[i].at > frames[i - 1].at);
}

BOOST_AUTO_TEST_CASE(a_recording_keeps_its_pictures_and_their_times) {
    auto muxer = ffmpeg::FragmentMuxer::create({pictures(), g711(ffmpeg::Codec::PcmAlaw)});
    BOOST_REQUIRE(muxer.ok());
    auto copy = record::Heard::create("avc1.42c01e,alaw", (*muxer)->init());
    BOOST_REQUIRE(copy.ok());
    BOOST_TEST(copy->init().find("mp4a") != std::string::npos);
    BOOST_TEST(copy->init().find("alaw") == std::string::npos);

    const std::string tone = toned(AV_CODEC_ID_PCM_ALAW, kToneHz, kSecond);
    for (int fragment = 0; fragment < 3; ++fragment) {
        for (int i = 0; i < 25; ++i) {
            const std::int64_t at = 3'600 * (25 * fragment + i);
            const std::string picture("\0\0\0\1\x65hello", 10);
            BOOST_REQUIRE((*muxer)->write({0, at, at, 3'600, i == 0, picture}).ok());
        }
        const std::int64_t at = kRate * fragment;
        BOOST_REQUIRE((*muxer)->write({1, at, at, kRate, true, tone}).ok());
        const auto recorded = (*muxer)->flush();
        BOOST_REQUIRE(recorded.ok());
        const auto played = copy->convert(*recorded);
        BOOST_REQUIRE_MESSAGE(played.ok(), played.ok() ? "" : played.error().internal);
        const auto times = pictureTimes((*muxer)->init() + *recorded);
        BOOST_TEST(times.size() == 25U);
        BOOST_TEST(times == pictureTimes(copy->init() + *played), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(what_is_heard_is_said) {
    BOOST_TEST(record::heardCodecs("avc1.64001f,ulaw") == "avc1.64001f,mp4a.40.2");
    BOOST_TEST(record::heardCodecs("avc1.64001f,mp4a.40.5") == "avc1.64001f,mp4a.40.5");
    BOOST_TEST(record::soundOf("avc1.64001f,alaw") == "converted");
    BOOST_TEST(record::soundOf("avc1.64001f,mp4a.40.2") == "original");
    BOOST_TEST(record::soundOf("hvc1.1.6.L93.B0") == "none");
    auto plain = record::Heard::create("avc1.64001f,mp4a.40.2", "init");
    BOOST_REQUIRE(plain.ok());
    BOOST_TEST(plain->init() == "init");
    BOOST_TEST(*plain->convert("fragment") == "fragment");
    BOOST_TEST(!record::Heard::create("avc1.64001f,alaw", "no recording").ok());
}

BOOST_AUTO_TEST_SUITE_END()
