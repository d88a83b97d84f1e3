// SPDX-License-Identifier: Apache-2.0
// Hysteresis of observations, settings of a camera, and times read from text: pure tables.
#include <boost/test/unit_test.hpp>

#include "video/analysis/checks/clock.h"
#include "video/analysis/observation.h"
#include "video/analysis/watch_settings.h"

using namespace mingjing;
using namespace mingjing::video::analysis;

namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kStart = 1'795'516'286'000'000;

/// One kind, one look a second.
struct Diary {
    ObservationBook book;
    std::vector<std::pair<Observation, bool>> told;
    Lasting lasting{5 * kSecondUs, 3 * kSecondUs, 700, 2, true};
    std::int64_t atUs = kStart;

    void say(Sign::Is is, int times, int confidenceMilli = 800) {
        for (int i = 0; i < times; ++i, atUs += kSecondUs)
            book.add(
                {"dark", is, confidenceMilli, 7, {}, kernel::Json::object()}, atUs,
                {{}, static_cast<std::uint32_t>(i), 0}, lasting, "health 1",
                [this](const Observation& seen, bool begins) { told.emplace_back(seen, begins); });
    }
};

constexpr auto kYes = Sign::Is::Yes;
constexpr auto kNo = Sign::Is::No;
constexpr auto kUnknown = Sign::Is::Unknown;

}  // namespace

BOOST_AUTO_TEST_SUITE(observations)

BOOST_AUTO_TEST_CASE(what_lasts_is_told_from_its_beginning_and_ends_where_it_was_gone) {
    Diary diary;
    diary.say(kNo, 3);
    diary.say(kYes, 5);
    BOOST_TEST(diary.told.empty());  // four seconds so far
    diary.say(kYes, 1);
    BOOST_REQUIRE(diary.told.size() == 1);
    const Observation begun = diary.told[0].first;
    BOOST_TEST(diary.told[0].second);
    BOOST_TEST(begun.fromUs == kStart + 3 * kSecondUs);
    BOOST_TEST(begun.confidenceMilli == 800);
    BOOST_TEST(begun.value == 7);
    BOOST_TEST(!begun.toUs.has_value());
    diary.say(kNo, 3);
    BOOST_TEST(diary.told.size() == 1);
    diary.say(kNo, 1);
    BOOST_REQUIRE(diary.told.size() == 2);
    BOOST_TEST(!diary.told[1].second);
    BOOST_TEST((diary.told[1].first.id == begun.id));
    BOOST_TEST(diary.told[1].first.toUs.value() == kStart + 9 * kSecondUs);
}

BOOST_AUTO_TEST_CASE(a_flicker_is_not_told_and_does_not_end_what_was_told) {
    Diary diary;
    for (int i = 0; i < 20; ++i) {
        diary.say(kYes, 1);
        diary.say(kNo, 2);
    }
    BOOST_TEST(diary.told.empty());
    diary.say(kYes, 8);
    BOOST_REQUIRE(diary.told.size() == 1);
    for (int i = 0; i < 20; ++i) {
        diary.say(kNo, 1);
        diary.say(kYes, 2);
    }
    BOOST_TEST(diary.told.size() == 1);
}

BOOST_AUTO_TEST_CASE(one_dissenting_look_in_ten_does_not_hide_what_lasts) {
    Diary diary;
    diary.lasting.beginUs = 20 * kSecondUs;
    diary.say(kYes, 9);
    diary.say(kNo, 1);
    diary.say(kYes, 15);
    BOOST_REQUIRE(diary.told.size() == 1);
    BOOST_TEST(diary.told[0].first.fromUs == kStart);
    BOOST_TEST(diary.told[0].first.confidenceMilli < 800);  // not all looks said so
}

BOOST_AUTO_TEST_CASE(after_a_restless_hour_only_the_last_stretch_counts) {
    Diary diary;
    diary.lasting = {60 * kSecondUs, 3 * kSecondUs, 980, 2, true};
    for (int i = 0; i < 600; ++i) {
        diary.say(kYes, 4);
        diary.say(kNo, 2);
    }
    const std::int64_t quietUs = diary.atUs;
    diary.say(kYes, 62);
    BOOST_REQUIRE(diary.told.size() == 1);
    BOOST_TEST(diary.told[0].first.fromUs >= quietUs - 6 * kSecondUs);
}

BOOST_AUTO_TEST_CASE(looks_that_cannot_tell_change_nothing_until_it_is_forgotten) {
    Diary diary;
    diary.say(kYes, 7);
    const std::int64_t lastUs = diary.atUs - kSecondUs;
    diary.say(kUnknown, 30);
    BOOST_TEST(diary.told.size() == 1);
    diary.say(kUnknown, 40);
    BOOST_REQUIRE(diary.told.size() == 2);
    BOOST_TEST(diary.told[1].first.toUs.value() == lastUs);
}

BOOST_AUTO_TEST_CASE(what_is_open_ends_with_the_watching) {
    Diary diary;
    diary.say(kYes, 7);
    diary.book.close(
        [&](const Observation& seen, bool begins) { diary.told.emplace_back(seen, begins); });
    BOOST_REQUIRE(diary.told.size() == 2);
    BOOST_TEST(diary.told[1].first.toUs.value() == kStart + 6 * kSecondUs);
    BOOST_TEST(!diary.book.isOpen("dark"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(watch_settings)

BOOST_AUTO_TEST_CASE(a_point_is_in_a_zone_or_not) {
    const Zone zone{{}, "bed", {{100, 100}, {500, 100}, {500, 500}, {300, 300}, {100, 500}}};
    BOOST_TEST(zone.holds({200, 150}));
    BOOST_TEST(!zone.holds({300, 450}));  // in the notch
    BOOST_TEST(!zone.holds({600, 150}));
    BOOST_TEST(zone.box().first.x == 100);
    BOOST_TEST(zone.box().second.y == 500);
}

BOOST_AUTO_TEST_CASE(what_center_says_is_read_and_nonsense_is_refused) {
    const auto read = WatchSettings::of(kernel::Json::parse(R"({"roomKind": "waiting", "version": 4,
        "checks": ["health"], "thresholds": {"position.lyingMs": 7000},
        "zones": [{"id": "01930000-0000-7000-8000-00000000000a", "kind": "mask",
                   "polygon": [[0, 0], [1000, 0], [1000, 1000]]}]})"));
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(read->watches("health"));
    BOOST_TEST(!read->watches("persons"));
    BOOST_TEST(read->lastingUs("position.lyingMs") == 7 * kSecondUs);
    BOOST_TEST(read->lastingUs("clock.errorMs") == 2 * kSecondUs);
    BOOST_TEST(read->zonesOf("mask").size() == 1);
    const std::vector<const char*> nonsense = {
        R"({"zones": [{"id": "x", "kind": "bed", "polygon": [[0,0],[1,0],[1,1]]}]})",
        R"({"zones": [{"id": "01930000-0000-7000-8000-00000000000a", "kind": "bed", "polygon": [[0,0],[1,0]]}]})",
        R"({"zones": [{"id": "01930000-0000-7000-8000-00000000000a", "kind": "bed", "polygon": [[0,0],[1001,0],[1,1]]}]})",
        R"({"zones": [{"id": "01930000-0000-7000-8000-00000000000a", "polygon": [[0,0],[1,0],[1,1]]}]})",
        R"({"checks": "all"})",
        R"({"thresholds": {"clock.errorMs": "much"}})"};
    for (const char* text : nonsense)
        BOOST_TEST(
            WatchSettings::of(kernel::Json::parse(text)).error().code == "node.desired_wrong",
            text);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(clock_text)

BOOST_AUTO_TEST_CASE(dates_and_times_are_found_in_what_a_reader_makes_of_them) {
    const std::int64_t time = (14 * 3600LL + 3 * 60 + 22) * kSecondUs;
    for (const char* text :
         {"2026-11-30 14:03:22", "2026/11/30 14:03:22", "2026-11-30 2HA- 14:03:22",
          "2026F11A30B 14:03:22", "|2026-11-3O l4:O3:22", "2026-11-30 14 : 03 : 22"}) {
        const auto read = readClock(text);
        BOOST_REQUIRE_MESSAGE(read.has_value(), text);
        BOOST_TEST(read->timeOfDayUs == time, text);
        BOOST_TEST(read->hasDate, text);
        BOOST_TEST(read->dayUs == 1'795'996'800LL * kSecondUs, text);
    }
    BOOST_TEST(readClock("14:03:22")->timeOfDayUs == time);
    BOOST_TEST(!readClock("2026-14-30 14:03:22")->hasDate);
    BOOST_TEST(!readClock("2026-02-30 14:03:22")->hasDate);
    for (const char* text : {"", "24:00:00", "14:60:22", "14:03", "140322", "2026-11-30", "1:2:3",
                             "99999999999999999999:03:22", ":::", "14:03:2"})
        BOOST_TEST(!readClock(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
