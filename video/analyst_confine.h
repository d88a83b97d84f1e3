// SPDX-License-Identifier: Apache-2.0
// Decoders read what strangers sent. So the analyst gives up what it does not need before it reads
// the first byte: capabilities, new privileges, other programs, kernel interfaces, and all sockets
// but local ones and TCP (which only reach center, where the service's own rules say so).
#pragma once

#include "center/kernel/result.h"

namespace mingjing::video {

/// Before the first thread begins; it holds for all of them and for ever. Fails with Internal
/// (`analyst.not_confined`).
kernel::Status confineAnalyst();

}  // namespace mingjing::video
