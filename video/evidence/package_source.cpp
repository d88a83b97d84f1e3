// SPDX-License-Identifier: Apache-2.0
// pread on one ZIP file, or on files of a folder.
#include "video/evidence/package_source.h"

#include <filesystem>

#include <sys/stat.h>

#include "video/evidence/open_file.h"

namespace mingjing::video::evidence {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

namespace {

namespace fs = std::filesystem;

constexpr const char* kUnreadable = "package.unreadable";

class ZipSource final : public PackageSource {
public:
    explicit ZipSource(const std::string& path) : file_(path) {}
    [[nodiscard]] bool ok() const { return file_.ok(); }

    kernel::Status list(std::uint64_t size) {
        MJ_ASSIGN(const auto listing, readZip(
                                          [this](std::uint64_t offset, std::size_t bytes) {
                                              return file_.read(offset, bytes, kUnreadable);
                                          },
                                          size));
        containerFault = listing.fault;
        containerWhere = listing.where;
        for (const ZipEntry& entry : listing.entries) {
            if (!files.emplace(entry.name, entry.bytes).second)
                containerFault = ZipFault::Different;
            declared[entry.name] = entry.crc;
            contentAt_[entry.name] = zipContentAt(entry);
        }
        return {};
    }

    [[nodiscard]] Result<std::string> read(const std::string& name, std::uint64_t offset,
                                           std::size_t bytes) const override {
        const auto found = files.find(name);
        if (found == files.end()) return Error::of(ErrorKind::NotFound, "package.missing", name);
        const std::uint64_t left = found->second - std::min(offset, found->second);
        return file_.read(contentAt_.at(name) + offset,
                          static_cast<std::size_t>(std::min<std::uint64_t>(bytes, left)),
                          kUnreadable);
    }

private:
    OpenFile file_;
    std::map<std::string, std::uint64_t> contentAt_;
};

class FolderSource final : public PackageSource {
public:
    explicit FolderSource(std::string root) : root_(std::move(root)) {}

    kernel::Status list() {
        std::error_code error;
        for (fs::recursive_directory_iterator it(root_, error), end; !error && it != end;
             it.increment(error)) {
            if (it->is_directory(error) && !it->is_symlink(error)) continue;
            const auto name = fs::relative(it->path(), root_, error).generic_string();
            auto file = std::make_unique<OpenFile>(it->path().string());
            // A link or a device is no file of a package; it is listed, and so nobody's.
            const bool regular = it->is_regular_file(error) && !it->is_symlink(error);
            files[name] = regular ? it->file_size(error) : 0;
            if (regular && file->ok()) open_[name] = std::move(file);
        }
        return error ? kernel::Status(Error::of(ErrorKind::Unavailable, kUnreadable))
                     : kernel::Status();
    }

    [[nodiscard]] Result<std::string> read(const std::string& name, std::uint64_t offset,
                                           std::size_t bytes) const override {
        const auto found = open_.find(name);
        if (found == open_.end()) return Error::of(ErrorKind::NotFound, "package.missing", name);
        return found->second->read(offset, bytes, kUnreadable);
    }

private:
    std::string root_;
    std::map<std::string, std::unique_ptr<OpenFile>> open_;
};

}  // namespace

Result<std::unique_ptr<PackageSource>> PackageSource::open(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        return Error::of(ErrorKind::NotFound, "package.missing", path);
    if (S_ISDIR(facts.st_mode)) {
        auto folder = std::make_unique<FolderSource>(path);
        MJ_TRY(folder->list());
        return std::unique_ptr<PackageSource>(std::move(folder));
    }
    auto zip = std::make_unique<ZipSource>(path);
    if (!zip->ok()) return Error::of(ErrorKind::Unavailable, kUnreadable, path);
    MJ_TRY(zip->list(static_cast<std::uint64_t>(facts.st_size)));
    if (zip->containerFault == ZipFault::NotZip) return Error::invalid("", "package.not_zip");
    return std::unique_ptr<PackageSource>(std::move(zip));
}

Result<std::string> PackageSource::readAll(const std::string& name) const {
    const auto found = files.find(name);
    if (found == files.end()) return Error::of(ErrorKind::NotFound, "package.missing", name);
    return read(name, 0, static_cast<std::size_t>(found->second));
}

}  // namespace mingjing::video::evidence
