// SPDX-License-Identifier: Apache-2.0
// Burnt-in lines are read before any ground; where nothing is written nothing is read.
#include <filesystem>
#include <iterator>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <opencv2/imgproc.hpp>

#include "video/analysis/checks/clock.h"
#include "video/analysis/text_reader.h"

using namespace mingjing::video;
using namespace mingjing::video::analysis;

namespace {

constexpr int kWide = 400;
constexpr int kHigh = 34;

/// A written time on a wall; `outline` as most cameras draw it.
ffmpeg::Picture written(int wall, int ink, bool outline, bool text = true) {
    cv::Mat image(kHigh, kWide, CV_8UC3, cv::Scalar::all(wall));
    const auto put = [&](int level, int thickness) {
        cv::putText(image, "2026-11-30 14:07:26", {12, 24}, cv::FONT_HERSHEY_SIMPLEX, 0.62,
                    cv::Scalar::all(level), thickness, cv::LINE_AA);
    };
    if (text && outline) put(20, 5);
    if (text) put(ink, 2);
    return {{kWide, kHigh}, {image.data, image.data + image.total() * 3}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(a_written_time_is_read_before_dark_and_bright_walls) {
    auto reader = TextReader::create();
    BOOST_REQUIRE(reader.ok());
    struct Row {
        int wall, ink;
        bool outline;
        Ink how;
    };
    for (const Row& row : {Row{30, 240, false, Ink::Bright}, Row{120, 240, true, Ink::Bright},
                           Row{200, 240, true, Ink::Bright}, Row{220, 20, false, Ink::Dark}}) {
        const auto text = (*reader)->read(written(row.wall, row.ink, row.outline), "", row.how);
        const auto read = readClock(text.text);
        BOOST_TEST_CONTEXT("wall " << row.wall << " read as " << text.text) {
            BOOST_REQUIRE(read.has_value());
            BOOST_TEST(read->timeOfDayUs == ((14 * 60 + 7) * 60 + 26) * 1'000'000LL);
        }
    }
}

/// One worker is one thread; the others are needed for other cameras, or for the recorder.
BOOST_AUTO_TEST_CASE(reading_starts_no_threads_of_its_own) {
    const auto threads = [] {
        const std::filesystem::directory_iterator tasks("/proc/self/task");
        return std::distance(begin(tasks), end(tasks));
    };
    std::thread worker([&] {
        auto reader = TextReader::create();
        BOOST_REQUIRE(reader.ok());
        const auto before = threads();
        BOOST_TEST(!(*reader)->read(written(30, 240, false), "", Ink::Bright).text.empty());
        BOOST_TEST(threads() == before);
    });
    worker.join();
}

BOOST_AUTO_TEST_CASE(an_empty_wall_and_odd_sizes_say_nothing) {
    auto reader = TextReader::create();
    BOOST_REQUIRE(reader.ok());
    for (const int wall : {0, 128, 255})
        for (const Ink ink : {Ink::Bright, Ink::Dark})
            BOOST_TEST(!readClock((*reader)->read(written(wall, 0, false, false), "", ink).text));
    BOOST_TEST((*reader)->read({{1, 1}, {0, 0, 0}}, "", Ink::Bright).text.empty());
    BOOST_TEST((*reader)->read({{40, 40}, {}}, "", Ink::Bright).text.empty());
}

BOOST_AUTO_TEST_SUITE_END()
