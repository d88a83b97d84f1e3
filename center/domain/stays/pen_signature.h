// SPDX-License-Identifier: Apache-2.0
// Signing one of our printed forms by pen on a screen: for which forms the law lets it, and what is
// a signature at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "center/domain/timeline.h"

namespace mingjing::domain {

/// A print was signed by pen, or the person refused to. Body: `form`, `how` (pen, refused),
/// `pages`, `printSeq`, `printSha256` (of the very bytes that were shown), `roomId` (where it was
/// signed; the room recorded then), sealed `signature` (strokes, picture), `reason`, `witness`.
inline constexpr const char* kFormSignedByPen = "FormSignedByPen";

/// How the person signs a form of ours. The usual way is paper: print, sign, fingerprint, scan.
enum class PenLaw {
    Allowed,      ///< a signature alone is enough
    Fingerprint,  ///< signature and fingerprint: paper only
    SeveralSign,  ///< others sign the same sheet beside the person
    NotSigned,    ///< not a sheet that the person signs
};

/// What the law says of one form. Every form has its row; each row has its source.
struct FormSigning {
    std::string_view form;
    PenLaw pen;
    const char* rule;    ///< whose source says so
    const char* reason;  ///< message of the catalogue, for who asks to sign it by pen
};
const std::vector<FormSigning>& formSignings();
/// Null for what is no form of ours.
const FormSigning* signingOf(std::string_view form);

/// Where the pen was: thousandths of the field's width, across and down; milliseconds since the
/// first touch.
struct PenPoint {
    int x = 0, y = 0;
    std::int64_t ms = 0;
    auto operator<=>(const PenPoint&) const = default;
};
using PenStroke = std::vector<PenPoint>;

inline constexpr int kPenWidth = 1000;
inline constexpr int kPenHeight = 400;
inline constexpr std::size_t kMostPenStrokes = 200;
inline constexpr std::size_t kMostPenPoints = 6000;

/// Why these strokes are no signature, as a code of the catalogue; nothing when they are one. Dots
/// and a slip of the pen are none: the ink must be as long, and reach as far, as a short name.
std::optional<std::string> strokesFault(const std::vector<PenStroke>& strokes);

Json strokesJson(const std::vector<PenStroke>& strokes);

}  // namespace mingjing::domain
