// SPDX-License-Identifier: Apache-2.0
// The burnt-in date and time against the evidence's own time, and the code on the room's display.
// Without a clock zone it looks for the clock along the picture's upper and lower edge.
#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "video/analysis/check.h"

namespace mingjing::video::analysis {

struct ClockRules {
    std::int64_t everyUs = 4'000'000;                ///< between two readings
    std::int64_t unsureUs = 1'500'000;               ///< while they contradict
    std::int64_t hopelessUs = 12'000'000;            ///< where no clock was found for long
    std::int64_t soonerUs = 300'000;                 ///< looks fall on another part of a second
    std::int64_t displayEveryUs = 6'000'000;         ///< between two readings of the display
    std::int64_t agreeUs = 1'600'000;                ///< errors that differ less confirm each other
    std::int64_t offsetUs = 8LL * 3600 * 1'000'000;  ///< Beijing time
    int displayMissingLooks = 5;
};

/// A date and time found in a line of text; the date may be missing.
struct ReadClock {
    bool hasDate = false;
    std::int64_t dayUs = 0;  ///< midnight, as if UTC
    std::int64_t timeOfDayUs = 0;
};
/// Forgives what recognisers mix up between digits; nothing when there is no time of day.
std::optional<ReadClock> readClock(const std::string& text);

class ClockCheck final : public Check {
public:
    explicit ClockCheck(const WatchSettings& settings, ClockRules rules = {});

    [[nodiscard]] std::string name() const override { return "clock"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override {
        return {"clock_missing", "clock_wrong", "clock_backwards", "display_missing", "codeRead"};
    }
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    [[nodiscard]] std::string off(const Tools& tools) const override {
        return tools.text == nullptr ? "no_text_reader" : "";
    }
    void look(const Look& look, const Tools& tools, Signs& out) override;
    std::int64_t sooner() override { return std::exchange(sooner_, 0); }
    [[nodiscard]] std::vector<Zone> closeUps(std::int64_t atUs) const override;

private:
    struct Reading {
        std::int64_t atUs;
        std::int64_t errorUs;
        std::int64_t shownUs;
        bool hasDate;
    };
    void readTime(const Look& look, const Picture& line, const Tools& tools, Signs& out);
    void judge(const Reading& now, Signs& out);
    [[nodiscard]] bool falls() const;
    void readCode(const Look& look, const Picture& line, const Tools& tools, Signs& out);

    ClockRules rules_;
    std::int64_t errorUs_;
    std::int64_t missingUs_;
    std::optional<Zone> clock_;
    bool given_ = false;  ///< the clock's zone was drawn by people
    std::vector<Zone> candidates_;
    std::size_t candidate_ = 0;
    std::optional<Zone> display_;
    std::int64_t nextClockUs_ = 0;
    std::int64_t nextDisplayUs_ = 0;
    std::deque<Reading> readings_;
    std::int64_t shownUs_ = 0;  ///< by the newest reading that two others confirmed
    std::int64_t sooner_ = 0;
    int unread_ = 0;
    Ink ink_ = Ink::Bright;
    Ink displayInk_ = Ink::Bright;
    std::string lastCode_;
    std::string toldCode_;
    int codeMisses_ = 0;
};

}  // namespace mingjing::video::analysis
