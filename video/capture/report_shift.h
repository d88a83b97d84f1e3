// SPDX-License-Identifier: Apache-2.0
// Takes the steps of libav's time stamps back out: pure, sees numbers, reads no clock.
#pragma once

#include <cstdint>

namespace mingjing::video::capture {

/// libav ties the times of an RTSP track to the newest RTCP sender report (libavformat/rtpdec.c,
/// finalize_packet), so where a report disagrees with the one before (GStreamer's first one does)
/// the track moves by up to a second although the camera's own time stamps go on evenly. Once
/// reports were seen, a step of up to two seconds that neither the usual distance of pictures nor
/// their arrival explains is taken out: the track goes on one picture after the one before. Other
/// steps are left as they are. Where pictures are shown in another order than they come in, they
/// are measured from the latest one shown, and their going to and fro is learnt and allowed for:
/// smaller steps then stay. Where the network lost packets, pictures are missing and a step forward
/// is theirs. One object a track; not thread-safe.
class ReportShift {
public:
    explicit ReportShift(int timescale) : timescale_(timescale) {}

    struct Stamp {
        std::int64_t pts = 0;        ///< ticks, as libav told it
        bool reported = false;       ///< a sender report was seen
        std::int64_t arrivalUs = 0;  ///< of our steady clock
        bool continues = false;      ///< belongs to the picture of the stamp before
        bool lost = false;           ///< packets are missing in front of it
    };
    /// Whether pictures are shown in another order than they come in, as their SPS tells.
    void reorders(bool yes) { reorders_ = yes; }
    /// The even time, in ticks.
    std::int64_t even(const Stamp& stamp);
    /// What was taken out so far, in microseconds.
    [[nodiscard]] std::int64_t takenUs() const { return -shift_ * 1'000'000 / timescale_; }

private:
    [[nodiscard]] std::int64_t ticksOf(std::int64_t us) const {
        return us * timescale_ / 1'000'000;
    }
    [[nodiscard]] std::int64_t unexplained(const Stamp& stamp) const;
    [[nodiscard]] std::int64_t allowance() const;
    void follow(std::int64_t time);

    std::int64_t timescale_;
    bool seen_ = false;
    bool reorders_ = false;
    std::int64_t shift_ = 0;
    std::int64_t last_ = 0;           ///< even, in ticks
    std::int64_t front_ = 0;          ///< the latest time so far
    std::int64_t behind_ = 0;         ///< how far pictures came after later ones, in ticks
    std::int64_t usual_ = 0;          ///< ticks between the last two different times
    std::int64_t lastArrivalUs_ = 0;  ///< when the last new time came
};

}  // namespace mingjing::video::capture
