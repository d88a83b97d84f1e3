// SPDX-License-Identifier: Apache-2.0
// Names of inner rings that every port uses.
#pragma once

#include "center/domain/stays/stay.h"
#include "center/kernel/result.h"

namespace mingjing::app {

using domain::StreamRef;
using kernel::Error;
using kernel::ErrorKind;
using kernel::Hash;
using kernel::Json;
using kernel::Result;
using kernel::Status;
using kernel::Uuid;

}  // namespace mingjing::app
