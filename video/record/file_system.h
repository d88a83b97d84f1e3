// SPDX-License-Identifier: Apache-2.0
// The seam between evidence and the disk: everything the recorder does to files goes through here,
// so that tests can cut the power at every step.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "center/kernel/result.h"

namespace mingjing::video::record {

/// An open file that is only appended to. Closing loses nothing and syncs nothing.
class AppendFile {
public:
    virtual ~AppendFile() = default;
    /// All bytes or a failure; after a failure the file's end is unknown.
    virtual kernel::Status append(std::string_view bytes) = 0;
    /// fdatasync. After a failure the file must be abandoned: the kernel may have dropped the pages
    /// and would report success the next time.
    virtual kernel::Status sync() = 0;
};

/// Paths are absolute. Failures: Exhausted (`storage.full`) or Unavailable (`storage.failed`).
class FileSystem {
public:
    virtual ~FileSystem() = default;
    /// Creates a file that must not exist yet.
    virtual kernel::Result<std::unique_ptr<AppendFile>> create(const std::string& path) = 0;
    /// Opens an existing file at its end.
    virtual kernel::Result<std::unique_ptr<AppendFile>> open(const std::string& path) = 0;
    /// Cuts a file and syncs it.
    virtual kernel::Status truncate(const std::string& path, std::uint64_t bytes) = 0;
    /// Deletes a file; one that is not there is fine. For media whose removal is journalled, for
    /// unfinished copies and caches, and for nothing else.
    virtual kernel::Status remove(const std::string& path) = 0;
    virtual kernel::Status rename(const std::string& from, const std::string& to) = 0;
    /// Makes a folder; an existing one is fine. Syncs the parent.
    virtual kernel::Status makeFolder(const std::string& path) = 0;
    virtual kernel::Status syncFolder(const std::string& path) = 0;
    /// Names in a folder, without "." and ".."; empty when it does not exist. InvalidInput
    /// (`storage.not_a_folder`) when it is something else.
    virtual kernel::Result<std::vector<std::string>> list(const std::string& path) = 0;
    /// -1 when there is no such file.
    virtual kernel::Result<std::int64_t> size(const std::string& path) = 0;
    virtual kernel::Result<std::string> read(const std::string& path, std::uint64_t offset,
                                             std::uint64_t bytes) = 0;
    /// The same, from the medium where that can be had: what lies in memory says nothing about a
    /// disk, and a check must not push out what others read.
    virtual kernel::Result<std::string> readCold(const std::string& path, std::uint64_t offset,
                                                 std::uint64_t bytes) {
        return read(path, offset, bytes);
    }
    virtual kernel::Result<std::string> readAll(const std::string& path) = 0;
    struct Space {
        std::int64_t freeBytes = 0;
        std::int64_t usedBytes = 0;
    };
    virtual kernel::Result<Space> space(const std::string& path) = 0;
};

/// The real one. Thread-safe.
class DiskFileSystem final : public FileSystem {
public:
    kernel::Result<std::unique_ptr<AppendFile>> create(const std::string& path) override;
    kernel::Result<std::unique_ptr<AppendFile>> open(const std::string& path) override;
    kernel::Status truncate(const std::string& path, std::uint64_t bytes) override;
    kernel::Status remove(const std::string& path) override;
    kernel::Status rename(const std::string& from, const std::string& to) override;
    kernel::Status makeFolder(const std::string& path) override;
    kernel::Status syncFolder(const std::string& path) override;
    kernel::Result<std::vector<std::string>> list(const std::string& path) override;
    kernel::Result<std::int64_t> size(const std::string& path) override;
    kernel::Result<std::string> read(const std::string& path, std::uint64_t offset,
                                     std::uint64_t bytes) override;
    kernel::Result<std::string> readCold(const std::string& path, std::uint64_t offset,
                                         std::uint64_t bytes) override;
    kernel::Result<std::string> readAll(const std::string& path) override;
    kernel::Result<Space> space(const std::string& path) override;
};

}  // namespace mingjing::video::record
