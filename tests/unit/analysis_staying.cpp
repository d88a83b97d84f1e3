// SPDX-License-Identifier: Apache-2.0
// Two thresholds over time, and places that look as before: who counts, who goes on counting, who
// is gone.
#include <boost/test/unit_test.hpp>

#include "video/analysis/staying.h"

using namespace mingjing::video::analysis;

namespace {

constexpr std::int64_t kLookUs = 1'000'000;

const Person kClear{100, 50, 140, 130, 500};
const Person kFaint{102, 55, 141, 131, 180};  // the same place, the head lowered
const Person kFaintElsewhere{220, 50, 260, 130, 180};

Sight sightOf(std::vector<Person> persons, std::vector<Person> faint = {}) {
    Sight out;
    out.persons = std::move(persons);
    out.faint = std::move(faint);
    return out;
}

/// A wall of one grey, 384 x 216, with a darker body in the middle of each place.
GreyLook roomWith(const std::vector<Person>& bodies, std::uint8_t wall = 180) {
    GreyLook out;
    out.whole = {384, 216, {}};
    out.small = {96, 54, std::vector<std::uint8_t>(96UL * 54UL, wall)};
    out.high = wall;
    for (const Person& body : bodies)
        for (int y = body.top / 4; y < body.bottom / 4; ++y)
            for (int x = body.left / 4 + 2; x < body.right / 4 - 2; ++x)
                out.small.luma[static_cast<std::size_t>(y) * 96 + static_cast<std::size_t>(x)] =
                    static_cast<std::uint8_t>(wall / 3);
    return out;
}

/// Numbers of persons of looks a second apart.
std::vector<std::size_t> counts(const std::vector<Sight>& looks) {
    Staying staying;
    std::vector<std::size_t> out;
    std::int64_t atUs = 1'795'516'286'000'000;
    for (const Sight& seen : looks)
        out.push_back(staying.add(seen, {}, atUs += kLookUs).persons.size());
    return out;
}

using Counts = std::vector<std::size_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(staying)

BOOST_AUTO_TEST_CASE(who_is_faint_counts_only_where_somebody_was_seen_clearly) {
    BOOST_TEST(counts({sightOf({}, {kFaint}), sightOf({}, {kFaint})}) == Counts({0, 0}));
    BOOST_TEST(counts({sightOf({kClear}), sightOf({}, {kFaint}), sightOf({}, {kFaint})}) ==
               Counts({1, 1, 1}));
    BOOST_TEST(counts({sightOf({kClear}), sightOf({}, {kFaintElsewhere})}) == Counts({1, 0}));
    // Whoever sits down beside is no second person at the first one's place.
    BOOST_TEST(counts({sightOf({kClear}), sightOf({kClear}, {kFaint})}) == Counts({1, 1}));
}

BOOST_AUTO_TEST_CASE(of_two_persons_each_has_a_faint_one_of_his_own) {
    const Person second{105, 52, 150, 132, 450};
    BOOST_TEST(counts({sightOf({kClear, second}), sightOf({}, {kFaint})}) == Counts({2, 1}));
    const Person other{230, 50, 262, 128, 400};
    BOOST_TEST(counts({sightOf({kClear, other}), sightOf({}, {kFaintElsewhere, kFaint})}) ==
               Counts({2, 2}));
}

BOOST_AUTO_TEST_CASE(somebody_hidden_for_moments_is_known_again_and_later_is_not) {
    const Sight nobody = sightOf({});
    const Sight faint = sightOf({}, {kFaint});
    BOOST_TEST(counts({sightOf({kClear}), nobody, nobody, nobody, nobody, nobody, faint}) ==
               Counts({1, 0, 0, 0, 0, 0, 1}));
    BOOST_TEST(counts({sightOf({kClear}), nobody, nobody, nobody, nobody, nobody, nobody, faint}) ==
               Counts({1, 0, 0, 0, 0, 0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(a_look_that_abstains_changes_nothing) {
    Sight dark;
    dark.abstains = true;
    dark.why = "dark";
    std::vector<Sight> looks{sightOf({kClear})};
    looks.insert(looks.end(), 20, dark);
    looks.push_back(sightOf({}, {kFaint}));
    BOOST_TEST(counts(looks).back() == 1U);
}

BOOST_AUTO_TEST_CASE(an_earlier_picture_is_judged_without_being_remembered) {
    Staying staying;
    staying.add(sightOf({kClear}), {}, kLookUs);
    BOOST_TEST(staying.judge(sightOf({}, {kFaint}), {}, 2 * kLookUs).persons.size() == 1U);
    BOOST_TEST(staying.judge(sightOf({}, {kFaint}), {}, 2 * kLookUs).faint.empty());
    BOOST_TEST(staying.judge(sightOf({}), {}, 2 * kLookUs).persons.empty());
    BOOST_TEST(staying.add(sightOf({}, {kFaint}), {}, 2 * kLookUs).persons.size() == 1U);
}

/// Somebody sat for `seconds`, and then the detector sees nobody while the room looks like that.
std::vector<std::size_t> unseenFor(int seconds, const GreyLook& then,
                                   const std::vector<Person>& others = {}, int looks = 1) {
    Staying staying;
    std::int64_t atUs = 1'795'516'286'000'000;
    for (int i = 0; i <= seconds; ++i)
        staying.add(sightOf({kClear}), roomWith({kClear}), atUs += kLookUs);
    std::vector<std::size_t> out;
    for (int i = 0; i < looks; ++i)
        out.push_back(staying.add(sightOf(others), then, atUs += kLookUs).persons.size());
    return out;
}

BOOST_AUTO_TEST_CASE(who_sat_and_whose_place_looks_the_same_has_not_left) {
    BOOST_TEST(unseenFor(3, roomWith({kClear})) == Counts({1}));
    // The room without him is another picture.
    BOOST_TEST(unseenFor(3, roomWith({})) == Counts({0}));
    // He lowers his head.
    const Person bent{100, 58, 140, 130, 0};
    BOOST_TEST(unseenFor(3, roomWith({bent})) == Counts({1}));
    // He walks away: half of him is left at his place.
    const Person walking{120, 50, 160, 130, 0};
    BOOST_TEST(unseenFor(3, roomWith({walking})) == Counts({0}));
}

BOOST_AUTO_TEST_CASE(who_came_just_now_is_not_kept_by_the_look_of_a_place) {
    BOOST_TEST(unseenFor(1, roomWith({kClear})) == Counts({0}));
}

BOOST_AUTO_TEST_CASE(nobody_is_kept_unseen_for_long) {
    const auto looks = unseenFor(3, roomWith({kClear}), {}, 21);
    BOOST_TEST(looks[18] == 1U);
    BOOST_TEST(looks[19] == 0U);
    BOOST_TEST(looks[20] == 0U);
}

BOOST_AUTO_TEST_CASE(a_place_that_another_hides_tells_nothing) {
    // Somebody stands before him: as many as are seen.
    const Person before{90, 20, 150, 200, 600};
    BOOST_TEST(unseenFor(3, roomWith({before}), {before}) == Counts({1}));
    // Somebody beside hides a part only.
    const Person beside{130, 40, 170, 140, 600};
    BOOST_TEST(unseenFor(3, roomWith({kClear, beside}), {beside}) == Counts({2}));
}

/// She stands before his legs for a minute: what is left to see of him is he still.
BOOST_AUTO_TEST_CASE(who_is_half_hidden_by_somebody_else_stays_longer) {
    const Person beside{130, 40, 170, 140, 600};
    const auto looks = unseenFor(3, roomWith({kClear, beside}), {beside}, 121);
    BOOST_TEST(looks[60] == 2U);
    BOOST_TEST(looks[118] == 2U);
    BOOST_TEST(looks[120] == 1U);
    // Gone is gone, whoever stands there.
    BOOST_TEST(unseenFor(3, roomWith({beside}), {beside}, 3) == Counts({1, 1, 1}));
}

/// Where the empty place is known, whatever is there instead is he: he may move as he likes.
BOOST_AUTO_TEST_CASE(who_moves_unseen_before_a_known_wall_has_not_left) {
    Staying staying;
    std::int64_t atUs = 1'795'516'286'000'000;
    const auto unseenAt = [&](const GreyLook& room) {
        return staying.add(sightOf({}), room, atUs += kLookUs).persons.size();
    };
    for (int i = 0; i < 5; ++i) staying.add(sightOf({}), roomWith({}), atUs += kLookUs);
    for (int i = 0; i < 4; ++i) staying.add(sightOf({kClear}), roomWith({kClear}), atUs += kLookUs);
    const Person aside{106, 62, 146, 132, 0};
    BOOST_TEST(unseenAt(roomWith({aside})) == 1U);
    BOOST_TEST(unseenAt(roomWith({kClear, aside})) == 1U);
    BOOST_TEST(unseenAt(roomWith({aside})) == 1U);
    // The wall again: gone at once.
    BOOST_TEST(unseenAt(roomWith({})) == 0U);
}

BOOST_AUTO_TEST_CASE(in_a_dim_room_less_is_a_change) {
    Staying staying;
    std::int64_t atUs = 1'795'516'286'000'000;
    const auto dim = [](const std::vector<Person>& bodies) { return roomWith(bodies, 18); };
    for (int i = 0; i <= 3; ++i) staying.add(sightOf({kClear}), dim({kClear}), atUs += kLookUs);
    BOOST_TEST(staying.judge(sightOf({}), dim({kClear}), atUs + kLookUs).persons.size() == 1U);
    BOOST_TEST(staying.judge(sightOf({}), dim({}), atUs + kLookUs).persons.empty());
}

BOOST_AUTO_TEST_SUITE_END()
