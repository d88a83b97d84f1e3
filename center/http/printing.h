// SPDX-License-Identifier: Apache-2.0
// From an entry that says what is printed to the form itself.
#pragma once

#include "center/http/pages.h"
#include "center/print/forms.h"

namespace mingjing::http {

/// The head of the log that a paper made now carries. A log that cannot be read stops no paper: it
/// is made without, and the log's own trouble is told elsewhere.
std::optional<kernel::SignedHead> newestLogHead(app::UnitOfWork& unit);

/// The record as it stood at entry `seq`.
app::LoadedStay recordUpTo(const app::LoadedStay& loaded, std::int64_t seq);

/// What a form of `record` needs; `record` must outlive it. `entry` (FormPrinted, or one like it
/// that is not stored) says language, copy, who and when.
Result<print::PrintInput> printInput(House& house, app::UnitOfWork& unit,
                                     const app::LoadedStay& record,
                                     const domain::RecordedEvent& entry);

/// The form that an entry prints, from the record as it stood at the entry's `ofSeq`.
Result<print::PrintedForm> printed(House& house, app::UnitOfWork& unit,
                                   const app::LoadedStay& loaded,
                                   const domain::RecordedEvent& entry);

}  // namespace mingjing::http
