// SPDX-License-Identifier: Apache-2.0
// Documents that have a key of their own: whoever reads a stay does not open them, and each can be
// erased by itself.
#pragma once

#include "center/app/command_bus.h"

namespace mingjing::app {

/// What an event carries of it: {commitment, id, key, kind, version}.
Result<Json> sealApart(CommandTransaction& transaction, const char* kind, const Json& content);

/// Fails with DataLoss when it is not there, with NotFound `erased` when it was erased.
Result<Json> openApart(UnitOfWork& unit, Vault& vault, const Json& reference, const char* erased);

}  // namespace mingjing::app
