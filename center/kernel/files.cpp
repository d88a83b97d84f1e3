// SPDX-License-Identifier: Apache-2.0
// Reading whole files, and replacing them durably.
#include "center/kernel/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mingjing::kernel {

namespace {

Error unwritable(const std::string& path) {
    return Error::of(ErrorKind::Unavailable, "file.unwritable", path + ": " + std::strerror(errno));
}

bool writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Status syncFolderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return unwritable(folder);
    const int result = ::fsync(fd);
    ::close(fd);
    return result == 0 ? Status() : Status(unwritable(folder));
}

}  // namespace

Result<std::string> readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error::of(ErrorKind::NotFound, "file.missing", path);
    try {
        std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        if (!in.bad()) return content;
    } catch (const std::ios_base::failure&) {
        // A folder opens as a file and fails when it is read.
    }
    return Error::of(ErrorKind::Unavailable, "file.unreadable", path);
}

Status writeFileDurably(const std::string& path, std::string_view content, unsigned mode) {
    const std::string temporary = path + ".new";
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0) return unwritable(temporary);
    const bool written = writeAll(fd, content) && ::fsync(fd) == 0;
    const bool closed = ::close(fd) == 0;
    if (!written || !closed || std::rename(temporary.c_str(), path.c_str()) != 0) {
        const Error error = unwritable(path);
        ::unlink(temporary.c_str());
        return error;
    }
    return syncFolderOf(path);
}

}  // namespace mingjing::kernel
