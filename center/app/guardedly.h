// SPDX-License-Identifier: Apache-2.0
// For the house's own loops: what throws in one round is an error of that round.
#pragma once

#include <exception>

#include "center/kernel/result.h"

namespace mingjing::app {

/// A damaged record may throw where it is read (a column that holds something else); the loop that
/// read it says so and goes on.
template <typename Work>
kernel::Status guardedly(const char* code, Work work) {
    try {
        return work();
    } catch (const std::exception& e) {
        return kernel::Error::of(kernel::ErrorKind::Internal, code, e.what());
    }
}

}  // namespace mingjing::app
