// SPDX-License-Identifier: Apache-2.0
// Sweeps over attendance and counts.
#include "center/domain/questioning/presence.h"

#include <algorithm>
#include <map>
#include <set>

namespace mingjing::domain {

int Steps::valueAt(std::int64_t us, int before) const {
    int value = before;
    for (const At& step : at) {
        if (step.fromUs > us) break;
        value = step.value;
    }
    return value;
}

Steps presence(const Questioning& questioning,
               const std::function<bool(const Attendance&)>& counts) {
    std::map<std::int64_t, int> changes;
    for (const Attendance& attendance : questioning.attendances) {
        if (!counts(attendance)) continue;
        changes[attendance.fromUs] += 1;
        if (attendance.toUs) changes[*attendance.toUs] -= 1;
    }
    Steps steps;
    int present = 0;
    for (const auto& [atUs, change] : changes) {
        present += change;
        steps.at.push_back({atUs, present});
    }
    return steps;
}

Steps observedPersons(const RoomRecord& record) {
    std::map<Uuid, Steps> byCamera;
    std::set<std::int64_t> times;
    for (const CountChange& change : record.counts) {
        byCamera[change.cameraId].at.push_back({change.fromUs, change.value});
        times.insert(change.fromUs);
    }
    for (const Span& span : record.notWatched) {
        times.insert(span.fromUs);
        times.insert(span.toUs);
    }
    Steps steps;
    for (const std::int64_t atUs : times) {
        int value = -1;
        for (const auto& [camera, series] : byCamera)
            value = std::max(value, series.valueAt(atUs, -1));
        for (const Span& span : record.notWatched)
            if (span.fromUs <= atUs && atUs < span.toUs) value = -1;
        steps.at.push_back({atUs, value});
    }
    return steps;
}

std::vector<Span> spansWhere(const Span& within, const Steps& a, const Steps& b,
                             const std::function<bool(int, int)>& tooFew) {
    std::set<std::int64_t> times{within.fromUs};
    for (const Steps* steps : {&a, &b})
        for (const Steps::At& step : steps->at)
            if (step.fromUs > within.fromUs && step.fromUs < within.toUs) times.insert(step.fromUs);
    std::vector<Span> spans;
    for (auto it = times.begin(); it != times.end(); ++it) {
        const std::int64_t until = std::next(it) == times.end() ? within.toUs : *std::next(it);
        if (until <= *it || !tooFew(a.valueAt(*it, 0), b.valueAt(*it, -1))) continue;
        if (!spans.empty() && spans.back().toUs == *it)
            spans.back().toUs = until;
        else
            spans.push_back({*it, until});
    }
    return spans;
}

}  // namespace mingjing::domain
