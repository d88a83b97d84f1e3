// SPDX-License-Identifier: Apache-2.0
// Strokes drawn with Cairo.
#include "center/print/pen_picture.h"

#include <memory>

#include <cairo.h>

namespace mingjing::print {

namespace {

constexpr double kPenLine = 4;

struct FreePen {
    void operator()(cairo_surface_t* it) const { cairo_surface_destroy(it); }
    void operator()(cairo_t* it) const { cairo_destroy(it); }
};

cairo_status_t gatherPicture(void* bytes, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

void drawStroke(cairo_t* pen, const domain::PenStroke& stroke) {
    if (stroke.empty()) return;
    cairo_move_to(pen, stroke.front().x, stroke.front().y);
    // A line to itself, with round ends, is a dot.
    for (const domain::PenPoint& point : stroke) cairo_line_to(pen, point.x, point.y);
    cairo_stroke(pen);
}

}  // namespace

kernel::Result<std::string> penPicture(const std::vector<domain::PenStroke>& strokes) {
    const std::unique_ptr<cairo_surface_t, FreePen> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, domain::kPenWidth, domain::kPenHeight));
    const std::unique_ptr<cairo_t, FreePen> pen(cairo_create(surface.get()));
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    cairo_set_source_rgb(pen.get(), 0, 0, 0);
    cairo_set_line_width(pen.get(), kPenLine);
    cairo_set_line_cap(pen.get(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen.get(), CAIRO_LINE_JOIN_ROUND);
    for (const domain::PenStroke& stroke : strokes) drawStroke(pen.get(), stroke);
    std::string png;
    const auto status = cairo_surface_write_to_png_stream(surface.get(), gatherPicture, &png);
    if (status != CAIRO_STATUS_SUCCESS)
        return kernel::Error::of(kernel::ErrorKind::Unavailable, "pen.no_picture",
                                 cairo_status_to_string(status));
    return png;
}

}  // namespace mingjing::print
