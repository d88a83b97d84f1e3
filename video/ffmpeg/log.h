// SPDX-License-Identifier: Apache-2.0
// FFmpeg's log lines in our log, without anybody's password.
#pragma once

#include <string>
#include <string_view>

namespace mingjing::video::ffmpeg {

/// Call once in main, before threads.
void takeLog();

/// Replaces the user part of URLs and whole Authorization headers.
std::string withoutCredentials(std::string_view line);

}  // namespace mingjing::video::ffmpeg
