// SPDX-License-Identifier: Apache-2.0
// Redaction, and the callback that FFmpeg logs through.
#include "video/ffmpeg/log.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdarg>
#include <map>
#include <utility>

#include "center/kernel/guarded.h"
#include "center/kernel/log.h"

extern "C" {
#include <libavutil/log.h>
}

namespace mingjing::video::ffmpeg {

namespace {

/// A camera that is away for a night must not fill the log: each kind of line (its format string)
/// is written once a minute.
bool saidLately(const char* format) {
    using Clock = std::chrono::steady_clock;
    static kernel::Guarded<std::map<const char*, Clock::time_point>> said;
    const auto now = Clock::now();
    auto known = said.lock();
    const auto found = known->find(format);
    if (found != known->end() && now - found->second < std::chrono::minutes(1)) return true;
    if (known->size() > 1000) known->clear();
    (*known)[format] = now;
    return false;
}

thread_local std::uint32_t missedPackets = 0;

void countMissed(const char* format, std::va_list args) {
    if (std::string_view(format) != "RTP: missed %d packets\n") return;
    std::va_list own;
    va_copy(own, args);
    missedPackets += static_cast<std::uint32_t>(std::max(0, va_arg(own, int)));
    va_end(own);
}

void onLine(void* object, int level, const char* format, std::va_list args) {
    countMissed(format, args);
    if (level > AV_LOG_WARNING || saidLately(format)) return;
    std::array<char, 1024> text{};
    int prefix = 1;
    av_log_format_line2(object, level, format, args, text.data(), static_cast<int>(text.size()),
                        &prefix);
    std::string line = withoutCredentials(text.data());
    while (!line.empty() && line.back() == '\n') line.pop_back();
    kernel::writeLog(kernel::LogLevel::Warning, "ffmpeg: " + line);
}

}  // namespace

std::string withoutCredentials(std::string_view line) {
    std::string out;
    while (!line.empty()) {
        const auto scheme = line.find("://");
        if (scheme == std::string_view::npos) break;
        const auto host = scheme + 3;
        const auto end = std::min(line.find_first_of("/ \t\r\n'\"", host), line.size());
        const auto at = line.substr(host, end - host).rfind('@');
        out += line.substr(0, host);
        if (at != std::string_view::npos) out += "***@";
        const auto rest = at == std::string_view::npos ? host : host + at + 1;
        out += line.substr(rest, end - rest);
        line.remove_prefix(end);
    }
    out += line;
    for (const char* header : {"Authorization:", "authorization:", "response=", "nonce="}) {
        const auto at = out.find(header);
        if (at != std::string::npos) out.replace(at, std::string::npos, "(authorization hidden)");
    }
    return out;
}

std::uint32_t takeMissedPackets() {
    return std::exchange(missedPackets, 0);
}

void takeLog() {
    av_log_set_callback(onLine);
}

}  // namespace mingjing::video::ffmpeg
