// SPDX-License-Identifier: Apache-2.0
// Comparing a look with what is usual.
#include "video/analysis/checks/health.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace mingjing::video::analysis {

using kernel::Json;

namespace {

using Is = Sign::Is;

constexpr int kHealthCell = 16;  ///< pixels of the whole picture
constexpr int kReachX = 12;
constexpr int kReachY = 8;
constexpr float kLearn = 1.0F / 600;
constexpr std::size_t kMotionLooks = 600;
constexpr int kHardlyAny = 60;     ///< thousandths of the detailed cells
constexpr int kLeastDetailed = 8;  ///< cells; with fewer nothing can be compared
constexpr std::int64_t kNoPictureUs = 5'000'000;

Sign signOf(const char* kind, bool yes, int confidenceMilli, std::int64_t value) {
    return {kind, yes ? Is::Yes : Is::No, std::clamp(confidenceMilli, 0, 1000), value, {}, {}};
}

/// 500 at the limit, 1000 when `margin` beyond it.
int sureness(int distance, int margin) {
    return std::clamp(500 + 500 * std::abs(distance) / std::max(1, margin), 500, 1000);
}

/// Between a pixel and its neighbours to the right and below; at the edge there are none.
std::vector<float> detailOf(const Grey& grey) {
    std::vector<float> out;
    for (Cell cell : cellsIn(grey, kHealthCell)) {
        cell.right = std::min(cell.right, grey.width - 1);
        cell.bottom = std::min(cell.bottom, grey.height - 1);
        const int sum = sumOver(cell, [&](int x, int y) {
            return std::abs(grey.at(x + 1, y) - grey.at(x, y)) +
                   std::abs(grey.at(x, y + 1) - grey.at(x, y));
        });
        out.push_back(static_cast<float>(sum) / static_cast<float>(std::max(1, cell.size())));
    }
    return out;
}

std::vector<float> lightOf(const Grey& grey) {
    std::vector<float> out;
    for (const Cell& cell : cellsIn(grey, kHealthCell)) {
        const int sum = sumOver(cell, [&](int x, int y) { return grey.at(x, y); });
        out.push_back(static_cast<float>(sum) / static_cast<float>(cell.size()));
    }
    return out;
}

void blend(std::vector<float>& usual, const std::vector<float>& now, float share) {
    if (usual.size() != now.size()) {
        usual = now;
        return;
    }
    for (std::size_t i = 0; i < now.size(); ++i) usual[i] += share * (now[i] - usual[i]);
}

/// A mean at first, later one that follows slowly.
float shareOf(int looks) {
    return std::max(kLearn, 1.0F / static_cast<float>(looks + 1));
}

/// In pixels of the small picture.
std::vector<Cell> personsIn(const Look& look) {
    const Grey& whole = look.grey.whole;
    const Grey& small = look.grey.small;
    std::vector<Cell> out;
    if (whole.empty()) return out;
    for (const Person& person : look.persons)
        out.push_back({person.left * small.width / whole.width,
                       person.top * small.height / whole.height,
                       person.right * small.width / whole.width + 1,
                       person.bottom * small.height / whole.height + 1});
    return out;
}

std::vector<float> floatsOf(const Grey& grey) {
    return {grey.luma.begin(), grey.luma.end()};
}

/// Tenths are enough.
Json tenthsOf(const std::vector<float>& values) {
    Json out = Json::array();
    for (const float value : values) out.push_back(static_cast<int>(std::lround(value * 10)));
    return out;
}

std::vector<float> fromTenths(const Json& tenths) {
    std::vector<float> out;
    for (const Json& value : tenths) out.push_back(value.get<float>() / 10);
    return out;
}

}  // namespace

/// A camera that was covered while the analyst was away must not become usual.
Json HealthCheck::memory() const {
    if (!knows()) return nullptr;
    return {{"bright", std::lround(usual_.bright * 10)},
            {"detail", tenthsOf(usual_.detail)},
            {"gradient", tenthsOf(usual_.gradient)},
            {"light", tenthsOf(usual_.light)},
            {"looks", usual_.looks},
            {"luma", tenthsOf(usual_.luma)},
            {"saturation", std::lround(usual_.saturation * 10)},
            {"seen", usual_.seen},
            {"sharp", std::lround(usual_.sharp * 10)}};
}

void HealthCheck::recall(const Json& memory) {
    Usual usual;
    try {
        usual.bright = memory.at("bright").get<float>() / 10;
        usual.detail = fromTenths(memory.at("detail"));
        usual.gradient = fromTenths(memory.at("gradient"));
        usual.light = fromTenths(memory.at("light"));
        usual.looks = memory.at("looks").get<int>();
        usual.luma = fromTenths(memory.at("luma"));
        usual.saturation = memory.at("saturation").get<float>() / 10;
        usual.seen = memory.at("seen").get<std::vector<int>>();
        usual.sharp = memory.at("sharp").get<float>() / 10;
    } catch (const Json::exception&) {
        return;
    }
    if (usual.seen.size() == usual.detail.size() && usual.light.size() == usual.detail.size())
        usual_ = std::move(usual);
}

HealthCheck::HealthCheck(const WatchSettings& settings, HealthRules rules)
    : rules_(rules),
      troubleUs_(settings.lastingUs("health.troubleMs")),
      slowFpsMilli_(settings.threshold("health.slowFpsMilli")) {}

Json HealthCheck::parameters() const {
    const HealthRules& r = rules_;
    return {{"blindMilli", r.blindMilli},
            {"blurAlikeMilli", r.blurAlikeMilli},
            {"blurKeptPercent", r.blurKeptPercent},
            {"blurSharpPercent", r.blurSharpPercent},
            {"coveredAlikeMilli", r.coveredAlikeMilli},
            {"coveredLostMilli", r.coveredLostMilli},
            {"coveredSharpPercent", r.coveredSharpPercent},
            {"darkHigh", r.darkHigh},
            {"flatWithin", r.flatWithin},
            {"greySaturationCenti", r.greySaturationCenti},
            {"learnLooks", r.learnLooks},
            {"movedAlikeMilli", r.movedAlikeMilli},
            {"movedFitMilli", r.movedFitMilli},
            {"movedGainMilli", r.movedGainMilli},
            {"gainedPercent", r.gainedPercent},
            {"stainedAlikeMilli", r.stainedAlikeMilli},
            {"stainedMilli", r.stainedMilli},
            {"turnedLostMilli", r.turnedLostMilli},
            {"quietCellCenti", r.quietCellCenti},
            {"busyCellsMilli", r.busyCellsMilli},
            {"quietLooks", r.quietLooks},
            {"quietUsual", r.quietUsual},
            {"motionLooks", r.motionLooks},
            {"movingCellCenti", r.movingCellCenti},
            {"replay", parametersOf(ReplayRules{})},
            {"smearedCellPercent", r.smearedCellPercent},
            {"smearedCellsMilli", r.smearedCellsMilli},
            {"strangeAlikeMilli", r.strangeAlikeMilli},
            {"turnedFitMilli", r.turnedFitMilli},
            {"usualSaturationCenti", r.usualSaturationCenti}};
}

std::vector<std::string> HealthCheck::emits() const {
    return {"covered", "defocused", "sprayed",     "moved",       "turned_away", "dark",
            "blinded", "frozen",    "no_pictures", "colour_lost", "replayed",    "slow"};
}

Lasting HealthCheck::lasting(const std::string& kind) const {
    Lasting out;
    out.beginUs = troubleUs_;
    if (kind == "no_pictures") out = {0, 0, 500, 1, false};
    if (kind == "replayed") out = {0, 60'000'000, 500, 1, true};
    if (kind == "frozen") out = {0, 2'000'000, 500, 1, true};
    return out;
}

HealthCheck::Cells HealthCheck::cellsOf(const Look& look) const {
    const Grey& whole = look.grey.whole;
    Cells out{detailOf(whole), lightOf(whole), {}};
    out.hidden.resize(out.detail.size());
    const auto changes = cellDifferences(whole, before_, kHealthCell);
    for (std::size_t i = 0; i < changes.size() && i < out.hidden.size(); ++i)
        out.hidden[i] = changes[i] > rules_.movingCellCenti;
    const int across = (whole.width + kHealthCell - 1) / kHealthCell;
    const int down = (whole.height + kHealthCell - 1) / kHealthCell;
    for (const Person& person : look.persons)
        for (int y = std::max(0, person.top / kHealthCell);
             y <= std::min(down - 1, person.bottom / kHealthCell); ++y)
            for (int x = std::max(0, person.left / kHealthCell);
                 x <= std::min(across - 1, person.right / kHealthCell); ++x)
                out.hidden[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) +
                           static_cast<std::size_t>(x)] = true;
    return out;
}

void HealthCheck::learnCells(const Cells& cells) {
    if (usual_.detail.size() != cells.detail.size()) {
        usual_.detail.assign(cells.detail.size(), 0);
        usual_.light.assign(cells.detail.size(), 0);
        usual_.seen.assign(cells.detail.size(), 0);
    }
    for (std::size_t i = 0; i < cells.detail.size(); ++i) {
        if (cells.hidden[i]) continue;
        const float share = shareOf(usual_.seen[i]);
        usual_.detail[i] += share * (cells.detail[i] - usual_.detail[i]);
        usual_.light[i] += share * (cells.light[i] - usual_.light[i]);
        ++usual_.seen[i];
    }
}

void HealthCheck::learn(const GreyLook& grey, const Grey& gradient, const Cells& cells) {
    const float share = shareOf(usual_.looks);
    blend(usual_.luma, floatsOf(grey.small), share);
    blend(usual_.gradient, floatsOf(gradient), share);
    learnCells(cells);
    usual_.sharp += share * (static_cast<float>(grey.sharpCenti) - usual_.sharp);
    usual_.saturation += share * (static_cast<float>(grey.saturationCenti) - usual_.saturation);
    usual_.bright += share * (static_cast<float>(grey.brightMilli) - usual_.bright);
    ++usual_.looks;
}

Grey HealthCheck::usualOf(const std::vector<float>& values, const Grey& like) const {
    Grey out{like.width, like.height, {}};
    if (values.size() != like.luma.size()) return {};
    out.luma.reserve(values.size());
    for (const float value : values)
        out.luma.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F)));
    return out;
}

/// True when the picture has light enough, and not too much, for all else.
bool HealthCheck::judgeLight(const GreyLook& grey, Signs& out) const {
    const bool dark = grey.high < rules_.darkHigh;
    const bool blinded = grey.brightMilli > rules_.blindMilli + static_cast<int>(usual_.bright);
    out.push_back(signOf("dark", dark, sureness(rules_.darkHigh - grey.high, 20), grey.middle));
    out.push_back(signOf("blinded", blinded && !dark,
                         sureness(grey.brightMilli - rules_.blindMilli, 300), grey.brightMilli));
    return !dark && !blinded;
}

bool HealthCheck::isComparable(const Cells& cells, std::size_t cell) const {
    return !cells.hidden[cell] && usual_.seen[cell] >= rules_.learnLooks;
}

/// Over the cells that nobody hides and nobody hid.
int HealthCheck::alikeMilli(const Cells& cells) const {
    Correlation alike;
    for (std::size_t i = 0; i < cells.light.size(); ++i)
        if (isComparable(cells, i)) alike.add(cells.light[i], usual_.light[i]);
    return alike.count() < kLeastDetailed ? 1000 : alike.milli().value_or(1000);
}

HealthCheck::Detail HealthCheck::compare(const Cells& cells) const {
    int detailed = 0;
    int lost = 0;
    int gained = 0;
    float sum = 0;
    float usualSum = 0;
    if (cells.detail.size() != usual_.detail.size()) return {};
    for (std::size_t i = 0; i < cells.detail.size(); ++i) {
        if (!isComparable(cells, i)) continue;
        const float now = cells.detail[i];
        const bool usually = usual_.detail[i] >= 3;
        detailed += usually ? 1 : 0;
        sum += usually ? now : 0;
        usualSum += usually ? usual_.detail[i] : 0;
        if (usually && now * 100 < usual_.detail[i] * static_cast<float>(rules_.smearedCellPercent))
            ++lost;
        if (!usually && now >= 4 && now > 2 * usual_.detail[i]) ++gained;
    }
    if (detailed < kLeastDetailed) return {};
    return {lost * 1000 / detailed, gained * 1000 / detailed,
            static_cast<int>(100 * sum / usualSum), alikeMilli(cells)};
}

/// Most of what there is to see is gone, and nothing is there instead: no other view.
bool HealthCheck::isBlank(const Detail& detail) const {
    return detail.lostMilli > rules_.coveredLostMilli && detail.gainedMilli < kHardlyAny;
}

/// Covered, out of focus, smeared. True when the lens is clear. `elsewhere`: it looks at something
/// else, or from elsewhere, which explains what is missing.
bool HealthCheck::judgeSight(const GreyLook& grey, const Detail& detail, bool elsewhere,
                             Signs& out) const {
    const bool flat = grey.high - grey.low < rules_.flatWithin;
    if (!knows()) {
        out.push_back(signOf("covered", flat, 800, 1));
        return !flat;
    }
    const int alike = correlationMilli(grey.small, usualOf(usual_.luma, grey.small));
    const int sharp = static_cast<int>(100.0F * static_cast<float>(grey.sharpCenti) /
                                       std::max(1.0F, usual_.sharp));
    const bool covered = flat ||
                         (sharp < rules_.coveredSharpPercent && alike < rules_.coveredAlikeMilli) ||
                         (!elsewhere && detail.lostMilli > 800 && alike < rules_.blurAlikeMilli) ||
                         (isBlank(detail) && alike < rules_.blurAlikeMilli);
    const bool blurred = !covered && sharp < rules_.blurSharpPercent &&
                         alike >= rules_.blurAlikeMilli &&
                         detail.keptPercent <= rules_.blurKeptPercent;
    const bool stained =
        detail.alikeMilli < rules_.strangeAlikeMilli ||
        detail.lostMilli > rules_.smearedCellsMilli ||
        (detail.gainedMilli > rules_.stainedMilli && alike < rules_.stainedAlikeMilli);
    const bool smeared = !covered && !blurred && !elsewhere && stained;
    out.push_back(
        signOf("covered", covered, sureness(rules_.coveredSharpPercent - sharp, 30), sharp));
    out.push_back(
        signOf("defocused", blurred, sureness(rules_.blurSharpPercent - sharp, 30), sharp));
    out.push_back(signOf("sprayed", smeared,
                         sureness(detail.lostMilli - rules_.smearedCellsMilli, 300),
                         detail.lostMilli));
    return !covered && !blurred && !smeared;
}

void HealthCheck::findPlace(const Grey& gradient) {
    const Grey usual = usualOf(usual_.gradient, gradient);
    here_ = correlationMilli(gradient, usual);
    shift_ = {0, 0, here_};
    if (here_ < rules_.movedAlikeMilli) shift_ = bestShift(gradient, usual, kReachX, kReachY);
}

/// Moved a little, or turned away. True when it looks where it always did.
bool HealthCheck::judgePlace(const Detail& detail, const Grey& gradient, Signs& out) const {
    if (!knows()) return true;
    const int steps = std::abs(shift_.dx) + std::abs(shift_.dy);
    const int gain = shift_.correlationMilli - here_;
    const bool moved = steps >= 2 && gain >= rules_.movedGainMilli &&
                       shift_.correlationMilli >= rules_.movedFitMilli;
    const bool another = detail.lostMilli >= rules_.turnedLostMilli ||
                         (detail.lostMilli >= rules_.turnedLostMilli * 3 / 4 &&
                          detail.gainedMilli * 100 >= detail.lostMilli * rules_.gainedPercent);
    const bool turned =
        !moved && !isBlank(detail) && shift_.correlationMilli < rules_.turnedFitMilli && another;
    Sign sign = signOf("moved", moved, sureness(gain - rules_.movedGainMilli, 300),
                       steps * 1000 / kSmallWidth);
    sign.detail = {{"dxMilli", shift_.dx * 1000 / gradient.width},
                   {"dyMilli", shift_.dy * 1000 / gradient.height}};
    out.push_back(std::move(sign));
    out.push_back(signOf("turned_away", turned,
                         sureness(rules_.turnedFitMilli - shift_.correlationMilli, 200),
                         shift_.correlationMilli));
    return !moved && !turned;
}

/// Frozen: nothing changes for long, where that never happened before. A live picture differs at
/// least where it is coded anew; a clock that is written into a frozen picture goes on.
void HealthCheck::judgeMotion(const Look& look, Signs& out) {
    const auto cells = cellDifferences(look.grey.whole, before_, kHealthCell);
    if (cells.empty()) return;
    const auto busy = std::count_if(cells.begin(), cells.end(),
                                    [&](int cell) { return cell > rules_.quietCellCenti; });
    quiet_.push_back(busy * 1000 <= rules_.busyCellsMilli * std::ssize(cells));
    if (quiet_.size() > kMotionLooks) quiet_.pop_front();
    const int run =
        static_cast<int>(std::find(quiet_.rbegin(), quiet_.rend(), false) - quiet_.rbegin());
    int longest = 0;
    int here = 0;
    for (auto it = quiet_.begin(); it != quiet_.end() - run; ++it) {
        here = *it ? here + 1 : 0;
        longest = std::max(longest, here);
    }
    const bool known = std::ssize(quiet_) - run >= rules_.motionLooks;
    if (!known || longest >= rules_.quietUsual) return;  // here nothing can be said
    out.push_back(signOf("frozen", run >= rules_.quietLooks, 850, run));
}

void HealthCheck::look(const Look& look, const Tools&, Signs& out) {
    const GreyLook& grey = look.grey;
    if (grey.whole.empty()) return;
    if (!before_.empty() && !before_.sameSize(grey.whole)) {
        usual_ = {};
        quiet_.clear();
    }
    out.push_back(signOf("no_pictures", false, 1000, 0));
    if (look.fpsMilli > 0 && slowFpsMilli_ > 0)
        out.push_back(signOf("slow", look.fpsMilli < slowFpsMilli_, 900, look.fpsMilli));
    if (!usual_.luma.empty() && usual_.luma.size() != grey.small.luma.size()) usual_ = {};
    const Grey gradient = gradientOf(grey.small);
    const Cells cells = cellsOf(look);
    const bool lit = judgeLight(grey, out);
    bool well = lit;
    if (lit) {
        const Detail compared = compare(cells);
        Signs place;
        if (knows()) findPlace(gradient);
        const bool here = judgePlace(compared, gradient, place);
        well = judgeSight(grey, compared, !here, out) && here;
        const bool clear = out.back().is == Is::No || !here;
        if (clear) std::move(place.begin(), place.end(), std::back_inserter(out));
    }
    if (well && knows()) {
        const bool lost = grey.saturationCenti < rules_.greySaturationCenti &&
                          usual_.saturation > static_cast<float>(rules_.usualSaturationCenti);
        out.push_back(signOf("colour_lost", lost, 850, grey.saturationCenti));
        well = !lost;
    }
    if (well) judgeMotion(look, out);
    if (lit) {
        const auto found = replay_.add(look.atUs, grey.small, personsIn(look));
        out.push_back(signOf("replayed", found.replayed, 850, found.lagUs / 1'000'000));
    }
    if (well) learn(grey, gradient, cells);
    before_ = grey.whole;
}

void HealthCheck::wait(std::int64_t nowUs, std::int64_t lastUs, Signs& out) {
    if (lastUs > 0 && nowUs - lastUs > kNoPictureUs)
        out.push_back(signOf("no_pictures", true, 1000, (nowUs - lastUs) / 1'000'000));
}

}  // namespace mingjing::video::analysis
