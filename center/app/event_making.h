// SPDX-License-Identifier: Apache-2.0
// What several acts need to write an event.
#pragma once

#include <string>
#include <vector>

#include "center/app/ports.h"

namespace mingjing::app {

domain::NewEvent eventOf(const char* type, std::int64_t happenedUs, Json body = Json::object());
/// Seals a text under `slot`; nothing when it is empty.
void sealText(domain::NewEvent& event, const char* slot, const char* kind, const std::string& text);
Json idsOf(const std::vector<Uuid>& ids);
Json rolesOf(const domain::Staff& staff);
/// All are members of staff, else the field and index of the one who is not.
Status checkStaff(const domain::Centre& centre, const std::vector<Uuid>& ids,
                  const std::string& field);
/// Nobody is born after today.
Status checkBirth(const Json& facts, std::int64_t nowUs);

}  // namespace mingjing::app
