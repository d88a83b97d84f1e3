// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads: query values, one unit of work, the pages.
#pragma once

#include "center/http/pages.h"

namespace mingjing::http {

/// A whole number of the query; `otherwise` when it is missing or not a number.
std::int64_t queryNumber(const Call& call, const char* name, std::int64_t otherwise);
std::string queryText(const Call& call, const char* name, const std::string& otherwise = "");
/// The query's `limit`, 1 to 200, 100 unless told.
int limitOf(const Call& call);

/// Opens a unit of work with its pages and answers what the reader makes of it.
using Read = std::function<Result<Json>(const Call&, app::UnitOfWork&, Pages&)>;
net::Handler reading(House& house, std::optional<domain::Ability> ability, Read read);

}  // namespace mingjing::http
