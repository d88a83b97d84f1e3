// SPDX-License-Identifier: Apache-2.0
// The one place that ends the process on our own bug.
#include "center/kernel/check.h"

#include <cstdio>
#include <cstdlib>

namespace mingjing::kernel {

void checkFailed(const char* condition, const char* why, const char* file, int line) {
    std::fprintf(stderr, "CHECK failed: %s (%s) at %s:%d\n", condition, why, file, line);
    std::abort();
}

}  // namespace mingjing::kernel
