// SPDX-License-Identifier: Apache-2.0
// The beat.
#include "center/app/uptime.h"

#include "center/app/event_making.h"
#include "center/app/guardedly.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

/// The one stream of its kind.
const StreamRef& uptimeStream() {
    static const StreamRef stream{domain::kUptimeStream,
                                  *Uuid::parse("00000000-0000-7000-8000-000000000002")};
    return stream;
}

}  // namespace

Uptime::~Uptime() {
    stop();
}

void Uptime::start() {
    thread_ = std::thread([this] { loop(); });
}

void Uptime::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

/// A span begins with an event, so that nobody can move its beginning without breaking a chain.
Status Uptime::begin(std::int64_t nowUs) {
    UptimeRow span{nowUs, nowUs, span_ ? "database" : "stopped"};
    const auto begun = bus_.runInternal([&](CommandTransaction& transaction) -> Result<Json> {
        MJ_TRY(transaction.lock({uptimeStream()}));
        MJ_ASSIGN(const auto before, transaction.unit().uptime().newest());
        if (!before) span.cause = "first";
        MJ_TRY(transaction.append(
            uptimeStream(),
            eventOf(domain::kEntriesPossible, nowUs,
                    {{"afterUs", before ? before->aliveUs : nowUs}, {"cause", span.cause}})));
        MJ_TRY(transaction.unit().uptime().put(span));
        return Json::object();
    });
    if (!begun.ok()) return begun.error();
    span_ = span;
    return {};
}

Status Uptime::beat() {
    const std::int64_t nowUs = clock_.wall().us;
    if (!span_ || nowUs - span_->aliveUs >= domain::kShortestOutageUs) return begin(nowUs);
    UptimeRow grown = *span_;
    grown.aliveUs = std::max(grown.aliveUs, nowUs);
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_TRY(unit->uptime().put(grown));
    if (unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "uptime");
    span_ = grown;
    return {};
}

void Uptime::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        if (const Status done = guardedly("uptime.failed", [this] { return beat(); }); !done.ok())
            kernel::logWarning("uptime: {} {}", done.error().code, done.error().internal);
        lock.lock();
        changed_.wait_for(lock, std::chrono::microseconds(domain::kBeatUs),
                          [this] { return stopping_; });
    }
}

}  // namespace mingjing::app
