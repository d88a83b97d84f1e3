// SPDX-License-Identifier: Apache-2.0
// Finds out what a scanned page is by the code printed on it, however it lay on the glass.
#pragma once

#include <set>
#include <string>

#include "center/domain/stays/papers.h"
#include "center/kernel/result.h"

namespace mingjing::print {

struct ScannedPage {
    std::string mediaType;  ///< image/jpeg or image/png
    domain::PageCode code;
};

/// Reads JPEG and PNG of at most 40 million pixels. Fails with InvalidInput at `scan`:
/// `scan.not_an_image`, `scan.too_large`, `scan.no_code`, `scan.foreign_code` (another code), or
/// `scan.several_codes` (more than one page in the picture).
kernel::Result<ScannedPage> readScan(const std::string& bytes);

/// The texts of all codes in a picture, ours or not; none where there is no code. Fails with
/// InvalidInput at `scan` as above when it is no picture.
kernel::Result<std::set<std::string>> readCodes(const std::string& bytes);

/// image/jpeg or image/png of a picture that can be read. Fails with InvalidInput at `photo`:
/// `photo.not_an_image` or `photo.too_large`.
kernel::Result<std::string> photoType(const std::string& bytes);

}  // namespace mingjing::print
