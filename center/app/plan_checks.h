// SPDX-License-Identifier: Apache-2.0
// What a plan is asked before it is stored, whichever act it is: the stay as it would be, who else
// is in the rooms, what rules say, and what is written of it.
#pragma once

#include <vector>

#include "center/app/stay_commands.h"
#include "center/app/stay_loader.h"
#include "center/domain/rules/catalogue.h"

namespace mingjing::app {

/// The stay as it would be with these events, for guards; nothing is stored yet.
domain::Stay foldWith(const LoadedStay& loaded, const std::vector<domain::NewEvent>& events,
                      std::int64_t nowUs, const Uuid& actor);

/// Those of `after` in these rooms that are not over yet.
std::vector<domain::Occupancy> ownOccupancies(const domain::Stay& after,
                                              const std::vector<Uuid>& rooms, std::int64_t nowUs);

/// `meeting` are all in the rooms, the person as planned among them.
Status checkRooms(const std::vector<domain::Occupancy>& meeting, const std::vector<Uuid>& rooms,
                  const domain::Centre& centre, const domain::Stay& stay, domain::Step step);

/// Marks reports, and plans that went on over warnings with the reason that was typed.
void noteMode(std::vector<domain::NewEvent>& events, const ActMode& mode,
              const std::vector<domain::Notice>& notices);

}  // namespace mingjing::app
