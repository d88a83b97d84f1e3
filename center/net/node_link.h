// SPDX-License-Identifier: Apache-2.0
// A node's side of the node protocol: it dials out, asks what to do, and delivers what happened.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "center/kernel/clock.h"
#include "center/kernel/json.h"
#include "center/kernel/result.h"

namespace mingjing::net {

struct NodeLinkOptions {
    std::string node;      ///< the name center knows, for example "recorder-1"
    std::string key;       ///< 64 hexadecimal characters
    std::string center;    ///< address of center's node listener
    std::string spoolDir;  ///< reports wait here while center is away; survives restarts
    std::size_t maxBatch = 200;
    std::size_t maxSpoolBytes = std::size_t{256} << 20;
};

/// Keeps every report until center has acknowledged it (fsynced before `report` returns), delivers
/// in order and at least once, keyed (node, boot, seq). Left-over spools of earlier boots are
/// delivered first under their old boot id. Thread-safe; owns two threads. The first question for
/// `desired` is rev=0, so center's revisions are 1 or more. `onDesired` runs on the link's thread;
/// when it throws, the same desired state is asked for again. Without one, nothing is asked.
/// A status is sent with every batch, and every 400 ms while center is there. A request stays
/// below 160 KiB plus the status.
class NodeLink {
public:
    using OnDesired = std::function<void(const kernel::Json& desired)>;
    using StatusSource = std::function<kernel::Json()>;  ///< newest status, not spooled

    NodeLink(NodeLinkOptions options, const kernel::Clock& clock, OnDesired onDesired,
             StatusSource statusSource);
    ~NodeLink();
    /// Opens the spool: fails with Unavailable (`node.spool_unusable`, `node.spool_in_use`).
    /// Does not wait for center.
    kernel::Status start();
    /// Quick, whatever center does. `report` still works afterwards; the next start delivers.
    void stop();

    /// Fails with Exhausted (`node.spool_full`), Unavailable (`node.spool_unusable`,
    /// `node.not_started`) or InvalidInput (`json.not_canonical`, `node.report_too_large`: 128
    /// KiB); never blocks on center.
    kernel::Status report(const std::string& kind, std::int64_t atUs, const kernel::Json& body);
    [[nodiscard]] bool connected() const;
    [[nodiscard]] std::uint64_t waiting() const;  ///< reports not yet acknowledged

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::net
