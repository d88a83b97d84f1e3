// SPDX-License-Identifier: Apache-2.0
// Whether something that speaks RTSP answers at an address: what FFmpeg's errors cannot tell apart.
#pragma once

#include <string>

#include "center/kernel/result.h"

namespace mingjing::video::capture {

/// Connects and asks for the options, without any credential. Fails with `camera.url_wrong`,
/// `camera.host_unknown`, `camera.unreachable`, `camera.connection_refused`, or
/// `camera.not_a_camera` when what answers there is no RTSP. Blocks for at most `timeoutUs` for
/// each of the two, and for the system's own time when a name must be looked up.
kernel::Status reachCamera(const std::string& url, std::int64_t timeoutUs);

}  // namespace mingjing::video::capture
