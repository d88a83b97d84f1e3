// SPDX-License-Identifier: Apache-2.0
// Telling the steps of reports from those of cameras and networks.
#include "video/capture/report_shift.h"

#include <cstdlib>

namespace mingjing::video::capture {

namespace {

/// Pictures of an uneven camera differ by less.
constexpr std::int64_t kSmallUs = 100'000;
/// More is no disagreement of reports: the run has to end for it.
constexpr std::int64_t kMostUs = 2'000'000;

}  // namespace

/// Ticks by which the track stepped without a reason; 0 when there is one.
std::int64_t ReportShift::unexplained(const Stamp& stamp) const {
    const std::int64_t delta = stamp.pts + shift_ - last_;
    const std::int64_t small = kSmallUs * timescale_ / 1'000'000;
    if (stamp.continues) return delta;
    const std::int64_t byArrival = (stamp.arrivalUs - lastArrivalUs_) * timescale_ / 1'000'000;
    if (std::abs(delta - usual_) <= small || std::abs(delta - byArrival) <= small) return 0;
    if (std::abs(delta) > kMostUs * timescale_ / 1'000'000) return 0;
    return delta - usual_;
}

std::int64_t ReportShift::even(const Stamp& stamp) {
    if (seen_ && stamp.reported) shift_ -= unexplained(stamp);
    const std::int64_t time = stamp.pts + shift_;
    if (!seen_ || time != last_) {
        if (seen_ && time > last_) usual_ = time - last_;
        last_ = time;
        lastArrivalUs_ = stamp.arrivalUs;
    }
    seen_ = true;
    return time;
}

}  // namespace mingjing::video::capture
