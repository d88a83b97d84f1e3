// SPDX-License-Identifier: Apache-2.0
// Reading a stay: its events, its opened documents, its folded state; what was read is kept.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "center/app/ports.h"
#include "center/app/vault.h"

namespace mingjing::app {

/// A stay with its events by seq, slots disclosed. Never changed once it is made.
struct LoadedStay {
    domain::EventList events;
    domain::Stay stay;
};
using SharedStay = std::shared_ptr<const LoadedStay>;

/// A stay as it lies in the database.
struct StoredStay {
    std::vector<std::pair<kernel::Envelope, Hash>> raw;  ///< by seq, as stored
    std::map<Uuid, OpenedDocument> documents;
    SharedStay loaded;
};

/// Reads everything anew. Fails with NotFound (`stay.not_found`) or DataLoss.
Result<StoredStay> readStay(UnitOfWork& unit, Vault& vault, const Uuid& stayId);

/// A stored event; its sealed slots are filled from `documents` where they are open.
Result<domain::RecordedEvent> recordedOf(const kernel::Envelope& envelope, const Hash& hash,
                                         const std::map<Uuid, OpenedDocument>& documents);

/// True when every hash and link of the chain is right.
bool chainIntact(const std::vector<std::pair<kernel::Envelope, Hash>>& chain);

/// Every document that the events name is there, or an event tells of its erasure: what is gone
/// without one was not erased but taken (DataLoss `vault.damaged`).
Status checkDocuments(const domain::EventList& events,
                      const std::map<Uuid, OpenedDocument>& documents);

/// The documents that a stay's events name.
std::set<Uuid> namedDocuments(const domain::EventList& events);

/// The key under which the person's own documents of this stay are sealed.
Uuid personKeyOf(const LoadedStay& loaded);

/// Stays that were read or grown lately, by the hash of their newest event: what has another head
/// is read anew, so a stay that was kept and then not committed is never seen again. Whoever erases
/// a document must append an event, so that the head moves. Thread-safe; bounded by the number of
/// events, the longest unused go first.
class KeptStays {
public:
    static constexpr std::size_t kMaxEvents = 50'000;

    explicit KeptStays(Vault& vault, std::size_t maxEvents = kMaxEvents)
        : vault_(vault), maxEvents_(maxEvents) {}

    /// Fails as `readStay`.
    Result<SharedStay> find(UnitOfWork& unit, const Uuid& stayId);
    /// For those who know the head, because they hold its lock.
    Result<SharedStay> find(UnitOfWork& unit, const Uuid& stayId, const Head& head);
    void keep(SharedStay stay);

private:
    struct Kept {
        SharedStay stay;
        std::int64_t usedNo = 0;
    };
    struct State {
        std::map<Uuid, Kept> stays;
        std::size_t events = 0;
        std::int64_t uses = 0;
    };
    SharedStay lately(const Uuid& stayId);
    static void dropUnused(State& state, std::size_t maxEvents);
    Vault& vault_;
    const std::size_t maxEvents_;
    kernel::Guarded<State> state_;
};

}  // namespace mingjing::app
