// SPDX-License-Identifier: Apache-2.0
// The empty room, what differs from it, and who was lost there.
#include "video/analysis/checks/position.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

namespace {

using Is = Sign::Is;

constexpr int kStillCell = 16;
constexpr int kSmallestBlob = 12;  ///< pixels of the small picture

/// A sign of a kind with what is known of it.
Sign say(const char* kind, bool yes, int confidenceMilli, const Zone* zone = nullptr) {
    Sign sign{kind, yes ? Is::Yes : Is::No, confidenceMilli, 1, {}, kernel::Json::object()};
    if (zone != nullptr) sign.zone = zone->id;
    return sign;
}

/// A box in thousandths of the picture, for who looks at the observation.
kernel::Json placeOf(const Person& box, Size size) {
    const auto milli = [](int at, int side) { return std::clamp(at * 1000 / side, 0, 1000); };
    return {{"left", milli(box.left, size.width)},
            {"top", milli(box.top, size.height)},
            {"right", milli(box.right, size.width)},
            {"bottom", milli(box.bottom, size.height)}};
}

int widthOf(const Person& box) {
    return box.right - box.left;
}
int heightOf(const Person& box) {
    return box.bottom - box.top;
}

/// Cells of the picture within the box, and whether all of them are still.
bool stillWithin(const Grey& now, const Grey& before, const Person& box, int stillCenti) {
    if (!now.sameSize(before)) return false;
    for (int top = std::max(0, box.top); top < std::min(now.height, box.bottom); top += kStillCell)
        for (int left = std::max(0, box.left); left < std::min(now.width, box.right);
             left += kStillCell) {
            const Cell cell{left, top, std::min(now.width, left + kStillCell),
                            std::min(now.height, top + kStillCell)};
            const int sum = sumOver(
                cell, [&](int x, int y) { return std::abs(now.at(x, y) - before.at(x, y)); });
            if (sum * 100 > stillCenti * cell.size()) return false;
        }
    return true;
}

/// Fills the connected part that begins at `start`; returns its edges in small pixels and its size.
std::pair<Person, int> flood(std::vector<char>& marked, int width, int height, int start) {
    std::vector<int> open{start};
    marked[static_cast<std::size_t>(start)] = 0;
    Person box{width, height, 0, 0, 0};
    int size = 0;
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        const int x = at % width;
        const int y = at / width;
        ++size;
        box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
               std::max(box.bottom, y + 1), 0};
        for (int row = std::max(0, y - 1); row <= std::min(height - 1, y + 1); ++row)
            for (int column = std::max(0, x - 1); column <= std::min(width - 1, x + 1); ++column) {
                const int next = row * width + column;
                if (marked[static_cast<std::size_t>(next)] == 0) continue;
                marked[static_cast<std::size_t>(next)] = 0;
                open.push_back(next);
            }
    }
    return {box, size};
}

}  // namespace

PositionCheck::PositionCheck(const WatchSettings& settings, PositionRules rules)
    : rules_(rules),
      position_(settings.watches("position")),
      guard_(settings.watches("guard")),
      lyingUs_(settings.lastingUs("position.lyingMs")),
      motionlessUs_(settings.lastingUs("position.motionlessMs")),
      overUs_(settings.lastingUs("position.standingOverMs")),
      guardUs_(settings.lastingUs("guard.motionlessMs")),
      empty_(rules.learnEvery) {
    for (const Zone& zone : settings.zones) {
        if (zone.kind == "bed") beds_.emplace_back(zone);
        if (zone.kind == "person_seat") seats_.push_back(zone);
        if (zone.kind == "guard_post") posts_.push_back(zone);
    }
}

kernel::Json PositionCheck::parameters() const {
    const PositionRules& r = rules_;
    return {{"areaMostPercent", r.areaMostPercent},
            {"areaPercent", r.areaPercent},
            {"differs", r.differs},
            {"bed", parametersOf(BedRules{})},
            {"differsLeast", r.differsLeast},
            {"learnEvery", r.learnEvery},
            {"flatMilli", r.flatMilli},
            {"lostWithinUs", r.lostWithinUs},
            {"lowMilli", r.lowMilli},
            {"overTallerPercent", r.overTallerPercent},
            {"overHigherPercent", r.overHigherPercent},
            {"reachPercent", r.reachPercent},
            {"poseMilli", r.poseMilli},
            {"stillCenti", r.stillCenti},
            {"stillMostCenti", r.stillMostCenti},
            {"stillNoisePercent", r.stillNoisePercent},
            {"wideMilli", r.wideMilli}};
}

Lasting PositionCheck::lasting(const std::string& kind) const {
    Lasting out;
    out.agreeMilli = 800;
    if (kind == "lying") out.beginUs = lyingUs_;
    if (kind == "standing_over") out.beginUs = overUs_;
    if (kind == "motionless" || kind == "post_motionless") {
        out.beginUs = kind == "motionless" ? motionlessUs_ : guardUs_;
        out.agreeMilli = 985;
    }
    return out;
}

bool PositionCheck::covered(const Look& look, const Person& box, int fromMilli) const {
    return std::any_of(look.persons.begin(), look.persons.end(), [&](const Person& person) {
        return overlapMilli(person, box) >= fromMilli;
    });
}

bool PositionCheck::inBed(const Person& box, Size size) const {
    return std::any_of(beds_.begin(), beds_.end(),
                       [&](const Bed& bed) { return isIn(box, size, bed.zone()); });
}

/// The empty room follows where nobody is and nobody may be hidden.
void PositionCheck::learn(const Look& look) {
    std::vector<Person> taken;
    const auto take = [&](const Person& box) {
        taken.push_back(inSmall(widened(box, 30), look.picture->size, look.grey.small));
    };
    for (const Person& person : look.persons) take(person);
    for (const Seen& seen : seen_) take(seen.box);
    if (lying_) take(*lying_);
    if (empty_.learn(look.grey.small, taken)) return;
    seen_.clear();
    lying_.reset();
}

std::vector<PositionCheck::Blob> PositionCheck::blobsOf(const Look& look) const {
    const Grey& small = look.grey.small;
    std::vector<char> marked(small.luma.size(), 0);
    const int differs = differingLevels(look.grey.high, rules_.differs, rules_.differsLeast);
    for (std::size_t i = 0; i < marked.size(); ++i)
        marked[i] =
            empty_.knows(small, i) && empty_.apart(small, i) > static_cast<float>(differs) ? 1 : 0;
    std::vector<Blob> out;
    const Size size = look.picture->size;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (marked[i] == 0) continue;
        const auto [box, cells] = flood(marked, small.width, small.height, static_cast<int>(i));
        if (cells < kSmallestBlob) continue;
        out.push_back(
            {{box.left * size.width / small.width, box.top * size.height / small.height,
              box.right * size.width / small.width, box.bottom * size.height / small.height, 0},
             cells * (size.width / small.width) * (size.height / small.height)});
    }
    return out;
}

/// Is this what is left to see of who was lost: near, about as big, and wide or low?
bool PositionCheck::fits(const Blob& blob, const Person& lost) const {
    const int area = widthOf(lost) * heightOf(lost);
    if (blob.cells * 100 < area * rules_.areaPercent ||
        widthOf(blob.box) * heightOf(blob.box) * 100 > area * rules_.areaMostPercent)
        return false;
    if (overlapMilli(widened(lost, 120), blob.box) < 300) return false;
    const bool wide = widthOf(blob.box) * 1000 > heightOf(blob.box) * rules_.wideMilli;
    const bool low = (blob.box.top - lost.top) * 1000 > heightOf(lost) * rules_.lowMilli;
    const bool flat = widthOf(blob.box) * 1000 > heightOf(blob.box) * rules_.flatMilli;
    return (wide && blob.box.bottom > (lost.top + lost.bottom) / 2) || (low && flat);
}

bool PositionCheck::isBody(const Look& look, const Tools& tools, const Person& box) {
    if (tools.pose == nullptr) return false;
    const auto pose = tools.pose->look(*look.picture, widened(box, 50));
    poseMilli_ = pose.ok() ? pose->centreMilli : 0;
    return poseMilli_ >= rules_.poseMilli;
}

/// Who is no longer seen: those of the last look that showed more persons, and where they were
/// shortly before at the same place. Who was elsewhere then has walked on, and who lies in a bed is
/// not lost.
std::vector<PositionCheck::Seen> PositionCheck::lostOf(const Look& look) const {
    std::vector<Seen> out;
    std::int64_t lastUs = 0;
    const std::size_t known = look.persons.size() + static_cast<std::size_t>(inBeds());
    for (const Seen& seen : seen_)
        if (seen.count > known) lastUs = std::max(lastUs, seen.atUs);
    const auto stayed = [&](const Seen& earlier) {
        return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
            return seen.atUs == lastUs && overlapMilli(seen.box, earlier.box) > 300;
        });
    };
    for (const Seen& seen : seen_)
        if (seen.count > known && stayed(seen) && !covered(look, seen.box, 500))
            out.push_back(seen);
    return out;
}

std::optional<Person> PositionCheck::findLying(const Look& look, const Tools& tools) {
    const Size size = look.picture->size;
    // Somebody whom the detector sees lie.
    for (const Person& person : look.persons)
        if (widthOf(person) * 100 > heightOf(person) * 160 && person.bottom * 2 > size.height) {
            poseMilli_ = person.scoreMilli;
            return person;
        }
    const auto blobs = blobsOf(look);
    if (lying_) {
        for (const Blob& blob : blobs)
            if (overlapMilli(blob.box, *lying_) > 400 && !covered(look, blob.box, 600))
                return blob.box;
        return std::nullopt;
    }
    for (const Seen& lost : lostOf(look)) {
        for (const Blob& blob : blobs) {
            if (!fits(blob, lost.box) || covered(look, blob.box, 400)) continue;
            if (inBed(blob.box, size)) continue;  // bed.h looks after it
            if (!stillWithin(look.grey.whole, before_, blob.box, 4 * rules_.stillCenti)) continue;
            if (isBody(look, tools, blob.box)) return blob.box;
        }
    }
    return std::nullopt;
}

void PositionCheck::remember(const Look& look) {
    while (!seen_.empty() && look.atUs - seen_.front().atUs > rules_.lostWithinUs)
        seen_.pop_front();
    for (const Person& person : look.persons) {
        // One entry for who stays in place.
        std::erase_if(seen_,
                      [&](const Seen& seen) { return overlapMilli(seen.box, person) > 700; });
        seen_.push_back({look.atUs, person, look.persons.size()});
    }
}

/// What a cell may differ by without moving: a noisy camera's cells all differ.
int PositionCheck::stillLevel(const Look& look) const {
    auto cells = cellDifferences(look.grey.whole, before_, kStillCell);
    if (cells.empty()) return rules_.stillCenti;
    const auto middle = cells.begin() + std::ssize(cells) / 2;
    std::nth_element(cells.begin(), middle, cells.end());
    return std::clamp(*middle * rules_.stillNoisePercent / 100, rules_.stillCenti,
                      rules_.stillMostCenti);
}

void PositionCheck::judgeStillness(const Look& look, Signs& out) {
    const int level = stillLevel(look);
    const auto still = [&](const Person& person) {
        return stillWithin(look.grey.whole, before_, person, level);
    };
    if (position_) {
        const auto one =
            std::find_if(look.persons.begin(), look.persons.end(), [&](const Person& person) {
                return !inBed(person, look.picture->size) && still(person);
            });
        Sign sign = say("motionless", one != look.persons.end(), 700);
        if (one != look.persons.end()) sign.detail = placeOf(*one, look.picture->size);
        out.push_back(std::move(sign));
    }
    for (const Zone& post : posts_) {
        if (!guard_) break;
        for (const Person& person : look.persons)
            if (isIn(person, look.picture->size, post))
                out.push_back(say("post_motionless", still(person), 700, &post));
    }
}

/// A taller box beside or behind a lower one, near enough to touch.
void PositionCheck::judgeOver(const Look& look, Signs& out) const {
    bool over = false;
    for (const Person& seated : look.persons)
        for (const Person& standing : look.persons) {
            if (&seated == &standing) continue;
            const bool sits =
                seats_.empty() || std::any_of(seats_.begin(), seats_.end(), [&](const Zone& seat) {
                    return isIn(seated, look.picture->size, seat);
                });
            const int apart =
                std::abs((standing.left + standing.right) / 2 - (seated.left + seated.right) / 2);
            const int reach = (widthOf(standing) + widthOf(seated)) * rules_.reachPercent / 200;
            over |= sits && apart <= reach && standing.bottom > seated.top &&
                    heightOf(standing) * 100 > heightOf(seated) * rules_.overTallerPercent &&
                    (seated.top - standing.top) * 100 > heightOf(seated) * rules_.overHigherPercent;
        }
    out.push_back(say("standing_over", over, 650));
}

int PositionCheck::inBeds() const {
    return static_cast<int>(
        std::count_if(beds_.begin(), beds_.end(), [](const Bed& bed) { return bed.hidden(); }));
}

int PositionCheck::hidden() const {
    return inBeds() + (hidden_ ? 1 : 0);
}

void PositionCheck::look(const Look& look, const Tools& tools, Signs& out) {
    if (!look.judged) return;
    if (position_) {
        for (Bed& bed : beds_) bed.look(look);
        lying_ = findLying(look, tools);
        hidden_ = lying_ && !covered(look, *lying_, 500);
        const bool outside = lying_ && !inBed(*lying_, look.picture->size);
        Sign sign = say("lying", outside, std::clamp(500 + poseMilli_ / 2, 500, 950));
        if (lying_) sign.detail = placeOf(*lying_, look.picture->size);
        out.push_back(std::move(sign));
        judgeOver(look, out);
    }
    judgeStillness(look, out);
    if (position_) {
        learn(look);
        remember(look);
    }
    before_ = look.grey.whole;
}

}  // namespace mingjing::video::analysis
