// SPDX-License-Identifier: Apache-2.0
// Reading ids out of bodies that our own decisions wrote.
#pragma once

#include <stdexcept>

#include "center/domain/timeline.h"

namespace mingjing::domain {

/// The id at `key`; nil when it is not there.
inline Uuid readUuid(const Json& body, const char* key) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) return {};
    return Uuid::parse(it->get<std::string>()).value_or(Uuid{});
}

/// The id that a list holds; throws what reading any stored body throws.
inline Uuid storedUuid(const Json& item) {
    const auto id = Uuid::parse(item.get<std::string>());
    if (!id) throw std::invalid_argument("no id in a record");
    return *id;
}

}  // namespace mingjing::domain
