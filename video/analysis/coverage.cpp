// SPDX-License-Identifier: Apache-2.0
// Keeping the account of watched frames.
#include "video/analysis/coverage.h"

#include <algorithm>
#include <utility>

namespace mingjing::video::analysis {

const char* causeOf(Blank cause) {
    switch (cause) {
        case Blank::NoPicture:
            return "no_picture";
        case Blank::Decode:
            return "decode";
        case Blank::Overload:
            return "overload";
        case Blank::Stopped:
            return "analyst_stopped";
    }
    return "no_picture";
}

void Coverage::tellWatched(Spans& out) {
    if (mark_.frames > 0 && mark_.lastUs > mark_.fromUs)
        out.push_back({true, mark_.fromUs, mark_.lastUs, mark_.frames, Blank::NoPicture});
    mark_.fromUs = mark_.lastUs;
    mark_.frames = 0;
}

void Coverage::tellHole(Spans& out, std::int64_t toUs) {
    const std::int64_t fromUs = std::max(holeFromUs_, mark_.lastUs);
    if (toUs > fromUs) out.push_back({false, fromUs, toUs, 0, cause_});
}

Coverage::Spans Coverage::resume(const CoverageMark& mark) {
    Spans out;
    mark_ = mark;
    tellWatched(out);
    trouble(Blank::Stopped);
    return out;
}

void Coverage::trouble(Blank cause) {
    if (!std::exchange(troubled_, true)) cause_ = cause;
}

Coverage::Spans Coverage::saw(std::int64_t atUs) {
    Spans out;
    const bool first = mark_.lastUs == 0;
    const bool back = !first && mark_.lastUs - atUs > rules_.backUs;
    if (!first && !back && atUs <= mark_.lastUs) return out;
    const bool stopped = troubled_ && cause_ == Blank::Stopped;
    const std::int64_t mostUs = stopped ? rules_.stopUs : rules_.holeUs;
    const bool hole = !first && !back && (atUs - mark_.lastUs > mostUs || holeFromUs_ > 0);
    if (back || hole) tellWatched(out);
    if (hole) tellHole(out, atUs);
    if (first || back || hole) mark_ = {atUs, atUs, 0};
    mark_.lastUs = atUs;
    ++mark_.frames;
    troubled_ = false;
    cause_ = Blank::NoPicture;
    holeFromUs_ = 0;
    if (mark_.lastUs - mark_.fromUs >= rules_.tellUs) tellWatched(out);
    return out;
}

Coverage::Spans Coverage::passed(std::int64_t nowUs) {
    Spans out;
    if (mark_.lastUs == 0) return out;
    const std::int64_t openUs = nowUs - std::max(mark_.lastUs, holeFromUs_);
    if (openUs < rules_.tellUs) return out;
    tellWatched(out);
    tellHole(out, nowUs);
    holeFromUs_ = nowUs;
    return out;
}

Coverage::Spans Coverage::finish() {
    Spans out;
    tellWatched(out);
    return out;
}

}  // namespace mingjing::video::analysis
