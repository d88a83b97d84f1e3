// SPDX-License-Identifier: Apache-2.0
// The files of a package, whether it is a ZIP file or a folder (a disc, an unpacked ZIP).
#pragma once

#include <map>
#include <memory>
#include <string>

#include "video/evidence/zip_store.h"

namespace mingjing::video::evidence {

/// Reading is thread-safe.
class PackageSource {
public:
    /// Fails with NotFound (`package.missing`), InvalidInput (`package.not_zip`) or Unavailable
    /// (`package.unreadable`).
    static kernel::Result<std::unique_ptr<PackageSource>> open(const std::string& path);
    virtual ~PackageSource() = default;

    /// Of a ZIP: whether every byte outside the contents is as it was written. A folder has none.
    ZipFault containerFault = ZipFault::None;
    std::string containerWhere;
    std::map<std::string, std::uint64_t> files;     ///< bytes by name
    std::map<std::string, std::uint32_t> declared;  ///< of a ZIP: CRC-32 by name

    /// Shorter at the end of the file.
    [[nodiscard]] virtual kernel::Result<std::string> read(const std::string& name,
                                                           std::uint64_t offset,
                                                           std::size_t bytes) const = 0;
    [[nodiscard]] kernel::Result<std::string> readAll(const std::string& name) const;
};

}  // namespace mingjing::video::evidence
