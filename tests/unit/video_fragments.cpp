// SPDX-License-Identifier: Apache-2.0
// Fragments: their limits, and that every time in the file is the time that went in.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"

using namespace mingjing;
using namespace mingjing::video;
using record::Fragment;
using record::FragmentBuilder;

namespace {

std::uint32_t u32(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

/// The content of the first box of that type inside `bytes`; empty when there is none.
std::vector<std::string_view> boxes(std::string_view bytes, std::string_view type) {
    std::vector<std::string_view> out;
    while (bytes.size() >= 8) {
        const std::size_t size = u32(bytes, 0);
        BOOST_REQUIRE(size >= 8);
        BOOST_REQUIRE(size <= bytes.size());
        if (bytes.substr(4, 4) == type) out.push_back(bytes.substr(8, size - 8));
        bytes.remove_prefix(size);
    }
    return out;
}

/// Decoding times of one track (1: video, 2: sound) as a player computes them.
std::vector<std::int64_t> decodingTimes(std::string_view fragment, std::uint32_t track) {
    std::vector<std::int64_t> out;
    for (const auto traf : boxes(boxes(fragment, "moof").at(0), "traf")) {
        const auto tfhd = boxes(traf, "tfhd").at(0);
        if (u32(tfhd, 4) != track) continue;
        const auto tfhdFlags = u32(tfhd, 0) & 0xFFFFFF;
        std::size_t at = 8;
        if ((tfhdFlags & 1) != 0) at += 8;
        if ((tfhdFlags & 2) != 0) at += 4;
        const std::uint32_t usual = (tfhdFlags & 8) != 0 ? u32(tfhd, at) : 0;
        const auto tfdt = boxes(traf, "tfdt").at(0);
        std::int64_t time = tfdt[0] == 1
                                ? (static_cast<std::int64_t>(u32(tfdt, 4)) << 32 | u32(tfdt, 8))
                                : u32(tfdt, 4);
        for (const auto trun : boxes(traf, "trun")) {
            const auto flags = u32(trun, 0) & 0xFFFFFF;
            const auto count = u32(trun, 4);
            std::size_t row = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
            for (std::uint32_t i = 0; i < count; ++i) {
                out.push_back(time);
                time += (flags & 0x100) != 0 ? u32(trun, row) : usual;
                for (const std::uint32_t bit : {0x100U, 0x200U, 0x400U, 0x800U})
                    if ((flags & bit) != 0) row += 4;
            }
        }
    }
    return out;
}

/// A sink that only builds fragments.
class Building final : public capture::Sink {
public:
    void onRun(const std::shared_ptr<const capture::Run>& run) override {
        BOOST_REQUIRE(builder.begin(run).ok());
    }
    void onPacket(const capture::Packet& packet) override { builder.push(packet); }
    void onBreak(capture::Break) override { builder.finish(); }
    std::vector<Fragment> fragments;
    FragmentBuilder builder{
        [this](Fragment fragment) { fragments.push_back(std::move(fragment)); }};
};

std::shared_ptr<capture::Run> videoRun() {
    kernel::ManualClock clock(0);
    class Keep final : public capture::Sink {
    public:
        void onRun(const std::shared_ptr<const capture::Run>& r) override { run = r; }
        void onPacket(const capture::Packet&) override {}
        void onBreak(capture::Break) override {}
        std::shared_ptr<const capture::Run> run;
    } keep;
    tests::FakeCamera camera(keep, clock, false);
    camera.begin(1);
    return std::make_shared<capture::Run>(*keep.run);
}

capture::Packet pictureAt(std::int64_t dts, bool key, bool hole = false) {
    capture::Packet packet;
    packet.data = std::make_shared<const std::string>(std::string("\0\0\0\1\x65hello", 10));
    packet.time.dts = packet.time.pts = dts;
    packet.time.evidenceUs = dts * 100 / 9;
    packet.time.hole = hole;
    packet.key = key;
    return packet;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fragments)

BOOST_AUTO_TEST_CASE(every_decoding_time_comes_out_as_it_went_in) {
    // Times of a nervous camera: uneven steps, clamped repeats, a hole of four seconds.
    Building sink;
    sink.onRun(videoRun());
    std::vector<std::int64_t> sent;
    std::int64_t dts = 450'000'000'000;  // beyond 32 bits
    unsigned mix = 12345;
    for (int i = 0; i < 400; ++i) {
        mix = mix * 1103515245 + 12345;
        const bool hole = i == 200;
        dts += hole ? 360'000 : (i % 37 == 0 ? 1 : 3000 + mix % 1200);
        sent.push_back(dts);
        sink.onPacket(pictureAt(dts, i % 50 == 0, hole));
    }
    sink.onBreak(capture::Break::Stopped);

    std::vector<std::int64_t> stored;
    for (const auto& fragment : sink.fragments)
        for (const auto time : decodingTimes(fragment.bytes, 1)) stored.push_back(time);
    BOOST_TEST(stored == sent, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sound_and_pictures_keep_their_own_times) {
    kernel::ManualClock clock(1'000'000'000);
    Building sink;
    tests::FakeCamera camera(sink, clock, true);
    camera.begin(1);
    camera.send(10'000'000);
    camera.end(capture::Break::Stopped);

    std::int64_t pictures = 0;
    std::int64_t tones = 0;
    for (const auto& fragment : sink.fragments) {
        for (const auto time : decodingTimes(fragment.bytes, 1))
            BOOST_TEST(time == 3600 * pictures++);
        for (const auto time : decodingTimes(fragment.bytes, 2)) BOOST_TEST(time == 1024 * tones++);
    }
    BOOST_TEST(pictures == 250);
    BOOST_TEST(tones == 157);
}

BOOST_AUTO_TEST_CASE(fragments_stay_within_a_second_in_an_endless_group_of_pictures) {
    Building sink;
    sink.onRun(videoRun());
    for (int i = 0; i < 1500; ++i) sink.onPacket(pictureAt(i * 3600, i == 0));
    sink.onBreak(capture::Break::Stopped);

    BOOST_TEST(sink.fragments.size() > 100U);
    std::int64_t end = 0;
    for (const auto& fragment : sink.fragments) {
        BOOST_TEST(fragment.startUs == end);
        BOOST_TEST(fragment.endUs - fragment.startUs <= 1'000'000);
        end = fragment.endUs;
    }
    BOOST_TEST(end == 1500 * 40'000);
}

BOOST_AUTO_TEST_CASE(a_key_picture_begins_a_fragment_but_not_each_of_many) {
    Building sink;
    sink.onRun(videoRun());
    for (int i = 0; i < 250; ++i) sink.onPacket(pictureAt(i * 3600, true));
    sink.onBreak(capture::Break::Stopped);
    Building gop;
    gop.onRun(videoRun());
    for (int i = 0; i < 270; ++i) gop.onPacket(pictureAt(i * 3600, i % 27 == 0));
    gop.onBreak(capture::Break::Stopped);

    BOOST_TEST(sink.fragments.size() <= 50U);
    int keys = 0;
    for (const auto& fragment : gop.fragments) keys += fragment.key ? 1 : 0;
    BOOST_TEST(keys == 10);
}

BOOST_AUTO_TEST_CASE(a_hole_ends_a_fragment_and_is_not_filled_by_a_long_frame) {
    Building sink;
    sink.onRun(videoRun());
    for (int i = 0; i < 10; ++i) sink.onPacket(pictureAt(i * 3600, i == 0));
    for (int i = 110; i < 120; ++i) sink.onPacket(pictureAt(i * 3600, false, i == 110));
    sink.onBreak(capture::Break::Stopped);

    BOOST_REQUIRE(sink.fragments.size() == 2);
    BOOST_TEST(sink.fragments[0].endUs == 400'000);
    BOOST_TEST(sink.fragments[1].startUs == 4'400'000);
    BOOST_TEST(sink.fragments[1].discontinuous);
}

BOOST_AUTO_TEST_CASE(the_same_tracks_have_the_same_init_bytes_and_g711_goes_into_mov) {
    auto run = videoRun();
    const auto first = ffmpeg::FragmentMuxer::create(run->tracks);
    const auto second = ffmpeg::FragmentMuxer::create(run->tracks);
    BOOST_TEST(((*first)->init() == (*second)->init()));
    BOOST_TEST((ffmpeg::containerFor(run->tracks) == ffmpeg::Container::Mp4));

    ffmpeg::Track alaw;
    alaw.codec = ffmpeg::Codec::PcmAlaw;
    alaw.timescale = alaw.sampleRate = 8000;
    alaw.channels = 1;
    run->tracks.push_back(alaw);
    BOOST_TEST((ffmpeg::containerFor(run->tracks) == ffmpeg::Container::Mov));
    const auto mov = ffmpeg::FragmentMuxer::create(run->tracks);
    BOOST_REQUIRE(mov.ok());
    BOOST_TEST((*mov)->init().find("alaw") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
