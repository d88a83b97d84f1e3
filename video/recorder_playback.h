// SPDX-License-Identifier: Apache-2.0
// What was recorded, for browsers: which stretches there are, and their media. What is sealed is
// opened on its way to the viewer, with keys that live as long as the answer.
#pragma once

#include "center/net/http_server.h"
#include "video/recorder_node.h"

namespace mingjing::video {

/// Both ask for a token `playback` that covers the interval, and borrow the node.
kernel::Result<net::Response> showIndex(RecorderNode& node, const net::Request& request);
kernel::Result<net::Response> playInterval(RecorderNode& node, const net::Request& request);

}  // namespace mingjing::video
