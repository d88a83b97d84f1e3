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

/// Between the end of the questioning before and the start of the next one in the room.
Span betweenOthers(const RoomRecord& record, const Span& declared) {
    Span out{declared.fromUs - kPresenceSearchUs, declared.toUs + kPresenceSearchUs};
    for (const Span& other : record.declared) {
        if (other.toUs <= declared.fromUs) out.fromUs = std::max(out.fromUs, other.toUs);
        if (other.fromUs >= declared.toUs && other.fromUs != declared.fromUs)
            out.toUs = std::min(out.toUs, other.fromUs);
    }
    return out;
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

std::int64_t lengthOf(const std::vector<Span>& spans) {
    std::int64_t us = 0;
    for (const Span& span : spans) us += span.toUs - span.fromUs;
    return us;
}

std::string causeOf(const CertificateFacts& facts, const Uuid& camera, const Span& hole) {
    std::string cause;
    for (const NamedGap& gap : facts.gaps)
        if (gap.cameraId == camera && gap.span.fromUs < hole.toUs && gap.span.toUs > hole.fromUs)
            cause = gap.cause;
    return cause;
}

std::optional<ClockError> clockOf(const CertificateFacts& facts, const Uuid& camera,
                                  const Span& window) {
    std::optional<ClockError> out;
    for (const ClockError& error : facts.clocks) {
        if (error.cameraId != camera) continue;
        const Span part = clipped(error.span, window);
        if (part.fromUs >= part.toUs) continue;
        if (!out) out = ClockError{camera, part, error.leastUs, error.mostUs};
        out->span = {std::min(out->span.fromUs, part.fromUs), std::max(out->span.toUs, part.toUs)};
        out->leastUs = std::min(out->leastUs, error.leastUs);
        out->mostUs = std::max(out->mostUs, error.mostUs);
    }
    return out;
}

/// Proven, recorded by that camera, and within the window.
std::vector<Span> provenBy(const CameraCover& camera, const CertificateFacts& facts,
                           const Span& window) {
    std::vector<Span> out;
    for (const LiveProof& proof : facts.live) {
        if (proof.cameraId != camera.cameraId) continue;
        for (const Span& part : allClipped(camera.covered, clipped(proof.span, window)))
            out.push_back(part);
    }
    return unionOf(std::move(out));
}

CameraCertificate ofCamera(const CameraCover& camera, const Span& window,
                           const CertificateFacts& facts) {
    CameraCertificate out;
    out.cameraId = camera.cameraId;
    out.name = camera.name;
    out.hasSound = camera.hasSound;
    const auto covered = allClipped(camera.covered, window);
    out.coveredUs = lengthOf(covered);
    for (const Span& hole : without({window}, covered))
        out.missing.push_back({camera.cameraId, hole, causeOf(facts, camera.cameraId, hole)});
    out.clock = clockOf(facts, camera.cameraId, window);
    for (const OpenSegment& open : facts.open)
        out.clockPending |= open.cameraId == camera.cameraId && open.span.fromUs < window.toUs &&
                            open.span.toUs > window.fromUs;
    out.provenLiveUs = lengthOf(provenBy(camera, facts, window));
    return out;
}

/// The window as far as the video shows it.
void setSeen(Certificate& out, const Steps& seen, std::int64_t nowUs) {
    if (const auto since = presentSince(seen, out.declared.fromUs)) {
        out.beginSeen = true;
        out.window.fromUs = std::min(out.window.fromUs, *since);
    }
    if (out.running) return;
    if (const auto empty = emptyFrom(seen, out.declared.toUs)) {
        out.endSeen = true;
        out.window.toUs = std::max(out.window.toUs, *empty);
    } else if (seen.valueAt(nowUs, -1) > 0) {
        out.stillThere = true;
        out.window.toUs = nowUs;
    }
}

}  // namespace

Span certifiedSpan(const Questioning& questioning, std::int64_t nowUs) {
    return {questioning.startedUs - kPresenceSearchUs,
            std::min(nowUs, questioning.endedUs.value_or(nowUs) + kPresenceSearchUs)};
}

Certificate certify(const RoomRecord& record, const Questioning& questioning,
                    const CertificateFacts& facts, std::int64_t nowUs) {
    Certificate out;
    out.running = !questioning.endedUs.has_value();
    out.declared = {questioning.startedUs, questioning.endedUs.value_or(nowUs)};
    out.window = byEntries(questioning, out.declared);
    const Steps seen = observedPersons(record);
    setSeen(out, seen, nowUs);
    const Span free = betweenOthers(record, out.declared);
    out.stillThere = out.stillThere && nowUs < free.toUs;
    out.window = clipped(out.window, free);
    out.window.toUs = std::min(out.window.toUs, nowUs);
    out.missing = uncovered(record, out.window, 0);
    out.missingUs = lengthOf(out.missing);
    for (const Span& hole : out.missing)
        out.longestMissingUs = std::max(out.longestMissingUs, hole.toUs - hole.fromUs);
    out.coveredUs = coveredUs(record, out.window);
    out.declaredCoveredUs = coveredUs(record, out.declared);
    std::vector<Span> live;
    for (const CameraCover& camera : record.cameras) {
        out.cameras.push_back(ofCamera(camera, out.window, facts));
        for (const Span& span : provenBy(camera, facts, out.window)) live.push_back(span);
    }
    out.provenLiveUs = lengthOf(unionOf(std::move(live)));
    const std::vector<Span> outside = without({out.window}, {out.declared});
    for (const Span& span : outside)
        for (const Span& present : presentIn(seen, span)) out.presentOutside.push_back(present);
    out.notWatched = allClipped(record.notWatched, out.window);
    return out;
}

RecordJudgement judgeRecording(const Certificate& certificate, const RoomRecord& record,
                               std::int64_t toleranceUs, std::int64_t closeUs, std::int64_t nowUs) {
    RecordJudgement out;
    const Span& window = certificate.window;
    out.untilUs = std::min(window.toUs, std::max(recordedUntilUs(record), nowUs - closeUs));
    out.closed = !certificate.running && out.untilUs >= certificate.declared.toUs;
    out.settled = out.closed && !certificate.stillThere && out.untilUs >= window.toUs;
    out.breaks = uncovered(record, {window.fromUs, out.untilUs}, toleranceUs);
    return out;
}

}  // namespace mingjing::domain
