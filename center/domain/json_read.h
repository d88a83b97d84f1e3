// SPDX-License-Identifier: Apache-2.0
// Reading ids out of bodies that our own decisions wrote.
#pragma once

#include "center/domain/timeline.h"

namespace mingjing::domain {

/// The id at `key`; nil when it is not there.
inline Uuid readUuid(const Json& body, const char* key) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) return {};
    return Uuid::parse(it->get<std::string>()).value_or(Uuid{});
}

}  // namespace mingjing::domain
