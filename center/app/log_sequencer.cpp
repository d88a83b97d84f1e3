// SPDX-License-Identifier: Apache-2.0
// Queue and cameras become leaves; leaves become a head.
#include "center/app/log_sequencer.h"

#include <algorithm>
#include <set>

#include "center/app/guardedly.h"
#include "center/app/log_leaves.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

constexpr int kMostAtOnce = 5000;
constexpr int kMostQuestionings = 1000;
constexpr std::int64_t kRetryUs = 5 * kernel::kSecondUs;
/// Cameras of rooms in which nobody is questioned: often enough to be found cut, seldom enough to
/// be kept for ever.
constexpr std::int64_t kQuietCameraUs = 10 * kernel::kMinuteUs;

/// Every audit entry, and of each chain the newest end that is queued.
std::vector<LogSubject> newestOf(const std::vector<LogQueueRow>& queue) {
    std::vector<LogSubject> subjects;
    std::map<std::pair<std::string, Uuid>, std::size_t> chains;
    for (const LogQueueRow& row : queue) {
        const std::pair chain{row.subject.subjectKind, row.subject.subject};
        const auto known = chains.find(chain);
        if (row.subject.kind == kTimelineLeaf && known != chains.end()) {
            std::int64_t& seq = subjects[known->second].seq;
            seq = std::max(seq, row.subject.seq);
            continue;
        }
        if (row.subject.kind == kTimelineLeaf) chains[chain] = subjects.size();
        subjects.push_back(row.subject);
    }
    return subjects;
}

/// The stored edge of the tree; it must be what the newest head signed.
Result<kernel::MerkleEdge> signedEdge(LogStore& log,
                                      const std::optional<kernel::SignedHead>& newest,
                                      const Secrets& secrets) {
    const std::int64_t size = newest ? newest->head.size : 0;
    MJ_ASSIGN(auto edge, kernel::MerkleEdge::of(
                             size, [&log](const kernel::Subtree& s) { return log.subtree(s); }));
    if (!newest) return edge;
    if (edge.root() != newest->head.root)
        return Error::of(ErrorKind::DataLoss, "log.edge_altered", std::to_string(size));
    if (newest->head.publicKey != secrets.signingKey.publicKey())
        return Error::of(ErrorKind::DataLoss, "log.head_key", "signed by another key");
    return edge;
}

Status putLeaves(LogStore& log, kernel::MerkleEdge& edge, std::vector<LogLeafRow>& leaves) {
    for (LogLeafRow& row : leaves) {
        row.position = edge.size();
        MJ_TRY(log.putLeaf(row));
        for (const kernel::SubtreeHash& subtree : edge.append(row.hash))
            if (subtree.first.level > 0) MJ_TRY(log.putSubtree(subtree));
    }
    return {};
}

}  // namespace

LogSequencer::~LogSequencer() {
    stop();
}

void LogSequencer::start() {
    thread_ = std::thread([this] { loop(); });
}

void LogSequencer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

/// A clock that went back leaves heads in its future; those are not waited for.
bool LogSequencer::isYoung(const kernel::SignedHead& newest) const {
    const std::int64_t ageUs = clock_.wall().us - newest.head.signedAtUs;
    return !moreWaits_ && ageUs >= 0 && ageUs < everyUs_;
}

Result<std::vector<LogLeafRow>> LogSequencer::queuedLeaves(UnitOfWork& unit) {
    MJ_ASSIGN(const auto queue, unit.log().takeQueue(kMostAtOnce));
    std::vector<std::int64_t> ids;
    for (const LogQueueRow& row : queue) ids.push_back(row.id);
    std::vector<LogLeafRow> leaves;
    for (const LogSubject& subject : newestOf(queue)) {
        MJ_ASSIGN(auto leaf, leafOf(unit, subject));
        leaves.push_back(std::move(leaf));
    }
    MJ_TRY(unit.log().deleteQueue(ids));
    moreWaits_ = queue.size() == kMostAtOnce;
    return leaves;
}

Result<std::vector<LogLeafRow>> LogSequencer::recordingLeaves(UnitOfWork& unit, Ends& logged) {
    MJ_ASSIGN(const auto open, unit.stays().questionings(true, kMostQuestionings));
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    std::set<Uuid> watched;
    for (const QuestioningRow& row : open)
        for (const CameraRow& camera : cameras)
            if (camera.roomId == row.roomId) watched.insert(camera.id);
    std::vector<LogLeafRow> leaves;
    const kernel::MonoTime now = clock_.mono();
    for (const ChainEnd& end : recording_.chainEnds()) {
        const auto known = logged.find({end.camera, end.stream});
        const bool quiet = !watched.contains(end.camera);
        if (known != logged.end() && (known->second.link == end.link ||
                                      (quiet && now.us - known->second.logged.us < kQuietCameraUs)))
            continue;
        logged[{end.camera, end.stream}] = {end.link, now};
        LogLeafRow row;
        row.subject = {kRecordingLeaf, end.stream, end.camera, end.fragment};
        row.leaf =
            kernel::recordingLeaf(end.camera, end.stream, end.fragment, end.link, end.durableUs);
        row.hash = kernel::leafHash(row.leaf);
        leaves.push_back(std::move(row));
    }
    return leaves;
}

kernel::LogHead LogSequencer::headAfter(const std::optional<kernel::SignedHead>& newest,
                                        const kernel::MerkleEdge& edge) const {
    kernel::LogHead head;
    head.counter = newest ? newest->head.counter + 1 : 1;
    head.size = edge.size();
    head.root = edge.root();
    head.signedAtUs = clock_.wall().us;
    head.nonce = kernel::randomBytes(16);
    if (!newest) return head;
    head.previous = newest->hash;
    head.signedAtUs = std::max(head.signedAtUs, newest->head.signedAtUs + 1);
    return head;
}

Result<bool> LogSequencer::extend() {
    MJ_ASSIGN(const auto unit, database_.begin());
    LogStore& log = unit->log();
    MJ_TRY(log.lock());
    MJ_ASSIGN(const auto newest, log.newestHead());
    if (newest && isYoung(*newest)) return false;
    MJ_ASSIGN(auto edge, signedEdge(log, newest, secrets_));
    MJ_ASSIGN(auto leaves, queuedLeaves(*unit));
    Ends logged = logged_;
    MJ_ASSIGN(auto recorded, recordingLeaves(*unit, logged));
    std::move(recorded.begin(), recorded.end(), std::back_inserter(leaves));
    MJ_TRY(putLeaves(log, edge, leaves));
    MJ_TRY(log.putHead(kernel::signHead(secrets_.signingKey, headAfter(newest, edge))));
    // A head is shown to nobody before it is read back from the database: where this commit's
    // outcome is unknown, the next pass finds it there or signs that counter anew.
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "log of record");
    logged_ = std::move(logged);
    return true;
}

void LogSequencer::note(const Result<bool>& done) {
    auto trouble = trouble_.lock();
    if (done.ok()) {
        if (*trouble) kernel::logInfo("log of record: extended again");
        trouble->reset();
        return;
    }
    kernel::logError("log of record cannot be extended: {} {}", done.error().code,
                     done.error().internal);
    const std::int64_t sinceUs = *trouble ? (*trouble)->sinceUs : clock_.wall().us;
    *trouble = Trouble{done.error().code, sinceUs};
}

std::optional<LogSequencer::Trouble> LogSequencer::trouble() {
    return *trouble_.lock();
}

void LogSequencer::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        Result<bool> done = false;
        const Status ran = guardedly("log.failed", [&] {
            done = extend();
            return Status();
        });
        if (!ran.ok()) done = ran.error();
        note(done);
        const bool signedOne = done.ok() && *done;
        const std::int64_t pauseUs =
            signedOne ? (moreWaits_ ? 0 : everyUs_) : std::min(kRetryUs, everyUs_);
        lock.lock();
        changed_.wait_for(lock, std::chrono::microseconds(pauseUs), [this] { return stopping_; });
    }
}

}  // namespace mingjing::app
