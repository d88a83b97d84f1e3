// SPDX-License-Identifier: Apache-2.0
// One ring for all; each client is a number in it, so a slow client costs nothing but its thread.
#include "center/net/event_hub.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "center/kernel/check.h"
#include "center/kernel/guarded.h"
#include "center/net/wire.h"

namespace mingjing::net {

namespace {

constexpr int kTickMs = 250;           // how soon a stopping server is noticed
constexpr std::int64_t kAskMs = 1000;  // rights are asked for at least so often
constexpr std::int64_t kHeartbeatMs = 2000;
constexpr std::size_t kMaxBatch = 256;

struct Hint {
    std::uint64_t number;
    std::string topic;
    std::string data;
};
using HintPtr = std::shared_ptr<const Hint>;

}  // namespace

struct EventHub::Impl {
    Impl(std::string bootName, Limits hubLimits) : boot(std::move(bootName)), limits(hubLimits) {}

    struct State {
        std::deque<HintPtr> ring;
        std::uint64_t newest = 0;
        bool closed = false;
    };
    /// What a client gets next.
    struct Batch {
        std::vector<HintPtr> hints;
        bool lost = false;    ///< hints between are gone; go on with the newest
        bool closed = false;  ///< no more hints ever
    };

    const std::string boot;
    const Limits limits;
    kernel::Guarded<State> state;
    std::condition_variable changed;
    std::atomic<std::size_t> clients{0};

    Batch next(std::uint64_t& cursor, int waitMs);
    std::optional<std::uint64_t> cursorOf(const std::string& eventId);
    std::uint64_t newest() { return state.lock()->newest; }
    [[nodiscard]] std::string idLine(std::uint64_t number) const {
        return fmt::format("id: {}-{}\n", boot, number);
    }
    [[nodiscard]] std::string resetAt(std::uint64_t number) const {
        return idLine(number) + "event: reset\ndata: {}\n\n";
    }
    [[nodiscard]] std::string textOf(const Batch& batch, const Filter& filter,
                                     std::uint64_t cursor) const;
    void serve(StreamWriter& writer, std::uint64_t cursor, const std::string& greeting,
               const Filter& filter, const StillAllowed& stillAllowed);
    struct Seat;
};

/// Waits for something behind `cursor`, and moves it.
EventHub::Impl::Batch EventHub::Impl::next(std::uint64_t& cursor, int waitMs) {
    auto access = state.lock();
    changed.wait_for(access.uniqueLock(), std::chrono::milliseconds(waitMs),
                     [&] { return access->closed || access->newest > cursor; });
    Batch batch;
    batch.closed = access->closed;
    if (batch.closed || access->newest == cursor) return batch;
    const std::uint64_t oldest = access->ring.front()->number;
    if (cursor + 1 < oldest) {
        batch.lost = true;
        cursor = access->newest;
        return batch;
    }
    for (auto at = static_cast<std::size_t>(cursor + 1 - oldest);
         at < access->ring.size() && batch.hints.size() < kMaxBatch; ++at)
        batch.hints.push_back(access->ring[at]);
    cursor = batch.hints.back()->number;
    return batch;
}

/// Nothing when the id is of another boot, malformed, or older than the ring.
std::optional<std::uint64_t> EventHub::Impl::cursorOf(const std::string& eventId) {
    if (eventId.size() <= boot.size() + 1 || !eventId.starts_with(boot + "-")) return std::nullopt;
    const char* const begin = eventId.data() + boot.size() + 1;
    const char* const end = eventId.data() + eventId.size();
    std::uint64_t number = 0;
    const auto [stopped, failure] = std::from_chars(begin, end, number);
    if (failure != std::errc() || stopped != end) return std::nullopt;
    auto access = state.lock();
    const std::uint64_t oldest =
        access->ring.empty() ? access->newest + 1 : access->ring.front()->number;
    if (number > access->newest || number + 1 < oldest) return std::nullopt;
    return number;
}

std::string EventHub::Impl::textOf(const Batch& batch, const Filter& filter,
                                   std::uint64_t cursor) const {
    if (batch.lost) return resetAt(cursor);
    std::string text;
    for (const HintPtr& hint : batch.hints)
        if (!filter || filter(hint->topic))
            text += idLine(hint->number) + "event: hint\ndata: " + hint->data + "\n\n";
    return text;
}

/// The loop of one client. Hints that its filter hides still move the id, with a heartbeat, so
/// that a later resume is not answered with a needless reset.
void EventHub::Impl::serve(StreamWriter& writer, std::uint64_t cursor, const std::string& greeting,
                           const Filter& filter, const StillAllowed& stillAllowed) {
    if (!stillAllowed() || !writer.write(greeting)) return;
    Deadline heartbeat = Deadline::in(kHeartbeatMs);
    Deadline ask = Deadline::in(kAskMs);
    while (!writer.stopping()) {
        const Batch batch = next(cursor, std::min(kTickMs, heartbeat.leftMs()));
        if (batch.closed) return;
        std::string text = textOf(batch, filter, cursor);
        if (text.empty() && heartbeat.passed()) text = idLine(cursor) + ": heartbeat\n\n";
        if (!text.empty() || ask.passed()) {
            if (!stillAllowed()) return;
            ask = Deadline::in(kAskMs);
        }
        if (text.empty()) continue;
        if (!writer.write(text)) return;
        heartbeat = Deadline::in(kHeartbeatMs);
    }
}

/// One client's place among the clients; the hub lives while somebody sits.
struct EventHub::Impl::Seat {
    explicit Seat(std::shared_ptr<Impl> theHub)
        : hub(std::move(theHub)), granted(++hub->clients <= hub->limits.clients) {}
    ~Seat() { --hub->clients; }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    const std::shared_ptr<Impl> hub;
    const bool granted;
};

EventHub::EventHub(std::string boot, Limits limits)
    : impl_(std::make_shared<Impl>(std::move(boot), limits)) {
    CHECK(limits.ring > 0 && limits.clients > 0, "a hub needs room");
}

EventHub::~EventHub() {
    close();
}

void EventHub::publish(const std::string& topic, const std::string& stream, std::int64_t seq) {
    const Json data = {{"topic", topic}, {"stream", stream}, {"seq", seq}};
    std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
    auto access = impl_->state.lock();
    if (access->closed) return;
    const std::uint64_t number = ++access->newest;
    access->ring.push_back(std::make_shared<const Hint>(Hint{number, topic, std::move(text)}));
    if (access->ring.size() > impl_->limits.ring) access->ring.pop_front();
    impl_->changed.notify_all();
}

Response EventHub::open(const Request& request, Filter filter, StillAllowed stillAllowed) {
    CHECK(stillAllowed != nullptr, "nobody listens without being asked again");
    const auto seat = std::make_shared<const Impl::Seat>(impl_);
    if (!seat->granted)
        return Response::failed(Error::of(kernel::ErrorKind::Unavailable, "net.busy"));
    const std::string lastId = request.header("last-event-id");
    const auto resumed = impl_->cursorOf(lastId);
    const std::uint64_t cursor = resumed ? *resumed : impl_->newest();
    std::string greeting = "retry: 1000\n" + impl_->idLine(cursor) + "\n";
    if (!resumed && !lastId.empty()) greeting += impl_->resetAt(cursor);
    Response response;
    response.contentType = "text/event-stream; charset=utf-8";
    response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    response.stream = [seat, cursor, greeting = std::move(greeting), filter = std::move(filter),
                       allowed = std::move(stillAllowed)](StreamWriter& writer) {
        seat->hub->serve(writer, cursor, greeting, filter, allowed);
    };
    return response;
}

void EventHub::close() {
    impl_->state.lock()->closed = true;
    impl_->changed.notify_all();
}

std::size_t EventHub::clients() const {
    return impl_->clients;
}

}  // namespace mingjing::net
