// SPDX-License-Identifier: Apache-2.0
// Lines of text become times and codes; one reading proves nothing, readings that agree do.
#include "video/analysis/checks/clock.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "center/kernel/liveness.h"

namespace mingjing::video::analysis {

using kernel::Json;

namespace {

using Is = Sign::Is;

constexpr std::int64_t kDayUs = 86'400LL * 1'000'000;
constexpr std::int64_t kSecondUs = 1'000'000;
constexpr int kUnreadMost = 3;  ///< then a clock that was found is looked for anew
constexpr std::size_t kReadings = 4;
constexpr int kSureReadings = 3;
constexpr int kRounds = 4;  ///< of all usual places

Zone strip(int left, int top, int right, int bottom) {
    return {{}, "clock", {{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
}

/// Where cameras usually write their time.
std::vector<Zone> usualPlaces() {
    std::vector<Zone> out;
    for (const auto& [top, bottom] : {std::pair{0, 90}, std::pair{910, 1000}})
        for (const auto& [left, right] : {std::pair{0, 560}, std::pair{440, 1000}})
            out.push_back(strip(left, top, right, bottom));
    return out;
}

std::string mended(std::string text) {
    for (char& c : text) {
        if (c == 'O' || c == 'o' || c == 'D' || c == 'Q') c = '0';
        if (c == 'I' || c == 'l') c = '1';
        if (c == 'Z' || c == 'z') c = '2';
        if (c == 'S' || c == 's') c = '5';
        if (c == ';' || c == '.' || c == ',' || c == '*') c = ':';
    }
    return text;
}

/// Digits that stand together, and what stands before them.
struct Group {
    int value = 0;
    int digits = 0;
    std::string before;
};

std::vector<Group> groupsOf(const std::string& text) {
    std::vector<Group> out;
    Group now;
    const auto end = [&] {
        if (now.digits > 0) out.push_back(std::exchange(now, {}));
    };
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && now.digits < 9) {
            now.value = now.value * 10 + (c - '0');
            ++now.digits;
        } else if (!digit) {
            end();
            now.before += c;
        }
    }
    end();
    return out;
}

bool colon(const Group& group) {
    return group.before.find(':') != std::string::npos && group.before.size() <= 3;
}

}  // namespace

std::optional<ReadClock> readClock(const std::string& text) {
    const auto groups = groupsOf(mended(text));
    std::optional<ReadClock> out;
    for (std::size_t i = 0; i + 2 < groups.size(); ++i) {
        const auto &a = groups[i], &b = groups[i + 1], &c = groups[i + 2];
        if (a.digits == 2 && b.digits == 2 && c.digits == 2 && colon(b) && colon(c) &&
            a.value < 24 && b.value < 60 && c.value < 60) {
            if (!out) out = ReadClock{};
            out->timeOfDayUs = (a.value * 3600LL + b.value * 60LL + c.value) * 1'000'000;
        }
    }
    if (!out) return out;
    for (std::size_t i = 0; i + 2 < groups.size() && !out->hasDate; ++i) {
        const auto &y = groups[i], &m = groups[i + 1], &d = groups[i + 2];
        if (y.digits != 4 || y.value < 2000 || m.before.size() > 4 || d.before.size() > 4) continue;
        const std::chrono::year_month_day day{std::chrono::year{y.value},
                                              std::chrono::month{static_cast<unsigned>(m.value)},
                                              std::chrono::day{static_cast<unsigned>(d.value)}};
        if (!day.ok() || m.digits > 2 || d.digits > 2) continue;
        out->hasDate = true;
        out->dayUs = std::chrono::sys_days{day}.time_since_epoch().count() * kDayUs;
    }
    return out;
}

ClockCheck::ClockCheck(const WatchSettings& settings, ClockRules rules)
    : rules_(rules),
      errorUs_(settings.lastingUs("clock.errorMs")),
      missingUs_(settings.lastingUs("clock.missingMs")),
      candidates_(usualPlaces()) {
    if (const auto zones = settings.zonesOf("clock"); !zones.empty()) {
        clock_ = *zones.front();
        given_ = true;
    }
    if (const auto zones = settings.zonesOf("display"); !zones.empty()) display_ = *zones.front();
}

Json ClockCheck::parameters() const {
    return {{"agreeUs", rules_.agreeUs},   {"displayEveryUs", rules_.displayEveryUs},
            {"everyUs", rules_.everyUs},   {"hopelessUs", rules_.hopelessUs},
            {"offsetUs", rules_.offsetUs}, {"soonerUs", rules_.soonerUs},
            {"unsureUs", rules_.unsureUs}};
}

Lasting ClockCheck::lasting(const std::string& kind) const {
    Lasting out;
    out.looks = kind == "clock_backwards" ? 1 : 2;
    out.beginUs = kind == "clock_missing" ? missingUs_ : kind == "display_missing" ? 60'000'000 : 0;
    out.endUs = 0;
    return out;
}

std::vector<Zone> ClockCheck::closeUps(std::int64_t atUs) const {
    std::vector<Zone> out;
    if (atUs >= nextClockUs_) out.push_back(clock_ ? *clock_ : candidates_[candidate_]);
    if (display_ && atUs >= nextDisplayUs_) out.push_back(*display_);
    return out;
}

void ClockCheck::look(const Look& look, const Tools& tools, Signs& out) {
    if (tools.text == nullptr || look.closeUps == nullptr || look.fault != nullptr) return;
    std::size_t next = 0;
    const auto& parts = *look.closeUps;
    if (look.atUs >= nextClockUs_ && next < parts.size()) readTime(look, parts[next++], tools, out);
    if (display_ && look.atUs >= nextDisplayUs_ && next < parts.size())
        readCode(look, parts[next], tools, out);
}

void ClockCheck::readTime(const Look& look, const Picture& line, const Tools& tools, Signs& out) {
    const ReadText text = tools.text->read(line, "", ink_);
    const auto read = readClock(text.text);
    nextClockUs_ = look.atUs + rules_.unsureUs;
    if (!read) {
        // Where none was found in several rounds, there is hardly one: reading costs.
        if (!clock_ && unread_ > kRounds * static_cast<int>(candidates_.size()))
            nextClockUs_ = look.atUs + rules_.hopelessUs;
        ++unread_;
        if (!clock_) candidate_ = (candidate_ + 1) % candidates_.size();
        // Perhaps it is dark on light: every other round is for that.
        if (unread_ % static_cast<int>(2 * candidates_.size()) == 0)
            ink_ = ink_ == Ink::Bright ? Ink::Dark : Ink::Bright;
        if (clock_ && !given_ && unread_ > kUnreadMost && readings_.empty()) clock_.reset();
        if (clock_ || unread_ > static_cast<int>(candidates_.size()))
            out.push_back({"clock_missing", Is::Yes, 800, 1, {}, Json::object()});
        return;
    }
    unread_ = 0;
    if (!clock_) clock_ = candidates_[candidate_];
    out.push_back({"clock_missing", Is::No, 900, 0, {}, Json::object()});
    const std::int64_t local = look.atUs + rules_.offsetUs;
    const std::int64_t shown =
        (read->hasDate ? read->dayUs : local / kDayUs * kDayUs) + read->timeOfDayUs;
    std::int64_t error = shown - local;
    if (!read->hasDate) {
        if (error > kDayUs / 2) error -= kDayUs;
        if (error < -kDayUs / 2) error += kDayUs;
    }
    judge({look.atUs, error, shown, read->hasDate}, out);
}

/// Readings in a row that show earlier and earlier times; one that is misread does not make them.
bool ClockCheck::falls() const {
    const auto goesOn = [](const Reading& before, const Reading& after) {
        return after.shownUs >= before.shownUs;
    };
    return readings_.size() == kReadings &&
           std::adjacent_find(readings_.begin(), readings_.end(), goesOn) == readings_.end();
}

/// Readings that agree tell the error; readings that fall while time goes on tell a clock that runs
/// backwards, and three that agree one that was set back; others tell nothing.
void ClockCheck::judge(const Reading& now, Signs& out) {
    readings_.push_back(now);
    if (readings_.size() > kReadings) readings_.pop_front();
    const auto agrees = [&](const Reading& other) {
        return std::abs(other.errorUs - now.errorUs) < rules_.agreeUs;
    };
    const auto agreeing = std::count_if(readings_.begin(), readings_.end(), agrees);
    if (agreeing < 2 && !falls()) return;
    // Time goes on, so a later reading that shows an earlier time is a clock that was set back, or
    // that runs backwards.
    const bool sure = agreeing >= kSureReadings;
    const bool back = falls() || (sure && now.shownUs + rules_.agreeUs < shownUs_);
    if (sure || back) shownUs_ = now.shownUs;
    out.push_back({"clock_backwards", back ? Is::Yes : Is::No, 850, 1, {}, Json::object()});
    if (agreeing < 2) return;
    // A clock that shows whole seconds is ahead by its reading's error, and by less than a second
    // more.
    std::int64_t least = now.errorUs;
    std::int64_t most = now.errorUs + kSecondUs;
    for (const Reading& reading : readings_) {
        if (!agrees(reading)) continue;
        least = std::max(least, reading.errorUs);
        most = std::min(most, reading.errorUs + kSecondUs);
    }
    const bool wrong = least > errorUs_ || most <= -errorUs_;
    Sign sign{"clock_wrong", wrong ? Is::Yes : Is::No, 900, (least + most) / 2000, {},
              Json::object()};
    if (wrong && !sure) return;
    out.push_back(std::move(sign));
    // It may be wrong or right: a second changes at another moment than that of the looks.
    const bool open =
        (least <= errorUs_ && most > errorUs_) || (most > -errorUs_ && least <= -errorUs_);
    const bool asks = open && most - least > rules_.soonerUs;
    if (asks) sooner_ = rules_.soonerUs;
    nextClockUs_ = now.atUs + (wrong || asks ? rules_.unsureUs : rules_.everyUs);
}

void ClockCheck::readCode(const Look& look, const Picture& line, const Tools& tools, Signs& out) {
    const std::string letters = std::string(kernel::kCodeAlphabet) + "- ";
    ReadText text = tools.text->read(line, letters, displayInk_);
    auto code = kernel::readLivenessCode(text.text);
    if (!code.ok()) {
        displayInk_ = displayInk_ == Ink::Bright ? Ink::Dark : Ink::Bright;
        text = tools.text->read(line, letters, displayInk_);
        code = kernel::readLivenessCode(text.text);
    }
    nextDisplayUs_ = look.atUs + (code.ok() ? rules_.displayEveryUs : rules_.unsureUs);
    if (!code.ok()) {
        if (++codeMisses_ >= rules_.displayMissingLooks)
            out.push_back({"display_missing", Is::Yes, 700, 1, {}, Json::object()});
        return;
    }
    codeMisses_ = 0;
    out.push_back({"display_missing", Is::No, 900, 0, {}, Json::object()});
    // Seen twice it is no slip of the reader.
    if (*code == lastCode_ && *code != toldCode_) {
        toldCode_ = *code;
        out.push_back({"codeRead", Is::Yes, text.confidenceMilli, 1, {}, {{"code", *code}}});
    } else if (*code != lastCode_) {
        nextDisplayUs_ = look.atUs + rules_.unsureUs;
    }
    lastCode_ = *code;
}

}  // namespace mingjing::video::analysis
