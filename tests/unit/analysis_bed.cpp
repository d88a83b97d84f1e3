// SPDX-License-Identifier: Apache-2.0
// Who lies down in a bed is not seen any more, and is still there.
#include <boost/test/unit_test.hpp>

#include "video/analysis/bed.h"

using namespace mingjing::video::analysis;

namespace {

const Size kSize{384, 216};
const Person kBody{180, 130, 290, 146, 0};      // in the bed
const Person kBeside{110, 60, 150, 170, 600};   // stands at its head
const Person kAtTheDoor{20, 60, 50, 160, 600};  // far from it
const Zone kBed{{}, "bed", {{400, 550}, {800, 550}, {800, 800}, {400, 800}}};

/// A sheet and a floor of two greys, with the bodies before them.
struct Room {
    mingjing::video::ffmpeg::Picture picture{kSize, {}};
    std::int64_t atUs = 1'795'516'286'000'000;
    Bed bed{kBed};
    int lightPercent = 100;

    /// `lying`: bodies in the picture. `seen`: those that the detector sees as well.
    bool hiddenAfter(const std::vector<Person>& lying, const std::vector<Person>& seen,
                     int looks = 1) {
        for (int i = 0; i < looks; ++i) {
            Look look;
            look.atUs = atUs += 1'000'000;
            look.picture = &picture;
            look.judged = true;
            look.persons = seen;
            look.grey.small = {96, 54, std::vector<std::uint8_t>(96UL * 54UL, level(190))};
            for (const auto* bodies : {&lying, &seen})
                for (const Person& body : *bodies) paint(look.grey.small, body);
            bed.look(look);
        }
        return bed.hidden();
    }

private:
    [[nodiscard]] std::uint8_t level(int light) const {
        return static_cast<std::uint8_t>(light * lightPercent / 100);
    }
    void paint(Grey& small, const Person& body) const {
        for (int y = body.top / 4; y < body.bottom / 4; ++y)
            for (int x = body.left / 4; x < body.right / 4; ++x)
                small.luma[static_cast<std::size_t>(y) * 96 + static_cast<std::size_t>(x)] =
                    level(70);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bed)

BOOST_AUTO_TEST_CASE(who_lies_down_stays_until_he_gets_up) {
    Room room;
    BOOST_TEST(!room.hiddenAfter({}, {kBeside}, 10));
    BOOST_TEST(room.hiddenAfter({kBody}, {}));
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 3600));
    BOOST_TEST(!room.hiddenAfter({}, {kBeside}));
    BOOST_TEST(!room.hiddenAfter({}, {kAtTheDoor}));
    BOOST_TEST(!room.hiddenAfter({}, {}, 20));
}

BOOST_AUTO_TEST_CASE(who_leaves_by_the_door_is_not_in_the_bed) {
    Room room;
    room.hiddenAfter({}, {kBeside}, 10);
    room.hiddenAfter({}, {kAtTheDoor});
    BOOST_TEST(!room.hiddenAfter({}, {}, 20));
}

BOOST_AUTO_TEST_CASE(another_who_stays_beside_hides_nothing_of_it) {
    Room room;
    const Person other{320, 40, 360, 150, 600};
    room.hiddenAfter({}, {kBeside, other}, 10);
    BOOST_TEST(room.hiddenAfter({kBody}, {other}));
    BOOST_TEST(room.hiddenAfter({kBody}, {other}, 60));
    // The other one leaves; who lies goes on lying.
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 60));
}

BOOST_AUTO_TEST_CASE(a_visitor_before_the_bed_hides_him_and_he_stays) {
    Room room;
    room.hiddenAfter({}, {kBeside}, 10);
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 10));
    // The visitor comes in, walks along the bed before the body, and stands there.
    for (const int left : {30, 90, 150, 190, 230, 200, 190}) {
        const Person visitor{left, 40, left + 50, 180, 600};
        BOOST_TEST(room.hiddenAfter({kBody}, {visitor}, 4), left);
    }
    BOOST_TEST(room.hiddenAfter({kBody}, {Person{150, 40, 330, 180, 600}}, 30));
    BOOST_TEST(room.hiddenAfter({kBody}, {kAtTheDoor}));
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 20));
}

BOOST_AUTO_TEST_CASE(who_is_seen_in_the_bed_is_not_counted_twice) {
    Room room;
    room.hiddenAfter({}, {kBeside}, 10);
    room.hiddenAfter({kBody}, {});
    BOOST_TEST(!room.hiddenAfter({}, {kBody}));
    BOOST_TEST(room.hiddenAfter({kBody}, {}));
}

BOOST_AUTO_TEST_CASE(light_that_changes_as_a_whole_puts_nobody_into_the_bed) {
    Room room;
    room.hiddenAfter({}, {kBeside}, 10);
    room.lightPercent = 70;
    BOOST_TEST(!room.hiddenAfter({}, {}, 5));
    BOOST_TEST(!room.hiddenAfter({}, {kBeside}, 3));
    BOOST_TEST(room.hiddenAfter({kBody}, {}));
    room.lightPercent = 100;
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 5));
}

BOOST_AUTO_TEST_CASE(before_anybody_was_beside_it_nothing_is_said) {
    Room room;
    BOOST_TEST(!room.hiddenAfter({}, {}, 10));
    BOOST_TEST(!room.hiddenAfter({kBody}, {}, 10));
    BOOST_TEST(!room.hiddenAfter({kBody}, {kAtTheDoor}, 3));
    BOOST_TEST(!room.hiddenAfter({kBody}, {}, 10));
}

/// What was left in the bed when somebody got up is the empty bed from then on.
BOOST_AUTO_TEST_CASE(a_blanket_left_behind_is_no_person) {
    Room room;
    const Person blanket{200, 125, 250, 150, 0};
    room.hiddenAfter({}, {kBeside}, 10);
    BOOST_TEST(room.hiddenAfter({kBody}, {}, 10));
    room.hiddenAfter({}, {kBeside}, 2);
    room.hiddenAfter({blanket}, {kBeside}, 15);
    room.hiddenAfter({blanket}, {kAtTheDoor}, 2);
    BOOST_TEST(!room.hiddenAfter({blanket}, {}, 20));
}

BOOST_AUTO_TEST_SUITE_END()
