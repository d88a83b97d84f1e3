// SPDX-License-Identifier: Apache-2.0
// Pictures out of pieces, parameter sets, runs, and what the log may say.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
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

ffmpeg::Piece piece(std::string_view data, std::int64_t pts) {
    return {0, data, pts, 0};
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
    PictureAssembler assembler(0);
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
    PictureAssembler assembler(0);
    const Arrival arrival{};
    assembler.push(piece(tests::parameterSets(), 90), arrival);
    assembler.push(piece(nal(5), 100), arrival);
    const auto unit = assembler.push(piece(nal(1), 200), arrival);

    BOOST_REQUIRE(unit.has_value());
    BOOST_TEST(unit->pts == 100);
    BOOST_TEST(unit->parameterSets == tests::parameterSets());
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
        {"rtsp://old:secret@10.0.0.5/ch1?x=1", "ad min", "p@ss/w:rd", true, 1});

    BOOST_TEST(*url == "rtsp://ad%20min:p%40ss%2Fw%3Ard@10.0.0.5/ch1?x=1");
    BOOST_TEST(ffmpeg::urlWithCredentials({"file:///etc/passwd", "", "", true, 1}).error().code ==
               "camera.url_wrong");
}

BOOST_AUTO_TEST_SUITE_END()
