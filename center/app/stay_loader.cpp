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

/// A stored body that is not what such an event holds is damage, not our bug.
Result<domain::Stay> foldStored(const Uuid& stayId, const domain::EventList& events) {
    try {
        return domain::foldStay(stayId, events);
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::DataLoss, "stay.damaged", e.what());
    }
}

}  // namespace

Status checkDocuments(const domain::EventList& events,
                      const std::map<Uuid, OpenedDocument>& documents) {
    std::set<Uuid> erased;
    for (const auto& event : events)
        if (event->type == domain::kDocumentErased)
            erased.insert(domain::readUuid(event->body, "documentId"));
    for (const Uuid& id : namedDocuments(events)) {
        const auto document = documents.find(id);
        const bool there = document != documents.end() && document->second.content;
        if (!there && !erased.contains(id))
            return Error::of(ErrorKind::DataLoss, "vault.damaged", id.text());
    }
    return {};
}

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

Result<StoredStay> readStay(UnitOfWork& unit, Vault& vault, const Uuid& stayId) {
    StoredStay stored;
    MJ_ASSIGN(stored.raw, unit.timeline().read({domain::kStayStream, stayId}));
    if (stored.raw.empty()) return Error::of(ErrorKind::NotFound, "stay.not_found");
    MJ_ASSIGN(stored.documents, vault.openAll(unit, stayId));
    MJ_ASSIGN(const Json first, kernel::parseJson(stored.raw.front().first.body));
    MJ_ASSIGN(auto personal, vault.openAll(unit, domain::readUuid(first, "personId")));
    stored.documents.merge(personal);
    auto loaded = std::make_shared<LoadedStay>();
    for (const auto& [envelope, hash] : stored.raw) {
        MJ_ASSIGN(auto event, recordedOf(envelope, hash, stored.documents));
        loaded->events.push_back(std::make_shared<domain::RecordedEvent>(std::move(event)));
    }
    MJ_TRY(checkDocuments(loaded->events, stored.documents));
    MJ_ASSIGN(loaded->stay, foldStored(stayId, loaded->events));
    stored.loaded = std::move(loaded);
    return stored;
}

std::set<Uuid> namedDocuments(const domain::EventList& events) {
    std::set<Uuid> named;
    for (const auto& event : events)
        if (const auto sealed = event->body.find("sealed"); sealed != event->body.end())
            for (const auto& [slot, reference] : sealed->items())
                named.insert(domain::readUuid(reference, "id"));
    return named;
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
    return domain::readUuid(loaded.events.front()->body, "personId");
}

// ---------------------------------------------------------------------------------- kept stays

namespace {

/// A command may have grown the kept stay beyond the head that the reader sees.
bool reaches(const LoadedStay& kept, const Head& head) {
    const auto count = static_cast<std::int64_t>(kept.events.size());
    return head.seq >= 1 && head.seq <= count &&
           kept.events[static_cast<std::size_t>(head.seq - 1)]->hash == head.hash;
}

SharedStay upTo(const LoadedStay& kept, const Head& head) {
    auto earlier = std::make_shared<LoadedStay>();
    earlier->events.assign(kept.events.begin(), kept.events.begin() + head.seq);
    earlier->stay = domain::foldStay(kept.stay.id, earlier->events);
    return earlier;
}

}  // namespace

Result<SharedStay> KeptStays::find(UnitOfWork& unit, const Uuid& stayId) {
    MJ_ASSIGN(const Head head, unit.timeline().readHead({domain::kStayStream, stayId}));
    return find(unit, stayId, head);
}

Result<SharedStay> KeptStays::find(UnitOfWork& unit, const Uuid& stayId, const Head& head) {
    if (const SharedStay kept = lately(stayId)) {
        if (kept->stay.hash == head.hash) return kept;
        if (reaches(*kept, head)) return upTo(*kept, head);
    }
    MJ_ASSIGN(const StoredStay stored, readStay(unit, vault_, stayId));
    keep(stored.loaded);
    return stored.loaded;
}

SharedStay KeptStays::lately(const Uuid& stayId) {
    auto state = state_.lock();
    const auto it = state->stays.find(stayId);
    if (it == state->stays.end()) return nullptr;
    it->second.usedNo = ++state->uses;
    return it->second.stay;
}

void KeptStays::keep(SharedStay stay) {
    auto state = state_.lock();
    Kept& kept = state->stays[stay->stay.id];
    if (kept.stay) state->events -= kept.stay->events.size();
    state->events += stay->events.size();
    kept = {std::move(stay), ++state->uses};
    if (state->events > maxEvents_) dropUnused(*state, maxEvents_);
}

/// Down to half, so that the looking through is rare.
void KeptStays::dropUnused(State& state, std::size_t maxEvents) {
    std::map<std::int64_t, Uuid> byUse;
    for (const auto& [id, kept] : state.stays) byUse.emplace(kept.usedNo, id);
    for (const auto& [usedNo, id] : byUse) {
        if (state.events <= maxEvents / 2) return;
        const auto it = state.stays.find(id);
        state.events -= it->second.stay->events.size();
        state.stays.erase(it);
    }
}

}  // namespace mingjing::app
