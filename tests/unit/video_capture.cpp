// SPDX-License-Identifier: Apache-2.0
// Pictures out of pieces, parameter sets, runs, and what the log may say.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
#include "video/capture/h264.h"
#include "video/capture/run.h"
#include "video/ffmpeg/log.h"
#include "video/ffmpeg/rtsp_input.h"

using namespace mingjing;
using namespace mingjing::video::capture;
using namespace std::string_literals;
namespace ffmpeg = mingjing::video::ffmpeg;

namespace {

const std::string kStart("\0\0\0\1", 4);

std::string nal(int type, const std::string& rest = "payload") {
    return kStart + static_cast<char>(0x60 | type) + rest;
}

std::string hevcNal(int type, const std::string& rest) {
    return kStart + static_cast<char>(type << 1) + '\1' + rest;
}

/// Parameter sets of a real 160x120 stream.
const std::string kVps =
    kStart + *kernel::bytesOfHex("40010c01ffff01600000030090000003000003001eba0240");
const std::string kHevcSets = kStart + *kernel::bytesOfHex(
                                           "42010101600000030090000003000003001ea014"
                                           "20207cb96e92930bc05a020000030002000003001410");
const std::string kPps = kStart + *kernel::bytesOfHex("4401c073c189");

ffmpeg::Piece piece(std::string_view data, std::int64_t pts) {
    return {0, data, pts, 0, 0};
}

/// Writes down what a sink is told.
class Recorder final : public Sink {
public:
    void onRun(const std::shared_ptr<const Run>& run) override { runs.push_back(run); }
    void onPacket(const Packet& packet) override { packets.push_back(packet); }
    void onBreak(Break why) override { breaks.push_back(why); }
    std::vector<std::shared_ptr<const Run>> runs;
    std::vector<Packet> packets;
    std::vector<Break> breaks;
};

AccessUnit unitAt(int index, bool key, const std::string& sets, std::int64_t jumpTicks = 0) {
    AccessUnit unit;
    unit.data = std::make_shared<const std::string>(nal(key ? 5 : 1));
    unit.pts = index * 3600 + jumpTicks;
    unit.key = key;
    unit.parameterSets = key ? sets : "";
    unit.arrival = {{1'000'000'000 + index * 40'000}, {index * 40'000}};
    return unit;
}

std::vector<ffmpeg::Track> videoTrack() {
    ffmpeg::Track track;
    track.codec = ffmpeg::Codec::H264;
    track.timescale = 90'000;
    return {track};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(capture)

BOOST_AUTO_TEST_CASE(a_picture_is_whole_when_the_next_time_stamp_appears) {
    PictureAssembler assembler(0, videoTrack().front());
    const Arrival arrival{{7}, {8}};
    const std::string sets = tests::parameterSets();
    const std::string key = nal(5, "first");

    BOOST_TEST(!assembler.push(piece(sets, 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece(key, 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece("continued", 100), {{9}, {9}}).has_value());
    const auto unit = assembler.push(piece(nal(1), 3700), {{10}, {10}});

    BOOST_REQUIRE(unit.has_value());
    BOOST_TEST(*unit->data == sets + key + "continued");
    BOOST_TEST(unit->key);
    BOOST_TEST(unit->parameterSets == sets);
    BOOST_TEST(unit->arrival.wall.us == 7);
}

BOOST_AUTO_TEST_CASE(parameter_sets_under_a_time_stamp_of_their_own_join_the_next_picture) {
    PictureAssembler assembler(0, videoTrack().front());
    const Arrival arrival{};
    assembler.push(piece(tests::parameterSets(), 90), arrival);
    assembler.push(piece(nal(5), 100), arrival);
    const auto unit = assembler.push(piece(nal(1), 200), arrival);

    BOOST_REQUIRE(unit.has_value());
    BOOST_TEST(unit->pts == 100);
    BOOST_TEST(unit->parameterSets == tests::parameterSets());
}

BOOST_AUTO_TEST_CASE(two_pictures_with_one_time_stamp_stay_two_pictures) {
    PictureAssembler assembler(0, videoTrack().front());
    const Arrival arrival{};
    const std::string first = nal(5, "\x88 first");
    const std::string rest = nal(5, "\x40 second slice of it");
    const std::string head = nal(6, "what belongs to the second");
    const std::string second = nal(1, "\x9a second");
    BOOST_TEST(!assembler.push(piece(tests::parameterSets(), 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece(first, 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece(rest, 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece("continued", 100), arrival).has_value());
    BOOST_TEST(!assembler.push(piece(head, 100), arrival).has_value());
    const auto one = assembler.push(piece(second, 100), {{7}, {7}});
    const auto two = assembler.rest();

    BOOST_REQUIRE(one.has_value());
    BOOST_TEST(*one->data == tests::parameterSets() + first + rest + "continued");
    BOOST_TEST(one->key);
    BOOST_REQUIRE(two.has_value());
    BOOST_TEST(*two->data == head + second);
    BOOST_TEST(two->pts == 100);
    BOOST_TEST(!two->key);
    BOOST_TEST(!assembler.rest().has_value());
}

BOOST_AUTO_TEST_CASE(a_start_code_inside_a_packet_leaves_no_empty_unit) {
    PictureAssembler assembler(0, videoTrack().front());
    assembler.push(piece(kStart + nal(5, "\x88 picture"), 100), {});

    const auto unit = assembler.rest();
    BOOST_REQUIRE(unit.has_value());
    BOOST_TEST(*unit->data == nal(5, "\x88 picture"));
    BOOST_TEST(unit->key);
}

BOOST_AUTO_TEST_CASE(lost_packets_are_told_with_the_picture_that_they_are_missing_from) {
    PictureAssembler assembler(0, videoTrack().front());
    auto damaged = piece("continued", 100);
    damaged.lostPackets = 3;
    assembler.push(piece(nal(5, "\x88"), 100), {});
    assembler.push(damaged, {});

    BOOST_TEST(assembler.push(piece(nal(1, "\x9a"), 200), {})->lostPackets == 3U);
    BOOST_TEST(assembler.rest()->lostPackets == 0U);
}

BOOST_AUTO_TEST_CASE(a_sequence_parameter_set_tells_size_and_profile) {
    const auto sps = readSps(tests::parameterSets());

    BOOST_REQUIRE(sps.has_value());
    BOOST_TEST(sps->width == 320);
    BOOST_TEST(sps->height == 240);
    BOOST_TEST(codecString(*sps) == "avc1.42c00d");
    BOOST_TEST(sps->reorderFrames == 0);
}

BOOST_AUTO_TEST_CASE(broken_parameter_sets_are_refused_at_every_length) {
    const std::string sets = tests::parameterSets();
    for (std::size_t length = 0; length < 12; ++length)
        BOOST_TEST(!readSps(sets.substr(0, length)).has_value());
    for (std::size_t length = 12; length < sets.size(); ++length)
        (void)readSps(sets.substr(0, length));
}

BOOST_AUTO_TEST_CASE(parameter_sets_of_h265_tell_size_and_profile_in_any_order) {
    for (const auto& order : {kVps + kHevcSets + kPps, kPps + kHevcSets + kVps}) {
        const std::string sets = parameterSetsIn(ffmpeg::Codec::Hevc, order + hevcNal(20, "\x80"));
        const auto coding = readCoding(ffmpeg::Codec::Hevc, sets);

        BOOST_TEST(sets == kVps + kHevcSets + kPps);
        BOOST_REQUIRE(coding.has_value());
        BOOST_TEST(coding->width == 160);
        BOOST_TEST(coding->height == 120);
        BOOST_TEST(coding->codec == "hvc1.1.6.L30.90");
    }
}

BOOST_AUTO_TEST_CASE(h265_without_one_of_its_sets_or_cut_short_is_not_understood) {
    const std::string all = kVps + kHevcSets + kPps;
    for (const auto& sets : {kVps + kHevcSets, kVps + kPps, kHevcSets + kPps})
        BOOST_TEST(!readCoding(ffmpeg::Codec::Hevc, sets).has_value());
    for (std::size_t length = 0; length < all.size(); ++length)
        (void)readCoding(ffmpeg::Codec::Hevc, all.substr(0, length));
    BOOST_TEST(!readCoding(ffmpeg::Codec::Hevc, kVps + kHevcSets.substr(0, 20) + kPps).has_value());
}

BOOST_AUTO_TEST_CASE(h265_pictures_that_decoding_can_begin_at_are_keys) {
    for (int type = 0; type <= 40; ++type) {
        NalFacts facts;
        inspect(ffmpeg::Codec::Hevc, hevcNal(type, "\x80"), facts);
        BOOST_TEST(facts.key == (type >= 16 && type <= 23));
        BOOST_TEST(facts.picture == (type <= 31));
    }
}

BOOST_AUTO_TEST_CASE(a_run_begins_with_a_key_picture_and_loses_nothing_behind_it) {
    Recorder out;
    std::uint32_t next = 4;
    RunBuilder builder(videoTrack(), next, out);
    for (int i = 0; i < 60; ++i)
        builder.push(unitAt(i, i == 10 || i == 35, tests::parameterSets()));

    BOOST_REQUIRE(out.runs.size() == 1);
    BOOST_TEST(out.runs[0]->number == 4U);
    BOOST_TEST(out.runs[0]->codecs == "avc1.42c00d");
    BOOST_TEST(out.runs[0]->startUs == 1'000'000'000 + 10 * 40'000);
    BOOST_TEST(out.packets.size() == 50U);
    BOOST_TEST(out.packets.front().key);
}

BOOST_AUTO_TEST_CASE(other_parameter_sets_open_a_new_run) {
    Recorder out;
    std::uint32_t next = 1;
    RunBuilder builder(videoTrack(), next, out);
    std::string other = tests::parameterSets();
    other.back() = 0x41;
    for (int i = 0; i < 50; ++i) builder.push(unitAt(i, i % 25 == 0, tests::parameterSets()));
    for (int i = 50; i < 100; ++i) builder.push(unitAt(i, i % 25 == 0, other));

    BOOST_TEST(out.runs.size() == 2U);
    BOOST_TEST((out.breaks == std::vector<Break>{Break::StreamChanged}));
    BOOST_TEST(out.packets.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_jump_of_camera_time_opens_a_new_run_without_dropping_pictures) {
    Recorder out;
    std::uint32_t next = 1;
    RunBuilder builder(videoTrack(), next, out);
    for (int i = 0; i < 50; ++i) builder.push(unitAt(i, i == 0, tests::parameterSets()));
    for (int i = 50; i < 100; ++i)
        builder.push(unitAt(i, false, "", i >= 60 ? 3600LL * 90'000 : 0));
    builder.end(Break::Stopped);

    BOOST_TEST(out.runs.size() == 2U);
    BOOST_TEST(out.packets.size() == 100U);
    BOOST_TEST((out.breaks == std::vector<Break>{Break::Clock, Break::Stopped}));
}

BOOST_AUTO_TEST_CASE(a_jump_among_the_first_pictures_of_a_run_moves_none_of_them) {
    Recorder out;
    std::uint32_t next = 1;
    RunBuilder builder(videoTrack(), next, out);
    // Back by ten seconds, and four pictures later, before the new run is settled, forth again.
    for (int i = 0; i < 100; ++i)
        builder.push(
            unitAt(i, i == 0, tests::parameterSets(), i >= 50 && i < 54 ? -10LL * 90'000 : 0));
    builder.end(Break::Stopped);

    BOOST_REQUIRE(out.packets.size() == 100U);
    for (std::size_t i = 0; i < out.packets.size(); ++i)
        BOOST_TEST(std::abs(out.packets[i].time.evidenceUs - out.packets[i].arrival.wall.us) <
                   100'000);
    BOOST_TEST(out.runs.size() == 3U);
}

BOOST_AUTO_TEST_CASE(announced_sound_that_never_comes_is_not_promised_to_players) {
    Recorder out;
    std::uint32_t next = 1;
    auto tracks = videoTrack();
    ffmpeg::Track sound;
    sound.codec = ffmpeg::Codec::Aac;
    sound.timescale = sound.sampleRate = 16'000;
    sound.channels = 1;
    tracks.push_back(sound);
    RunBuilder builder(tracks, next, out);
    for (int i = 0; i < 60; ++i) builder.push(unitAt(i, i == 0, tests::parameterSets()));
    BOOST_REQUIRE(out.runs.size() == 1);
    BOOST_TEST(!out.runs[0]->hasAudio());

    AccessUnit late;
    late.track = 1;
    late.data = std::make_shared<const std::string>("tone");
    late.pts = 60 * 640;
    late.key = true;
    late.arrival = {{1'000'000'000 + 60 * 40'000}, {60 * 40'000}};
    for (int i = 60; i < 90; ++i) {
        builder.push(unitAt(i, i == 60, tests::parameterSets()));
        late.pts = i * 640;
        late.arrival = {{1'000'000'000 + i * 40'000}, {i * 40'000}};
        builder.push(late);
    }
    BOOST_REQUIRE(out.runs.size() == 2);
    BOOST_TEST(out.runs[1]->hasAudio());
}

BOOST_AUTO_TEST_CASE(sound_that_ends_is_no_longer_promised_from_the_next_key_picture_on) {
    Recorder out;
    std::uint32_t next = 1;
    auto tracks = videoTrack();
    ffmpeg::Track sound;
    sound.codec = ffmpeg::Codec::Aac;
    sound.timescale = sound.sampleRate = 16'000;
    sound.channels = 1;
    tracks.push_back(sound);
    RunBuilder builder(tracks, next, out);
    for (int i = 0; i < 250; ++i) {
        builder.push(unitAt(i, i % 25 == 0, tests::parameterSets()));
        if (i > 50) continue;
        AccessUnit tone;
        tone.track = 1;
        tone.data = std::make_shared<const std::string>("tone");
        tone.pts = i * 640;
        tone.arrival = {{1'000'000'000 + i * 40'000}, {i * 40'000}};
        builder.push(tone);
    }
    builder.end(Break::Stopped);

    BOOST_REQUIRE(out.runs.size() == 2);
    BOOST_TEST(out.runs[0]->hasAudio());
    BOOST_TEST(!out.runs[1]->hasAudio());
    BOOST_TEST(out.packets.size() == 250U + 51U);
}

BOOST_AUTO_TEST_CASE(sound_whose_time_stamp_never_moves_goes_on_frame_by_frame) {
    ffmpeg::Track aac;
    aac.codec = ffmpeg::Codec::Aac;
    AudioAssembler assembler(1, aac);

    for (int i = 0; i < 5; ++i)
        BOOST_TEST(assembler.push(piece("tone", 77), {})->pts == 77 + i * 1024);
    BOOST_TEST(assembler.push(piece("tone", 9000), {})->pts == 9000);
}

BOOST_AUTO_TEST_CASE(no_credential_reaches_the_log) {
    const std::string line = ffmpeg::withoutCredentials(
        "open 'rtsp://admin:p%40ss:w@rd@10.0.0.5:554/ch1' and rtsp://x:y@h/ failed");

    BOOST_TEST(line == "open 'rtsp://***@10.0.0.5:554/ch1' and rtsp://***@h/ failed");
    BOOST_TEST(
        ffmpeg::withoutCredentials("Authorization: Digest username=\"admin\"").find("admin") ==
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(credentials_are_put_into_the_url_encoded) {
    const auto url = ffmpeg::urlWithCredentials(
        {"rtsp://old:secret@10.0.0.5/ch1?x=1", "ad min", "p@ss/w:rd", true, false, 1});

    BOOST_TEST(*url == "rtsp://ad%20min:p%40ss%2Fw%3Ard@10.0.0.5/ch1?x=1");
    BOOST_TEST(
        ffmpeg::urlWithCredentials({"file:///etc/passwd", "", "", true, false, 1}).error().code ==
        "camera.url_wrong");
}

BOOST_AUTO_TEST_SUITE_END()
