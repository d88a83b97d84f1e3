// SPDX-License-Identifier: Apache-2.0
// The log: one line per fact, for operators. Never names of persons, passwords or request bodies.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace mingjing::kernel {

/// Sends lines to `file` (and errors also to standard error); an empty name means standard error.
/// Call once in main, before threads.
void openLog(const std::string& process, const std::string& file);

enum class LogLevel { Info, Warning, Error };
/// Writes one line; control characters are replaced so that a value cannot forge a line.
void writeLog(LogLevel level, std::string_view text);

template <typename... Args>
void logInfo(fmt::format_string<Args...> format, Args&&... args) {
    writeLog(LogLevel::Info, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void logWarning(fmt::format_string<Args...> format, Args&&... args) {
    writeLog(LogLevel::Warning, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void logError(fmt::format_string<Args...> format, Args&&... args) {
    writeLog(LogLevel::Error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace mingjing::kernel
