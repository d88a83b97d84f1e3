// SPDX-License-Identifier: Apache-2.0
// Spans, and the silences between them.
#include "center/domain/uptime.h"

namespace mingjing::domain {

std::vector<Outage> outagesOf(const std::vector<UpSpan>& spans, std::int64_t nowUs) {
    std::vector<Outage> outages;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const bool last = i + 1 == spans.size();
        const std::int64_t untilUs = last ? nowUs : spans[i + 1].fromUs;
        if (untilUs - spans[i].aliveUs >= kShortestOutageUs)
            outages.push_back({spans[i].aliveUs, untilUs, last ? "database" : spans[i + 1].cause});
    }
    return outages;
}

std::optional<bool> wasUp(const std::vector<UpSpan>& spans, std::int64_t atUs) {
    if (spans.empty() || atUs < spans.front().fromUs) return std::nullopt;
    for (const Outage& outage : outagesOf(spans, spans.back().aliveUs))
        if (outage.fromUs < atUs && atUs < outage.toUs) return false;
    return true;
}

}  // namespace mingjing::domain
