// SPDX-License-Identifier: Apache-2.0
// Arithmetic of covered time.
#include "center/domain/questioning/recording.h"

#include <algorithm>

namespace mingjing::domain {

namespace {

std::vector<Span> suitableSpans(const RoomRecord& record) {
    std::vector<Span> spans;
    for (const CameraCover& camera : record.cameras)
        if (!record.soundNeeded || camera.hasSound)
            spans.insert(spans.end(), camera.covered.begin(), camera.covered.end());
    return unionOf(std::move(spans));
}

}  // namespace

std::vector<Span> unionOf(std::vector<Span> spans, std::int64_t joinUs) {
    std::sort(spans.begin(), spans.end(),
              [](const Span& a, const Span& b) { return a.fromUs < b.fromUs; });
    std::vector<Span> out;
    for (const Span& span : spans) {
        if (span.toUs <= span.fromUs) continue;
        if (!out.empty() && span.fromUs <= out.back().toUs + joinUs)
            out.back().toUs = std::max(out.back().toUs, span.toUs);
        else
            out.push_back(span);
    }
    return out;
}

std::vector<Span> without(const std::vector<Span>& spans, const std::vector<Span>& missing) {
    std::vector<Span> out;
    for (Span span : spans) {
        for (const Span& hole : missing) {
            if (hole.toUs <= span.fromUs || hole.fromUs >= span.toUs) continue;
            if (hole.fromUs > span.fromUs) out.push_back({span.fromUs, hole.fromUs});
            span.fromUs = std::min(hole.toUs, span.toUs);
        }
        if (span.fromUs < span.toUs) out.push_back(span);
    }
    return out;
}

std::vector<Span> uncovered(const RoomRecord& record, const Span& needed,
                            std::int64_t toleranceUs) {
    std::vector<Span> missing;
    std::int64_t at = needed.fromUs;
    const auto note = [&](std::int64_t until) {
        if (until - at > toleranceUs) missing.push_back({at, until});
    };
    for (const Span& span : suitableSpans(record)) {
        if (span.toUs <= at) continue;
        if (span.fromUs >= needed.toUs) break;
        note(std::min(span.fromUs, needed.toUs));
        at = span.toUs;
    }
    if (at < needed.toUs) note(needed.toUs);
    return missing;
}

std::int64_t coveredUs(const RoomRecord& record, const Span& needed) {
    std::int64_t sum = 0;
    for (const Span& span : suitableSpans(record))
        sum += std::max<std::int64_t>(
            0, std::min(span.toUs, needed.toUs) - std::max(span.fromUs, needed.fromUs));
    return sum;
}

std::int64_t recordedUntilUs(const RoomRecord& record) {
    const auto spans = suitableSpans(record);
    return spans.empty() ? 0 : spans.back().toUs;
}

}  // namespace mingjing::domain
