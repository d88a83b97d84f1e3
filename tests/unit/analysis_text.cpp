// SPDX-License-Identifier: Apache-2.0
// Burnt-in lines are read before any ground; where nothing is written nothing is read.
#include <algorithm>
#include <chrono>
#include <cstdio>
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
ffmpeg::Picture written(int wall, int ink, bool outline, bool text = true,
                        const std::string& what = "2026-11-30 14:07:26") {
    cv::Mat image(kHigh, kWide, CV_8UC3, cv::Scalar::all(wall));
    const auto put = [&](int level, int thickness) {
        cv::putText(image, what, {12, 24}, cv::FONT_HERSHEY_SIMPLEX, 0.62, cv::Scalar::all(level),
                    thickness, cv::LINE_AA);
    };
    if (text && outline) put(20, 5);
    if (text) put(ink, 2);
    return {{kWide, kHigh}, {image.data, image.data + image.total() * 3}};
}

/// 14:07 in Beijing.
constexpr std::int64_t kBeginUs =
    std::chrono::microseconds(std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} +
                              std::chrono::hours(6) + std::chrono::minutes(7) -
                              std::chrono::sys_days{})
        .count();

std::string timeAt(std::int64_t us) {
    const std::int64_t second = (us - kBeginUs + 7 * 60 * 1'000'000LL) / 1'000'000;
    char out[32];
    std::snprintf(out, sizeof out, "2026-11-30 14:%02d:%02d", static_cast<int>(second / 60),
                  static_cast<int>(second % 60));
    return out;
}

/// Looks at a clock once a second, or sooner where that is asked for.
struct ClockWatch {
    std::unique_ptr<TextReader> reader = std::move(*TextReader::create());
    ClockCheck check{WatchSettings::usual()};
    std::int64_t atUs = kBeginUs;
    int readings = 0;

    /// What is said of `kind` in so many seconds, of which the clock shows `shown` at each.
    std::vector<Sign> said(const std::string& kind, int seconds, const auto& shown) {
        std::vector<Sign> out;
        for (const std::int64_t end = atUs + seconds * 1'000'000LL; atUs < end;) {
            std::vector<ffmpeg::Picture> parts;
            if (!check.closeUps(atUs).empty())
                parts.push_back(written(30, 240, false, true, timeAt(shown(atUs))));
            readings += static_cast<int>(parts.size());
            Look look;
            look.atUs = atUs;
            look.closeUps = &parts;
            Tools tools;
            tools.text = reader.get();
            Check::Signs signs;
            check.look(look, tools, signs);
            for (const Sign& sign : signs)
                if (sign.kind == kind) out.push_back(sign);
            atUs += 1'000'000 - check.sooner();
        }
        return out;
    }
};

bool anyYes(const std::vector<Sign>& signs) {
    return std::any_of(signs.begin(), signs.end(),
                       [](const Sign& sign) { return sign.is == Sign::Is::Yes; });
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

/// A clock that shows whole seconds, looked at at whole seconds, hides up to one of them.
BOOST_AUTO_TEST_CASE(an_error_between_two_and_three_seconds_is_found_by_other_parts_of_a_second) {
    for (const int errorMs : {2600, -2600}) {
        ClockWatch watch;
        const auto signs =
            watch.said("clock_wrong", 40, [&](std::int64_t us) { return us + errorMs * 1000LL; });
        BOOST_TEST(anyYes(signs), errorMs);
        BOOST_TEST(std::abs(signs.back().value - errorMs) <= 500, errorMs);
    }
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_right_or_nearly_so_is_not_asked_for_more_often) {
    for (const int errorMs : {0, 700, -700}) {
        ClockWatch watch;
        const auto signs =
            watch.said("clock_wrong", 40, [&](std::int64_t us) { return us + errorMs * 1000LL; });
        BOOST_TEST(!signs.empty(), errorMs);
        BOOST_TEST(!anyYes(signs), errorMs);
        BOOST_TEST(watch.readings <= 12, errorMs);
    }
    ClockWatch near;
    BOOST_TEST(
        !anyYes(near.said("clock_wrong", 40, [](std::int64_t us) { return us + 1'400'000; })));
}

BOOST_AUTO_TEST_CASE(one_time_that_is_misread_is_no_clock_that_runs_backwards) {
    ClockWatch watch;
    const auto signs = watch.said("clock_backwards", 40, [](std::int64_t us) {
        const std::int64_t since = us - kBeginUs;
        return since >= 20'000'000 && since < 21'000'000 ? us + 5'000'000 : us;
    });
    BOOST_TEST(!signs.empty());
    BOOST_TEST(!anyYes(signs));
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_or_runs_back_is_told) {
    ClockWatch leap;
    const auto leapt = [](std::int64_t us) {
        return us - kBeginUs >= 15'000'000 ? us - 12'000'000 : us;
    };
    BOOST_TEST(!anyYes(leap.said("clock_backwards", 15, leapt)));
    BOOST_TEST(anyYes(leap.said("clock_backwards", 15, leapt)));
    ClockWatch back;
    BOOST_TEST(anyYes(back.said("clock_backwards", 30, [](std::int64_t us) {
        const std::int64_t since = us - kBeginUs;
        return since >= 15'000'000 ? kBeginUs + 30'000'000 - since : us;
    })));
}

BOOST_AUTO_TEST_SUITE_END()
