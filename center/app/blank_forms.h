// SPDX-License-Identifier: Apache-2.0
// Numbered blank forms for when the system is away. Each is accounted for: used for a stay, spoiled
// or missing (StayDesk::accountForBlankForm); what is blank still must be found in the drawer.
#pragma once

#include "center/app/command_bus.h"

namespace mingjing::app {

/// The receipt has `batchId` and `numbers`.
Result<Json> numberBlankForms(CommandBus& bus, const Actor& actor, const CommandKey& key, int count,
                              const std::string& language);

/// A batch as it is to be printed: which copy it is now.
struct BlankFormBatch {
    std::vector<std::string> numbers;
    std::string language;
    int copy = 1;
};

/// Puts the opening on the batch's chain. Fails with NotFound `blank_form.not_found`.
Result<BlankFormBatch> openBlankForms(CommandBus& bus, const Actor& actor, const Uuid& batch);

/// Why the forms of a batch were spoiled or are missing, by form; empty where erased.
Result<std::map<Uuid, std::string>> blankFormReasons(UnitOfWork& unit, Vault& vault,
                                                     const Uuid& batch);

}  // namespace mingjing::app
