// SPDX-License-Identifier: Apache-2.0
// Files on a real disk.
#include <cerrno>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "video/record/file_system.h"

namespace mingjing::video::record {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;
using kernel::Status;

namespace {

Error failed(const char* call, const std::string& path, int number) {
    const std::string internal = std::string(call) + " " + path + ": " + std::strerror(number);
    if (number == ENOSPC || number == EDQUOT)
        return Error::of(ErrorKind::Exhausted, "storage.full", internal);
    if (number == ENOENT) return Error::of(ErrorKind::NotFound, "storage.missing", internal);
    return Error::of(ErrorKind::Unavailable, "storage.failed", internal);
}

std::string parentOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

/// Owns a descriptor.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

class DiskFile final : public AppendFile {
public:
    DiskFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
    Status append(std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return failed("write", path_, errno);
            if (count == 0) return failed("write", path_, EIO);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return {};
    }
    Status sync() override {
        if (::fdatasync(fd_.get()) != 0) return failed("fdatasync", path_, errno);
        return {};
    }

private:
    Descriptor fd_;
    std::string path_;
};

Result<std::unique_ptr<AppendFile>> openFile(const std::string& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_WRONLY | O_APPEND | O_CLOEXEC, 0640);
    if (fd < 0) return failed("open", path, errno);
    return std::unique_ptr<AppendFile>(std::make_unique<DiskFile>(fd, path));
}

Result<std::string> readFrom(const Descriptor& fd, const std::string& path, std::uint64_t offset,
                             std::uint64_t bytes) {
    std::string out(bytes, '\0');
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t count = ::pread(fd.get(), out.data() + done, out.size() - done,
                                      static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed("read", path, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    out.resize(done);
    return out;
}

}  // namespace

Result<std::unique_ptr<AppendFile>> DiskFileSystem::create(const std::string& path) {
    return openFile(path, O_CREAT | O_EXCL);
}

Result<std::unique_ptr<AppendFile>> DiskFileSystem::open(const std::string& path) {
    return openFile(path, 0);
}

Status DiskFileSystem::truncate(const std::string& path, std::uint64_t bytes) {
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (fd.get() < 0) return failed("open", path, errno);
    if (::ftruncate(fd.get(), static_cast<off_t>(bytes)) != 0)
        return failed("truncate", path, errno);
    if (::fsync(fd.get()) != 0) return failed("fsync", path, errno);
    return {};
}

Status DiskFileSystem::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("unlink", path, errno);
    return {};
}

Status DiskFileSystem::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed("rename", from, errno);
    return {};
}

Status DiskFileSystem::makeFolder(const std::string& path) {
    if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST) return failed("mkdir", path, errno);
    // Also when it existed: a killed process may have made it and not lived to sync it.
    return syncFolder(parentOf(path));
}

Status DiskFileSystem::syncFolder(const std::string& path) {
    const Descriptor fd(
        ::open(path.empty() ? "/" : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) return failed("open", path, errno);
    if (::fsync(fd.get()) != 0) return failed("fsync", path, errno);
    return {};
}

Result<std::vector<std::string>> DiskFileSystem::list(const std::string& path) {
    std::vector<std::string> names;
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) {
        if (errno == ENOENT) return names;
        if (errno == ENOTDIR)
            return Error::of(ErrorKind::InvalidInput, "storage.not_a_folder", path);
        return failed("opendir", path, errno);
    }
    while (const dirent* entry = ::readdir(folder)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    ::closedir(folder);
    return names;
}

Result<std::int64_t> DiskFileSystem::size(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0) return std::int64_t{facts.st_size};
    if (errno == ENOENT) return std::int64_t{-1};
    return failed("stat", path, errno);
}

Result<std::string> DiskFileSystem::read(const std::string& path, std::uint64_t offset,
                                         std::uint64_t bytes) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0) return failed("open", path, errno);
    return readFrom(fd, path, offset, bytes);
}

Result<std::string> DiskFileSystem::readCold(const std::string& path, std::uint64_t offset,
                                             std::uint64_t bytes) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0) return failed("open", path, errno);
    const auto from = static_cast<off_t>(offset);
    const auto length = static_cast<off_t>(bytes);
    // Advice only: pages that are not written back yet stay, and a file system may ignore it.
    ::posix_fadvise(fd.get(), from, length, POSIX_FADV_DONTNEED);
    auto out = readFrom(fd, path, offset, bytes);
    ::posix_fadvise(fd.get(), from, length, POSIX_FADV_DONTNEED);
    return out;
}

Result<std::string> DiskFileSystem::readAll(const std::string& path) {
    MJ_ASSIGN(const std::int64_t bytes, size(path));
    if (bytes < 0) return failed("open", path, ENOENT);
    return read(path, 0, static_cast<std::uint64_t>(bytes));
}

Result<FileSystem::Space> DiskFileSystem::space(const std::string& path) {
    struct statvfs facts {};
    if (::statvfs(path.c_str(), &facts) != 0) return failed("statvfs", path, errno);
    const auto block = static_cast<std::int64_t>(facts.f_frsize);
    return Space{static_cast<std::int64_t>(facts.f_bavail) * block,
                 static_cast<std::int64_t>(facts.f_blocks - facts.f_bfree) * block};
}

}  // namespace mingjing::video::record
