// SPDX-License-Identifier: Apache-2.0
// FFmpeg's log lines in our log, without anybody's password.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::video::ffmpeg {

/// Call once in main, before threads.
void takeLog();

/// RTP packets that libav missed on this thread since it was last asked: it counts them in a log
/// line only, and reads a session on the thread that asks for packets.
std::uint32_t takeMissedPackets();

/// Replaces the user part of URLs and whole Authorization headers.
std::string withoutCredentials(std::string_view line);

}  // namespace mingjing::video::ffmpeg
