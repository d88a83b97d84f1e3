// SPDX-License-Identifier: Apache-2.0
// Telling the steps of reports from those of cameras and networks.
#include "video/capture/report_shift.h"

#include <algorithm>
#include <cstdlib>

namespace mingjing::video::capture {

namespace {

/// Pictures of an uneven camera differ by less.
constexpr std::int64_t kSmallUs = 100'000;
/// More is no disagreement of reports: the run has to end for it.
constexpr std::int64_t kMostUs = 2'000'000;
/// How far reordered pictures may go to and fro as long as nothing was learnt about it.
constexpr std::int64_t kUnlearntUs = 700'000;

}  // namespace

std::int64_t ReportShift::allowance() const {
    if (!reorders_) return ticksOf(kSmallUs);
    return ticksOf(kSmallUs) + (behind_ > 0 ? 2 * behind_ : ticksOf(kUnlearntUs));
}

/// Ticks by which the track stepped without a reason; 0 when there is one.
std::int64_t ReportShift::unexplained(const Stamp& stamp) const {
    if (stamp.continues) return stamp.pts + shift_ - last_;
    const std::int64_t delta = stamp.pts + shift_ - (reorders_ ? front_ : last_);
    if (stamp.lost && delta > 0) return 0;
    const std::int64_t byArrival = ticksOf(stamp.arrivalUs - lastArrivalUs_);
    if (std::abs(delta - usual_) <= allowance() || std::abs(delta - byArrival) <= allowance())
        return 0;
    if (std::abs(delta) > ticksOf(kMostUs)) return 0;
    return delta - usual_;
}

/// Learns from the time of a new picture.
void ReportShift::follow(std::int64_t time) {
    const bool known = seen_ && std::abs(time - front_) <= ticksOf(kMostUs);
    if (known && time < front_)
        behind_ = std::max(behind_, std::min(front_ - time, ticksOf(kUnlearntUs / 2)));
    if (seen_ && time > last_) {
        const std::int64_t step = time - last_;
        usual_ = reorders_ && usual_ > 0 ? std::min(usual_, step) : step;
    }
    front_ = known ? std::max(front_, time) : time;
    last_ = time;
}

std::int64_t ReportShift::even(const Stamp& stamp) {
    if (seen_ && stamp.reported) shift_ -= unexplained(stamp);
    const std::int64_t time = stamp.pts + shift_;
    if (!seen_ || time != last_) {
        follow(time);
        lastArrivalUs_ = stamp.arrivalUs;
    }
    seen_ = true;
    return time;
}

}  // namespace mingjing::video::capture
