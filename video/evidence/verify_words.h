// SPDX-License-Identifier: Apache-2.0
// What evidence-verify says, Chinese first, English second; the package may be read by people who
// have nothing else of ours, so the words travel with the program.
#pragma once

#include <string>

#include "video/evidence/verify.h"

namespace mingjing::video::evidence {

/// Several lines, each ending with '\n'.
std::string inWords(const Verified& verified);
/// One line of canonical JSON.
std::string inJson(const Verified& verified);
/// "2026-11-24 10:15:30.250" of Beijing time.
std::string beijingTime(std::int64_t us);

}  // namespace mingjing::video::evidence
