// SPDX-License-Identifier: Apache-2.0
// Transcripts from their streams and the vault.
#include "center/app/transcripts.h"

#include "center/app/stay_loader.h"
#include "center/kernel/log.h"

namespace mingjing::app {

namespace {

constexpr std::size_t kEarlier = 20;
constexpr int kLookedThrough = 500;  ///< of one case; those begun later are passed over

Result<domain::EventList> eventsOf(UnitOfWork& unit, Vault& vault, const Uuid& questioning) {
    MJ_ASSIGN(const auto chain, unit.timeline().read({domain::kTranscriptStream, questioning}));
    if (chain.empty()) return Error::of(ErrorKind::NotFound, "transcript.not_begun");
    if (!chainIntact(chain))
        return Error::of(ErrorKind::DataLoss, "transcript.damaged", questioning.text());
    MJ_ASSIGN(const auto documents, vault.openAll(unit, questioning));
    domain::EventList events;
    for (const auto& [envelope, hash] : chain) {
        MJ_ASSIGN(auto event, recordedOf(envelope, hash, documents));
        events.push_back(std::make_shared<domain::RecordedEvent>(std::move(event)));
    }
    MJ_TRY(checkDocuments(events, documents));
    return events;
}

/// Whoever may not see the stay does not learn that there is one.
Status checkSight(UnitOfWork& unit, const Actor& actor, const Uuid& questioning) {
    MJ_ASSIGN(const auto row, unit.stays().findQuestioning(questioning));
    if (!row) return Error::of(ErrorKind::NotFound, "questioning.not_found");
    MJ_ASSIGN(const auto stay, unit.stays().find(row->stayId));
    if (!stay || !maySeeStayOf(actor.staff, stay->unitId))
        return Error::of(ErrorKind::NotFound, "questioning.not_found");
    return {};
}

}  // namespace

Result<Json> writeTranscript(CommandBus& bus, const Actor& actor, const CommandKey& key,
                             const Uuid& questioning, const std::vector<domain::LineEdit>& edits) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_TRY(checkSight(unit, actor, questioning));
        MJ_ASSIGN(const auto row, unit.transcripts().find(questioning));
        if (!row) return Error::of(ErrorKind::NotFound, "transcript.not_begun");
        const StreamRef stream{domain::kTranscriptStream, questioning};
        MJ_TRY(transaction.lock({stream}));
        MJ_ASSIGN(const auto transcript, readTranscript(unit, transaction.vault(), questioning));
        MJ_ASSIGN(auto event, domain::writeLines(transcript, edits, transaction.nowUs()));
        MJ_TRY(transaction.append(stream, std::move(event), {questioning, questioning}));
        return transaction.receipt(questioning, stream);
    });
}

Result<domain::Transcript> readTranscript(UnitOfWork& unit, Vault& vault, const Uuid& questioning,
                                          std::optional<int> lockedVersion) {
    MJ_ASSIGN(const auto events, eventsOf(unit, vault, questioning));
    try {
        auto transcript = domain::foldTranscript(questioning, events, lockedVersion);
        if (!transcript) return Error::of(ErrorKind::NotFound, "transcript.no_version");
        return std::move(*transcript);
    } catch (const std::exception& e) {
        return Error::of(ErrorKind::DataLoss, "transcript.damaged", e.what());
    }
}

Result<std::vector<domain::Transcript>> earlierTranscripts(UnitOfWork& unit, Vault& vault,
                                                           const Uuid& questioning) {
    std::vector<domain::Transcript> earlier;
    MJ_ASSIGN(const auto own, unit.transcripts().find(questioning));
    if (!own) return earlier;
    MJ_ASSIGN(const auto rows, unit.transcripts().ofCase(own->caseId, kLookedThrough));
    for (const TranscriptRow& row : rows) {
        if (earlier.size() == kEarlier) break;
        if (row.questioningId == questioning || row.begunUs > own->begunUs) continue;
        auto transcript = readTranscript(unit, vault, row.questioningId);
        if (transcript.ok())
            earlier.push_back(std::move(*transcript));
        else if (transcript.error().kind == ErrorKind::DataLoss)
            kernel::logError("transcript {} is damaged: {}", row.questioningId.text(),
                             transcript.error().internal);
        else
            return transcript.error();
    }
    return earlier;
}

}  // namespace mingjing::app
