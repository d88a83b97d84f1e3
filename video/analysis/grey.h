// SPDX-License-Identifier: Apache-2.0
// A picture's brightness, whole and small, and what simple arithmetic says of it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "video/ffmpeg/picture.h"

namespace mingjing::video::analysis {

/// One byte per pixel, rows without padding.
struct Grey {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> luma;

    [[nodiscard]] bool empty() const { return luma.empty(); }
    [[nodiscard]] int at(int x, int y) const {
        return luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                    static_cast<std::size_t>(x)];
    }
    [[nodiscard]] bool sameSize(const Grey& other) const {
        return width == other.width && height == other.height;
    }
};

struct GreyLook {
    Grey whole;
    Grey small;               ///< kSmallWidth wide, means of areas
    int low = 0;              ///< one twentieth of the pixels is darker
    int middle = 0;           ///< half of them are
    int high = 0;             ///< nineteen twentieths are
    int brightMilli = 0;      ///< share of pixels that are all but white
    int darkMilli = 0;        ///< share of pixels that are all but black
    int saturationCenti = 0;  ///< mean distance of a pixel's colours, hundredths
    int sharpCenti = 0;       ///< mean of the Laplacian's amount, hundredths
};

inline constexpr int kSmallWidth = 96;

GreyLook greyLookOf(const ffmpeg::Picture& picture);
/// The small picture of such a look alone.
Grey smallGreyOf(const ffmpeg::Picture& picture);

/// The amount of the gradient at each pixel.
Grey gradientOf(const Grey& grey);

/// A part of a picture: from `left`, `top` up to, without, `right`, `bottom`.
struct Cell {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    [[nodiscard]] int size() const { return (right - left) * (bottom - top); }
};
/// The picture in cells of `side` pixels, row by row; the last of a row and the last row may be
/// smaller.
std::vector<Cell> cellsIn(const Grey& grey, int side);
/// What `of(x, y)` adds up to in a cell.
template <typename Of>
int sumOver(const Cell& cell, Of&& of) {
    int sum = 0;
    for (int y = cell.top; y < cell.bottom; ++y)
        for (int x = cell.left; x < cell.right; ++x) sum += of(x, y);
    return sum;
}

/// Mean amount of difference in hundredths, in cells of `side` pixels, row by row.
std::vector<int> cellDifferences(const Grey& a, const Grey& b, int side);

/// Pearson's correlation of pairs of numbers.
class Correlation {
public:
    void add(double a, double b);
    [[nodiscard]] int count() const { return static_cast<int>(n_); }
    /// In thousandths; nothing when one side never differs.
    [[nodiscard]] std::optional<int> milli() const;

private:
    double n_ = 0, a_ = 0, b_ = 0, aa_ = 0, bb_ = 0, ab_ = 0;
};

/// Normalised correlation of `a` with `b` moved by (dx, dy), in thousandths, over what both show.
int correlationMilli(const Grey& a, const Grey& b, int dx = 0, int dy = 0);

struct Shift {
    int dx = 0;
    int dy = 0;
    int correlationMilli = 0;
};
/// The move within ±reach that fits best.
Shift bestShift(const Grey& a, const Grey& b, int reachX, int reachY);

}  // namespace mingjing::video::analysis
