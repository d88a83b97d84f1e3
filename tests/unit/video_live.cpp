// SPDX-License-Identifier: Apache-2.0
// Viewers: bounded queues, skipping, tokens, renewal, revocation.
#include <boost/test/unit_test.hpp>

#include "tests/unit/video_support.h"
#include "video/live/live_muxer.h"
#include "video/live/live_stream.h"
#include "video/live/view_desk.h"

using namespace mingjing;
using namespace mingjing::video;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kNow = 1'795'000'000'000'000;

struct Desk {
    kernel::SigningKey key = kernel::SigningKey::generate();
    live::ViewDesk desk;
    kernel::MediaGrant grant;
    Desk() {
        desk.configure(key.publicKey(), {});
        grant.actor = kernel::Uuid::make(kNow);
        grant.camera = kernel::Uuid::make(kNow);
        grant.view = kernel::Uuid::make(kNow);
        grant.use = "live";
        grant.expiresUs = kNow + 30'000'000;
    }
    [[nodiscard]] std::string bearer() const {
        return "Bearer " + kernel::signMediaToken(key, grant);
    }
    std::string codeOf(const std::string& use, const kernel::Uuid& camera) {
        const auto read = desk.read(bearer(), use, camera, kNow);
        return read.ok() ? "" : read.error().code;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(live_view)

BOOST_AUTO_TEST_CASE(a_new_viewer_begins_with_the_newest_key_picture) {
    kernel::ManualClock clock(kNow);
    live::LiveStream stream;
    tests::FakeCamera camera(stream, clock, true);
    BOOST_TEST(!stream.open().has_value());
    camera.begin(1);
    camera.send(3'400'000);

    const auto opened = stream.open();
    BOOST_REQUIRE(opened.has_value());
    const auto pulled = opened->viewer->pull(0ms);

    BOOST_TEST(opened->startUs == kNow + 3'000'000);
    BOOST_TEST(pulled.packets.front().key);
    BOOST_TEST(pulled.packets.front().time.evidenceUs == opened->startUs);
}

BOOST_AUTO_TEST_CASE(a_slow_viewer_skips_to_the_newest_key_picture_and_is_told) {
    kernel::ManualClock clock(kNow);
    live::LiveStream stream;
    tests::FakeCamera camera(stream, clock, false);
    camera.begin(1);
    camera.send(400'000);
    const auto opened = stream.open();
    camera.send(60'000'000);  // it takes nothing for a minute

    const auto pulled = opened->viewer->pull(0ms);

    BOOST_TEST(pulled.skipped);
    BOOST_TEST(opened->viewer->skipped() > 1000U);
    BOOST_TEST(pulled.packets.size() <= 256U);
    BOOST_TEST(pulled.packets.front().key);
    BOOST_TEST(pulled.packets.back().time.evidenceUs == kNow + 60'400'000 - 40'000);
}

BOOST_AUTO_TEST_CASE(a_viewer_goes_on_over_a_change_of_run_with_the_same_tracks) {
    kernel::ManualClock clock(kNow);
    live::LiveStream stream;
    tests::FakeCamera camera(stream, clock, true);
    camera.begin(1);
    camera.send(1'000'000);
    const auto opened = stream.open();
    camera.end(capture::Break::Clock);
    clock.advance(5'000'000);
    camera.begin(2);
    camera.send(1'000'000);

    auto muxer = live::LiveMuxer::create(opened->run, opened->firstDts);
    std::string out = (*muxer)->init();
    for (int round = 0; round < 2; ++round) {
        const auto pulled = opened->viewer->pull(0ms);
        for (const auto& packet : pulled.packets)
            BOOST_TEST((*muxer)->push(pulled.run, packet, out));
    }
    std::size_t pieces = 0;
    for (auto at = out.find("moof"); at != std::string::npos; at = out.find("moof", at + 1))
        ++pieces;
    BOOST_TEST(pieces >= 14U);
}

BOOST_AUTO_TEST_CASE(a_viewer_that_left_costs_nothing) {
    kernel::ManualClock clock(kNow);
    live::LiveStream stream;
    tests::FakeCamera camera(stream, clock, false);
    camera.begin(1);
    camera.send(400'000);
    auto opened = stream.open();
    BOOST_TEST(stream.viewers() == 1U);
    opened.reset();
    camera.send(40'000);
    BOOST_TEST(stream.viewers() == 0U);
}

BOOST_AUTO_TEST_CASE(tokens_open_one_camera_for_one_use) {
    Desk d;
    BOOST_TEST(d.codeOf("live", d.grant.camera) == "");
    BOOST_TEST(d.codeOf("playback", d.grant.camera) == "media.other_use");
    BOOST_TEST(d.codeOf("live", kernel::Uuid::make(kNow)) == "media.other_camera");
    BOOST_TEST(d.desk.read("", "live", d.grant.camera, kNow).error().code == "media.token_missing");
    d.grant.expiresUs = kNow;
    BOOST_TEST(d.codeOf("live", d.grant.camera) == "media.token_expired");
    d.grant.expiresUs = kNow + 3'600'000'000;
    BOOST_TEST(d.codeOf("live", d.grant.camera) == "media.token_malformed");
    d.grant.expiresUs = kNow + 1;
    d.key = kernel::SigningKey::generate();
    BOOST_TEST(d.codeOf("live", d.grant.camera) == "media.token_forged");
    live::ViewDesk fresh;
    BOOST_TEST(fresh.read(d.bearer(), "live", d.grant.camera, kNow).error().code == "media.no_key");
}

BOOST_AUTO_TEST_CASE(a_view_lives_as_long_as_its_newest_token) {
    Desk d;
    BOOST_REQUIRE(d.desk.open(d.grant).ok());
    BOOST_TEST(d.desk.alive(d.grant.view, kNow + 29'000'000));
    BOOST_TEST(!d.desk.alive(d.grant.view, kNow + 30'000'000));
    d.grant.expiresUs = kNow + 60'000'000;
    BOOST_TEST(d.desk.renew(d.grant.view, d.bearer(), kNow + 20'000'000).ok());
    BOOST_TEST(d.desk.alive(d.grant.view, kNow + 59'000'000));

    auto other = d.grant;
    other.actor = kernel::Uuid::make(kNow);
    std::swap(other, d.grant);
    BOOST_TEST(d.desk.renew(d.grant.view, d.bearer(), kNow).error().code == "media.other_view");
    d.desk.close(d.grant.view);
    std::swap(other, d.grant);
    BOOST_TEST(d.desk.renew(d.grant.view, d.bearer(), kNow).error().code == "media.view_ended");
}

BOOST_AUTO_TEST_CASE(a_view_ends_when_center_calls_it_back) {
    Desk d;
    BOOST_REQUIRE(d.desk.open(d.grant).ok());
    d.desk.configure(d.key.publicKey(), {d.grant.view});
    BOOST_TEST(!d.desk.alive(d.grant.view, kNow));
    BOOST_TEST(d.codeOf("live", d.grant.camera) == "media.view_revoked");
}

BOOST_AUTO_TEST_SUITE_END()
