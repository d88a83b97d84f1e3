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

/// Heads, hands and papers that move as they like before a wall, under light that may change.
class Scene {
public:
    Grey next(int shade = 0) {
        for (int& part : parts_)
            part = std::clamp(part + static_cast<int>(random_() % 9) - 4, 0, kReach);
        return draw(shade);
    }
    Grey draw(int shade = 0) {
        Grey out{kWide, kHigh, {}};
        for (int y = 0; y < kHigh; ++y)
            for (int x = 0; x < kWide; ++x)
                out.luma.push_back(static_cast<std::uint8_t>(120 + (x * 7 + y * 3) % 40 +
                                                             shade * x / kWide + random_() % 3));
        for (std::size_t i = 0; i < parts_.size(); ++i)
            paint(out, 4 + static_cast<int>(i % 3) * 32 + parts_[i], i < 3 ? 12 : 32);
        return out;
    }
    std::array<int, 6> parts_{10, 8, 14, 3, 11, 6};

private:
    static constexpr int kReach = 18;
    static void paint(Grey& out, int left, int top) {
        for (int y = top; y < top + 10; ++y)
            for (int x = left; x < left + 8; ++x)
                out.luma[static_cast<std::size_t>(y) * kRow + static_cast<std::size_t>(x)] = 40;
    }
    std::minstd_rand random_{11};
};

/// The number of looks until it is told; -1: never.
int toldAfter(Replay& replay, const std::vector<Grey>& looks, bool somebody = true) {
    for (std::size_t i = 0; i < looks.size(); ++i)
        if (replay.add(looks[i], somebody).replayed) return static_cast<int>(i) + 1;
    return -1;
}

std::vector<Grey> lively(Scene& scene, int seconds) {
    std::vector<Grey> out;
    for (int i = 0; i < seconds; ++i) out.push_back(scene.next());
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replays)

BOOST_AUTO_TEST_CASE(what_never_repeats_is_no_replay_for_an_hour) {
    Scene scene;
    Replay replay;
    BOOST_TEST(toldAfter(replay, lively(scene, 3600)) == -1);
}

BOOST_AUTO_TEST_CASE(minutes_played_again_are_told_with_their_distance) {
    for (const int lag : {12, 40, 600}) {
        Scene scene;
        Replay replay;
        const auto live = lively(scene, lag);
        BOOST_TEST(toldAfter(replay, live) == -1);
        const int after = toldAfter(replay, live);
        BOOST_TEST(after >= 7, lag);
        BOOST_TEST(after <= 14, lag);
        const auto next = replay.add(live[static_cast<std::size_t>(after % lag)], true);
        BOOST_TEST(std::abs(next.lag - lag) <= 1, lag);
    }
}

BOOST_AUTO_TEST_CASE(where_nothing_moves_nothing_is_said) {
    Scene scene;
    Replay replay;
    BOOST_TEST(toldAfter(replay, std::vector<Grey>(400, scene.draw())) == -1);
}

BOOST_AUTO_TEST_CASE(a_pendulum_among_what_moves_is_no_replay) {
    Scene scene;
    Replay replay;
    std::vector<Grey> looks;
    for (int i = 0; i < 1200; ++i) {
        scene.next();
        scene.parts_[1] = i % 4 < 2 ? 2 : 12;
        looks.push_back(scene.draw());
    }
    BOOST_TEST(toldAfter(replay, looks) == -1);
}

BOOST_AUTO_TEST_CASE(a_shadow_that_comes_every_two_minutes_is_no_replay) {
    Scene scene;
    Replay replay;
    std::vector<Grey> looks;
    for (int i = 0; i < 1200; ++i)
        looks.push_back(
            scene.next(static_cast<int>(40 * std::max(0.0, std::sin(i * 2 * M_PI / 120)))));
    BOOST_TEST(toldAfter(replay, looks) == -1);
}

/// Light comes again by itself; what is behind nobody is nobody's replay.
BOOST_AUTO_TEST_CASE(while_nobody_is_in_view_nothing_is_said) {
    Scene scene;
    Replay replay;
    const auto live = lively(scene, 60);
    BOOST_TEST(toldAfter(replay, live, false) == -1);
    BOOST_TEST(toldAfter(replay, live, false) == -1);
    // Whoever comes then is compared with all that was remembered.
    BOOST_TEST(toldAfter(replay, live) >= 7);
}

BOOST_AUTO_TEST_CASE(another_size_of_pictures_begins_anew) {
    Scene scene;
    Replay replay;
    const auto live = lively(scene, 60);
    toldAfter(replay, live);
    BOOST_TEST(!replay.add(Grey{48, 27, std::vector<std::uint8_t>(48 * 27, 90)}, true).replayed);
    BOOST_TEST(!replay.add(Grey{1, 1, {90}}, true).replayed);
    BOOST_TEST(!replay.add(Grey{}, true).replayed);
    BOOST_TEST(toldAfter(replay, live) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
