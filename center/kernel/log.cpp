// SPDX-License-Identifier: Apache-2.0
// spdlog behind three functions.
#include "center/kernel/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace mingjing::kernel {

namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{20} << 20;
constexpr std::size_t kMaxFiles = 10;

std::string oneLine(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return out;
}

}  // namespace

void openLog(const std::string& process, const std::string& file) {
    std::vector<spdlog::sink_ptr> sinks;
    auto console = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    if (!file.empty()) {
        sinks.push_back(
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file, kMaxFileBytes, kMaxFiles));
        console->set_level(spdlog::level::err);
    }
    sinks.push_back(console);
    auto logger = std::make_shared<spdlog::logger>(process, sinks.begin(), sinks.end());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %n %L %v", spdlog::pattern_time_type::utc);
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void writeLog(LogLevel level, std::string_view text) {
    const std::string line = oneLine(text);
    switch (level) {
        case LogLevel::Info:
            spdlog::default_logger_raw()->info("{}", line);
            break;
        case LogLevel::Warning:
            spdlog::default_logger_raw()->warn("{}", line);
            break;
        case LogLevel::Error:
            spdlog::default_logger_raw()->error("{}", line);
            break;
    }
}

}  // namespace mingjing::kernel
