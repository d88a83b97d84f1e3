// SPDX-License-Identifier: Apache-2.0
// The frame of every route that only reads.
#include "center/http/reading.h"

#include <algorithm>
#include <charconv>

namespace mingjing::http {

using domain::Ability;
using net::Response;

std::int64_t queryNumber(const Call& call, const char* name, std::int64_t otherwise) {
    const auto it = call.request.query.find(name);
    if (it == call.request.query.end()) return otherwise;
    std::int64_t value = otherwise;
    const auto* end = it->second.data() + it->second.size();
    const auto [stop, error] = std::from_chars(it->second.data(), end, value);
    return error == std::errc() && stop == end ? value : otherwise;
}

std::string queryText(const Call& call, const char* name, const std::string& otherwise) {
    const auto it = call.request.query.find(name);
    return it == call.request.query.end() ? otherwise : it->second;
}

int limitOf(const Call& call) {
    return static_cast<int>(std::clamp<std::int64_t>(queryNumber(call, "limit", 100), 1, 200));
}

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
