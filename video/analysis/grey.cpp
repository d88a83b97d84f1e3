// SPDX-License-Identifier: Apache-2.0
// Loops over pixels.
#include "video/analysis/grey.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace mingjing::video::analysis {

namespace {

constexpr int kNearlyWhite = 245;
constexpr int kNearlyBlack = 16;

struct Colours {
    std::array<int, 256> histogram{};
    std::int64_t saturation = 0;
};

Colours toLuma(const ffmpeg::Picture& picture, std::vector<std::uint8_t>& out) {
    Colours colours;
    const auto count = out.size();
    const std::uint8_t* p = picture.rgb.data();
    for (std::size_t i = 0; i < count; ++i, p += 3) {
        const int luma = (p[0] * 77 + p[1] * 150 + p[2] * 29) >> 8;
        out[i] = static_cast<std::uint8_t>(luma);
        ++colours.histogram[static_cast<std::size_t>(luma)];
        colours.saturation += std::max({p[0], p[1], p[2]}) - std::min({p[0], p[1], p[2]});
    }
    return colours;
}

Grey shrunk(const Grey& whole, int width) {
    Grey out;
    out.width = std::min(width, whole.width);
    out.height = std::max(1, whole.height * out.width / std::max(1, whole.width));
    out.luma.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y) {
        const int top = y * whole.height / out.height;
        const int bottom = std::max(top + 1, (y + 1) * whole.height / out.height);
        for (int x = 0; x < out.width; ++x) {
            const int left = x * whole.width / out.width;
            const int right = std::max(left + 1, (x + 1) * whole.width / out.width);
            int sum = 0;
            for (int row = top; row < bottom; ++row)
                for (int column = left; column < right; ++column) sum += whole.at(column, row);
            out.luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                     static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(sum / ((bottom - top) * (right - left)));
        }
    }
    return out;
}

int sharpnessOf(const Grey& grey) {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (int y = 1; y + 1 < grey.height; y += 2)
        for (int x = 1; x + 1 < grey.width; ++x, ++count)
            sum += std::abs(4 * grey.at(x, y) - grey.at(x - 1, y) - grey.at(x + 1, y) -
                            grey.at(x, y - 1) - grey.at(x, y + 1));
    return count == 0 ? 0 : static_cast<int>(sum * 100 / count);
}

}  // namespace

GreyLook greyLookOf(const ffmpeg::Picture& picture) {
    GreyLook out;
    const auto [width, height] = picture.size;
    const auto count = static_cast<std::size_t>(std::max(0, width)) *
                       static_cast<std::size_t>(std::max(0, height));
    if (count == 0 || picture.rgb.size() < count * 3) return out;
    out.whole = {width, height, std::vector<std::uint8_t>(count)};
    const Colours colours = toLuma(picture, out.whole.luma);
    std::size_t below = 0;
    for (int luma = 0; luma < 256; ++luma) {
        const auto here =
            static_cast<std::size_t>(colours.histogram[static_cast<std::size_t>(luma)]);
        if (luma >= kNearlyWhite) out.brightMilli += static_cast<int>(here);
        if (luma <= kNearlyBlack) out.darkMilli += static_cast<int>(here);
        below += here;
        if (below * 20 <= count) out.low = luma;
        if (below * 2 <= count) out.middle = luma;
        if (below * 20 <= count * 19) out.high = luma;
    }
    const auto all = static_cast<std::int64_t>(count);
    out.brightMilli = static_cast<int>(std::int64_t{out.brightMilli} * 1000 / all);
    out.darkMilli = static_cast<int>(std::int64_t{out.darkMilli} * 1000 / all);
    out.saturationCenti = static_cast<int>(colours.saturation * 100 / all);
    out.sharpCenti = sharpnessOf(out.whole);
    out.small = shrunk(out.whole, kSmallWidth);
    return out;
}

Grey smallGreyOf(const ffmpeg::Picture& picture) {
    const auto [width, height] = picture.size;
    const auto count = static_cast<std::size_t>(std::max(0, width)) *
                       static_cast<std::size_t>(std::max(0, height));
    if (count == 0 || picture.rgb.size() < count * 3) return {};
    Grey whole{width, height, std::vector<std::uint8_t>(count)};
    toLuma(picture, whole.luma);
    return shrunk(whole, kSmallWidth);
}

Grey gradientOf(const Grey& grey) {
    Grey out{grey.width, grey.height, std::vector<std::uint8_t>(grey.luma.size())};
    for (int y = 1; y + 1 < grey.height; ++y)
        for (int x = 1; x + 1 < grey.width; ++x) {
            const int dx = grey.at(x + 1, y) - grey.at(x - 1, y);
            const int dy = grey.at(x, y + 1) - grey.at(x, y - 1);
            out.luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width) +
                     static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(std::min(255, std::abs(dx) + std::abs(dy)));
        }
    return out;
}

std::vector<Cell> cellsIn(const Grey& grey, int side) {
    std::vector<Cell> out;
    for (int top = 0; top < grey.height; top += side)
        for (int left = 0; left < grey.width; left += side)
            out.push_back(
                {left, top, std::min(grey.width, left + side), std::min(grey.height, top + side)});
    return out;
}

std::vector<int> cellDifferences(const Grey& a, const Grey& b, int side) {
    std::vector<int> out;
    if (!a.sameSize(b) || a.empty()) return out;
    for (const Cell& cell : cellsIn(a, side)) {
        const int sum =
            sumOver(cell, [&](int x, int y) { return std::abs(a.at(x, y) - b.at(x, y)); });
        out.push_back(sum * 100 / cell.size());
    }
    return out;
}

void Correlation::add(double a, double b) {
    ++n_;
    a_ += a;
    b_ += b;
    aa_ += a * a;
    bb_ += b * b;
    ab_ += a * b;
}

std::optional<int> Correlation::milli() const {
    const double spread = (n_ * aa_ - a_ * a_) * (n_ * bb_ - b_ * b_);
    if (spread <= 0) return std::nullopt;
    return static_cast<int>(1000 * (n_ * ab_ - a_ * b_) / std::sqrt(spread));
}

int correlationMilli(const Grey& a, const Grey& b, int dx, int dy) {
    if (!a.sameSize(b) || a.empty()) return 0;
    const int left = std::max(0, dx);
    const int right = std::min(a.width, a.width + dx);
    const int top = std::max(0, dy);
    const int bottom = std::min(a.height, a.height + dy);
    std::int64_t n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x, ++n) {
            const int va = a.at(x, y);
            const int vb = b.at(x - dx, y - dy);
            sa += va;
            sb += vb;
            saa += va * va;
            sbb += vb * vb;
            sab += va * vb;
        }
    if (n == 0) return 0;
    const double cov = static_cast<double>(sab) * static_cast<double>(n) -
                       static_cast<double>(sa) * static_cast<double>(sb);
    const double varA = static_cast<double>(saa) * static_cast<double>(n) -
                        static_cast<double>(sa) * static_cast<double>(sa);
    const double varB = static_cast<double>(sbb) * static_cast<double>(n) -
                        static_cast<double>(sb) * static_cast<double>(sb);
    if (varA <= 0 || varB <= 0) return 0;
    return static_cast<int>(std::lround(1000 * cov / std::sqrt(varA * varB)));
}

Shift bestShift(const Grey& a, const Grey& b, int reachX, int reachY) {
    Shift best{0, 0, correlationMilli(a, b)};
    for (int dy = -reachY; dy <= reachY; ++dy)
        for (int dx = -reachX; dx <= reachX; ++dx) {
            const int fit = correlationMilli(a, b, dx, dy);
            if (fit > best.correlationMilli) best = {dx, dy, fit};
        }
    return best;
}

}  // namespace mingjing::video::analysis
