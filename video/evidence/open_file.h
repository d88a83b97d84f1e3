// SPDX-License-Identifier: Apache-2.0
// A file that is only read, at any place: the one reader of evidence and packages.
#pragma once

#include <cerrno>
#include <cstdint>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "center/kernel/result.h"

namespace mingjing::video::evidence {

/// Opened at its making, closed at its end. Reading moves no position, so several threads may.
class OpenFile {
public:
    explicit OpenFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool ok() const { return fd_ >= 0; }
    /// Bytes that it has now; -1 when it cannot be asked.
    [[nodiscard]] std::int64_t size() const {
        struct stat facts {};
        return fd_ >= 0 && ::fstat(fd_, &facts) == 0 ? std::int64_t{facts.st_size} : -1;
    }
    /// At most `bytes`, fewer at the end of the file. Fails with Unavailable and the given code.
    [[nodiscard]] kernel::Result<std::string> read(std::uint64_t offset, std::size_t bytes,
                                                   const char* code) const {
        std::string out(bytes, '\0');
        std::size_t done = 0;
        while (done < bytes) {
            const auto got =
                ::pread(fd_, out.data() + done, bytes - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return kernel::Error::of(kernel::ErrorKind::Unavailable, code);
            if (got == 0) break;
            done += static_cast<std::size_t>(got);
        }
        out.resize(done);
        return out;
    }

private:
    int fd_;
};

}  // namespace mingjing::video::evidence
