// SPDX-License-Identifier: Apache-2.0
// A camera tried before it is taken in: what it sends, with its first picture, or why nothing came.
#pragma once

#include "video/capture/camera_stream.h"

namespace mingjing::video::capture {

struct TrialFound {
    std::shared_ptr<const Run> run;
    std::string still;  ///< its first key picture, in a file of its own that browsers play
    std::int64_t fpsMilli = 0;
};

/// Blocks for about a quarter of a minute at most. Fails with a `camera.*` code; `internal` holds
/// the name of the coding after `camera.codec_unsupported`. Nothing is recorded. `stop` ends it
/// early.
kernel::Result<TrialFound> tryCamera(const ffmpeg::RtspOptions& options, const kernel::Clock& clock,
                                     const std::atomic<bool>& stop);

}  // namespace mingjing::video::capture
