// SPDX-License-Identifier: Apache-2.0
// What the centre puts into a package of recordings: its signed release, the certificate, the
// record, the cover sheet, the verifier.
#pragma once

#include "center/app/body_checks.h"
#include "center/http/pages.h"

namespace mingjing::http {

/// {statement, files: [{path, bytes (base64url)}]} for the recorder. `sealed`: segments of the
/// package that are; their keys go along, each on the audit log, when that was asked for and
/// allowed. Fails with NotFound `export.not_found` when it was not released, with Precondition and
/// the code of kernel::openMediaKey.
Result<Json> exportPart(House& house, const Uuid& exportId,
                        const std::vector<app::WantedKey>& sealed);

/// The cover sheet alone (PDF), for who hands the package over: of an encrypted one, the sheet
/// inside is readable only to its receiver. Says the hash of the file that leaves once it is made.
/// Fails as exportPart() does.
Result<std::string> exportCover(House& house, const Uuid& exportId, bool english);

}  // namespace mingjing::http
