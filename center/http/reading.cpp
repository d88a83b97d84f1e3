// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads.
#include "center/http/reading.h"

namespace mingjing::http {

using domain::Ability;
using net::Response;

net::Handler reading(House& house, std::optional<Ability> ability, Read read) {
    return guarded(house, ability,
                   [&house, read = std::move(read)](const Call& call) -> Result<Response> {
                       MJ_ASSIGN(const auto unit, house.database.begin());
                       MJ_ASSIGN(Directory directory, readDirectory(*unit));
                       Pages pages(house, *unit, std::move(directory));
                       MJ_ASSIGN(const Json json, read(call, *unit, pages));
                       return Response::json(200, json);
                   });
}

}  // namespace mingjing::http
