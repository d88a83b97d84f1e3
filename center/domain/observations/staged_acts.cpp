// SPDX-License-Identifier: Apache-2.0
// The table of acts, and what became of one.
#include "center/domain/observations/staged_acts.h"

#include <algorithm>

namespace mingjing::domain {

const std::vector<StagedKind>& stagedKinds() {
    static const std::vector<StagedKind> all{
        {"enter", {"persons_more"}},
        {"leave", {"persons_fewer"}},
        {"empty_seat", {"seat_empty"}},
        {"cover", {"covered", "dark"}},
        {"spray", {"sprayed", "defocused", "covered"}},
        {"light_off", {"dark"}},
        {"blind", {"blinded"}},
        {"turn", {"turned_away", "moved"}},
        {"defocus", {"defocused"}},
        {"lie_down", {"lying"}},
        {"mute", {"sound_stopped", "sound_missing", "silent"}},
    };
    return all;
}

const StagedKind* findStagedKind(const std::string& act) {
    for (const StagedKind& known : stagedKinds())
        if (act == known.act) return &known;
    return nullptr;
}

const char* stagedRefusal(const StagedTimes& times, StagedStep step, std::int64_t nowUs) {
    constexpr const char* kOver = "staged.over";
    if (times.cancelledUs) return "staged.cancelled";
    if (times.endedUs) return kOver;
    const bool lapsed = !times.doneUs && nowUs > times.announcedUs + kStagedLongestUs;
    const bool settled = times.doneUs && (times.seenUs || nowUs > *times.doneUs + kStagedWaitUs);
    switch (step) {
        case StagedStep::Done:
            return lapsed ? kOver : nullptr;
        case StagedStep::Ended:
            return times.doneUs || (lapsed && times.seenUs) ? nullptr : "staged.not_done";
        case StagedStep::Cancel:
            return settled ? kOver : nullptr;
    }
    return kOver;
}

const char* stagedResult(const StagedTimes& times, std::int64_t nowUs) {
    if (times.cancelledUs) return "cancelled";
    if (times.seenUs) return "seen";
    const std::int64_t sinceUs = times.doneUs.value_or(times.announcedUs + kStagedLongestUs);
    if (nowUs > sinceUs + kStagedWaitUs) return "missed";
    return times.doneUs ? "waiting" : "announced";
}

bool mayBeCausedBy(const StagedTimes& times, std::int64_t fromUs) {
    if (times.cancelledUs && *times.cancelledUs <= fromUs) return false;
    const std::int64_t lastUs =
        times.doneUs.value_or(times.announcedUs + kStagedLongestUs) + kStagedWaitUs;
    return fromUs >= times.announcedUs && fromUs <= lastUs;
}

std::int64_t stagedUntilUs(const StagedTimes& times) {
    const std::int64_t longestUs = times.announcedUs + kStagedLongestUs;
    std::int64_t endUs = longestUs;
    if (times.endedUs) endUs = std::min(endUs, *times.endedUs);
    if (times.cancelledUs) endUs = std::min(endUs, *times.cancelledUs);
    return endUs + kStagedAfterUs;
}

}  // namespace mingjing::domain
