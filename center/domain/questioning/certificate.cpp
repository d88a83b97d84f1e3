// SPDX-License-Identifier: Apache-2.0
// From marks to the window in which persons were there, and what of it is recorded.
#include "center/domain/questioning/certificate.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

/// The first moment of the presence that reaches up to `startUs`; nothing when the room was empty
/// then, or nobody can say.
std::optional<std::int64_t> presentSince(const Steps& seen, std::int64_t startUs) {
    std::optional<std::int64_t> since;
    for (const auto& step : seen.at) {
        if (step.fromUs > startUs) break;
        if (step.value <= 0)
            since.reset();
        else if (!since)
            since = step.fromUs;
    }
    return since;
}

/// When the room was first empty at or after `endUs`; nothing when that was not seen, or was not
/// watched all the way.
std::optional<std::int64_t> emptyFrom(const Steps& seen, std::int64_t endUs) {
    int value = seen.valueAt(endUs, -1);
    if (value == 0) return endUs;
    for (const auto& step : seen.at) {
        if (step.fromUs <= endUs) continue;
        if (value < 0) return std::nullopt;
        value = step.value;
        if (value == 0) return step.fromUs;
    }
    return std::nullopt;
}

Span clipped(const Span& span, const Span& within) {
    return {std::max(span.fromUs, within.fromUs), std::min(span.toUs, within.toUs)};
}

std::vector<Span> allClipped(const std::vector<Span>& spans, const Span& within) {
    std::vector<Span> out;
    for (const Span& span : spans)
        if (const Span part = clipped(span, within); part.fromUs < part.toUs) out.push_back(part);
    return unionOf(std::move(out));
}

/// By entries: who was written down as in the room, before the start or after the end.
Span byEntries(const Questioning& questioning, Span window) {
    for (const Attendance& attendance : questioning.attendances) {
        window.fromUs = std::min(window.fromUs, attendance.fromUs);
        if (attendance.toUs) window.toUs = std::max(window.toUs, *attendance.toUs);
    }
    return window;
}

std::vector<Span> presentIn(const Steps& seen, const Span& within) {
    std::vector<Span> out;
    for (std::size_t i = 0; i < seen.at.size(); ++i) {
        if (seen.at[i].value <= 0) continue;
        const std::int64_t untilUs = i + 1 < seen.at.size() ? seen.at[i + 1].fromUs : within.toUs;
        out.push_back({seen.at[i].fromUs, untilUs});
    }
    return allClipped(out, within);
}

CameraCertificate ofCamera(const CameraCover& camera, const Span& window,
                           const std::vector<NamedGap>& gaps) {
    CameraCertificate out;
    out.cameraId = camera.cameraId;
    out.name = camera.name;
    out.hasSound = camera.hasSound;
    const auto covered = allClipped(camera.covered, window);
    for (const Span& span : covered) out.coveredUs += span.toUs - span.fromUs;
    for (const Span& hole : without({window}, covered)) {
        NamedGap named{camera.cameraId, hole, ""};
        for (const NamedGap& gap : gaps)
            if (gap.cameraId == camera.cameraId && gap.span.fromUs < hole.toUs &&
                gap.span.toUs > hole.fromUs)
                named.cause = gap.cause;
        out.missing.push_back(std::move(named));
    }
    return out;
}

}  // namespace

Certificate certify(const RoomRecord& record, const Questioning& questioning,
                    const std::vector<NamedGap>& gaps, std::int64_t nowUs) {
    Certificate out;
    out.running = !questioning.endedUs.has_value();
    out.declared = {questioning.startedUs, questioning.endedUs.value_or(nowUs)};
    out.window = byEntries(questioning, out.declared);
    const Steps seen = observedPersons(record);
    if (const auto since = presentSince(seen, out.declared.fromUs)) {
        out.beginSeen = true;
        out.window.fromUs = std::min(out.window.fromUs, *since);
    }
    if (const auto empty = emptyFrom(seen, out.declared.toUs); empty && !out.running) {
        out.endSeen = true;
        out.window.toUs = std::max(out.window.toUs, *empty);
    }
    out.window.toUs = std::min(out.window.toUs, nowUs);
    out.missing = uncovered(record, out.window, 0);
    for (const Span& hole : out.missing) {
        out.missingUs += hole.toUs - hole.fromUs;
        out.longestMissingUs = std::max(out.longestMissingUs, hole.toUs - hole.fromUs);
    }
    out.coveredUs = coveredUs(record, out.window);
    for (const CameraCover& camera : record.cameras)
        out.cameras.push_back(ofCamera(camera, out.window, gaps));
    const std::vector<Span> outside = without({out.window}, {out.declared});
    for (const Span& span : outside)
        for (const Span& present : presentIn(seen, span)) out.presentOutside.push_back(present);
    out.notWatched = allClipped(record.notWatched, out.window);
    return out;
}

}  // namespace mingjing::domain
