// SPDX-License-Identifier: Apache-2.0
// The index of a stay's file (一人一档, rules section 11, form 12): what is in the package, by
// hash, and what was left out and why.
#pragma once

#include "center/print/archive.h"
#include "center/print/forms.h"

namespace mingjing::print {

struct StayFileContent {
    std::vector<ArchivedFile> files;   ///< in the order of the index
    std::vector<std::string> leftOut;  ///< what and why, in the language of the index
};

/// The index as a PDF with the code of Form::UseRegister's kind: `MJ1 stay_file …`.
PrintedForm printStayFileIndex(const PrintInput& input, const StayFileContent& content);

}  // namespace mingjing::print
