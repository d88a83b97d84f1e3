// SPDX-License-Identifier: Apache-2.0
// Two thresholds over time: who counts, who goes on counting, who is gone.
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

/// Numbers of persons of looks a second apart.
std::vector<std::size_t> counts(const std::vector<Sight>& looks) {
    Staying staying;
    std::vector<std::size_t> out;
    std::int64_t atUs = 1'795'516'286'000'000;
    for (const Sight& seen : looks)
        out.push_back(staying.add(seen, atUs += kLookUs).persons.size());
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
    staying.add(sightOf({kClear}), kLookUs);
    BOOST_TEST(staying.judge(sightOf({}, {kFaint})).persons.size() == 1U);
    BOOST_TEST(staying.judge(sightOf({}, {kFaint})).faint.empty());
    BOOST_TEST(staying.judge(sightOf({})).persons.empty());
    BOOST_TEST(staying.add(sightOf({}, {kFaint}), 2 * kLookUs).persons.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
