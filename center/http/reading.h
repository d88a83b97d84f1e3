// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads: one unit of work, the pages.
#pragma once

#include "center/http/pages.h"
#include "center/http/query.h"

namespace mingjing::http {

/// Opens a unit of work with its pages and answers what the reader makes of it.
using Read = std::function<Result<Json>(const Call&, app::UnitOfWork&, Pages&)>;
net::Handler reading(House& house, std::optional<domain::Ability> ability, Read read);

}  // namespace mingjing::http
