// SPDX-License-Identifier: Apache-2.0
// What is asked of a camera's address wherever one is typed.
#pragma once

#include <string>

#include "center/http/fields.h"

namespace mingjing::http {

/// Credentials have their own fields, so that no address with a password in it is stored or logged.
inline void checkStreamUrl(Fields& fields, const char* name, const std::string& url) {
    const bool rtsp = url.starts_with("rtsp://") || url.starts_with("rtsps://");
    if (!rtsp) fields.fail(name, "camera.bad_url");
    if (url.find('@') != std::string::npos) fields.fail(name, "camera.password_in_url");
}

inline std::string transportOf(Fields& fields) {
    return fields.oneOf("transport", {"tcp", "udp"}, "tcp");
}

}  // namespace mingjing::http
