// SPDX-License-Identifier: Apache-2.0
// The synthetic camera, and scratch folders.
#include "tests/unit/video_support.h"

#include <filesystem>
#include <utility>

namespace mingjing::tests {

using namespace video::capture;
namespace ffmpeg = video::ffmpeg;

std::string parameterSets() {
    return *kernel::bytesOfHex(
        "000000016742c00dda0507ec05a8303035280000030008000003019478a155"
        "0000000168ce3c80");
}

FakeCamera::FakeCamera(Sink& sink, kernel::ManualClock& clock, bool sound)
    : sink_(sink), clock_(clock), sound_(sound) {}

void FakeCamera::begin(std::uint32_t number) {
    auto run = std::make_shared<Run>();
    run->number = number;
    ffmpeg::Track video;
    video.codec = ffmpeg::Codec::H264;
    video.codecName = "h264";
    video.extradata = parameterSets();
    video.timescale = kTimescale;
    video.width = 320;
    video.height = 240;
    run->tracks.push_back(video);
    if (sound_) {
        ffmpeg::Track sound;
        sound.codec = ffmpeg::Codec::Aac;
        sound.codecName = "aac";
        sound.extradata = *kernel::bytesOfHex("1408");
        sound.timescale = sound.sampleRate = 16'000;
        sound.channels = 1;
        run->tracks.push_back(sound);
    }
    run->codecs = sound_ ? "avc1.42c00d,mp4a.40.2" : "avc1.42c00d";
    run->startUs = startUs_ = clock_.wall().us;
    count_ = soundCount_ = 0;
    sink_.onRun(run);
}

void FakeCamera::picture() {
    Packet packet;
    packet.key = count_ % 25 == 0;
    std::string bytes("\0\0\0\1", 4);
    bytes.push_back(packet.key ? 0x65 : 0x41);
    bytes += std::string(packet.key ? 900 : 150, static_cast<char>('a' + count_ % 20));
    packet.data = std::make_shared<const std::string>(std::move(bytes));
    packet.time.dts = packet.time.pts = count_ * kFrame;
    packet.time.evidenceUs = startUs_ + count_ * 40'000;
    packet.time.hole = std::exchange(hole_, false);
    packet.arrival = {clock_.wall(), clock_.mono()};
    packet.cameraPts = count_ * kFrame + 777;
    sink_.onPacket(packet);
    ++count_;
    while (sound_ && soundCount_ * 64'000 < count_ * 40'000 + soundLeadUs) tone();
}

void FakeCamera::tone() {
    Packet tone;
    tone.track = 1;
    tone.key = true;
    tone.data = std::make_shared<const std::string>(std::string(64, 'z'));
    tone.time.dts = tone.time.pts = soundCount_ * 1024;
    tone.time.evidenceUs = startUs_ + soundCount_ * 64'000;
    tone.arrival = {clock_.wall(), clock_.mono()};
    sink_.onPacket(tone);
    ++soundCount_;
}

void FakeCamera::sendSound(std::int64_t us) {
    hole_ = us > 0;
    for (std::int64_t sent = 0; sent < us; sent += 40'000) {
        ++count_;
        while (soundCount_ * 64'000 < count_ * 40'000) tone();
        clock_.advance(40'000);
    }
}

void FakeCamera::send(std::int64_t us) {
    for (std::int64_t sent = 0; sent < us; sent += 40'000) {
        picture();
        clock_.advance(40'000);
    }
}

Scratch::Scratch() {
    std::string pattern = std::filesystem::temp_directory_path() / "mingjing-video-XXXXXX";
    CHECK(mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
    path_ = pattern;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace mingjing::tests
