// SPDX-License-Identifier: Apache-2.0
// What was watched and what was not: no silence without a name. Pure: no clock, no picture.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mingjing::video::analysis {

/// Why frames are missing. The first trouble that was met since the last frame names the hole.
enum class Blank { NoPicture, Decode, Overload, Stopped };
const char* causeOf(Blank cause);

/// A stretch of evidence time that was watched, or was not.
struct CoverageSpan {
    bool watched = true;
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    int frames = 0;                  ///< when watched
    Blank cause = Blank::NoPicture;  ///< when not
};

/// What outlives a process: how far a camera was watched.
struct CoverageMark {
    std::int64_t fromUs = 0;  ///< begin of the stretch that was not told yet
    std::int64_t lastUs = 0;  ///< newest frame that was watched
    int frames = 0;
};

struct CoverageRules {
    std::int64_t holeUs = 3'000'000;   ///< frames further apart leave a hole
    std::int64_t stopUs = 1'500'000;   ///< the same when the analyst was stopped between them
    std::int64_t backUs = 5'000'000;   ///< a frame so much earlier than the last: the clock was set
    std::int64_t tellUs = 60'000'000;  ///< stretches are told in pieces of this length
};

/// The account of one camera. Spans come out in order, touch, and never overlap. Not thread-safe.
class Coverage {
public:
    Coverage() = default;
    explicit Coverage(CoverageRules rules) : rules_(rules) {}

    using Spans = std::vector<CoverageSpan>;
    /// An earlier process watched up to the mark; what follows until the first frame was missed.
    Spans resume(const CoverageMark& mark);
    /// A frame was watched. One that was watched before changes nothing; a time far before the last
    /// begins the account anew there.
    Spans saw(std::int64_t atUs);
    /// Frames are missing now, for this reason.
    void trouble(Blank cause);
    /// Time goes on without a frame: an open hole is told in pieces.
    Spans passed(std::int64_t nowUs);
    /// Watching ends in order.
    Spans finish();
    [[nodiscard]] CoverageMark mark() const { return mark_; }

private:
    void tellWatched(Spans& out);
    void tellHole(Spans& out, std::int64_t toUs);

    CoverageRules rules_;
    CoverageMark mark_;
    std::int64_t holeFromUs_ = 0;  ///< set while a hole is open and partly told
    bool troubled_ = false;
    Blank cause_ = Blank::NoPicture;
};

}  // namespace mingjing::video::analysis
