// SPDX-License-Identifier: Apache-2.0
// Where a signature under a transcript was given.
#pragma once

#include "center/domain/rules/rule.h"

namespace mingjing::domain {

/// With a PIN, at the terminal of the questioning's own room, by somebody who was in the room,
/// while the questioning ran and the room was recorded. `centre.records` must hold the room's
/// recording.
bool signedInPlace(const TranscriptSignature& signature, const Questioning& questioning,
                   const Centre& centre);

}  // namespace mingjing::domain
