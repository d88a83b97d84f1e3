// SPDX-License-Identifier: Apache-2.0
// The folding order.
#include "center/domain/timeline.h"

#include <tuple>

namespace mingjing::domain {

bool foldsBefore(const RecordedEvent& a, const RecordedEvent& b) {
    return std::tie(a.happenedUs, a.enteredUs, a.seq) < std::tie(b.happenedUs, b.enteredUs, b.seq);
}

}  // namespace mingjing::domain
