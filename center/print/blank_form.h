// SPDX-License-Identifier: Apache-2.0
// The numbered form that is filled in by hand while the system is away (rules section 11, form 1),
// to be entered and returned afterwards.
#pragma once

#include <string>
#include <vector>

#include "center/app/messages.h"
#include "center/print/forms.h"

namespace mingjing::print {

struct BlankFormInput {
    const app::Messages& messages;
    bool english = false;
    std::vector<std::string> numbers;  ///< one form each
    std::string centreName, printedBy;
    std::int64_t printedUs = 0;
    int copy = 1;  ///< from 2 on every page is marked as reprinted
    bool practice = false;
    std::optional<kernel::SignedHead> logHead = {};  ///< newest of the log of record
};

/// The code on every page reads `MJB1 <number> n/m L<log>`, as in forms.h.
PrintedForm printBlankForms(const BlankFormInput& input);

/// The number that such a code names; empty when it is another code.
std::string blankFormNumberOf(const std::string& code);

}  // namespace mingjing::print
