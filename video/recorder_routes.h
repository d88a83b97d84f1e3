// SPDX-License-Identifier: Apache-2.0
// What browsers may fetch from a recorder: live, index, playback, still. Center's tokens decide.
#pragma once

#include "center/net/http_server.h"
#include "video/recorder_node.h"

namespace mingjing::video {

/// The routes borrow the node, which must outlive the server.
net::Router recorderRoutes(RecorderNode& node);
/// Problem details without prose: the recorder has no catalogue, pages translate the code.
kernel::Json renderProblem(const kernel::Error& error, const std::string& traceId);

}  // namespace mingjing::video
