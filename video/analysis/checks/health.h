// SPDX-License-Identifier: Apache-2.0
// Is the camera still a camera? Covered, blurred, smeared, moved, turned away, dark, blinded,
// frozen, played again, without colour, slow, silent. Works on brightness alone; knows what the
// camera usually shows from its own past.
#pragma once

#include <deque>

#include "video/analysis/check.h"
#include "video/analysis/replay.h"

namespace mingjing::video::analysis {

struct HealthRules {
    int darkHigh = 45;             ///< nineteen twentieths of the picture are darker
    int flatWithin = 14;           ///< all of the picture within so few levels
    int blindMilli = 450;          ///< share of all but white pixels
    int coveredSharpPercent = 35;  ///< of the usual detail
    int coveredAlikeMilli = 450;   ///< correlation with the usual picture, at most
    int coveredLostMilli = 700;  ///< share of detailed cells that lost it, none of them for another
    int blurSharpPercent = 55;   ///< of the usual detail
    int blurKeptPercent = 85;    ///< of what cells usually have that nobody hides, at most
    int blurAlikeMilli = 850;    ///< correlation with the usual picture, at least
    int smearedCellsMilli = 220;     ///< share of detailed cells that lost their detail
    int smearedCellPercent = 25;     ///< of a cell's usual detail
    int movedAlikeMilli = 760;       ///< edges that fit better are in their place
    int movedGainMilli = 120;        ///< by which a moved picture fits better
    int movedFitMilli = 450;         ///< and how well at least
    int turnedFitMilli = 360;        ///< no move fits better than this
    int greySaturationCenti = 355;   ///< colour below this is none: rounding alone makes 347
    int usualSaturationCenti = 500;  ///< where usually there is more than this
    int quietCellCenti = 20;         ///< a cell that differs less has not changed at all
    int movingCellCenti = 600;       ///< a cell that differs more from the look before moves
    int busyCellsMilli = 300;        ///< share of changed cells that a burnt-in clock may explain
    int quietLooks = 9;              ///< in a row make a frozen picture
    int quietUsual = 5;              ///< where never before so many were quiet in a row
    int motionLooks = 14;            ///< before anything is said of it
    int gainedPercent = 30;          ///< of what was lost, where new detail is another view
    int turnedLostMilli = 660;       ///< share of detailed cells that another view loses
    int stainedMilli = 300;          ///< share of new detail that paint brings
    int stainedAlikeMilli = 600;     ///< correlation with the usual picture, at most, under paint
    int strangeAlikeMilli = 600;     ///< correlation with the usual picture that nobody explains
    int learnLooks = 5;              ///< before anything is called usual
};

class HealthCheck final : public Check {
public:
    explicit HealthCheck(const WatchSettings& settings, HealthRules rules = {});

    [[nodiscard]] std::string name() const override { return "health"; }
    [[nodiscard]] std::string version() const override { return "1"; }
    [[nodiscard]] kernel::Json parameters() const override;
    [[nodiscard]] std::vector<std::string> emits() const override;
    [[nodiscard]] Lasting lasting(const std::string& kind) const override;
    void glance(const Grey& small, std::int64_t atUs) override { replay_.remember(atUs, small); }
    [[nodiscard]] bool glances() const override { return true; }
    void look(const Look& look, const Tools& tools, Signs& out) override;
    void wait(std::int64_t nowUs, std::int64_t lastUs, Signs& out) override;
    [[nodiscard]] kernel::Json memory() const override;
    void recall(const kernel::Json& memory) override;

private:
    /// What the camera usually shows: means over its past.
    struct Usual {
        int looks = 0;
        std::vector<float> luma;      ///< small
        std::vector<float> gradient;  ///< small
        std::vector<float> detail;    ///< of the cells
        std::vector<float> light;     ///< of the cells: mean brightness
        std::vector<int> seen;        ///< how often each cell was learnt: nobody stood before it
        float sharp = 0;
        float saturation = 0;
        float bright = 0;
    };
    /// Detail and light of each cell of the whole picture, and whether a person or a movement hides
    /// the room there: what comes and goes is nothing that a camera can lose.
    struct Cells {
        std::vector<float> detail;
        std::vector<float> light;
        std::vector<bool> hidden;
    };
    [[nodiscard]] Cells cellsOf(const Look& look) const;
    [[nodiscard]] bool knows() const { return usual_.looks >= rules_.learnLooks; }
    void learn(const GreyLook& grey, const Grey& gradient, const Cells& cells);
    void learnCells(const Cells& cells);
    [[nodiscard]] Grey usualOf(const std::vector<float>& values, const Grey& like) const;
    bool judgeLight(const GreyLook& grey, Signs& out) const;
    /// Cells that lost and gained detail, in thousandths of those that usually have it; and how
    /// much all of them together kept.
    struct Detail {
        int lostMilli = 0;
        int gainedMilli = 0;
        int keptPercent = 0;
        int alikeMilli = 1000;  ///< correlation of the cells' light with what it usually is
    };
    [[nodiscard]] bool isComparable(const Cells& cells, std::size_t cell) const;
    [[nodiscard]] int alikeMilli(const Cells& cells) const;
    [[nodiscard]] Detail compare(const Cells& cells) const;
    [[nodiscard]] bool isBlank(const Detail& detail) const;
    bool judgeSight(const GreyLook& grey, const Detail& detail, bool elsewhere, Signs& out) const;
    void findPlace(const Grey& gradient);
    bool judgePlace(const Detail& detail, const Grey& gradient, Signs& out) const;
    void judgeMotion(const Look& look, Signs& out);

    HealthRules rules_;
    std::int64_t troubleUs_;
    std::int64_t slowFpsMilli_;
    Usual usual_;
    Grey before_;
    std::deque<bool> quiet_;  ///< of the newest looks: had nothing changed
    Replay replay_;
    Shift shift_;   ///< that fits best
    int here_ = 0;  ///< how well none fits
};

}  // namespace mingjing::video::analysis
