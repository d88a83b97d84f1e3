// SPDX-License-Identifier: Apache-2.0
// A printed form: blocks that flow over A4 pages, a footer with page x of y, a QR code on every
// page.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mingjing::print {

/// What stands outside the blocks of every page.
struct Frame {
    std::string title;    ///< of the form, large, on the first page
    std::string number;   ///< under the title, right
    std::string mark;     ///< for example 重印 2; empty: none
    std::string footer;   ///< printed by whom, when, from which state of the record
    std::string logLine;  ///< the head of the log of record; empty: none
    std::function<std::string(std::size_t, std::size_t)> page;  ///< "page n of m"
    std::string dateLine;                                       ///< where a signature is dated
    std::string watermark;    ///< across every page, pale; empty: none
    std::string pageSign;     ///< a line to sign at the foot of every page; empty: none
    std::string code;         ///< text of the QR code; the page is added as ` n/m`
    std::string codeEnd;      ///< after the page; empty: nothing
    std::int64_t madeUs = 0;  ///< the PDF's own date, so that the same form is the same file
};

/// One label and what stands in its box.
using Fact = std::pair<std::string, std::string>;

class Pen;  // the drawing surface; sheet.cpp only

/// Gathers blocks, then makes the PDF (fonts embedded). Not thread-safe; lives for one form.
class Sheet {
public:
    explicit Sheet(Frame frame) : frame_(std::move(frame)) {}

    void heading(const std::string& text);
    /// Boxes of label and value, `perRow` pairs a row; an empty value stays empty, for handwriting.
    void facts(const std::vector<Fact>& facts, int perRow = 2);
    /// One box over the whole width.
    void wide(const std::string& label, const std::string& value, double leastHeight = 0);
    /// A table; its header is repeated on every page. `shares` are parts of the width.
    void table(const std::vector<std::string>& header, const std::vector<double>& shares,
               const std::vector<std::vector<std::string>>& rows);
    void paragraph(const std::string& text);
    /// Boxes to sign in: label above, room for name, fingerprint and date.
    void signatures(const std::vector<std::string>& labels);
    /// Outlines of a body, front and back, with numbered marks.
    struct BodyMark {
        bool back = false;
        int xMilli = 0, yMilli = 0;
    };
    void body(const std::string& front, const std::string& back,
              const std::vector<BodyMark>& marks);

    struct File {
        std::string pdf;
        int pages = 0;
    };
    [[nodiscard]] File file() const;
    /// Several forms in one file; each counts its own pages. The first one's date is the file's.
    [[nodiscard]] static File together(const std::vector<Sheet>& sheets);

private:
    struct Block {
        std::function<double(Pen&)> height;      ///< points
        std::function<void(Pen&, double)> draw;  ///< at y, points from the top
        std::shared_ptr<Block> again{};          ///< drawn first when this begins a page
        bool withNext = false;                   ///< not the last one on a page
    };
    void row(const std::vector<double>& shares, const std::vector<std::string>& cells,
             std::uint64_t boldMask, const std::shared_ptr<Block>& again, double leastHeight = 0);
    [[nodiscard]] double bottom() const;  ///< where the blocks of a page end
    [[nodiscard]] std::vector<std::size_t> pageBreaks(Pen& pen) const;
    int draw(Pen& pen) const;  ///< the number of pages
    void drawFoot(Pen& pen, std::size_t page, std::size_t pages) const;
    Frame frame_;
    std::vector<Block> blocks_;
};

}  // namespace mingjing::print
