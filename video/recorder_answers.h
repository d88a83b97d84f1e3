// SPDX-License-Identifier: Apache-2.0
// What all answers with media share: who asks for which stream, how it is written, what is told of
// it.
#pragma once

#include "center/net/http_server.h"
#include "video/recorder_node.h"

namespace mingjing::video {

/// `camera` of the path and `stream` of the query ("main" without it). Fails with InvalidInput.
kernel::Result<record::StreamKey> streamKeyOf(const net::Request& request);

/// One stretch of watching; reports its beginning and, when it goes, its end.
class WatchedView {
public:
    WatchedView(RecorderNode& node, const kernel::MediaGrant& grant)
        : node_(node), grant_(grant), fromUs_(node.clock().wall().us) {
        tell(nullptr);
    }
    ~WatchedView() { tell(node_.clock().wall().us); }
    WatchedView(const WatchedView&) = delete;
    WatchedView& operator=(const WatchedView&) = delete;

    std::int64_t bytes = 0;
    std::uint64_t skipped = 0;

private:
    void tell(const kernel::Json& toUs) const {
        kernel::Json body = {{"actor", grant_.actor.text()},
                             {"bytes", bytes},
                             {"camera", grant_.camera.text()},
                             {"fromUs", fromUs_},
                             {"toUs", toUs},
                             {"use", grant_.use},
                             {"view", grant_.view.text()}};
        if (skipped > 0) body["skipped"] = skipped;
        node_.report("view", body);
    }
    RecorderNode& node_;
    kernel::MediaGrant grant_;
    std::int64_t fromUs_;
};

/// In pieces, so that a view that is called back ends inside a long fragment too. False: the viewer
/// is gone, or the server stops.
bool writeAll(net::StreamWriter& writer, std::string_view bytes, WatchedView& watched);

/// `endUs` 0: nobody knows yet.
net::Response mediaResponse(const std::string& codecs, std::int64_t startUs, std::int64_t endUs);

/// Body checks are shown to nobody as they are.
kernel::Error sealedError();

}  // namespace mingjing::video
