// SPDX-License-Identifier: Apache-2.0
// One person, one file (一人一档): everything that the centre holds of a stay, as one package.
#pragma once

#include "center/http/printing.h"
#include "center/print/stay_file.h"

namespace mingjing::http {

/// Gathers the parts: index, forms, transcripts, scans, statutory papers, list of recordings, the
/// signed record, and a signed manifest with the hash of every part. What the reader may not read,
/// and what was erased, is named in the index. Fails with Exhausted `stay_file.too_large`.
Result<std::vector<print::ArchivedFile>> gatherStayFile(House& house, app::UnitOfWork& unit,
                                                        const app::Actor& reader,
                                                        const app::LoadedStay& loaded,
                                                        const std::string& language);

}  // namespace mingjing::http
