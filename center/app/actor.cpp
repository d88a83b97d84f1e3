// SPDX-License-Identifier: Apache-2.0
// The system as an actor.
#include "center/app/actor.h"

namespace mingjing::app {

Actor Actor::system() {
    Actor actor;
    for (const auto& [ability, word] : domain::Words<domain::Ability>::all)
        actor.abilities.insert(ability);
    return actor;
}

}  // namespace mingjing::app
