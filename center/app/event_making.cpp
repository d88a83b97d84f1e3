// SPDX-License-Identifier: Apache-2.0
// Small parts of events, and what is checked of them.
#include "center/app/event_making.h"

#include <fmt/format.h>

namespace mingjing::app {

domain::NewEvent eventOf(const char* type, std::int64_t happenedUs, Json body) {
    domain::NewEvent made;
    made.type = type;
    made.happenedUs = happenedUs;
    made.body = std::move(body);
    return made;
}

void sealText(domain::NewEvent& event, const char* slot, const char* kind,
              const std::string& text) {
    if (!text.empty()) event.sealed[slot] = {kind, {{"text", text}}};
}

Json idsOf(const std::vector<Uuid>& ids) {
    Json list = Json::array();
    for (const Uuid& id : ids) list.push_back(id.text());
    return list;
}

Json rolesOf(const domain::Staff& staff) {
    Json roles = Json::array();
    for (const domain::Role role : staff.roles) roles.push_back(domain::wordOf(role));
    return roles;
}

Status checkStaff(const domain::Centre& centre, const std::vector<Uuid>& ids,
                  const std::string& field) {
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (!centre.staff.contains(ids[i]))
            return Error::invalid(ids.size() == 1 ? field : fmt::format("{}/{}", field, i),
                                  "staff.unknown");
    return {};
}

Status checkBirth(const Json& facts, std::int64_t nowUs) {
    const auto age = domain::ageAt(domain::factsOf(facts), nowUs);
    return age && *age < 0 ? Status(Error::invalid("facts/birthDate", "field.future_day"))
                           : Status();
}

}  // namespace mingjing::app
