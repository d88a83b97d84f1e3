// SPDX-License-Identifier: Apache-2.0
// Smoothing and coverage as tables: what frames showed, what is told.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "video/analysis/coverage.h"
#include "video/analysis/person_count.h"

using namespace mingjing::video::analysis;

namespace {

constexpr std::int64_t kSecond = 1'000'000;

/// Frames half a second apart: a digit is a count, '-' a frame that cannot be judged, '.' none.
/// Returns "value@seconds" of each change; silence is asked about at each '.'.
std::string told(const std::string& frames, std::int64_t stepUs = kSecond / 2) {
    PersonCount count;
    std::string out;
    std::int64_t atUs = 1000 * kSecond;
    for (const char c : frames) {
        std::optional<CountChange> change;
        if (c == '.') {
            change = count.silence(atUs);
        } else {
            FrameCount frame;
            frame.atUs = atUs;
            frame.confidenceMilli = 800;
            if (c != '-') frame.persons = c - '0';
            change = count.add(frame);
        }
        if (change)
            out += fmt::format("{}@{:.1f} ", change->value,
                               static_cast<double>(change->fromUs - 1000 * kSecond) / 1e6);
        atUs += stepUs;
    }
    return out;
}

std::string text(const Coverage::Spans& spans) {
    std::string out;
    for (const auto& span : spans)
        out += fmt::format("{}{}-{} ", span.watched ? "w" : causeOf(span.cause),
                           span.fromUs / kSecond, span.toUs / kSecond);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counting)

BOOST_AUTO_TEST_CASE(a_series_of_frames_becomes_a_few_changes) {
    const std::vector<std::pair<std::string, std::string>> table = {
        {"222222222222", "2@0.0 "},                  // steady
        {"000000", "0@0.0 "},                        // nobody is a count as well
        {"222211111111", "2@0.0 1@2.0 "},            // a drop, told from its first frame
        {"22221112222222", "2@0.0 "},                // gone for a second and a half: a blip
        {"222212222122212", "2@0.0 "},               // hidden now and then
        {"22221121111111", "2@0.0 1@2.0 "},          // a drop with one frame against it
        {"2222121212121212121212", "2@0.0 "},        // half and half proves nothing
        {"22223333", "2@0.0 3@2.0 "},                // more is believed sooner
        {"2222322222", "2@0.0 "},                    // a shadow
        {"0000123333333", "0@0.0 2@2.0 3@3.0 "},     // entering one after the other
        {"3333222000000000", "3@0.0 2@2.0 0@3.5 "},  // leaving one after the other
        {"33331110000000000", "3@0.0 1@2.0 0@3.5 "},
        {"2222----22222222", "2@0.0 -1@2.0 2@4.0 "},  // dark, and the light comes back
        {"2222--22222222", "2@0.0 "},                 // a flicker of the light
        {"----2222", "-1@0.0 2@2.0 "},                // dark from the start
        {"2222----------1111", "2@0.0 -1@2.0 1@7.0 "},
        {"2222...........2222", "2@0.0 -1@1.5 2@7.5 "},  // no pictures for more than 5 s
        {"2222........22222", "2@0.0 "},                 // no pictures for less
        {"2222.............", "2@0.0 -1@1.5 "},          // told once
        {"222211111111222222", "2@0.0 1@2.0 2@6.0 "},    // comes back
        {"2222113311111111", "2@0.0 1@4.0 "},            // another change in between: begins anew
    };
    for (const auto& [frames, expected] : table)
        BOOST_TEST(told(frames) == expected, frames << ": " << told(frames));
}

BOOST_AUTO_TEST_CASE(few_frames_are_not_enough_however_long_they_last) {
    BOOST_TEST(told("2211", 2 * kSecond) == "2@0.0 ");
    BOOST_TEST(told("22111", 2 * kSecond) == "2@0.0 1@4.0 ");
    // Fewer takes five frames, or four seconds; more is believed after three.
    BOOST_TEST(told("221111", kSecond) == "2@0.0 ");
    BOOST_TEST(told("2211111", kSecond) == "2@0.0 1@2.0 ");
    BOOST_TEST(told("22333", kSecond) == "2@0.0 3@2.0 ");
}

BOOST_AUTO_TEST_CASE(an_earlier_frame_moves_the_beginning_and_old_frames_do_not_count) {
    PersonCount count;
    const auto frame = [](double seconds, int persons) {
        FrameCount out;
        out.atUs = static_cast<std::int64_t>(seconds * 1e6);
        out.persons = persons;
        out.confidenceMilli = 1000;
        return out;
    };
    BOOST_TEST(count.add(frame(10, 2)).has_value());
    BOOST_TEST(!count.add(frame(9, 0)).has_value());
    BOOST_TEST(!count.settling());
    BOOST_TEST(!count.add(frame(11, 1)).has_value());
    BOOST_TEST(count.justBegan());
    count.beganEarlier(frame(10.4, 2));  // does not show it
    count.beganEarlier(frame(10.5, 1));
    for (const double seconds : {11.5, 12.0, 12.3})
        BOOST_TEST(!count.add(frame(seconds, 1)).has_value());
    const auto change = count.add(frame(12.6, 1));
    BOOST_REQUIRE(change.has_value());
    BOOST_TEST(change->fromUs == 10'500'000);
    BOOST_TEST(change->confidenceMilli == 1000);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(coverage)

BOOST_AUTO_TEST_CASE(every_minute_is_told_and_every_hole_has_a_name) {
    Coverage account;
    std::string out;
    for (int at = 100; at <= 170; ++at) out += text(account.saw(at * kSecond));
    BOOST_TEST(out == "w100-160 ");
    BOOST_TEST(text(account.saw(173 * kSecond)) == "");  // three seconds are no hole
    account.trouble(Blank::Decode);
    account.trouble(Blank::Overload);  // the first trouble is the cause
    BOOST_TEST(text(account.saw(180 * kSecond)) == "w160-173 decode173-180 ");
    BOOST_TEST(text(account.saw(190 * kSecond)) == "no_picture180-190 ");
    BOOST_TEST(account.mark().frames == 1);
    BOOST_TEST(text(account.saw(191 * kSecond)) == "");
    BOOST_TEST(text(account.finish()) == "w190-191 ");
    BOOST_TEST(text(account.finish()) == "");
}

BOOST_AUTO_TEST_CASE(an_open_hole_is_told_in_pieces) {
    Coverage account;
    BOOST_TEST(text(account.passed(1000 * kSecond)) == "");  // never seen anything
    account.saw(100 * kSecond);
    account.saw(101 * kSecond);
    BOOST_TEST(text(account.passed(130 * kSecond)) == "");
    BOOST_TEST(text(account.passed(161 * kSecond)) == "w100-101 no_picture101-161 ");
    BOOST_TEST(text(account.passed(200 * kSecond)) == "");
    BOOST_TEST(text(account.passed(225 * kSecond)) == "no_picture161-225 ");
    BOOST_TEST(text(account.saw(226 * kSecond)) == "no_picture225-226 ");
    BOOST_TEST(account.mark().fromUs == 226 * kSecond);
}

BOOST_AUTO_TEST_CASE(a_restart_tells_what_the_process_before_left_open) {
    Coverage account;
    BOOST_TEST(text(account.resume({100 * kSecond, 130 * kSecond, 30})) == "w100-130 ");
    BOOST_TEST(text(account.saw(132 * kSecond)) == "analyst_stopped130-132 ");
    Coverage after;
    BOOST_TEST(text(after.resume({130 * kSecond, 130 * kSecond, 0})) == "");
    BOOST_TEST(text(after.saw(190 * kSecond)) == "analyst_stopped130-190 ");
    // So quick that its first frame had been watched already: nothing was missed.
    Coverage quick;
    quick.resume({130 * kSecond, 130 * kSecond, 0});
    BOOST_TEST(text(quick.saw(129 * kSecond)) == "");
    BOOST_TEST(text(quick.saw(131 * kSecond)) == "");
    BOOST_TEST(text(quick.finish()) == "w130-131 ");
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_begins_a_new_account) {
    Coverage account;
    account.saw(100 * kSecond);
    account.saw(101 * kSecond);
    BOOST_TEST(text(account.saw(50 * kSecond)) == "w100-101 ");
    BOOST_TEST(text(account.saw(51 * kSecond)) == "");
    BOOST_TEST(text(account.finish()) == "w50-51 ");
}

BOOST_AUTO_TEST_SUITE_END()
