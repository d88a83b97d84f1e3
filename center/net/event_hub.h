// SPDX-License-Identifier: Apache-2.0
// Live hints: "something changed there", over server-sent events; pages then read again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "center/kernel/clock.h"
#include "center/net/http_server.h"

namespace mingjing::net {

/// A bounded ring of hints, fanned out to bounded clients. Event id = "<boot>-<counter>". A client
/// that resumes with an unknown or too old id first gets `event: reset`. Heartbeat comment every
/// 2 s. A client that cannot keep up gets `reset` and goes on with the newest. Thread-safe.
class EventHub {
public:
    struct Limits {
        std::size_t ring = 4096;
        std::size_t clients = 256;
    };
    explicit EventHub(std::string boot, Limits limits = {4096, 256});
    ~EventHub();

    /// Sends {"topic","stream","seq"} to all whose filter lets it pass.
    void publish(const std::string& topic, const std::string& stream, std::int64_t seq);

    /// May this client still listen? Asked before each write and at least every 2 s; false ends it.
    using StillAllowed = std::function<bool()>;
    /// Does this client get hints of this topic?
    using Filter = std::function<bool(const std::string& topic)>;
    /// The answer for GET .../events/stream; `Last-Event-ID` is honoured. 503 when full.
    Response open(const Request& request, Filter filter, StillAllowed stillAllowed);
    /// Ends all streams soon.
    void close();
    [[nodiscard]] std::size_t clients() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace mingjing::net
