// SPDX-License-Identifier: Apache-2.0
// The table of forms and signatures, and the shape of a signature.
#include "center/domain/stays/pen_signature.h"

#include <algorithm>
#include <cmath>

namespace mingjing::domain {

namespace {

constexpr double kLeastInk = 150;  ///< along the line
constexpr int kLeastExtent = 60;   ///< across or down, from end to end

double inkOf(const std::vector<PenStroke>& strokes) {
    double length = 0;
    for (const PenStroke& stroke : strokes)
        for (std::size_t i = 1; i < stroke.size(); ++i)
            length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    return length;
}

int extentOf(const std::vector<PenStroke>& strokes) {
    int left = kPenWidth, right = 0, top = kPenHeight, bottom = 0;
    for (const PenStroke& stroke : strokes)
        for (const PenPoint& point : stroke) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
    return std::max(right - left, bottom - top);
}

bool isInside(const PenPoint& point) {
    return point.x >= 0 && point.x <= kPenWidth && point.y >= 0 && point.y <= kPenHeight;
}

}  // namespace

const std::vector<FormSigning>& formSignings() {
    static const std::vector<FormSigning> table{
        {"use_register", PenLaw::SeveralSign, "ENTR-09", "pen.several_sign"},
        {"safety_check", PenLaw::SeveralSign, "ENTR-09", "pen.several_sign"},
        // 公安机关适用继续盘问规定 art. 32: signed or fingerprinted, also for what is given back.
        {"belongings", PenLaw::Allowed, "BELG-04", "pen.allowed"},
        {"rights", PenLaw::Fingerprint, "INTR-06", "pen.needs_fingerprint"},
        {"care_log", PenLaw::NotSigned, "REC-21", "pen.not_signed"},
        {"temporary_exit", PenLaw::NotSigned, "REC-21", "pen.not_signed"},
        {"own_record", PenLaw::NotSigned, "REC-21", "pen.not_signed"},
        {"transcript", PenLaw::Fingerprint, "INTR-09", "pen.needs_fingerprint"},
    };
    return table;
}

const FormSigning* signingOf(std::string_view form) {
    const auto& table = formSignings();
    const auto found = std::ranges::find(table, form, &FormSigning::form);
    return found == table.end() ? nullptr : &*found;
}

std::optional<std::string> strokesFault(const std::vector<PenStroke>& strokes) {
    std::size_t points = 0;
    std::int64_t lastMs = 0;
    for (const PenStroke& stroke : strokes)
        for (const PenPoint& point : stroke) {
            ++points;
            if (!isInside(point)) return "pen.outside";
            if (point.ms < lastMs) return "pen.time_backwards";
            lastMs = point.ms;
        }
    if (points == 0) return "pen.empty";
    if (strokes.size() > kMostPenStrokes || points > kMostPenPoints) return "pen.too_long";
    if (inkOf(strokes) < kLeastInk || extentOf(strokes) < kLeastExtent) return "pen.only_dots";
    return std::nullopt;
}

Json strokesJson(const std::vector<PenStroke>& strokes) {
    Json all = Json::array();
    for (const PenStroke& stroke : strokes) {
        Json line = Json::array();
        for (const PenPoint& point : stroke) line.push_back({point.x, point.y, point.ms});
        all.push_back(std::move(line));
    }
    return all;
}

}  // namespace mingjing::domain
