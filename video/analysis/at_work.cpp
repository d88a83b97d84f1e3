// SPDX-License-Identifier: Apache-2.0
// The kernel keeps the page when the process dies.
#include "video/analysis/at_work.h"

#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace mingjing::video::analysis {

namespace {

constexpr std::size_t kPageBytes = AtWork::kWorkers * AtWork::kLine;

}  // namespace

kernel::Result<AtWork> AtWork::open(const std::string& path) {
    const auto unusable =
        kernel::Error::of(kernel::ErrorKind::Unavailable, "analyst.spool_unusable", path);
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return unusable;
    const bool sized = ::ftruncate(file, kPageBytes) == 0;
    void* page = sized ? ::mmap(nullptr, kPageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                       : MAP_FAILED;
    ::close(file);
    if (page == MAP_FAILED) return unusable;
    return AtWork(static_cast<char*>(page));
}

AtWork::~AtWork() {
    if (lines_ != nullptr) ::munmap(lines_, kPageBytes);
}

AtWork::AtWork(AtWork&& other) noexcept : lines_(std::exchange(other.lines_, nullptr)) {}

AtWork& AtWork::operator=(AtWork&& other) noexcept {
    std::swap(lines_, other.lines_);
    return *this;
}

void AtWork::begin(std::size_t worker, const StreamKey& key) {
    if (lines_ == nullptr || worker >= kWorkers) return;
    const std::string text = key.text().substr(0, kLine - 1);
    char* line = lines_ + worker * kLine;
    std::memcpy(line, text.c_str(), text.size() + 1);
}

void AtWork::end(std::size_t worker) {
    if (lines_ != nullptr && worker < kWorkers) lines_[worker * kLine] = 0;
}

std::set<std::string> AtWork::unfinished() const {
    std::set<std::string> out;
    for (std::size_t worker = 0; lines_ != nullptr && worker < kWorkers; ++worker) {
        const char* line = lines_ + worker * kLine;
        std::string text(line, ::strnlen(line, kLine));
        if (!text.empty()) out.insert(std::move(text));
    }
    return out;
}

}  // namespace mingjing::video::analysis
