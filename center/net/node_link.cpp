// SPDX-License-Identifier: Apache-2.0
// Two loops: one asks center what to do, one brings it what happened. Neither ever gives up.
#include "center/net/node_link.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>

#include <fmt/format.h>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/kernel/log.h"
#include "center/net/http_client.h"
#include "center/net/report_spool.h"
#include "center/net/wire.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

constexpr int kReportTimeoutS = 10;
constexpr int kDesiredTimeoutS = 30;  // center holds the question for at most 20 s
constexpr std::chrono::milliseconds kStatusEvery{400};
constexpr std::int64_t kFirstPauseMs = 100;
constexpr std::int64_t kLongestPauseMs = 2000;
constexpr std::int64_t kQuickAnswerMs = 200;  // a long poll that returns sooner is no poll
constexpr std::size_t kBatchBytes = std::size_t{96} << 10;  // and one report more

/// Doubles from try to try, up to two seconds.
class Pause {
public:
    [[nodiscard]] Deadline next() {
        const std::int64_t now = ms_;
        ms_ = std::min(ms_ * 2, kLongestPauseMs);
        return Deadline::in(now);
    }
    void reset() { ms_ = kFirstPauseMs; }

private:
    std::int64_t ms_ = kFirstPauseMs;
};

Error badAnswer(const std::string& what) {
    return Error::of(ErrorKind::Unavailable, "net.bad_answer", what);
}

Result<Json> objectOf(const ClientAnswer& answer) {
    if (answer.status != 200) return badAnswer(fmt::format("status {}", answer.status));
    auto json = kernel::parseJson(answer.body, std::size_t{16} << 20);
    if (!json.ok()) return badAnswer(json.error().code);
    if (!json->is_object()) return badAnswer("no object");
    return json;
}

Result<std::int64_t> integerOf(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer()) return badAnswer(name);
    return found->get<std::int64_t>();
}

}  // namespace

struct NodeLink::Impl {
    Impl(NodeLinkOptions linkOptions, const kernel::Clock& theClock, OnDesired desired,
         StatusSource status)
        : options(std::move(linkOptions)),
          clock(theClock),
          onDesired(std::move(desired)),
          statusSource(std::move(status)),
          reportClient(options.center, kReportTimeoutS),
          desiredClient(options.center, kDesiredTimeoutS) {}

    const NodeLinkOptions options;
    const kernel::Clock& clock;
    const OnDesired onDesired;
    const StatusSource statusSource;
    HttpClient reportClient;
    HttpClient desiredClient;
    std::unique_ptr<ReportSpool> spool;
    std::atomic<bool> started{false};
    std::atomic<bool> connected{false};
    StopSignal stop;
    kernel::Guarded<bool> fresh{false};  ///< something new waits for the sender
    std::condition_variable freshened;
    std::thread sender;
    std::thread asker;

    [[nodiscard]] std::map<std::string, std::string> headers() const {
        return {{"X-Node", options.node},
                {"Authorization", "Bearer " + options.key},
                {"Content-Type", "application/json"}};
    }
    void wakeSender() {
        *fresh.lock() = true;
        freshened.notify_all();
    }
    void awaitReports();
    [[nodiscard]] std::string statusText() const;
    Status deliver();
    void noteOutcome(const Status& delivered, bool first);
    void sendLoop();
    Result<std::int64_t> ask(std::int64_t rev) const;
    void askLoop() const;
};

void NodeLink::Impl::awaitReports() {
    auto access = fresh.lock();
    freshened.wait_for(access.uniqueLock(), kStatusEvery, [&] { return *access; });
    *access = false;
}

/// Empty when there is none: a status that cannot be told must not hold up reports.
std::string NodeLink::Impl::statusText() const {
    if (!statusSource) return {};
    try {
        return statusSource().dump();
    } catch (const std::exception&) {
        kernel::logError("node.status_failed node={}", options.node);
        return {};
    }
}

/// One batch, with the newest status.
Status NodeLink::Impl::deliver() {
    const SpoolBatch batch = spool->peek(options.maxBatch, kBatchBytes);
    std::string body = fmt::format("{{\"boot\":\"{}\",\"reports\":[",
                                   batch.reports.empty() ? spool->boot() : batch.boot);
    for (std::size_t i = 0; i < batch.reports.size(); ++i)
        body += (i == 0 ? "" : ",") + batch.reports[i];
    body += "]";
    if (const std::string status = statusText(); !status.empty()) body += ",\"status\":" + status;
    body += "}";
    MJ_ASSIGN(const ClientAnswer answer,
              reportClient.send("POST", "/node/v1/reports", headers(), body));
    MJ_ASSIGN(const Json json, objectOf(answer));
    MJ_ASSIGN(const std::int64_t acked, integerOf(json, "ackedSeq"));
    if (batch.reports.empty()) return {};
    if (acked > 0) spool->acknowledge(batch.boot, static_cast<std::uint64_t>(acked));
    if (acked < static_cast<std::int64_t>(batch.lastSeq)) return badAnswer("not all acknowledged");
    if (spool->waiting() > 0) wakeSender();
    return {};
}

/// Told once for each change, not for each try.
void NodeLink::Impl::noteOutcome(const Status& delivered, bool first) {
    if (!first && connected == delivered.ok()) return;
    connected = delivered.ok();
    if (delivered.ok())
        kernel::logInfo("node.center_there node={}", options.node);
    else
        kernel::logWarning("node.center_away node={} code={} internal={}", options.node,
                           delivered.error().code, delivered.error().internal);
}

void NodeLink::Impl::sendLoop() {
    Pause pause;
    for (bool first = true; !stop.raised(); first = false) {
        const Status delivered = deliver();
        if (stop.raised()) break;
        noteOutcome(delivered, first);
        if (delivered.ok()) {
            pause.reset();
            awaitReports();
        } else if (stop.waitFor(pause.next())) {
            break;
        }
    }
    connected = false;
}

/// The revision that is in force now.
Result<std::int64_t> NodeLink::Impl::ask(std::int64_t rev) const {
    MJ_ASSIGN(
        const ClientAnswer answer,
        desiredClient.send("GET", fmt::format("/node/v1/desired?rev={}", rev), headers(), ""));
    if (answer.status == 204) return rev;
    MJ_ASSIGN(const Json desired, objectOf(answer));
    MJ_ASSIGN(const std::int64_t newest, integerOf(desired, "rev"));
    try {
        onDesired(desired);
    } catch (const std::exception&) {
        return Error::of(ErrorKind::Internal, "node.desired_failed", options.node);
    }
    return newest;
}

void NodeLink::Impl::askLoop() const {
    Pause pause;
    std::int64_t rev = 0;
    while (!stop.raised()) {
        const Deadline quick = Deadline::in(kQuickAnswerMs);
        const auto answered = ask(rev);
        if (answered.ok()) {
            const bool changed = *answered != rev;
            rev = *answered;
            pause.reset();
            // Center should have waited: do not let an error over there become a storm.
            if (!changed && !quick.passed() && stop.waitFor(quick)) return;
            continue;
        }
        if (answered.error().kind == ErrorKind::Internal)
            kernel::logError("node.desired_failed node={}", options.node);
        if (stop.waitFor(pause.next())) return;
    }
}

NodeLink::NodeLink(NodeLinkOptions options, const kernel::Clock& clock, OnDesired onDesired,
                   StatusSource statusSource)
    : impl_(std::make_unique<Impl>(std::move(options), clock, std::move(onDesired),
                                   std::move(statusSource))) {}

NodeLink::~NodeLink() {
    stop();
}

Status NodeLink::start() {
    CHECK(!impl_->started && !impl_->stop.raised(), "a link starts once");
    const ReportSpool::Limits limits{impl_->options.maxSpoolBytes};
    MJ_ASSIGN(impl_->spool,
              ReportSpool::open(impl_->options.spoolDir, impl_->clock.wall().us, limits));
    impl_->started = true;
    impl_->sender = std::thread([this] { impl_->sendLoop(); });
    if (impl_->onDesired) impl_->asker = std::thread([this] { impl_->askLoop(); });
    return {};
}

void NodeLink::stop() {
    impl_->stop.raise();
    impl_->reportClient.cancel();
    impl_->desiredClient.cancel();
    impl_->wakeSender();
    if (impl_->sender.joinable()) impl_->sender.join();
    if (impl_->asker.joinable()) impl_->asker.join();
}

Status NodeLink::report(const std::string& kind, std::int64_t atUs, const Json& body) {
    if (!impl_->started) return Error::of(ErrorKind::Unavailable, "node.not_started");
    MJ_TRY(impl_->spool->append(kind, atUs, body));
    impl_->wakeSender();
    return {};
}

bool NodeLink::connected() const {
    return impl_->connected;
}

std::uint64_t NodeLink::waiting() const {
    return impl_->started ? impl_->spool->waiting() : 0;
}

}  // namespace mingjing::net
