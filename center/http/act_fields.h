// SPDX-License-Identifier: Apache-2.0
// Reading the values of a plain act, or of a correction, by its table of fields.
#pragma once

#include "center/domain/stays/plain_acts.h"
#include "center/http/fields.h"

namespace mingjing::http {

/// What goes open into the event's body, and what is sealed, by field name.
struct ActValues {
    Json open = Json::object();
    std::map<std::string, domain::SealedDraft> sealed;
};

/// Reads `values` strictly; with `partial` no field is required. Field paths begin with `values/`.
Result<ActValues> readActValues(const Json& values, const std::vector<domain::ActField>& fields,
                                bool partial);

}  // namespace mingjing::http
