// SPDX-License-Identifier: Apache-2.0
// Means of blocks within the boxes, then libavcodec's JPEG encoder.
#include "video/analysis/thumbnail.h"

#include <algorithm>
#include <array>

#include "video/ffmpeg/jpeg.h"

namespace mingjing::video::analysis {

namespace {

constexpr int kMostWidth = 320;
/// Blocks per side of a box: a person can be told from a chair, not one person from another.
constexpr int kBlocks = 6;

std::size_t placeOf(const Picture& picture, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width) +
            static_cast<std::size_t>(x)) *
           3;
}

void flatten(Picture& picture, int left, int top, int right, int bottom) {
    std::array<int, 3> sum{};
    const int count = (right - left) * (bottom - top);
    if (count <= 0) return;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            for (std::size_t c = 0; c < 3; ++c) sum[c] += picture.rgb[placeOf(picture, x, y) + c];
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                picture.rgb[placeOf(picture, x, y) + c] = static_cast<std::uint8_t>(sum[c] / count);
}

Person clipped(const Person& person, Size size) {
    return {std::clamp(person.left, 0, size.width), std::clamp(person.top, 0, size.height),
            std::clamp(person.right, 0, size.width), std::clamp(person.bottom, 0, size.height), 0};
}

void pixelate(Picture& picture, const Person& box) {
    const int width = std::max(8, (box.right - box.left) / kBlocks);
    const int height = std::max(8, (box.bottom - box.top) / kBlocks);
    for (int y = box.top; y < box.bottom; y += height)
        for (int x = box.left; x < box.right; x += width)
            flatten(picture, x, y, std::min(box.right, x + width),
                    std::min(box.bottom, y + height));
}

void frame(Picture& picture, const Person& box) {
    const auto dot = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= picture.size.width || y >= picture.size.height) return;
        const std::size_t at = placeOf(picture, x, y);
        picture.rgb[at] = 255;
        picture.rgb[at + 1] = 200;
        picture.rgb[at + 2] = 0;
    };
    for (int x = box.left; x < box.right; ++x) {
        dot(x, box.top);
        dot(x, box.bottom - 1);
    }
    for (int y = box.top; y < box.bottom; ++y) {
        dot(box.left, y);
        dot(box.right - 1, y);
    }
}

Picture reduced(const Picture& picture) {
    if (picture.size.width <= kMostWidth) return picture;
    Picture out{{kMostWidth, std::max(1, picture.size.height * kMostWidth / picture.size.width)},
                {}};
    out.rgb.resize(static_cast<std::size_t>(out.size.width) *
                   static_cast<std::size_t>(out.size.height) * 3);
    for (int y = 0; y < out.size.height; ++y)
        for (int x = 0; x < out.size.width; ++x)
            std::copy_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(placeOf(
                                                  picture, x * picture.size.width / out.size.width,
                                                  y * picture.size.height / out.size.height)),
                        3, out.rgb.begin() + static_cast<std::ptrdiff_t>(placeOf(out, x, y)));
    return out;
}

}  // namespace

std::string thumbnailOf(const Picture& picture, const std::vector<Person>& persons,
                        const std::vector<Person>& faint) {
    Picture shown = picture;
    for (const Person& person : faint) pixelate(shown, clipped(person, picture.size));
    for (const Person& person : persons) pixelate(shown, clipped(person, picture.size));
    for (const Person& person : persons) frame(shown, clipped(person, picture.size));
    shown = reduced(shown);
    for (const int quality : {6, 12, 20}) {
        std::string jpeg = ffmpeg::jpegOf(shown, quality);
        if (jpeg.size() <= kThumbnailMost) return jpeg;
    }
    return {};
}

}  // namespace mingjing::video::analysis
