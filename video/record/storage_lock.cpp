// SPDX-License-Identifier: Apache-2.0
// The lock file.
#include "video/record/storage_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace mingjing::video::record {

using kernel::Error;
using kernel::ErrorKind;

kernel::Result<int> lockStorage(const std::string& storage) {
    const std::string path = storage + "/lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) return Error::of(ErrorKind::Unavailable, "storage.failed", path);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    ::close(fd);
    return Error::of(ErrorKind::Conflict, "storage.in_use", path);
}

}  // namespace mingjing::video::record
