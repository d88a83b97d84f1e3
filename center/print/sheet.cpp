// SPDX-License-Identifier: Apache-2.0
// Layout by Pango, drawing by Cairo, the code by libqrencode.
#include "center/print/sheet.h"

#include <algorithm>
#include <cmath>

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "center/kernel/clock.h"

namespace mingjing::print {

namespace {

// Points; an A4 page.
constexpr double kWidth = 595.276, kHeight = 841.89;
constexpr double kLeft = 48, kTop = 48, kFootTop = kHeight - 84;
constexpr double kInner = kWidth - 2 * kLeft;
constexpr double kCode = 60, kLogCode = 67, kPad = 4, kLeastRow = 20;
constexpr double kBodyHeight = 210;
constexpr double kSignLine = 30;
constexpr const char* kFamily = "Noto Serif CJK SC, serif";

cairo_status_t gather(void* bytes, const unsigned char* data, unsigned int size) {
    // The surface hands over raw bytes.
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

struct Release {
    void operator()(cairo_t* it) const { cairo_destroy(it); }
    void operator()(cairo_surface_t* it) const { cairo_surface_destroy(it); }
    void operator()(PangoLayout* it) const { g_object_unref(it); }
    void operator()(PangoFontDescription* it) const { pango_font_description_free(it); }
    void operator()(QRcode* it) const { QRcode_free(it); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

struct Look {
    double size = 10;
    bool bold = false;
    PangoAlignment align = PANGO_ALIGN_LEFT;
};

}  // namespace

class Pen {
public:
    explicit Pen(std::int64_t madeUs)
        : surface_(cairo_pdf_surface_create_for_stream(gather, &bytes_, kWidth, kHeight)),
          cairo_(cairo_create(surface_.get())) {
        std::string made = kernel::beijingTime(madeUs) + "+08:00";
        made[10] = 'T';
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                       made.c_str());
    }

    double textHeight(const std::string& text, double width, const Look& look) {
        int height = 0;
        pango_layout_get_pixel_size(layoutOf(text, width, look).get(), nullptr, &height);
        return height;
    }
    void text(const std::string& text, double x, double y, double width, const Look& look) {
        const auto layout = layoutOf(text, width, look);
        cairo_move_to(cairo_.get(), x, y);
        pango_cairo_show_layout(cairo_.get(), layout.get());
    }
    void box(double x, double y, double width, double height) {
        cairo_set_line_width(cairo_.get(), 0.6);
        cairo_rectangle(cairo_.get(), x, y, width, height);
        cairo_stroke(cairo_.get());
    }
    void ellipse(double x, double y, double rx, double ry) {
        cairo_save(cairo_.get());
        cairo_translate(cairo_.get(), x, y);
        cairo_scale(cairo_.get(), rx, ry);
        cairo_new_sub_path(cairo_.get());
        cairo_arc(cairo_.get(), 0, 0, 1, 0, 2 * M_PI);
        cairo_restore(cairo_.get());
        cairo_set_line_width(cairo_.get(), 0.6);
        cairo_stroke(cairo_.get());
    }
    void code(const std::string& text, double x, double y, double size) {
        const Owned<QRcode> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
        if (!code) return;
        const double cell = size / code->width;
        for (int row = 0; row < code->width; ++row)
            for (int column = 0; column < code->width; ++column)
                if ((code->data[row * code->width + column] & 1) != 0)
                    cairo_rectangle(cairo_.get(), x + cell * column, y + cell * row, cell, cell);
        cairo_fill(cairo_.get());
    }
    /// Large, pale and slanting over the whole page.
    void across(const std::string& text) {
        cairo_save(cairo_.get());
        cairo_set_source_rgba(cairo_.get(), 0.5, 0.5, 0.5, 0.28);
        cairo_translate(cairo_.get(), kWidth / 2, kHeight / 2);
        cairo_rotate(cairo_.get(), -M_PI / 4);
        this->text(text, -kHeight / 2, -36, kHeight, {56, true, PANGO_ALIGN_CENTER});
        cairo_restore(cairo_.get());
    }
    void endPage() { cairo_show_page(cairo_.get()); }
    std::string finish() {
        cairo_surface_finish(surface_.get());
        return std::move(bytes_);
    }

private:
    Owned<PangoLayout> layoutOf(const std::string& text, double width, const Look& look) {
        Owned<PangoLayout> layout(pango_cairo_create_layout(cairo_.get()));
        const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamily));
        pango_font_description_set_absolute_size(font.get(), look.size * PANGO_SCALE);
        if (look.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), look.align);
        pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
        return layout;
    }
    std::string bytes_;
    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> cairo_;
};

void Sheet::heading(const std::string& text) {
    static constexpr Look kLook{12, true};
    blocks_.push_back({[](Pen&) { return 26.0; },
                       [text](Pen& pen, double y) { pen.text(text, kLeft, y + 8, kInner, kLook); },
                       nullptr, true});
}

void Sheet::paragraph(const std::string& text) {
    static constexpr Look kLook{10.5};
    blocks_.push_back(
        {[text](Pen& pen) { return pen.textHeight(text, kInner, kLook) + 6; },
         [text](Pen& pen, double y) { pen.text(text, kLeft, y + 3, kInner, kLook); }});
}

void Sheet::row(const std::vector<double>& shares, const std::vector<std::string>& cells,
                std::uint64_t boldMask, const std::shared_ptr<Block>& again, double leastHeight) {
    const auto lookOf = [boldMask](std::size_t i) { return Look{10, ((boldMask >> i) & 1) != 0}; };
    const auto height = [=](Pen& pen) {
        double tallest = std::max(kLeastRow, leastHeight);
        for (std::size_t i = 0; i < cells.size(); ++i)
            tallest = std::max(
                tallest,
                pen.textHeight(cells[i], kInner * shares[i] - 2 * kPad, lookOf(i)) + 2 * kPad);
        return tallest;
    };
    const auto draw = [=](Pen& pen, double y) {
        double x = kLeft;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double width = kInner * shares[i];
            pen.box(x, y, width, height(pen));
            pen.text(cells[i], x + kPad, y + kPad, width - 2 * kPad, lookOf(i));
            x += width;
        }
    };
    blocks_.push_back({height, draw, again});
}

void Sheet::facts(const std::vector<Fact>& facts, int perRow) {
    const double pair = 1.0 / perRow;
    for (std::size_t i = 0; i < facts.size(); i += static_cast<std::size_t>(perRow)) {
        std::vector<double> shares;
        std::vector<std::string> cells;
        std::uint64_t bold = 0;
        for (std::size_t k = i; k < std::min(facts.size(), i + static_cast<std::size_t>(perRow));
             ++k) {
            bold |= std::uint64_t{1} << cells.size();
            cells.insert(cells.end(), {facts[k].first, facts[k].second});
            shares.insert(shares.end(), {pair * 0.32, pair * 0.68});
        }
        // The last pair takes what is left of its row.
        double used = 0;
        for (const double share : shares) used += share;
        shares.back() += 1 - used;
        row(shares, cells, bold, nullptr);
    }
}

void Sheet::wide(const std::string& label, const std::string& value, double leastHeight) {
    row({0.16, 0.84}, {label, value}, 1, nullptr, leastHeight);
}

void Sheet::table(const std::vector<std::string>& header, const std::vector<double>& shares,
                  const std::vector<std::vector<std::string>>& rows) {
    row(shares, header, ~std::uint64_t{0}, nullptr);
    blocks_.back().withNext = true;
    const auto again = std::make_shared<Block>(blocks_.back());
    for (const auto& cells : rows) row(shares, cells, 0, again);
}

void Sheet::signatures(const std::vector<std::string>& labels) {
    constexpr double kTall = 58;
    const double width = kInner / static_cast<double>(labels.size());
    blocks_.push_back({[](Pen&) { return kTall; },
                       [labels, width, dateLine = frame_.dateLine](Pen& pen, double y) {
                           double x = kLeft;
                           for (const std::string& label : labels) {
                               pen.box(x, y, width, kTall);
                               pen.text(label, x + kPad, y + kPad, width - 2 * kPad, {9, true});
                               pen.text(dateLine, x + kPad, y + kTall - 16, width - 2 * kPad,
                                        {8, false, PANGO_ALIGN_RIGHT});
                               x += width;
                           }
                       }});
}

namespace {

/// A plain outline: head, trunk, arms, legs, in a field of `width` by `height`.
void drawFigure(Pen& pen, double x, double y, double width, double height) {
    const auto part = [&](double cx, double cy, double rx, double ry) {
        pen.ellipse(x + cx * width, y + cy * height, rx * width, ry * height);
    };
    part(0.5, 0.09, 0.11, 0.075);
    part(0.5, 0.34, 0.17, 0.17);
    part(0.25, 0.38, 0.06, 0.19);
    part(0.75, 0.38, 0.06, 0.19);
    part(0.41, 0.74, 0.08, 0.24);
    part(0.59, 0.74, 0.08, 0.24);
}

}  // namespace

void Sheet::body(const std::string& front, const std::string& back,
                 const std::vector<BodyMark>& marks) {
    const auto draw = [front, back, marks](Pen& pen, double y) {
        constexpr double kWide = 110, kTall = kBodyHeight - 24;
        const double xs[2] = {kLeft + kInner * 0.25 - kWide / 2, kLeft + kInner * 0.75 - kWide / 2};
        pen.box(kLeft, y, kInner, kBodyHeight);
        pen.text(front, kLeft + kPad, y + kPad, 60, {9, true});
        pen.text(back, kLeft + kInner / 2 + kPad, y + kPad, 60, {9, true});
        for (const double x : xs) drawFigure(pen, x, y + 16, kWide, kTall);
        int number = 0;
        for (const BodyMark& mark : marks) {
            const double x = xs[mark.back ? 1 : 0] + kWide * mark.xMilli / 1000.0;
            const double top = y + 16 + kTall * mark.yMilli / 1000.0;
            pen.ellipse(x, top, 6, 6);
            pen.text(std::to_string(++number), x - 6, top - 5, 12, {8, true, PANGO_ALIGN_CENTER});
        }
    };
    blocks_.push_back({[](Pen&) { return kBodyHeight; }, draw});
}

double Sheet::bottom() const {
    return frame_.pageSign.empty() ? kFootTop : kFootTop - kSignLine;
}

std::vector<std::size_t> Sheet::pageBreaks(Pen& pen) const {
    std::vector<std::size_t> first{0};
    double y = kTop + 56;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        double needed = blocks_[i].height(pen);
        if (blocks_[i].withNext && i + 1 < blocks_.size()) needed += blocks_[i + 1].height(pen);
        if (y + needed > bottom() && i > first.back()) {
            first.push_back(i);
            y = kTop + (blocks_[i].again ? blocks_[i].again->height(pen) : 0);
        }
        y += blocks_[i].height(pen);
    }
    return first;
}

Sheet::File Sheet::file() const {
    Pen pen(frame_.madeUs);
    const int pages = draw(pen);
    return {pen.finish(), pages};
}

Sheet::File Sheet::together(const std::vector<Sheet>& sheets) {
    Pen pen(sheets.empty() ? 0 : sheets.front().frame_.madeUs);
    int pages = 0;
    for (const Sheet& sheet : sheets) pages += sheet.draw(pen);
    return {pen.finish(), pages};
}

int Sheet::draw(Pen& pen) const {
    const auto first = pageBreaks(pen);
    for (std::size_t page = 0; page < first.size(); ++page) {
        double y = kTop;
        if (page == 0) {
            pen.text(frame_.title, kLeft, y, kInner, {18, true, PANGO_ALIGN_CENTER});
            pen.text(frame_.number, kLeft, y + 32, kInner, {10, false, PANGO_ALIGN_RIGHT});
            y += 56;
        }
        if (!frame_.mark.empty())
            pen.text(frame_.mark, kLeft, 22, kInner, {11, true, PANGO_ALIGN_RIGHT});
        const std::size_t end = page + 1 < first.size() ? first[page + 1] : blocks_.size();
        for (std::size_t i = first[page]; i < end; ++i) {
            if (i == first[page] && page > 0 && blocks_[i].again) {
                blocks_[i].again->draw(pen, y);
                y += blocks_[i].again->height(pen);
            }
            blocks_[i].draw(pen, y);
            y += blocks_[i].height(pen);
        }
        drawFoot(pen, page, first.size());
        if (!frame_.watermark.empty()) pen.across(frame_.watermark);
        pen.endPage();
    }
    return static_cast<int>(first.size());
}

void Sheet::drawFoot(Pen& pen, std::size_t page, std::size_t pages) const {
    if (!frame_.pageSign.empty())
        pen.text(frame_.pageSign, kLeft, kFootTop - kSignLine + 8, kInner, {10});
    const std::string place = fmt::format("{}/{}", page + 1, pages);
    // With the head of the log the code has more cells; they stay as large as they were.
    const double code = frame_.logLine.empty() ? kCode : kLogCode;
    const std::string log = frame_.logLine.empty() ? "" : frame_.logLine + "\n";
    pen.text(frame_.footer + "\n" + log + frame_.page(page + 1, pages), kLeft, kFootTop + 12,
             kInner - code - 12, {8.5});
    pen.code(frame_.code + " " + place + frame_.codeEnd, kLeft + kInner - code, kFootTop + 8, code);
}

}  // namespace mingjing::print
