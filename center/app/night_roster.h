// SPDX-License-Identifier: Apache-2.0
// The roster of one night: members of staff, and from outside a doctor and an appropriate adult.
#pragma once

#include "center/app/command_bus.h"
#include "center/domain/rules/night_duty.h"

namespace mingjing::app {

struct SetRoster {
    std::string day;  ///< 20261129
    std::vector<Uuid> staff;
    std::string doctor, appropriateAdult;  ///< who, and how to reach them; empty: nobody
};

struct Roster {
    domain::NightDuty duty;
    std::string doctor, appropriateAdult;  ///< empty when none or sealed
    Uuid setBy;
    std::int64_t setUs = 0;
};

/// Replaces what was set before; the earlier roster stays in the record.
Result<Json> setRoster(CommandBus& bus, const Actor& actor, const CommandKey& key,
                       const SetRoster& command);
/// Nothing when none was set for this day.
Result<std::optional<Roster>> readRoster(UnitOfWork& unit, Vault& vault, const std::string& day);

}  // namespace mingjing::app
