// SPDX-License-Identifier: Apache-2.0
// The newest head, a request over its hash, a reply that is checked before it is kept.
#include "center/app/log_timestamps.h"

#include "center/kernel/log.h"
#include "center/kernel/timestamp.h"

namespace mingjing::app {

LogTimestamps::~LogTimestamps() {
    stop();
}

void LogTimestamps::start() {
    if (isOn()) thread_ = std::thread([this] { loop(); });
}

void LogTimestamps::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

Result<std::optional<kernel::SignedHead>> LogTimestamps::headToStamp() {
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(const auto newest, unit->log().newestHead());
    MJ_ASSIGN(const auto last, unit->log().newestTimestamp());
    const bool young = last && clock_.wall().us - last->receivedUs < options_->everyUs;
    if (!newest || young || (last && last->headCounter == newest->head.counter))
        return std::optional<kernel::SignedHead>();
    return newest;
}

Status LogTimestamps::stamp() {
    MJ_ASSIGN(const auto head, headToStamp());
    if (!head) return {};
    const std::string request = kernel::timestampRequest(head->hash);
    // No transaction is open while somebody else thinks.
    MJ_ASSIGN(const std::string reply, ask_(request));
    MJ_ASSIGN(const auto told, kernel::readTimestamp(reply, request, options_->caFile));
    MJ_ASSIGN(const auto unit, database_.begin());
    LogTimestampRow row;
    row.headCounter = head->head.counter;
    row.reply = reply;
    row.atUs = told.atUs;
    row.authority = told.authority;
    row.receivedUs = clock_.wall().us;
    MJ_TRY(unit->log().putTimestamp(row));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "time stamp");
    return {};
}

void LogTimestamps::note(const Status& done) {
    auto trouble = trouble_.lock();
    if (done.ok()) {
        trouble->reset();
        return;
    }
    kernel::logWarning("time stamp: {} {}", done.error().code, done.error().internal);
    const std::int64_t sinceUs = *trouble ? (*trouble)->sinceUs : clock_.wall().us;
    *trouble = Trouble{done.error().code, sinceUs};
}

void LogTimestamps::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        note(stamp());
        lock.lock();
        changed_.wait_for(lock, std::chrono::microseconds(options_->lookUs),
                          [this] { return stopping_; });
    }
}

}  // namespace mingjing::app
