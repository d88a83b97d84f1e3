// SPDX-License-Identifier: Apache-2.0
// How a room looks without anybody, learnt only where nobody is.
#include <boost/test/unit_test.hpp>

#include "video/analysis/empty_room.h"

using namespace mingjing::video::analysis;

namespace {

Grey plainOf(std::uint8_t level, int width = 96, int height = 54) {
    return {width, height,
            std::vector<std::uint8_t>(
                static_cast<std::size_t>(width) * static_cast<std::size_t>(height), level)};
}

constexpr std::size_t kCovered = 10 * 96 + 12;
constexpr std::size_t kFree = 10 * 96 + 60;
const Person kSomebody{8, 4, 20, 40, 0};

/// With somebody in it who is of another grey.
Grey withSomebody(std::uint8_t level, std::uint8_t body) {
    Grey out = plainOf(level);
    for (int y = kSomebody.top; y < kSomebody.bottom; ++y)
        for (int x = kSomebody.left; x < kSomebody.right; ++x)
            out.luma[static_cast<std::size_t>(y) * 96 + static_cast<std::size_t>(x)] = body;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(empty_room)

BOOST_AUTO_TEST_CASE(nothing_is_known_where_somebody_always_was) {
    EmptyRoom room;
    const Grey look = plainOf(100);
    BOOST_TEST(!room.knows(look, kFree));
    for (int i = 0; i < 5; ++i) room.learn(look, {kSomebody});
    BOOST_TEST(room.knows(look, kFree));
    BOOST_TEST(!room.knows(look, kCovered));
    room.learn(look, {});
    BOOST_TEST(room.knows(look, kCovered));
}

BOOST_AUTO_TEST_CASE(who_stays_for_hours_becomes_no_part_of_it) {
    EmptyRoom room;
    room.learn(plainOf(100), {});
    for (int i = 0; i < 3600; ++i) room.learn(withSomebody(100, 40), {kSomebody});
    BOOST_TEST(room.light(kCovered) == 100);
    BOOST_TEST(room.apart(plainOf(40), kCovered) == 60);
    BOOST_TEST(room.light(kFree) == 100);
}

/// The sun sets while somebody sits there: his chair is no body when he gets up.
BOOST_AUTO_TEST_CASE(what_is_behind_somebody_gets_darker_with_the_rest) {
    EmptyRoom room;
    for (int i = 0; i < 40; ++i) room.learn(plainOf(150), {});
    for (int i = 0; i < 3600; ++i)
        room.learn(withSomebody(static_cast<std::uint8_t>(150 - i / 60), 200), {kSomebody});
    BOOST_TEST(room.apart(plainOf(91), kCovered) < 4);
    BOOST_TEST(room.apart(plainOf(91), kFree) < 4);
}

BOOST_AUTO_TEST_CASE(half_of_a_change_is_followed_in_the_looks_that_were_asked_for) {
    EmptyRoom room(20);
    room.learn(plainOf(100), {});
    for (int i = 0; i < 20; ++i) room.learn(plainOf(120), {});
    BOOST_TEST(room.light(kFree) > 109);
    BOOST_TEST(room.light(kFree) < 111);
}

BOOST_AUTO_TEST_CASE(pictures_of_another_size_begin_anew_and_boxes_may_reach_beyond_the_edge) {
    EmptyRoom room;
    BOOST_TEST(!room.learn(plainOf(100), {}));
    BOOST_TEST(room.learn(plainOf(100), {Person{-20, -20, 300, 8, 0}}));
    const Grey other = plainOf(90, 48, 27);
    BOOST_TEST(!room.knows(other, 0));
    BOOST_TEST(!room.learn(other, {}));
    BOOST_TEST(room.knows(other, 0));
    BOOST_TEST(!room.learn(Grey{}, {}));
}

BOOST_AUTO_TEST_CASE(boxes_and_differences_of_small_pictures) {
    const Person box = inSmall({-40, 100, 200, 4000, 700}, {384, 216}, plainOf(0));
    BOOST_TEST(box.left == 0);
    BOOST_TEST(box.top == 25);
    BOOST_TEST(box.right == 50);
    BOOST_TEST(box.bottom == 54);
    BOOST_TEST(box.scoreMilli == 700);
    BOOST_TEST(differingLevels(200, 16, 5) == 16);
    BOOST_TEST(differingLevels(255, 16, 5) == 16);
    BOOST_TEST(differingLevels(100, 16, 5) == 8);
    BOOST_TEST(differingLevels(10, 16, 5) == 5);
}

BOOST_AUTO_TEST_SUITE_END()
