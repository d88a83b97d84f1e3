// SPDX-License-Identifier: Apache-2.0
// The bed as it was beside somebody, against the bed as it is.
#include "video/analysis/bed.h"

#include <algorithm>
#include <cmath>

#include "video/analysis/places.h"

namespace mingjing::video::analysis {

kernel::Json parametersOf(const BedRules& rules) {
    return {{"besidePercent", rules.besidePercent}, {"differsLevels", rules.differsLevels},
            {"differsMilli", rules.differsMilli},   {"keptPercent", rules.keptPercent},
            {"knownMilli", rules.knownMilli},       {"learnMilli", rules.learnMilli},
            {"leftPercent", rules.leftPercent},     {"lostUs", rules.lostUs},
            {"occupiedMilli", rules.occupiedMilli}, {"openMilli", rules.openMilli}};
}

void Bed::findPixels(const Look& look) {
    const Grey& small = look.grey.small;
    if (width_ == small.width && height_ == small.height) return;
    *this = Bed(zone_, rules_);
    width_ = small.width;
    height_ = small.height;
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x)
            if (zone_.holds({(2 * x + 1) * 500 / width_, (2 * y + 1) * 500 / height_}))
                pixels_.push_back({static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                                   static_cast<std::size_t>(x)});
}

std::vector<bool> Bed::openOf(const Look& look) const {
    const auto [width, height] = look.picture->size;
    std::vector<bool> open(pixels_.size(), true);
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        const int x = static_cast<int>(pixels_[i].at) % width_ * width / width_;
        const int y = static_cast<int>(pixels_[i].at) / width_ * height / height_;
        open[i] = std::none_of(look.persons.begin(), look.persons.end(), [&](const Person& p) {
            return x >= p.left && x < p.right && y >= p.top && y < p.bottom;
        });
    }
    return open;
}

/// Of the pixels that nobody covers, those that differ. The light may have changed as a whole: the
/// middle pixel's change is no difference. Nothing, when too little of the bed can be compared.
std::optional<std::vector<bool>> Bed::differing(const Look& look,
                                                const std::vector<bool>& open) const {
    const auto lightOf = [&](const Pixel& pixel) {
        return static_cast<float>(look.grey.small.luma[pixel.at]);
    };
    std::vector<float> gains;
    for (std::size_t i = 0; i < pixels_.size(); ++i)
        if (open[i] && pixels_[i].empty >= 1)
            gains.push_back(lightOf(pixels_[i]) / pixels_[i].empty);
    if (gains.size() * 1000 < pixels_.size() * static_cast<std::size_t>(rules_.knownMilli))
        return std::nullopt;
    const auto middle = gains.begin() + std::ssize(gains) / 2;
    std::nth_element(gains.begin(), middle, gains.end());
    std::vector<bool> out(pixels_.size(), false);
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        if (!open[i] || pixels_[i].empty < 1) continue;
        const float usual = pixels_[i].empty * *middle;
        const float apart = std::abs(lightOf(pixels_[i]) - usual);
        out[i] = apart * 1000 > usual * static_cast<float>(rules_.differsMilli) &&
                 apart > static_cast<float>(rules_.differsLevels);
    }
    return out;
}

/// Is enough left of what was seen of him, as far as nobody stands before it?
bool Bed::stillThere(const std::vector<bool>& open, const std::vector<bool>& differs,
                     int keptPercent) const {
    std::int64_t all = 0;
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        all += pixels_[i].body ? 1 : 0;
        expected += pixels_[i].body && open[i] ? 1 : 0;
    }
    const auto found = std::count(differs.begin(), differs.end(), true);
    return expected * 1000 < all * rules_.openMilli || found * 100 >= expected * keptPercent;
}

void Bed::learn(const Look& look, const std::vector<bool>& open) {
    const float share = static_cast<float>(rules_.learnMilli) / 1000;
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        if (!open[i]) continue;
        const auto now = static_cast<float>(look.grey.small.luma[pixels_[i].at]);
        float& empty = pixels_[i].empty;
        empty = empty < 0 ? now : empty + share * (now - empty);
    }
}

/// Fewer persons are seen than shortly before.
bool Bed::fewer(const Look& look) {
    while (!counts_.empty() && look.atUs - counts_.front().first > rules_.lostUs)
        counts_.pop_front();
    const bool out = std::any_of(counts_.begin(), counts_.end(), [&](const auto& earlier) {
        return earlier.second > look.persons.size();
    });
    counts_.emplace_back(look.atUs, look.persons.size());
    return out;
}

void Bed::look(const Look& look) {
    if (look.grey.small.empty()) return;
    findPixels(look);
    if (pixels_.empty()) return;
    const Size size = look.picture->size;
    const Person box = boxOf(zone_, size);
    const int x = (box.right - box.left) * rules_.besidePercent / 100;
    const int y = (box.bottom - box.top) * rules_.besidePercent / 100;
    const Person around{box.left - x, box.top - y, box.right + x, box.bottom + y, 0};
    bool within = false;
    bool beside = false;
    for (const Person& person : look.persons) {
        within |= sharedBy(person, box) * 2 >= areaOf(person);
        beside |= overlapMilli(person, around) >= 300;
    }
    const auto open = openOf(look);
    const bool more = !counts_.empty() && look.persons.size() > counts_.back().second;
    const bool lost = fewer(look);
    if (const auto differs = differing(look, open)) {
        const auto found = std::count(differs->begin(), differs->end(), true);
        if (occupied_) {
            // Who appears beside it while it changes has got up, whatever he left in it.
            const int kept = more && beside ? rules_.leftPercent : rules_.keptPercent;
            occupied_ = !within && stillThere(open, *differs, kept);
        } else if (lost && besideUs_ > 0 && look.atUs - besideUs_ <= rules_.lostUs &&
                   found * 1000 >= std::ssize(pixels_) * rules_.occupiedMilli) {
            occupied_ = true;
            for (std::size_t i = 0; i < pixels_.size(); ++i) pixels_[i].body = (*differs)[i];
        }
    }
    if (beside) besideUs_ = look.atUs;
    if (beside && !occupied_ && !within) learn(look, open);
}

}  // namespace mingjing::video::analysis
