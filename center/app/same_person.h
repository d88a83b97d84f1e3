// SPDX-License-Identifier: Apache-2.0
// Other stays of the same person, as far as the centre knows: those that somebody has linked, also
// over several links, and those of the same case under the same identity number.
#pragma once

#include "center/app/stay_loader.h"

namespace mingjing::app {

/// Each once, without the stay itself; what is damaged is left out.
Result<std::vector<SharedStay>> staysOfSamePerson(UnitOfWork& unit, KeptStays& stays,
                                                  const domain::Stay& stay);

/// Tells the rules what was taken from the person in those stays.
void addTaken(domain::Centre& centre, const std::vector<SharedStay>& others);

}  // namespace mingjing::app
