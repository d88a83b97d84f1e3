// SPDX-License-Identifier: Apache-2.0
// The one place where libav's error numbers become the house's errors.
#include <array>

#include "video/ffmpeg/handles.h"

extern "C" {
#include <libavutil/error.h>
}

namespace mingjing::video::ffmpeg {

using kernel::Error;
using kernel::ErrorKind;

kernel::Error errorOf(const char* call, int code, bool fired) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    const std::string internal = std::string(call) + ": " + text.data();
    // A deadline comes back as "invalid data", so it is asked for before the number is.
    if (fired) return Error::of(ErrorKind::Unavailable, "camera.timeout", internal);
    switch (code) {
        case AVERROR_HTTP_UNAUTHORIZED:
        case AVERROR_HTTP_FORBIDDEN:
            return Error::of(ErrorKind::NotAuthenticated, "camera.password_wrong", internal);
        case AVERROR_HTTP_NOT_FOUND:
            return Error::of(ErrorKind::NotFound, "camera.path_unknown", internal);
        case AVERROR(ECONNREFUSED):
        case AVERROR(EHOSTUNREACH):
        case AVERROR(ENETUNREACH):
        case AVERROR(EIO):
            return Error::of(ErrorKind::Unavailable, "camera.unreachable", internal);
        case AVERROR(ETIMEDOUT):
        case AVERROR_EXIT:
            return Error::of(ErrorKind::Unavailable, "camera.timeout", internal);
        case AVERROR(EPROTONOSUPPORT):
            return Error::of(ErrorKind::Unavailable, "camera.transport_refused", internal);
        case AVERROR_HTTP_BAD_REQUEST:
        case AVERROR_HTTP_OTHER_4XX:
        case AVERROR_HTTP_SERVER_ERROR:
            return Error::of(ErrorKind::Unavailable, "camera.refused", internal);
        case AVERROR_EOF:
            return Error::of(ErrorKind::Unavailable, "camera.closed", internal);
        case AVERROR_INVALIDDATA:
            return Error::of(ErrorKind::InvalidInput, "camera.not_a_camera", internal);
        case AVERROR(ENOMEM):
            return Error::of(ErrorKind::Exhausted, "video.memory", internal);
        case AVERROR(ENOSPC):
            return Error::of(ErrorKind::Exhausted, "storage.full", internal);
        default:
            return Error::of(ErrorKind::Unavailable, "camera.failed", internal);
    }
}

}  // namespace mingjing::video::ffmpeg
