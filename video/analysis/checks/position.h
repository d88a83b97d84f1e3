// SPDX-License-Identifier: Apache-2.0
// Somebody lies where nobody should lie, does not move for long, or stands over another for long.
// The person detector loses people who lie; what it lost is looked for as something that is not
// part of the empty room, low, still, and like a body to the pose network.
#pragma once

#include <deque>

#include "video/analysis/bed.h"
#include "video/analysis/check.h"
#include "video/analysis/empty_room.h"

namespace mingjing::video::analysis {

struct PositionRules {
    int differs = 16;               ///< levels from the empty room, in a bright picture
    int differsLeast = 6;           ///< and in a dim one
    int lostWithinUs = 20'000'000;  ///< a person was seen there so long ago at most
    int areaPercent = 18;           ///< of the lost person's box, at least
    int areaMostPercent = 260;      ///< and at most
    int wideMilli = 1050;           ///< width by height of who lies
    int lowMilli = 420;             ///< or: the top lies so far down the lost box
    int flatMilli = 850;            ///< and the width by height is then at least this
    int poseMilli = 170;            ///< the pose network's score, at least
    int stillCenti = 250;           ///< a cell that differs less does not move
    int stillMostCenti = 750;       ///< nor does one in a noisy picture, up to this
    int stillNoisePercent = 160;    ///< where it differs so much less than the picture's middle one
    int overTallerPercent = 115;    ///< who stands over is taller
    int overHigherPercent = 35;     ///< by so much of the other's height
    int reachPercent = 120;         ///< of the mean width: who is farther away does not count
    int learnEvery = 20;            ///< looks until the empty room has half followed a change
};

class PositionCheck final : public Check {
public:
    explicit PositionCheck(const WatchSettings& settings, PositionRules rules = {});

    [[nodiscard]] std::string name() const override { return "position"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override {
        return {"lying", "motionless", "standing_over", "post_motionless"};
    }
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    void look(const Look& look, const Tools& tools, Signs& out) override;

    /// Somebody whom the detector does not see but who is still there.
    [[nodiscard]] int hidden() const;

private:
    struct Seen {
        std::int64_t atUs = 0;
        Person box;
        std::size_t count = 0;
    };
    struct Blob {
        Person box;  ///< in the picture's pixels
        int cells = 0;
    };
    void learn(const Look& look);
    [[nodiscard]] std::vector<Blob> blobsOf(const Look& look) const;
    [[nodiscard]] bool covered(const Look& look, const Person& box, int fromMilli) const;
    [[nodiscard]] bool fits(const Blob& blob, const Person& lost) const;
    [[nodiscard]] bool inBed(const Person& box, Size size) const;
    std::optional<Person> findLying(const Look& look, const Tools& tools);
    [[nodiscard]] int inBeds() const;
    [[nodiscard]] std::vector<Seen> lostOf(const Look& look) const;
    [[nodiscard]] int stillLevel(const Look& look) const;
    bool isBody(const Look& look, const Tools& tools, const Person& box);
    void judgeStillness(const Look& look, Signs& out);
    void judgeOver(const Look& look, Signs& out) const;
    void remember(const Look& look);

    PositionRules rules_;
    bool position_;
    bool guard_;
    std::int64_t lyingUs_, motionlessUs_, overUs_, guardUs_;
    std::vector<Bed> beds_;
    std::vector<Zone> seats_, posts_;
    EmptyRoom empty_;
    Grey before_;
    std::deque<Seen> seen_;
    std::optional<Person> lying_;
    bool hidden_ = false;  ///< the detector does not see who lies
    int poseMilli_ = 0;
};

}  // namespace mingjing::video::analysis
