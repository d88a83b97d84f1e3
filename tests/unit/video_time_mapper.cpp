// SPDX-License-Identifier: Apache-2.0
// Camera time to evidence time: anchors, steps, clamps, slew.
#include <boost/test/unit_test.hpp>

#include "video/capture/report_shift.h"
#include "video/capture/time_mapper.h"

using namespace mingjing;
using namespace mingjing::video::capture;

namespace {

constexpr std::int64_t kWall = 1'795'000'000'000'000;
constexpr std::int64_t kMono = 5'000'000'000;
constexpr std::int64_t kFrame = 3600;  // ticks of 25 pictures a second
constexpr std::int64_t kFrameUs = 40'000;

TimedSample sampleAt(std::int64_t ticks, std::int64_t arrivalUs, std::int64_t wallShiftUs = 0) {
    return {0, ticks, ticks, {{kWall + arrivalUs + wallShiftUs}, {kMono + arrivalUs}}};
}

TimeMapper begun(std::int64_t ticks = 0) {
    TimeMapper mapper({90'000, 16'000});
    mapper.begin({sampleAt(ticks, 0)});
    return mapper;
}

/// Feeds pictures [from, to) that arrive on time; all must belong to the run.
void feed(TimeMapper& mapper, int from, int to, std::int64_t zero = 0) {
    for (int i = from; i < to; ++i)
        BOOST_REQUIRE(mapper.map(sampleAt(zero + i * kFrame, i * kFrameUs)).has_value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_mapper)

BOOST_AUTO_TEST_CASE(evidence_time_is_the_wall_at_the_start_plus_media_time) {
    auto mapper = begun(1'000'000);

    const auto first = mapper.map(sampleAt(1'000'000, 0));
    const auto later = mapper.map(sampleAt(1'000'000 + 25 * kFrame, 1'000'000));

    BOOST_TEST(first->dts == 0);
    BOOST_TEST(first->evidenceUs == kWall);
    BOOST_TEST(later->dts == 25 * kFrame);
    BOOST_TEST(later->evidenceUs == kWall + 1'000'000);
}

BOOST_AUTO_TEST_CASE(a_burst_at_the_start_does_not_shift_the_clock) {
    // The camera sends its last group of pictures at once: 50 pictures within 10 ms.
    TimeMapper mapper({90'000});
    std::vector<TimedSample> burst;
    for (int i = 0; i < 50; ++i) burst.push_back(sampleAt(i * kFrame, i * 200));
    burst.push_back(sampleAt(50 * kFrame, 10'000));

    mapper.begin(burst);

    BOOST_TEST(mapper.startUs() == kWall + 10'000 - 50 * kFrameUs);
}

BOOST_AUTO_TEST_CASE(jitter_of_arrival_does_not_reach_the_time_line) {
    auto mapper = begun();
    for (int i = 0; i < 500; ++i) {
        const auto mapped = mapper.map(sampleAt(i * kFrame, i * kFrameUs + (i * 7919) % 300'000));
        BOOST_REQUIRE(mapped.has_value());
        BOOST_TEST(mapped->dts == i * kFrame);
        BOOST_TEST(std::abs(mapped->evidenceUs - (kWall + i * kFrameUs)) < 20'000);
    }
}

BOOST_AUTO_TEST_CASE(media_that_jumps_ahead_opens_a_new_run) {
    auto mapper = begun();
    feed(mapper, 0, 10);

    BOOST_TEST(!mapper.map(sampleAt(10 * kFrame + 3600LL * 90'000, 10 * kFrameUs)).has_value());
    BOOST_TEST(!mapper.map(sampleAt(10 * kFrame + 95'000, 10 * kFrameUs)).has_value());
    BOOST_TEST(mapper.map(sampleAt(10 * kFrame + 80'000, 10 * kFrameUs)).has_value());
}

BOOST_AUTO_TEST_CASE(a_large_step_back_opens_a_new_run) {
    auto mapper = begun(90'000'000);
    feed(mapper, 0, 10, 90'000'000);

    BOOST_TEST(!mapper.map(sampleAt(0, 10 * kFrameUs)).has_value());
}

BOOST_AUTO_TEST_CASE(a_small_step_back_is_clamped_and_the_original_kept) {
    auto mapper = begun();
    feed(mapper, 0, 10);

    const auto repeated = mapper.map(sampleAt(9 * kFrame, 10 * kFrameUs));
    const auto back = mapper.map(sampleAt(5 * kFrame, 11 * kFrameUs));
    const auto onward = mapper.map(sampleAt(12 * kFrame, 12 * kFrameUs));

    BOOST_TEST(repeated->dts == 9 * kFrame + 1);
    BOOST_TEST(*repeated->originalPts == 9 * kFrame);
    BOOST_TEST(back->dts == 9 * kFrame + 2);
    BOOST_TEST(*back->originalPts == 5 * kFrame);
    BOOST_TEST(onward->dts == 12 * kFrame);
    BOOST_TEST(!onward->originalPts.has_value());
}

BOOST_AUTO_TEST_CASE(a_stall_that_is_caught_up_keeps_the_run) {
    auto mapper = begun();
    feed(mapper, 0, 25);
    // Three seconds nothing, then everything at once.
    for (int i = 25; i < 100; ++i)
        BOOST_REQUIRE(mapper.map(sampleAt(i * kFrame, 4'000'000 + i * 100)).has_value());

    const auto after = mapper.map(sampleAt(101 * kFrame, 101 * kFrameUs));

    BOOST_TEST(after->evidenceUs == kWall + 101 * kFrameUs);
}

BOOST_AUTO_TEST_CASE(a_stall_that_is_never_caught_up_opens_a_new_run) {
    auto mapper = begun();
    feed(mapper, 0, 25);
    int last = 25;
    // The camera's clock stood still for three seconds.
    while (last < 400 && mapper.map(sampleAt(last * kFrame, last * kFrameUs + 3'000'000))) ++last;

    BOOST_TEST(last > 25 + 5 * 25 - 2);
    BOOST_TEST(last < 25 + 6 * 25);
}

BOOST_AUTO_TEST_CASE(a_hole_with_true_times_is_told_and_keeps_the_run) {
    auto mapper = begun();
    feed(mapper, 0, 25);

    const auto behind = mapper.map(sampleAt(125 * kFrame, 125 * kFrameUs));

    BOOST_TEST(behind->hole);
    BOOST_TEST(behind->dts == 125 * kFrame);
}

BOOST_AUTO_TEST_CASE(a_step_of_the_wall_clock_opens_a_new_run) {
    auto mapper = begun();
    feed(mapper, 0, 25);

    BOOST_TEST(!mapper.map(sampleAt(25 * kFrame, 25 * kFrameUs, 10'000'000)).has_value());
    BOOST_TEST(!mapper.map(sampleAt(25 * kFrame, 25 * kFrameUs, -10'000'000)).has_value());
}

BOOST_AUTO_TEST_CASE(drift_is_slewed_by_at_most_500_ppm) {
    // The camera's crystal is 100 ppm slow: its second takes 1,000,100 of our microseconds.
    auto mapper = begun();
    std::int64_t before = 0;
    std::int64_t mappedUs = 0;
    std::int64_t arrivalUs = 0;
    for (int i = 0; i < 25 * 3600; ++i) {
        arrivalUs = i * kFrameUs + i * kFrameUs / 10'000;
        const auto mapped = mapper.map(sampleAt(i * kFrame, arrivalUs));
        BOOST_REQUIRE(mapped.has_value());
        mappedUs = mapped->evidenceUs;
        if (i > 0)
            BOOST_REQUIRE(std::abs(mappedUs - before - kFrameUs) <= kFrameUs * 500 / 1'000'000 + 1);
        before = mappedUs;
    }

    BOOST_TEST(std::abs(mappedUs - (kWall + arrivalUs)) < 5'000);
    BOOST_TEST(mapper.driftUs() > 350'000);
}

BOOST_AUTO_TEST_CASE(a_camera_clock_beyond_500_ppm_ends_in_a_new_run_not_in_a_wrong_time) {
    auto mapper = begun();
    int i = 0;
    while (i < 25 * 3600 * 3 && mapper.map(sampleAt(i * kFrame, i * kFrameUs + i * kFrameUs / 500)))
        ++i;

    BOOST_TEST(i < 25 * 1200);
}

BOOST_AUTO_TEST_CASE(sound_that_the_camera_does_not_align_is_aligned_by_arrival) {
    auto mapper = begun();
    feed(mapper, 0, 25);
    const TimedSample sound{1, 99'000'000, 99'000'000, {{kWall + 1'000'000}, {kMono + 1'000'000}}};

    const auto mapped = mapper.map(sound);

    BOOST_TEST(mapped->dts == 16'000);
    BOOST_TEST(mapped->evidenceUs == kWall + 1'000'000);
}

BOOST_AUTO_TEST_CASE(sound_that_jumps_alone_is_tied_anew_without_ending_the_run) {
    auto mapper = begun();
    const auto tone = [](int i, std::int64_t jump) {
        const std::int64_t at = i * 64'000;
        return TimedSample{1, i * 1024 + jump, i * 1024 + jump, {{kWall + at}, {kMono + at}}};
    };
    for (int i = 0; i < 50; ++i) BOOST_REQUIRE(mapper.map(tone(i, 0)).has_value());

    const auto jumped = mapper.map(tone(50, -96'000));
    const auto after = mapper.map(tone(51, -96'000));

    BOOST_REQUIRE(jumped.has_value());
    BOOST_TEST(jumped->dts == 50 * 1024);
    BOOST_TEST(*jumped->originalPts == 50 * 1024 - 96'000);
    BOOST_TEST(after->dts == 51 * 1024);
    BOOST_TEST(!after->originalPts.has_value());
}

BOOST_AUTO_TEST_CASE(decoding_times_rise_when_pictures_are_reordered) {
    // Shown 0 3 1 2 6 4 5 …: two pictures wait for a later one.
    DecodeTimes times(2, 90'000);
    std::int64_t last = -1'000'000;
    for (const int shown : {0, 3, 1, 2, 6, 4, 5, 9, 7, 8}) {
        const std::int64_t pts = shown * kFrame;
        const std::int64_t dts = times.next(pts);
        BOOST_TEST(dts > last);
        BOOST_TEST(dts <= pts);
        last = dts;
    }
}

BOOST_AUTO_TEST_CASE(sound_that_starts_later_is_tied_by_its_arrival) {
    TimeMapper mapper({90'000, 16'000});
    std::vector<TimedSample> first;
    for (int i = 0; i < 15; ++i) first.push_back(sampleAt(i * kFrame, i * kFrameUs));
    // libav starts this track at zero as well, although it began 400 ms later, once 5 ms late.
    first.push_back({1, 0, 0, {{kWall + 405'000}, {kMono + 405'000}}});
    first.push_back({1, 1024, 1024, {{kWall + 464'000}, {kMono + 464'000}}});

    mapper.begin(first);

    const auto sound = mapper.map(first[15]);
    BOOST_TEST(sound->dts == 6'400);  // 400 ms
    BOOST_TEST(!sound->originalPts.has_value());
}

BOOST_AUTO_TEST_CASE(sender_reports_do_not_move_a_track) {
    ReportShift shift(90'000);
    for (int i = 0; i < 300; ++i) {
        // No report at first; then each moves libav's times by another constant.
        const bool reported = i >= 40;
        const std::int64_t moved = i < 60 ? 0 : i < 120 ? 84'600 : i < 200 ? -12'000 : 90'500;
        const std::int64_t libav = i * kFrame + moved;
        const std::int64_t arrivalUs = i * kFrameUs;

        BOOST_TEST(shift.even({libav, reported, arrivalUs, false}) == i * kFrame);
        BOOST_TEST(shift.even({libav, reported, arrivalUs + 300, true}) == i * kFrame);
    }
    BOOST_TEST(shift.takenUs() == 1'005'555);
}

/// Showing times of pictures that come as I0 P3 B1 B2 P6 B4 B5 ...
std::int64_t reordered(int at) {
    if (at == 0) return 0;
    const int group = (at - 1) / 3 * 3;
    const int within = (at - 1) % 3;
    return (group + (within == 0 ? 3 : within)) * kFrame;
}

BOOST_AUTO_TEST_CASE(pictures_in_another_order_are_no_reports) {
    for (const int firstReport : {0, 40}) {
        ReportShift shift(90'000);
        shift.reorders(true);
        for (int i = 0; i < 300; ++i)
            BOOST_TEST(shift.even({reordered(i), i >= firstReport, i * kFrameUs, false}) ==
                       reordered(i));
        BOOST_TEST(shift.takenUs() == 0);
    }
}

BOOST_AUTO_TEST_CASE(reports_that_disagree_do_not_move_reordered_pictures_far) {
    for (const std::int64_t moved : {84'600, -84'600}) {
        for (const int at : {60, 61, 62}) {
            ReportShift shift(90'000);
            shift.reorders(true);
            for (int i = 0; i < at; ++i) shift.even({reordered(i), true, i * kFrameUs, false});

            const std::int64_t off =
                shift.even({reordered(at) + moved, true, at * kFrameUs, false}) - reordered(at);

            BOOST_TEST(std::abs(off) <= 4 * kFrame);
            for (int i = at + 1; i < 300; ++i)
                BOOST_REQUIRE_EQUAL(shift.even({reordered(i) + moved, true, i * kFrameUs, false}),
                                    reordered(i) + off);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_report_within_a_picture) {
    ReportShift shift(90'000);
    shift.even({0, true, 0, false});
    shift.even({kFrame, true, kFrameUs, false});
    BOOST_TEST(shift.even({kFrame - 50'000, true, kFrameUs + 400, true}) == kFrame);
}

BOOST_AUTO_TEST_CASE(stalls_bursts_and_missing_pictures_are_no_reports) {
    const std::int64_t second = 25 * kFrame;
    ReportShift shift(90'000);
    shift.even({0, true, 0, false});
    shift.even({kFrame, true, kFrameUs, false});
    // Two seconds of pictures arrive at once, after two seconds without any.
    for (int i = 2; i < 52; ++i)
        BOOST_TEST(shift.even({i * kFrame, true, 2'040'000 + i, false}) == i * kFrame);
    // The camera leaves a second out.
    BOOST_TEST(shift.even({52 * kFrame + second, true, 3'080'000, false}) == 52 * kFrame + second);
    BOOST_TEST(shift.takenUs() == 0);
}

BOOST_AUTO_TEST_CASE(steps_of_the_camera_itself_are_kept) {
    const std::int64_t hour = 3600 * std::int64_t{90'000};
    ReportShift shift(90'000);
    shift.even({0, true, 0, false});
    shift.even({kFrame, true, kFrameUs, false});
    BOOST_TEST(shift.even({2 * kFrame + hour, true, 2 * kFrameUs, false}) == 2 * kFrame + hour);
}

BOOST_AUTO_TEST_CASE(sound_with_a_slow_clock_stays_with_the_pictures_and_its_moves_are_noted) {
    auto mapper = begun();
    std::int64_t worstUs = 0;
    int noted = 0;
    int sounds = 0;
    // An hour; the sound's clock counts 999 where 1000 passed.
    for (int i = 0; i < 25 * 3600; ++i) {
        const std::int64_t nowUs = i * kFrameUs;
        BOOST_REQUIRE(mapper.map(sampleAt(i * kFrame, nowUs)).has_value());
        const std::int64_t ticks = std::int64_t{i} * 640 * 999 / 1000;
        TimedSample sound{1, ticks, ticks, {}};
        sound.arrival = {{kWall + nowUs}, {kMono + nowUs}};
        const auto mapped = mapper.map(sound);
        BOOST_REQUIRE(mapped.has_value());
        worstUs = std::max(worstUs, std::abs(mapped->evidenceUs - kWall - nowUs));
        noted += mapped->originalPts ? 1 : 0;
        ++sounds;
    }

    BOOST_TEST(worstUs < 250'000);
    BOOST_TEST(noted > 10);
    BOOST_TEST(noted < sounds / 100);
}

BOOST_AUTO_TEST_CASE(pictures_that_the_network_lost_leave_their_time) {
    ReportShift shift(90'000);
    // Ten pictures a second; of every ten the sixth and seventh are lost, and a late packet is
    // waited for, so that arrival does not tell the step.
    std::int64_t last = 0;
    for (int i = 0; i < 600; ++i) {
        const int place = i % 10;
        if (place == 5 || place == 6) continue;
        const std::int64_t arrivalUs = i * 100'000 + (place == 4 ? 150'000 : 0);
        last = shift.even({i * 9'000, true, arrivalUs, false, place == 7});
    }

    BOOST_TEST(last == 599 * 9'000);
    BOOST_TEST(shift.takenUs() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
