// SPDX-License-Identifier: Apache-2.0
// The shift handover: severity, summary, actions, awareness, and the receiver's own reading back
// (I-PASS: Starmer et al., N Engl J Med 2014;371:1803).
#pragma once

#include "center/app/command_bus.h"

namespace mingjing::app {

/// One person as handed over: what the receiver must be able to say back.
struct HandedPerson {
    Uuid stayId;
    std::int64_t seq = 0;  ///< of the stay, when it was handed over
    int riskLevel = 0;     ///< 0: not assessed
    bool atRisk = false;   ///< read back by the receiver
    std::optional<std::int64_t> clockEndsUs;
};

struct PrepareHandover {
    std::vector<HandedPerson> persons;  ///< everybody present, as the server knows them
    std::vector<Uuid> onDuty;           ///< who takes over
    std::string note;
};

/// What the receiver says of one person at risk.
struct ReadBack {
    Uuid stayId;
    int riskLevel = 0;
    std::optional<std::int64_t> clockEndsUs;
};

struct Handover {
    HandoverRow row;
    std::vector<HandedPerson> persons;
    std::vector<Uuid> onDuty;
    std::string note;  ///< empty when none or sealed
};

Result<Json> prepareHandover(CommandBus& bus, const Actor& actor, const CommandKey& key,
                             const PrepareHandover& command);
/// By somebody else than who prepared it. Everybody at risk must be read back, and rightly; the
/// first who is not is named.
Result<Json> acceptHandover(CommandBus& bus, const Actor& actor, const CommandKey& key,
                            const Uuid& id, const std::vector<ReadBack>& said);
/// Fails with NotFound `handover.not_found`, or DataLoss (`handover.damaged`, `vault.damaged`).
Result<Handover> readHandover(UnitOfWork& unit, Vault& vault, const Uuid& id);

}  // namespace mingjing::app
