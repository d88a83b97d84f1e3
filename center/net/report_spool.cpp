// SPDX-License-Identifier: Apache-2.0
// Group commit, segments, recovery.
#include "center/net/report_spool.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "center/kernel/check.h"
#include "center/kernel/clock.h"
#include "center/kernel/files.h"
#include "center/kernel/guarded.h"
#include "center/kernel/ids.h"
#include "center/kernel/log.h"
#include "center/net/descriptor.h"
#include "center/net/spool_frame.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

constexpr std::size_t kPortionBytes = std::size_t{1} << 20;  // read at once; many reports
static_assert(kPortionBytes > 2 * kMaxReportBytes);
constexpr std::size_t kMaxSegmentBytes = std::size_t{1} << 30;  // of a file found at start

Error unusable(const std::string& what) {
    return Error::of(ErrorKind::Unavailable, "node.spool_unusable",
                     what + ": " + std::strerror(errno));
}

bool writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Up to `count` bytes from `offset`; fewer at the end of the file or on error.
std::string readAt(const std::string& path, std::size_t offset, std::size_t count) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (file.isOpen() && have < count) {
        const ssize_t got = ::pread(file.fd(), bytes.data() + have, count - have,
                                    static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

/// One file. Bytes before `offset` are acknowledged, bytes from `size` on do not count.
struct Segment {
    std::string path;
    std::string boot;
    std::uint64_t ordinal = 0;
    std::size_t offset = kSpoolMagic.size();
    std::size_t size = kSpoolMagic.size();
    std::uint64_t waiting = 0;

    [[nodiscard]] bool done() const { return offset == size; }
};

struct Acked {
    std::string boot;
    std::uint64_t seq = 0;
};

Acked readAcked(const std::string& path) {
    const auto text = kernel::readFile(path);
    const auto json = text.ok() ? kernel::parseJson(*text) : Result<Json>(text.error());
    if (!json.ok() || !json->is_object()) return {};  // then some reports are only sent again
    const auto boot = json->find("boot");
    const auto seq = json->find("seq");
    if (boot == json->end() || seq == json->end() || !boot->is_string() ||
        !seq->is_number_unsigned())
        return {};
    return {boot->get<std::string>(), seq->get<std::uint64_t>()};
}

/// From "00000012-<uuid>.spool".
std::optional<Segment> segmentNamed(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (name.size() != 8 + 1 + 36 + 6 || name[8] != '-' || path.extension() != ".spool")
        return std::nullopt;
    const std::string digits = name.substr(0, 8);
    const auto boot = kernel::Uuid::parse(name.substr(9, 36));
    if (!boot || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    Segment segment;
    segment.path = path.string();
    segment.boot = boot->text();
    segment.ordinal = std::stoull(digits);
    return segment;
}

/// Bytes that nobody can read any more are kept for a person to look at.
void setAside(const std::string& path) {
    kernel::logError("node.spool_damaged segment={}", path);
    if (std::rename(path.c_str(), (path + ".damaged").c_str()) != 0)
        kernel::logWarning("node.spool_not_set_aside segment={}", path);
}

/// Finds the sound frames of a segment that an earlier boot left behind. False: set aside.
bool measure(Segment& segment, const Acked& acked) {
    const std::string bytes = readAt(segment.path, 0, std::filesystem::file_size(segment.path));
    if (bytes.size() < kSpoolMagic.size()) return true;  // torn before its first report
    if (!bytes.starts_with(kSpoolMagic)) {
        setAside(segment.path);
        return false;
    }
    std::string_view rest = std::string_view(bytes).substr(kSpoolMagic.size());
    while (const auto frame = firstSpoolFrame(rest)) {
        rest.remove_prefix(frame->size);
        segment.size += frame->size;
        if (segment.boot == acked.boot && frame->seq <= acked.seq)
            segment.offset = segment.size;
        else
            ++segment.waiting;
    }
    if (!rest.empty())
        kernel::logWarning("node.spool_torn segment={} bytes={}", segment.path, rest.size());
    return true;
}

}  // namespace

struct ReportSpool::Impl {
    /// Reports that go to disk together. Their numbers are given when they are written.
    struct Group {
        std::vector<std::string> texts;  ///< JSON without its end: the seq follows
        bool done = false;
        Status outcome;
    };
    struct State {
        std::deque<Segment> segments;  ///< the last one is open when `live` is
        Descriptor live;
        std::string boot;
        std::uint64_t nextSeq = 1;
        std::uint64_t nextOrdinal = 1;
        std::uint64_t waiting = 0;
        std::size_t waitingBytes = 0;  ///< with those of groups under way
        std::shared_ptr<Group> open = std::make_shared<Group>();
        bool leading = false;  ///< a thread is writing; then it alone touches `live` and the last
    };

    std::string folder;
    Limits limits{};
    Descriptor lock;
    mutable kernel::Guarded<State> state;
    std::condition_variable written;

    Status prepareFolder();
    Status recover();
    Status writeGroup(Group& group);
    Status openSegment();
    Status writeFrames(const std::string& frames, std::size_t count);
    void giveUpBoot();
    void dropDoneFronts();
    void skipDamagedFront();
    std::optional<Segment> front();
    bool advance(const Segment& front, const Acked& acked);
    void noteAcked(const Acked& acked) const;
};

Status ReportSpool::Impl::prepareFolder() {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) return Error::of(ErrorKind::Unavailable, "node.spool_unusable", folder);
    lock = Descriptor(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.isOpen()) return unusable(folder + "/lock");
    if (::flock(lock.fd(), LOCK_EX | LOCK_NB) != 0)
        return Error::of(ErrorKind::Unavailable, "node.spool_in_use", folder);
    return {};
}

/// Runs before any other thread.
Status ReportSpool::Impl::recover() {
    const Acked acked = readAcked(folder + "/acked");
    auto access = state.lock();
    try {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            auto segment = segmentNamed(entry.path());
            if (!segment || entry.file_size() > kMaxSegmentBytes) continue;
            access->nextOrdinal = std::max(access->nextOrdinal, segment->ordinal + 1);
            if (!measure(*segment, acked)) continue;
            access->waiting += segment->waiting;
            access->waitingBytes += segment->size - segment->offset;
            access->segments.push_back(std::move(*segment));
        }
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::Unavailable, "node.spool_unusable", e.what());
    }
    std::sort(access->segments.begin(), access->segments.end(),
              [](const Segment& a, const Segment& b) { return a.ordinal < b.ordinal; });
    return {};
}

Status ReportSpool::Impl::openSegment() {
    auto access = state.lock();
    Segment segment;
    segment.boot = access->boot;
    segment.ordinal = access->nextOrdinal;
    segment.path = fmt::format("{}/{:08}-{}.spool", folder, segment.ordinal, segment.boot);
    Descriptor file(
        ::open(segment.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    ++access->nextOrdinal;
    if (!file.isOpen()) return unusable(segment.path);
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!writeAll(file.fd(), kSpoolMagic) || ::fsync(file.fd()) != 0 || !directory.isOpen() ||
        ::fsync(directory.fd()) != 0) {
        const Error error = unusable(segment.path);
        ::unlink(segment.path.c_str());
        return error;
    }
    access->live = std::move(file);
    access->segments.push_back(std::move(segment));
    return {};
}

/// The writing thread only; no other thread touches the open file meanwhile.
Status ReportSpool::Impl::writeFrames(const std::string& frames, std::size_t count) {
    bool mustOpen = false;
    int fd = -1;
    {
        auto access = state.lock();
        mustOpen = !access->live.isOpen() || access->segments.back().size >= limits.segmentBytes;
    }
    if (mustOpen) MJ_TRY(openSegment());
    fd = state.lock()->live.fd();
    if (!writeAll(fd, frames) || ::fdatasync(fd) != 0) return unusable(folder);
    auto access = state.lock();
    Segment& segment = access->segments.back();
    segment.size += frames.size();
    segment.waiting += count;
    access->waiting += count;
    access->nextSeq += count;
    return {};
}

/// What is on disk behind the last sound frame is unknown now: the boot ends here.
void ReportSpool::Impl::giveUpBoot() {
    auto access = state.lock();
    if (access->live.isOpen()) {
        Segment& segment = access->segments.back();
        if (::ftruncate(access->live.fd(), static_cast<off_t>(segment.size)) != 0)
            kernel::logWarning("node.spool_not_truncated segment={}", segment.path);
        access->live.reset();
        if (segment.size == kSpoolMagic.size()) {
            ::unlink(segment.path.c_str());
            access->segments.pop_back();
        }
    }
    access->boot = kernel::Uuid::make(kernel::SystemClock().wall().us).text();
    access->nextSeq = 1;
}

Status ReportSpool::Impl::writeGroup(Group& group) {
    std::uint64_t seq = state.lock()->nextSeq;
    std::string frames;
    std::size_t textBytes = 0;
    for (const std::string& text : group.texts) {
        frames += spoolFrame(fmt::format("{}{}}}", text, seq++));
        textBytes += text.size();
    }
    const Status outcome = writeFrames(frames, group.texts.size());
    if (!outcome.ok()) {
        kernel::logError("node.spool_failed code={} internal={}", outcome.error().code,
                         outcome.error().internal);
        giveUpBoot();
    }
    auto access = state.lock();
    access->waitingBytes -= textBytes;
    if (outcome.ok()) access->waitingBytes += frames.size();
    return outcome;
}

/// The last segment stays while it is open.
void ReportSpool::Impl::dropDoneFronts() {
    auto access = state.lock();
    while (!access->segments.empty() && access->segments.front().done() &&
           (access->segments.size() > 1 || !access->live.isOpen())) {
        const Segment& done = access->segments.front();
        if (::unlink(done.path.c_str()) != 0 && errno != ENOENT)
            kernel::logWarning("node.spool_not_removed segment={}", done.path);
        access->segments.pop_front();
    }
}

std::optional<Segment> ReportSpool::Impl::front() {
    dropDoneFronts();
    auto access = state.lock();
    if (access->segments.empty() || access->segments.front().done()) return std::nullopt;
    return access->segments.front();
}

/// The disk has lost what it promised. Later reports must not wait behind that for ever.
void ReportSpool::Impl::skipDamagedFront() {
    auto access = state.lock();
    Segment& damaged = access->segments.front();
    setAside(damaged.path);
    access->waiting -= damaged.waiting;
    access->waitingBytes -= damaged.size - damaged.offset;
    damaged.waiting = 0;
    damaged.offset = damaged.size;
}

/// Moves over the reports up to `acked.seq` in one portion of a segment; false when there are none.
/// Noted is the number of a report that was there, never a greater one that center claims: the
/// reports that get those numbers later would be skipped after a restart.
bool ReportSpool::Impl::advance(const Segment& front, const Acked& acked) {
    const std::string bytes =
        readAt(front.path, front.offset, std::min(front.size - front.offset, kPortionBytes));
    std::string_view rest = bytes;
    std::uint64_t reports = 0;
    std::uint64_t last = 0;
    for (auto frame = firstSpoolFrame(rest); frame && frame->seq <= acked.seq;
         frame = firstSpoolFrame(rest)) {
        rest.remove_prefix(frame->size);
        last = frame->seq;
        ++reports;
    }
    if (reports == 0) return false;
    {
        auto access = state.lock();
        Segment& segment = access->segments.front();
        segment.offset += bytes.size() - rest.size();
        segment.waiting -= reports;
        access->waiting -= reports;
        access->waitingBytes -= bytes.size() - rest.size();
    }
    noteAcked({acked.boot, last});
    return true;
}

/// Not fsynced: when it is lost, center only gets some reports twice.
void ReportSpool::Impl::noteAcked(const Acked& acked) const {
    const std::string path = folder + "/acked";
    const std::string temporary = path + ".new";
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    const Json json = {{"boot", acked.boot}, {"seq", acked.seq}};
    if (!file.isOpen() || !writeAll(file.fd(), kernel::canonicalOrDie(json)) ||
        std::rename(temporary.c_str(), path.c_str()) != 0)
        kernel::logWarning("node.ack_not_noted folder={}", folder);
}

ReportSpool::ReportSpool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReportSpool::~ReportSpool() = default;

Result<std::unique_ptr<ReportSpool>> ReportSpool::open(const std::string& folder,
                                                       std::int64_t wallUs, Limits limits) {
    auto impl = std::make_unique<Impl>();
    impl->folder = folder;
    impl->limits = limits;
    impl->state.lock()->boot = kernel::Uuid::make(wallUs).text();
    MJ_TRY(impl->prepareFolder());
    MJ_TRY(impl->recover());
    return std::unique_ptr<ReportSpool>(new ReportSpool(std::move(impl)));
}

Status ReportSpool::append(const std::string& kind, std::int64_t atUs, const Json& body) {
    MJ_ASSIGN(std::string text,
              kernel::canonicalJson({{"atUs", atUs}, {"body", body}, {"kind", kind}}));
    text.back() = ',';
    text += "\"seq\":";
    if (text.size() + 32 > kMaxReportBytes)
        return Error::of(ErrorKind::InvalidInput, "node.report_too_large", kind);
    auto access = impl_->state.lock();
    if (access->waitingBytes + text.size() > impl_->limits.maxBytes)
        return Error::of(ErrorKind::Exhausted, "node.spool_full", impl_->folder);
    access->waitingBytes += text.size();
    const std::shared_ptr<Impl::Group> mine = access->open;
    mine->texts.push_back(std::move(text));
    // Whoever finds nobody writing writes for all that wait; the others sleep until it is done.
    while (!mine->done) {
        if (access->leading) {
            impl_->written.wait(access.uniqueLock());
            continue;
        }
        access->leading = true;
        const std::shared_ptr<Impl::Group> group =
            std::exchange(access->open, std::make_shared<Impl::Group>());
        access.uniqueLock().unlock();
        const Status outcome = impl_->writeGroup(*group);
        access.uniqueLock().lock();
        group->outcome = outcome;
        group->done = true;
        access->leading = false;
        impl_->written.notify_all();
    }
    return mine->outcome;
}

SpoolBatch ReportSpool::peek(std::size_t maxReports, std::size_t maxBytes) {
    const auto front = impl_->front();
    if (!front) return {};
    SpoolBatch batch{front->boot, {}, 0};
    const std::size_t wanted = std::min(front->size - front->offset, maxBytes + kPortionBytes);
    const std::string bytes = readAt(front->path, front->offset, wanted);
    std::string_view rest = bytes;
    for (std::size_t taken = 0; batch.reports.size() < maxReports && taken < maxBytes;) {
        const auto frame = firstSpoolFrame(rest);
        if (!frame) break;
        batch.reports.emplace_back(frame->text);
        batch.lastSeq = frame->seq;
        taken += frame->size;
        rest.remove_prefix(frame->size);
    }
    // Fewer bytes than asked for may be a passing trouble; whole ones that make no frame are not.
    if (batch.reports.empty() && bytes.size() == wanted) impl_->skipDamagedFront();
    return batch;
}

void ReportSpool::acknowledge(const std::string& boot, std::uint64_t seq) {
    const Acked acked{boot, seq};
    for (auto front = impl_->front(); front && front->boot == boot; front = impl_->front())
        if (!impl_->advance(*front, acked)) return;
}

std::uint64_t ReportSpool::waiting() const {
    return impl_->state.lock()->waiting;
}

std::string ReportSpool::boot() const {
    return impl_->state.lock()->boot;
}

}  // namespace mingjing::net
