// SPDX-License-Identifier: Apache-2.0
// Stays from the timeline and the vault.
#include "center/app/stay_loader.h"

#include "center/domain/json_read.h"

namespace mingjing::app {

namespace {

void disclose(domain::RecordedEvent& event, const std::map<Uuid, OpenedDocument>& documents) {
    const auto sealed = event.body.find("sealed");
    if (sealed == event.body.end()) return;
    for (const auto& [slot, reference] : sealed->items()) {
        const auto document = documents.find(domain::readUuid(reference, "id"));
        if (document != documents.end() && document->second.content)
            event.disclosed[slot] = *document->second.content;
    }
}

}  // namespace

Result<domain::RecordedEvent> recordedOf(const kernel::Envelope& envelope, const Hash& hash,
                                         const std::map<Uuid, OpenedDocument>& documents) {
    domain::RecordedEvent event;
    event.seq = envelope.seq;
    event.type = envelope.type;
    event.schemaVersion = envelope.schemaVersion;
    event.happenedUs = envelope.happenedUs;
    event.enteredUs = envelope.enteredUs;
    event.actor = envelope.actor;
    event.hash = hash;
    MJ_ASSIGN(event.body, kernel::parseJson(envelope.body));
    disclose(event, documents);
    return event;
}

Result<LoadedStay> loadStay(UnitOfWork& unit, Vault& vault, const Uuid& stayId) {
    LoadedStay loaded;
    MJ_ASSIGN(loaded.raw, unit.timeline().read({domain::kStayStream, stayId}));
    if (loaded.raw.empty()) return Error::of(ErrorKind::NotFound, "stay.not_found");
    MJ_ASSIGN(loaded.documents, vault.openAll(unit, stayId));
    MJ_ASSIGN(const Json first, kernel::parseJson(loaded.raw.front().first.body));
    MJ_ASSIGN(auto personal, vault.openAll(unit, domain::readUuid(first, "personId")));
    loaded.documents.merge(personal);
    for (const auto& [envelope, hash] : loaded.raw) {
        MJ_ASSIGN(auto event, recordedOf(envelope, hash, loaded.documents));
        loaded.events.push_back(std::move(event));
    }
    loaded.stay = domain::foldStay(stayId, loaded.events);
    return loaded;
}

bool chainIntact(const std::vector<std::pair<kernel::Envelope, Hash>>& chain) {
    Hash previous{};
    std::int64_t seq = 0;
    for (const auto& [envelope, hash] : chain) {
        if (envelope.seq != ++seq || envelope.previous != previous) return false;
        if (kernel::hashOf(envelope) != hash) return false;
        previous = hash;
    }
    return true;
}

Uuid personKeyOf(const LoadedStay& loaded) {
    return domain::readUuid(loaded.events.front().body, "personId");
}

}  // namespace mingjing::app
