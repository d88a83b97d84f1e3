// SPDX-License-Identifier: Apache-2.0
// Segments, gaps, counts, watches and node reports as they are stored and read by span.
#include <thread>

#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::GapRow;
using app::SegmentRow;
using app::WatchRow;
using domain::CountChange;

namespace {

SegmentRow someSegment(const Uuid& camera, std::int64_t startUs, std::int64_t endUs) {
    SegmentRow segment;
    segment.id = newId();
    segment.cameraId = camera;
    segment.stream = "main";
    segment.run = 3;
    segment.startUs = startUs;
    segment.endUs = endUs;
    segment.hasAudio = true;
    segment.path = "2026/11/24/讯问室.mp4";
    return segment;
}

void checkSame(const SegmentRow& a, const SegmentRow& b) {
    BOOST_TEST((std::tie(a.id, a.cameraId, a.stream, a.run, a.startUs, a.endUs, a.closed,
                         a.truncated, a.hasAudio, a.path, a.bytes, a.fragments, a.chainHead) ==
                std::tie(b.id, b.cameraId, b.stream, b.run, b.startUs, b.endUs, b.closed,
                         b.truncated, b.hasAudio, b.path, b.bytes, b.fragments, b.chainHead)));
}

std::string startsOf(const std::vector<SegmentRow>& segments) {
    std::string all;
    for (const SegmentRow& segment : segments) all += std::to_string(segment.startUs) + " ";
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recordings)

BOOST_AUTO_TEST_CASE(a_segment_is_read_as_it_was_put_open_and_closed) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    SegmentRow segment = someSegment(camera, 1000, 1000);
    const auto unit = begin(centre.database);

    must(unit->recordings().putSegment(segment));
    must(unit->recordings().extendOpenSegments(camera, "main", 1500));
    segment.endUs = 1500;
    checkSame(must(unit->recordings().segments(camera, "main", {0, 9000})).at(0), segment);
    segment.closed = true;
    segment.truncated = true;
    segment.endUs = 2000;
    segment.bytes = 1LL << 40;
    segment.fragments = 4;
    segment.chainHead = std::string(64, 'f');
    SegmentRow closing = segment;  // as a recorder reports it
    closing.hasAudio = false;
    closing.run = 0;
    closing.path.clear();
    must(unit->recordings().putSegment(closing));
    must(unit->recordings().extendOpenSegments(camera, "main", 5000));

    checkSame(must(unit->recordings().segments(camera, "main", {0, 9000})).at(0), segment);

    SegmentRow again = segment;
    again.closed = again.truncated = false;
    again.endUs = again.startUs;
    must(unit->recordings().putSegment(again));
    checkSame(must(unit->recordings().segments(camera, "main", {0, 9000})).at(0), segment);
}

BOOST_AUTO_TEST_CASE(segments_are_found_where_they_overlap_the_span) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    const auto unit = begin(centre.database);
    for (const auto& [from, to] : {std::pair{1000, 2000}, {2000, 3000}, {3500, 4000}})
        must(unit->recordings().putSegment(someSegment(camera, from, to)));
    SegmentRow sub = someSegment(camera, 1000, 4000);
    sub.stream = "sub";
    must(unit->recordings().putSegment(sub));
    const auto within = [&](std::int64_t from, std::int64_t to) {
        return startsOf(must(unit->recordings().segments(camera, "main", {from, to})));
    };

    BOOST_TEST(within(0, 9000) == "1000 2000 3500 ");
    BOOST_TEST(within(1500, 2500) == "1000 2000 ");
    BOOST_TEST(within(2000, 3000) == "2000 ");
    BOOST_TEST(within(3000, 3500).empty());
    BOOST_TEST(within(0, 1000).empty());
    BOOST_TEST(must(unit->recordings().segments(newId(), "main", {0, 9000})).empty());
}

BOOST_AUTO_TEST_CASE(only_the_newest_open_segment_grows_and_never_shrinks) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    const auto unit = begin(centre.database);
    must(unit->recordings().putSegment(someSegment(camera, 1000, 1200)));  // never closed: a crash
    must(unit->recordings().putSegment(someSegment(camera, 5000, 5000)));

    must(unit->recordings().extendOpenSegments(camera, "main", 6000));
    must(unit->recordings().extendOpenSegments(camera, "main", 5500));
    must(unit->recordings().extendOpenSegments(camera, "sub", 9000));
    must(unit->recordings().extendOpenSegments(newId(), "main", 9000));

    const auto segments = must(unit->recordings().segments(camera, "main", {0, 9000}));
    BOOST_REQUIRE_EQUAL(segments.size(), 2U);
    BOOST_TEST(segments[0].endUs == 1200);
    BOOST_TEST(segments[1].endUs == 6000);
}

BOOST_AUTO_TEST_CASE(a_gap_is_open_then_closed_and_found_by_span) {
    Centre& centre = sharedCentre();
    GapRow gap{newId(), newId(), "main", 1000, std::nullopt, "connecting"};
    const auto unit = begin(centre.database);
    const auto within = [&](std::int64_t from, std::int64_t to) {
        return must(unit->recordings().gaps(gap.cameraId, "main", {from, to}));
    };

    must(unit->recordings().putGap(gap));
    BOOST_REQUIRE_EQUAL(within(50'000, 60'000).size(), 1U);
    BOOST_TEST(!within(50'000, 60'000)[0].toUs.has_value());
    gap.toUs = 2000;
    must(unit->recordings().putGap(gap));

    BOOST_TEST(within(50'000, 60'000).empty());
    BOOST_REQUIRE_EQUAL(within(1999, 3000).size(), 1U);
    const GapRow read = within(0, 1001).at(0);
    BOOST_TEST((std::tie(read.id, read.cameraId, read.stream, read.fromUs, read.toUs, read.cause) ==
                std::tie(gap.id, gap.cameraId, gap.stream, gap.fromUs, gap.toUs, gap.cause)));
    BOOST_TEST(must(unit->recordings().gaps(gap.cameraId, "sub", {0, 9000})).empty());
}

BOOST_AUTO_TEST_CASE(breaks_are_added_up_within_the_span) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    const auto unit = begin(centre.database);
    const auto within = [&](std::int64_t from, std::int64_t to) {
        const auto all = must(unit->recordings().breaks({from, to}));
        const auto found = all.find(camera);
        return found == all.end() ? std::pair<std::int64_t, std::int64_t>{0, 0}
                                  : std::pair{found->second.count, found->second.lengthUs};
    };
    must(unit->recordings().putGap({newId(), camera, "main", 1000, 2000, "stalled"}));
    must(unit->recordings().putGap({newId(), camera, "sub", 1000, 9000, "stalled"}));
    must(unit->recordings().putGap({newId(), camera, "main", 5000, std::nullopt, "connecting"}));
    BOOST_TEST((within(0, 1000) == std::pair<std::int64_t, std::int64_t>{0, 0}));
    BOOST_TEST((within(1500, 1700) == std::pair<std::int64_t, std::int64_t>{1, 200}));
    BOOST_TEST((within(0, 7000) == std::pair<std::int64_t, std::int64_t>{2, 3000}));
    BOOST_TEST((within(6000, 6100) == std::pair<std::int64_t, std::int64_t>{1, 100}));
}

BOOST_AUTO_TEST_CASE(a_closed_segment_tells_how_wrong_its_cameras_clock_was) {
    Centre& centre = sharedCentre();
    app::SegmentRow segment;
    segment.id = newId();
    segment.cameraId = newId();
    segment.stream = "main";
    segment.startUs = 1000;
    segment.endUs = 9000;
    segment.roomId = newId();
    const auto unit = begin(centre.database);
    const auto read = [&] {
        return must(unit->recordings().segments(segment.cameraId, "main", {0, 9000})).at(0);
    };
    must(unit->recordings().putSegment(segment));
    BOOST_TEST(!read().clockLeastUs.has_value());
    segment.closed = true;
    segment.clockLeastUs = -1500;
    segment.clockMostUs = 200;
    must(unit->recordings().putSegment(segment));
    BOOST_TEST(read().clockLeastUs.value() == -1500);
    BOOST_TEST(read().clockMostUs.value() == 200);
    BOOST_TEST((read().roomId == segment.roomId));
}

BOOST_AUTO_TEST_CASE(counts_of_a_span_begin_with_the_last_one_before_it) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    const auto unit = begin(centre.database);
    for (int i = 1; i <= 5; ++i) {
        CountChange change;
        change.fromUs = i * 100;
        change.value = i == 4 ? -1 : i;
        change.confidenceMilli = 900 + i;
        change.cameraId = camera;
        if (i != 4) change.segment = camera;
        change.fragment = 7;
        change.offsetUs = 8;
        must(unit->recordings().putCount(change, "ssd-2026", 1000));
        if (i == 3) must(unit->recordings().putCount(change, "ssd-2026", 2000));  // sent twice
    }
    const auto times = [&](std::int64_t from, std::int64_t to) {
        std::string all;
        for (const CountChange& c : must(unit->recordings().counts(camera, {from, to})))
            all += std::to_string(c.fromUs) + ":" + std::to_string(c.value) + " ";
        return all;
    };

    BOOST_TEST(times(250, 450) == "200:2 300:3 400:-1 ");
    BOOST_TEST(times(300, 400) == "200:2 300:3 ");
    BOOST_TEST(times(0, 150) == "100:1 ");
    BOOST_TEST(times(0, 100).empty());
    BOOST_TEST(times(900, 950) == "500:5 ");
    const auto read = must(unit->recordings().counts(camera, {400, 450}));
    BOOST_REQUIRE_EQUAL(read.size(), 2U);
    BOOST_TEST((read[0].segment == camera));
    BOOST_TEST(read[1].segment.isNil());
    BOOST_TEST((read[1].cameraId == camera));
    BOOST_TEST(read[1].confidenceMilli == 904);
    BOOST_TEST(read[1].fragment == 7);
    BOOST_TEST(read[1].offsetUs == 8);
}

BOOST_AUTO_TEST_CASE(time_that_was_not_watched_is_found_by_span) {
    Centre& centre = sharedCentre();
    const Uuid camera = newId();
    const auto unit = begin(centre.database);

    must(unit->recordings().putWatch({camera, 0, 60, true, 120, ""}));
    must(unit->recordings().putWatch({camera, 60, 100, false, 0, "analyst_behind"}));
    must(unit->recordings().putWatch({camera, 60, 110, false, 0, "analyst_behind"}));
    must(unit->recordings().putWatch({camera, 200, 300, false, 0, "no_stream"}));

    const auto some = must(unit->recordings().notWatched(camera, {50, 200}));
    BOOST_REQUIRE_EQUAL(some.size(), 1U);
    BOOST_TEST((some[0].cameraId == camera));
    BOOST_TEST(some[0].fromUs == 60);
    BOOST_TEST(some[0].toUs == 110);
    BOOST_TEST(!some[0].watched);
    BOOST_TEST(some[0].cause == "analyst_behind");
    BOOST_TEST(must(unit->recordings().notWatched(camera, {110, 200})).empty());
    BOOST_TEST(must(unit->recordings().notWatched(camera, {0, 1000})).size() == 2U);
}

BOOST_AUTO_TEST_CASE(each_report_of_a_boot_is_stored_once_however_often_it_is_sent) {
    Centre centre;
    const Uuid boot = newId();
    std::atomic<int> stored{0};
    const auto send = [&] {
        for (std::int64_t seq = 1; seq <= 10;) {
            const auto unit = begin(centre.database);
            const auto acked = unit->recordings().lockNode("recorder-1", boot);
            if (!acked.ok()) continue;
            if (*acked >= seq) {
                ++seq;
                continue;
            }
            must(unit->recordings().ackNode("recorder-1", boot, seq, 5));
            if (unit->commit() == app::CommitResult::Committed) ++stored, ++seq;
        }
    };

    std::vector<std::thread> all;
    for (int i = 0; i < 4; ++i) all.emplace_back(send);
    for (std::thread& thread : all) thread.join();

    BOOST_TEST(stored == 10);
    const auto unit = begin(centre.database);
    BOOST_TEST(must(unit->recordings().lockNode("recorder-1", boot)) == 10);
    BOOST_TEST(must(unit->recordings().lockNode("recorder-1", newId())) == 0);
    // An acknowledgement never goes back.
    must(unit->recordings().ackNode("recorder-1", boot, 4, 6));
    BOOST_TEST(must(unit->recordings().lockNode("recorder-1", boot)) == 10);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
