// SPDX-License-Identifier: Apache-2.0
// Who acts: a signed-in member of staff with the abilities of this moment, or the system itself.
#pragma once

#include <set>
#include <string>

#include "center/domain/permissions/abilities.h"

namespace mingjing::app {

struct Actor {
    domain::Staff staff;  ///< id is nil for the system
    std::set<domain::Ability> abilities;
    kernel::Uuid signInId;
    std::string peer;

    [[nodiscard]] const kernel::Uuid& id() const { return staff.id; }
    [[nodiscard]] bool can(domain::Ability ability) const { return abilities.contains(ability); }
    /// Rules, deadlines, imports: acts of the house, with every ability and no person behind.
    static Actor system();
};

}  // namespace mingjing::app
