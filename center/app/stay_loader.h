// SPDX-License-Identifier: Apache-2.0
// Reading a stay: its events, its opened documents, its folded state.
#pragma once

#include <map>
#include <vector>

#include "center/app/ports.h"
#include "center/app/vault.h"

namespace mingjing::app {

struct LoadedStay {
    std::vector<std::pair<kernel::Envelope, Hash>> raw;  ///< by seq, as stored
    std::vector<domain::RecordedEvent> events;           ///< by seq, slots disclosed
    std::map<Uuid, OpenedDocument> documents;
    domain::Stay stay;
};

/// Fails with NotFound (`stay.not_found`) or DataLoss.
Result<LoadedStay> loadStay(UnitOfWork& unit, Vault& vault, const Uuid& stayId);

/// True when every hash and link of the chain is right.
bool chainIntact(const std::vector<std::pair<kernel::Envelope, Hash>>& chain);

/// The key under which the person's own documents of this stay are sealed.
Uuid personKeyOf(const LoadedStay& loaded);

/// Parses a stored event; its sealed slots are filled from `documents` where they are open.
Result<domain::RecordedEvent> recordedOf(const kernel::Envelope& envelope, const Hash& hash,
                                         const std::map<Uuid, OpenedDocument>& documents);

}  // namespace mingjing::app
