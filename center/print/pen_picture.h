// SPDX-License-Identifier: Apache-2.0
// The strokes of a pen as a picture.
#pragma once

#include "center/domain/stays/pen_signature.h"
#include "center/kernel/result.h"

namespace mingjing::print {

/// A PNG, black on white; the same strokes make the same picture. Fails with Unavailable
/// `pen.no_picture`.
kernel::Result<std::string> penPicture(const std::vector<domain::PenStroke>& strokes);

}  // namespace mingjing::print
