// SPDX-License-Identifier: Apache-2.0
// Who does not move, who lies in a bed: through the eyes of one camera.
#include <random>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "video/analysis/checks/position.h"

using namespace mingjing::video::analysis;

namespace {

constexpr int kWidth = 384;
constexpr int kHeight = 224;
const Person kStill{96, 56, 192, 168, 600};

/// Pictures of a wall with furniture and noise; persons are darker and may sway.
struct Watched {
    std::minstd_rand random{5};
    unsigned noise = 4;
    std::int64_t atUs = 1'795'516'286'000'000;
    PositionCheck check;
    Picture picture{{kWidth, kHeight}, {}};

    explicit Watched(std::vector<Zone> zones = {}) : check(settingsWith(std::move(zones))) {}
    static WatchSettings settingsWith(std::vector<Zone> zones) {
        WatchSettings out = WatchSettings::usual();
        out.groups = {"position"};
        out.zones = std::move(zones);
        return out;
    }
    /// `bodies`: in the picture. `seen`: by the detector. The sign of `kind` at the last of them.
    Sign look(const std::string& kind, const std::vector<Person>& bodies,
              const std::vector<Person>& seen, int sway = 0, int looks = 1) {
        Sign out;
        for (int i = 0; i < looks; ++i) {
            draw(bodies, i % 2 == 0 ? sway : -sway);
            Look one;
            one.atUs = atUs += 1'000'000;
            one.picture = &picture;
            one.grey = greyLookOf(picture);
            one.judged = true;
            one.persons = seen;
            Check::Signs signs;
            check.look(one, Tools{}, signs);
            for (const Sign& sign : signs)
                if (sign.kind == kind) out = sign;
        }
        return out;
    }

private:
    void draw(const std::vector<Person>& bodies, int sway) {
        picture.rgb.resize(static_cast<std::size_t>(kWidth) * kHeight * 3);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                int level = (x / 31 + y / 27) % 2 == 0 ? 190 : 170;
                for (const Person& body : bodies)
                    if (x >= body.left + sway && x < body.right + sway && y >= body.top &&
                        y < body.bottom)
                        level = (x - sway) / 7 % 2 == 0 ? 60 : 90;
                const int value = level + static_cast<int>(random() % noise);
                const auto at =
                    (static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 3;
                for (std::size_t c = 0; c < 3; ++c)
                    picture.rgb[at + c] = static_cast<std::uint8_t>(value);
            }
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(position)

BOOST_AUTO_TEST_CASE(who_does_not_move_is_told_with_the_place) {
    Watched watched;
    BOOST_TEST((watched.look("motionless", {kStill}, {kStill}, 3, 8).is == Sign::Is::No));
    const Sign sign = watched.look("motionless", {kStill}, {kStill}, 0, 3);
    BOOST_TEST((sign.is == Sign::Is::Yes));
    BOOST_TEST(sign.detail.at("left") == 250);
    BOOST_TEST(sign.detail.at("top") == 250);
    BOOST_TEST(sign.detail.at("right") == 500);
    BOOST_TEST(sign.detail.at("bottom") == 750);
    BOOST_TEST((watched.look("motionless", {}, {}, 0, 3).is == Sign::Is::No));
}

/// The noise of a dark room moves every cell a little; it is no movement of a person.
BOOST_AUTO_TEST_CASE(noise_of_the_whole_picture_is_no_movement) {
    Watched watched;
    watched.noise = 14;
    BOOST_TEST((watched.look("motionless", {kStill}, {kStill}, 0, 5).is == Sign::Is::Yes));
    BOOST_TEST((watched.look("motionless", {kStill}, {kStill}, 3, 5).is == Sign::Is::No));
}

BOOST_AUTO_TEST_CASE(who_lies_down_in_a_bed_is_hidden_and_not_lying_about) {
    const Zone bed{{}, "bed", {{500, 550}, {900, 550}, {900, 850}, {500, 850}}};
    Watched watched({bed});
    const Person beside{150, 40, 186, 180, 600};
    const Person body{220, 140, 330, 160, 0};
    watched.look("lying", {beside}, {beside}, 0, 8);
    BOOST_TEST(watched.check.hidden() == 0);
    BOOST_TEST((watched.look("lying", {body}, {}, 0, 30).is == Sign::Is::No));
    BOOST_TEST(watched.check.hidden() == 1);
    watched.look("lying", {beside}, {beside}, 0, 2);
    BOOST_TEST(watched.check.hidden() == 0);
}

BOOST_AUTO_TEST_CASE(who_stands_close_above_who_sits_is_told_and_who_stands_apart_is_not) {
    Watched watched;
    const Person seated{150, 110, 210, 190, 600};
    const Person over{170, 50, 230, 190, 600};
    const Person apart{300, 50, 360, 190, 600};
    BOOST_TEST((watched.look("standing_over", {}, {seated, over}).is == Sign::Is::Yes));
    BOOST_TEST((watched.look("standing_over", {}, {seated, apart}).is == Sign::Is::No));
}

BOOST_AUTO_TEST_SUITE_END()
