// SPDX-License-Identifier: Apache-2.0
// Assertions that stay on in production: for our own bugs only, never for input.
#pragma once

namespace mingjing::kernel {

/// Prints the failed condition and aborts; the supervisor starts the process again.
[[noreturn]] void checkFailed(const char* condition, const char* why, const char* file, int line);

}  // namespace mingjing::kernel

#define CHECK(condition, why)                                                                     \
    do {                                                                                          \
        if (!(condition)) ::mingjing::kernel::checkFailed(#condition, (why), __FILE__, __LINE__); \
    } while (false)
