// SPDX-License-Identifier: Apache-2.0
// mingjingctl log verify: the log of record computed anew, outside the centre.
#pragma once

#include <functional>
#include <string>

#include "center/kernel/result.h"

namespace mingjing::center {

/// Asks the running centre over its local socket: GET, path, answer.
using AskCentre = std::function<kernel::Result<kernel::Json>(const std::string& path)>;

/// Reads every leaf and head, computes every root, checks every signature and what follows what,
/// and has the centre hold each leaf against the events, audit entries and segments it covers.
/// Prints what was found; the exit code is 0, 20 at the first contradiction, or 1 when the centre
/// does not answer. `publicKey` has 32 bytes.
int verifyLog(const AskCentre& ask, const std::string& publicKey);

}  // namespace mingjing::center
