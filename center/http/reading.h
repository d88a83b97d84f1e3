// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads: one unit of work, the pages.
#pragma once

#include "center/app/liveness.h"
#include "center/http/pages.h"
#include "center/http/query.h"

namespace mingjing::http {

/// Opens a unit of work with its pages and answers what the reader makes of it.
using Read = std::function<Result<Json>(const Call&, app::UnitOfWork&, Pages&)>;
net::Handler reading(House& house, std::optional<domain::Ability> ability, Read read);

/// A message of the catalogue in both languages, as `name` and `nameEn`.
void addWords(const app::Messages& messages, Json& json, const std::string& name,
              const std::string& key);

/// A display's code with the time that it is shown.
Json codeJson(const app::RoomCode& code);

/// Open calls for help as pages read them, the earliest first.
Result<Json> openHelpJson(House& house, app::UnitOfWork& unit, const app::Actor& reader,
                          const Directory& directory);

/// A stay as this reader may read it: of a unit that they may see, and not sealed for them. Fails
/// with NotFound `stay.not_found`, or Forbidden `stay.sealed`.
Result<app::SharedStay> visibleStay(House& house, app::UnitOfWork& unit, const Call& call,
                                    const Uuid& id);

/// For lists, which leave it out: the stay is sealed for this reader. A damaged record is not.
Result<bool> isSealedHere(House& house, app::UnitOfWork& unit, const Call& call, const Uuid& id);

}  // namespace mingjing::http
