// SPDX-License-Identifier: Apache-2.0
// Sums of acts, verdicts and watched time.
#include "center/app/watching_quality.h"

#include <algorithm>

namespace mingjing::app {

namespace {

constexpr std::int64_t kMilli = 1000;
constexpr std::int64_t kDayUs = 24 * kernel::kHourUs;
constexpr std::int64_t kYearUs = 365 * kDayUs;
constexpr int kMostActs = 20'000;
constexpr int kMostObserved = 20'000;
constexpr int kMostWatches = 50'000;

std::int64_t countIn(const std::map<std::string, std::int64_t>& verdicts, const char* word) {
    const auto found = verdicts.find(word);
    return found == verdicts.end() ? 0 : found->second;
}

void addAct(const StagedActRow& act, std::int64_t nowUs, CameraQuality& camera) {
    const std::string result = domain::stagedResult(act.times, nowUs);
    const domain::StagedKind* known = domain::findStagedKind(act.act);
    const bool settled = (result == "seen" || result == "missed") && act.times.doneUs;
    if (!settled || known == nullptr) return;
    ++camera.acts;
    KindQuality& kind = camera.byKind[known->expects.front()];
    ++kind.acts;
    if (result != "seen") return;
    ++kind.seen;
    if (act.toldUs)
        kind.delaysUs.push_back(std::max<std::int64_t>(0, *act.toldUs - *act.times.doneUs));
}

std::int64_t commonUs(const WatchRow& row, std::int64_t fromUs, std::int64_t toUs) {
    return std::max<std::int64_t>(0, std::min(row.toUs, toUs) - std::max(row.fromUs, fromUs));
}

/// Gives each minute its part; a report of several minutes gives its looks in proportion.
void addWatch(const WatchRow& row, std::vector<WatchedMinute>& minutes) {
    if (row.toUs <= row.fromUs || minutes.empty()) return;
    const std::int64_t first =
        std::max<std::int64_t>(0, (row.fromUs - minutes.front().fromUs) / kernel::kMinuteUs);
    for (auto i = static_cast<std::size_t>(first); i < minutes.size(); ++i) {
        WatchedMinute& minute = minutes[i];
        if (minute.fromUs >= row.toUs) return;
        const std::int64_t us = commonUs(row, minute.fromUs, minute.fromUs + kernel::kMinuteUs);
        if (us == 0) continue;
        if (!row.watched) {
            minute.causes[row.cause] += us;
            continue;
        }
        minute.watchedUs += us;
        minute.looks += (row.frames * us + (row.toUs - row.fromUs) / 2) / (row.toUs - row.fromUs);
    }
}

}  // namespace

std::optional<std::int64_t> KindQuality::precisionMilli() const {
    const std::int64_t right = countIn(verdicts, "confirmed");
    const std::int64_t judged = right + countIn(verdicts, "false");
    return judged == 0 ? std::nullopt : std::optional(right * kMilli / judged);
}

std::optional<std::int64_t> KindQuality::recallMilli() const {
    return acts == 0 ? std::nullopt : std::optional(seen * kMilli / acts);
}

std::optional<std::int64_t> KindQuality::medianDelayUs() const {
    if (delaysUs.empty()) return std::nullopt;
    std::vector<std::int64_t> sorted = delaysUs;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

Result<std::map<Uuid, CameraQuality>> qualityHere(UnitOfWork& unit, std::int64_t nowUs) {
    std::map<Uuid, CameraQuality> all;
    MJ_ASSIGN(const auto acts, unit.stagedActs().since(nowUs - kYearUs, kMostActs));
    for (const StagedActRow& act : acts) addAct(act, nowUs, all[act.cameraId]);
    MJ_ASSIGN(const auto verdicts, unit.observations().verdictCounts(nowUs - kYearUs));
    for (const VerdictCount& each : verdicts)
        all[each.cameraId].byKind[each.kind].verdicts[each.verdict] += each.count;
    return all;
}

Result<std::vector<WatchedMinute>> watchedMinutes(UnitOfWork& unit, const Uuid& camera,
                                                  domain::Span within) {
    std::vector<WatchedMinute> minutes;
    const std::int64_t firstUs =
        (within.fromUs + kernel::kMinuteUs - 1) / kernel::kMinuteUs * kernel::kMinuteUs;
    for (std::int64_t us = firstUs; us < within.toUs; us += kernel::kMinuteUs)
        minutes.push_back({us, 0, 0, {}});
    if (minutes.empty()) return minutes;
    const domain::Span whole{firstUs, minutes.back().fromUs + kernel::kMinuteUs};
    MJ_ASSIGN(const auto rows, unit.recordings().watches(camera, whole, kMostWatches));
    for (const WatchRow& row : rows) addWatch(row, minutes);
    return minutes;
}

Result<domain::ThresholdEffect> thresholdEffect(UnitOfWork& unit, const Uuid& camera,
                                                const domain::Threshold& threshold,
                                                std::int64_t now, std::int64_t value,
                                                std::int64_t nowUs) {
    MJ_ASSIGN(const auto rows,
              unit.observations().ofCamera(camera, nowUs - kEffectDays * kDayUs, kMostObserved));
    std::vector<domain::JudgedObservation> told;
    for (const ObservationRow& row : rows)
        told.push_back({row.kind, row.verdict, row.fromUs, row.toUs, row.value});
    return domain::effectOf(threshold, now, value, told);
}

}  // namespace mingjing::app
