// SPDX-License-Identifier: Apache-2.0
// Hysteresis: a change is believed when most frames since its first agree and it lasted.
#include "video/analysis/person_count.h"

#include <algorithm>

namespace mingjing::video::analysis {

namespace {

/// The middle of an odd number, the higher middle of an even one: in doubt nobody left.
int median(std::vector<int> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

kernel::Json parametersOf(const CountRules& rules) {
    return {{"agreeMilli", rules.agreeMilli},   {"blindUs", rules.blindUs},
            {"fewerFrames", rules.fewerFrames}, {"fewerUs", rules.fewerUs},
            {"frames", rules.frames},           {"maxFrames", rules.maxFrames},
            {"moreUs", rules.moreUs},           {"silentUs", rules.silentUs},
            {"sparseUs", rules.sparseUs}};
}

PersonCount::Side PersonCount::sideOf(const FrameCount& frame) const {
    if (!frame.persons) return *value_ < 0 ? Side::Same : Side::Blind;
    if (*frame.persons == *value_) return Side::Same;
    return *frame.persons < *value_ ? Side::Fewer : Side::More;
}

/// Long enough, in frames enough that agree.
bool PersonCount::lasted(std::int64_t us, std::size_t frames) const {
    if (frames < static_cast<std::size_t>(rules_.frames)) return false;
    if (side_ == Side::Blind) return us >= rules_.blindUs;
    if (side_ == Side::More) return us >= rules_.moreUs;
    const bool dense = frames >= static_cast<std::size_t>(rules_.fewerFrames);
    return us >= (dense ? rules_.fewerUs : rules_.sparseUs);
}

std::optional<CountChange> PersonCount::add(const FrameCount& frame) {
    if (value_ && frame.atUs <= lastUs_) return std::nullopt;
    lastUs_ = frame.atUs;
    lastPlace_ = frame.place;
    if (!value_) {
        value_ = frame.persons.value_or(-1);
        return CountChange{frame.atUs, *value_, frame.persons ? frame.confidenceMilli : 0,
                           frame.place};
    }
    weigh(frame);
    const auto change = pending_.empty() ? std::nullopt : proven();
    if (change) believe(*change);
    return change;
}

/// Begins a change, or is a frame for or against the one that is being proven.
void PersonCount::weigh(const FrameCount& frame) {
    const Side side = sideOf(frame);
    if (pending_.empty()) {
        if (side == Side::Same) return;
        side_ = side;
    }
    pending_.push_back(frame);
    // As many frames against it as for it: it was a blip. This one may begin the next change.
    if (agreeing().size() * 2 > pending_.size() && pending_.size() <= rules_.maxFrames) return;
    pending_.clear();
    if (side == Side::Same || side == side_) return;
    side_ = side;
    pending_.push_back(frame);
}

/// What came behind the last frame that shows the new count may be the next change already.
void PersonCount::believe(const CountChange& change) {
    value_ = change.value;
    const auto last =
        std::find_if(pending_.rbegin(), pending_.rend(),
                     [&](const FrameCount& frame) { return sideOf(frame) == Side::Same; });
    const std::vector<FrameCount> rest(last.base(), pending_.end());
    pending_.clear();
    for (const auto& frame : rest) weigh(frame);
}

std::vector<const FrameCount*> PersonCount::agreeing() const {
    std::vector<const FrameCount*> out;
    for (const auto& frame : pending_)
        if (sideOf(frame) == side_) out.push_back(&frame);
    return out;
}

std::optional<CountChange> PersonCount::proven() const {
    const auto agree = agreeing();
    const auto share = agree.size() * 1000 / pending_.size();
    if (!lasted(pending_.back().atUs - pending_.front().atUs, agree.size()) ||
        share < static_cast<std::size_t>(rules_.agreeMilli) || sideOf(pending_.back()) != side_)
        return std::nullopt;
    CountChange change{pending_.front().atUs, -1, 0, pending_.front().place};
    if (side_ == Side::Blind) return change;
    std::vector<int> counts;
    std::vector<int> confidences;
    for (const FrameCount* frame : agree) {
        counts.push_back(*frame->persons);
        confidences.push_back(frame->confidenceMilli);
    }
    change.value = median(std::move(counts));
    change.confidenceMilli = median(std::move(confidences)) * static_cast<int>(share) / 1000;
    return change;
}

std::optional<CountChange> PersonCount::silence(std::int64_t untilUs) {
    if (!value_ || untilUs - lastUs_ < rules_.silentUs) return std::nullopt;
    const bool told = *value_ < 0;
    restart();
    if (told) return std::nullopt;
    return CountChange{lastUs_, -1, 0, lastPlace_};
}

void PersonCount::restart() {
    value_.reset();
    pending_.clear();
}

void PersonCount::beganEarlier(const FrameCount& frame) {
    if (pending_.empty() || frame.atUs >= pending_.front().atUs || sideOf(frame) != side_) return;
    pending_.front() = frame;
}

}  // namespace mingjing::video::analysis
