// SPDX-License-Identifier: Apache-2.0
// Votes of looks on what they say, for one matter after the other.
#include "video/analysis/observation.h"

#include <algorithm>

namespace mingjing::video::analysis {

namespace {

/// With nobody able to tell for so long, what was open ends where it was last seen.
constexpr std::int64_t kForgottenUs = 60'000'000;
constexpr std::size_t kMaxVotes = 8192;

}  // namespace

/// The side that contradicts what holds has the votes; it wins when it lasted and most agree. Votes
/// that are older than what must last, and still have not settled it, are let go.
bool ObservationBook::settled(Matter& matter, const Lasting& lasting) {
    auto& votes = matter.votes;
    const bool wanted = !matter.open;
    const std::int64_t neededUs = matter.open ? lasting.endUs : lasting.beginUs;
    const auto agreeing = [&] {
        return static_cast<std::int64_t>(std::count_if(
            votes.begin(), votes.end(), [&](const Vote& vote) { return vote.yes == wanted; }));
    };
    while (!votes.empty()) {
        const auto agree = agreeing();
        const auto all = static_cast<std::int64_t>(votes.size());
        const bool lasted = votes.back().atUs - votes.front().atUs >= neededUs;
        const bool most = agree * 1000 >= all * lasting.agreeMilli;
        if (lasted && most) return votes.back().yes == wanted && agree >= lasting.looks;
        const bool hopeless = agree * 2 < all || votes.size() > kMaxVotes;
        if (!lasted && !hopeless) return false;
        votes.pop_front();
        while (!votes.empty() && votes.front().yes != wanted) votes.pop_front();
    }
    return false;
}

Observation ObservationBook::begun(const Matter& matter, const Sign& sign) {
    Observation out;
    const Vote& first = matter.votes.front();
    std::int64_t sum = 0;
    for (const Vote& vote : matter.votes)
        if (vote.yes) sum += vote.confidenceMilli;
    out.id = kernel::Uuid::make(matter.votes.back().atUs);
    out.kind = sign.kind;
    out.zone = sign.zone;
    out.fromUs = first.atUs;
    out.value = sign.value;
    out.confidenceMilli = static_cast<int>(sum / static_cast<std::int64_t>(matter.votes.size()));
    out.place = first.place;
    out.detail = sign.detail;
    return out;
}

void ObservationBook::add(const Sign& sign, std::int64_t atUs, const FramePlace& place,
                          const Lasting& lasting, const std::string& detector, const Tell& tell) {
    Matter& matter = matters_[{sign.kind, sign.zone}];
    if (matter.open && atUs - matter.lastKnownUs > kForgottenUs) {
        matter.open->toUs = matter.lastYesUs;
        tell(*matter.open, false);
        matter.open.reset();
        matter.votes.clear();
    }
    if (sign.is == Sign::Is::Unknown) return;
    const bool yes = sign.is == Sign::Is::Yes;
    matter.lastKnownUs = atUs;
    if (yes) matter.lastYesUs = atUs;
    if (matter.votes.empty() && yes == matter.open.has_value()) return;
    matter.votes.push_back({atUs, yes, sign.confidenceMilli, place});
    if (!settled(matter, lasting)) return;
    if (matter.open) {
        matter.open->toUs = matter.votes.front().atUs;
        tell(*matter.open, false);
        matter.open.reset();
    } else {
        matter.open = begun(matter, sign);
        matter.open->detector = detector;
        tell(*matter.open, true);
    }
    matter.votes.clear();
}

void ObservationBook::close(const Tell& tell) {
    for (auto& [key, matter] : matters_) {
        matter.votes.clear();
        if (!matter.open) continue;
        matter.open->toUs = matter.lastYesUs;
        tell(*matter.open, false);
        matter.open.reset();
    }
}

bool ObservationBook::isOpen(const std::string& kind) const {
    return std::any_of(matters_.begin(), matters_.end(), [&](const auto& item) {
        return item.first.first == kind && item.second.open;
    });
}

}  // namespace mingjing::video::analysis
