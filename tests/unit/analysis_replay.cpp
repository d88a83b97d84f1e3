// SPDX-License-Identifier: Apache-2.0
// The same minutes again: told when they are, and only then.
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "video/analysis/replay.h"

using namespace mingjing::video::analysis;

namespace {

constexpr int kWide = 96;
constexpr std::size_t kRow = 96;
constexpr int kHigh = 54;
constexpr int kReach = 18;
constexpr std::int64_t kPictureUs = 250'000;

/// Heads, hands and papers that move as they like before a wall, under light that may change.
class Scene {
public:
    /// Four pictures are a second.
    Grey next(int shade = 0) {
        for (int& part : parts_)
            part = std::clamp(part + static_cast<int>(random_() % 5) - 2, 0, kReach);
        return draw(shade);
    }
    Grey draw(int shade = 0) {
        Grey out{kWide, kHigh, {}};
        for (int y = 0; y < kHigh; ++y)
            for (int x = 0; x < kWide; ++x)
                out.luma.push_back(static_cast<std::uint8_t>(120 + (x * 7 + y * 3) % 40 +
                                                             shade * x / kWide + random_() % 3));
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Cell place = placeOf(i);
            paint(out, place.left + parts_[i], place.top);
        }
        return out;
    }
    static Cell placeOf(std::size_t part) {
        const int left = 2 + static_cast<int>(part % 3) * 32;
        const int top = part < 3 ? 12 : 32;
        return {left, top, left + kReach + 8, top + 10};
    }
    static std::vector<Cell> persons() {
        std::vector<Cell> out;
        for (std::size_t i = 0; i < 6; ++i) out.push_back(placeOf(i));
        return out;
    }
    std::vector<Grey> seconds(int count) {
        std::vector<Grey> out;
        for (int i = 0; i < 4 * count; ++i) out.push_back(next());
        return out;
    }
    std::array<int, 6> parts_{10, 8, 14, 3, 11, 6};

private:
    static void paint(Grey& out, int left, int top) {
        for (int y = top; y < top + 10; ++y)
            for (int x = left; x < left + 8; ++x)
                out.luma[static_cast<std::size_t>(y) * kRow + static_cast<std::size_t>(x)] = 40;
    }
    std::minstd_rand random_{11};
};

/// Hands pictures to a replay in the order of their times; every fourth is a look.
struct Watch {
    Replay replay;
    std::vector<Cell> persons = Scene::persons();
    std::int64_t number = 0;
    bool glances = true;
    Replay::Found found;

    /// Seconds until it is told; -1: never.
    double toldAfter(const std::vector<Grey>& pictures) {
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const std::int64_t atUs = number * kPictureUs;
            if (number++ % 4 == 0)
                found = replay.add(atUs, pictures[i], persons);
            else if (glances)
                replay.remember(atUs, pictures[i]);
            if (found.replayed) return static_cast<double>(i) / 4;
        }
        return -1;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(replays)

BOOST_AUTO_TEST_CASE(what_never_repeats_is_no_replay_for_an_hour) {
    Scene scene;
    Watch watch;
    BOOST_TEST(watch.toldAfter(scene.seconds(3600)) == -1);
}

BOOST_AUTO_TEST_CASE(minutes_played_again_are_told_with_their_distance) {
    for (const int seconds : {24, 40, 600}) {
        Scene scene;
        Watch watch;
        const auto live = scene.seconds(seconds);
        BOOST_TEST(watch.toldAfter(live) == -1);
        const double after = watch.toldAfter(live);
        BOOST_TEST(after >= 5, seconds);
        BOOST_TEST(after <= 15, seconds);
        BOOST_TEST(std::abs(watch.found.lagUs - seconds * 1'000'000LL) <= kPictureUs, seconds);
    }
}

/// Nobody who plays again waits for a whole second.
BOOST_AUTO_TEST_CASE(a_replay_between_the_looks_is_told_where_pictures_between_them_are_known) {
    for (const int more : {1, 2, 3}) {
        Scene scene;
        Watch watch;
        auto live = scene.seconds(40);
        live.resize(live.size() - 4 + static_cast<std::size_t>(more));
        BOOST_TEST(watch.toldAfter(live) == -1);
        const double after = watch.toldAfter(live);
        BOOST_TEST(after >= 5, more);
        BOOST_TEST(after <= 20, more);
    }
}

BOOST_AUTO_TEST_CASE(looks_alone_tell_a_replay_of_whole_seconds) {
    Scene scene;
    Watch watch;
    watch.glances = false;
    const auto live = scene.seconds(40);
    BOOST_TEST(watch.toldAfter(live) == -1);
    BOOST_TEST(watch.toldAfter(live) >= 5);
}

/// He sits there as before, but what he does is new.
BOOST_AUTO_TEST_CASE(the_same_place_with_other_movements_is_no_replay) {
    Scene scene;
    Watch watch;
    for (int round = 0; round < 30; ++round) {
        scene.parts_ = {10, 8, 14, 3, 11, 6};
        BOOST_TEST(watch.toldAfter(scene.seconds(20)) == -1, round);
    }
}

BOOST_AUTO_TEST_CASE(where_nothing_moves_nothing_is_said) {
    Scene scene;
    Watch watch;
    BOOST_TEST(watch.toldAfter(std::vector<Grey>(1600, scene.draw())) == -1);
}

BOOST_AUTO_TEST_CASE(a_pendulum_among_what_moves_is_no_replay) {
    Scene scene;
    Watch watch;
    std::vector<Grey> pictures;
    for (int i = 0; i < 4800; ++i) {
        scene.next();
        scene.parts_[1] = i % 16 < 8 ? 2 : 12;
        pictures.push_back(scene.draw());
    }
    BOOST_TEST(watch.toldAfter(pictures) == -1);
}

BOOST_AUTO_TEST_CASE(a_shadow_that_comes_every_two_minutes_is_no_replay) {
    Scene scene;
    Watch watch;
    std::vector<Grey> pictures;
    for (int i = 0; i < 4800; ++i)
        pictures.push_back(
            scene.next(static_cast<int>(40 * std::max(0.0, std::sin(i * 2 * M_PI / 480)))));
    BOOST_TEST(watch.toldAfter(pictures) == -1);
}

/// Light comes again by itself; what is behind nobody is nobody's replay.
BOOST_AUTO_TEST_CASE(while_nobody_is_in_view_nothing_is_said) {
    Scene scene;
    Watch watch;
    const auto live = scene.seconds(60);
    watch.persons.clear();
    BOOST_TEST(watch.toldAfter(live) == -1);
    BOOST_TEST(watch.toldAfter(live) == -1);
    // Whoever comes then is compared with all that was remembered.
    watch.persons = Scene::persons();
    BOOST_TEST(watch.toldAfter(live) >= 5);
}

BOOST_AUTO_TEST_CASE(what_lay_between_pictures_far_apart_is_not_made_up) {
    Scene scene;
    Watch watch;
    const auto live = scene.seconds(60);
    BOOST_TEST(watch.toldAfter(live) == -1);
    watch.number += 4 * 3600;
    BOOST_TEST(watch.toldAfter({live.front()}) == -1);
    // An hour of which nothing is known has taken the place of what was.
    BOOST_TEST(watch.toldAfter(live) == -1);
}

BOOST_AUTO_TEST_CASE(another_size_of_pictures_begins_anew) {
    Scene scene;
    Watch watch;
    const auto live = scene.seconds(60);
    BOOST_TEST(watch.toldAfter(live) == -1);
    const std::vector<Grey> others{Grey{48, 27, std::vector<std::uint8_t>(48 * 27, 90)},
                                   Grey{1, 1, {90}}, Grey{}, Grey{}};
    BOOST_TEST(watch.toldAfter(others) == -1);
    BOOST_TEST(watch.toldAfter(live) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
