// SPDX-License-Identifier: Apache-2.0
// Settings of watching: proposed by one person, in force when another of another unit approved
// them. Of a camera: zones and thresholds; of a room kind: which groups are switched on.
#pragma once

#include "center/app/actor.h"
#include "center/app/ports.h"
#include "center/app/vault.h"
#include "center/domain/observations/watching.h"

namespace mingjing::app {

struct WatchingWish {
    std::string scope;  ///< id of a camera, or word of a room kind
    std::string terms;  ///< as they are kept: canonical JSON
    std::string reason;
    std::string reference{};  ///< a JPEG of the empty room; empty: the one of the version in force
    std::optional<std::int64_t> basedOn{};  ///< version that was in force for who proposes
};

/// Who may propose and decide: who administers, and who reviews findings.
Status maySetWatching(const Actor& actor);

/// A second proposal of the same person replaces the first; the same one again is answered as it
/// is. Fails with Conflict `watching.moved` (another version is in force by now) or
/// `watching.open_proposal` (of somebody else), or InvalidInput at `zones`
/// `watching.nothing_changed`.
Result<WatchingRow> proposeWatching(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                    const WatchingWish& wish, std::int64_t nowUs);
/// `rejectReason` empty: approves. Decided the same way by the same person before: answered as it
/// is. Fails with NotFound `watching.not_found`, Precondition `watching.decided`, Forbidden
/// `watching.own` or `watching.same_unit`.
Result<WatchingRow> decideWatching(UnitOfWork& unit, Vault& vault, const Actor& actor,
                                   const std::string& scope, std::int64_t version,
                                   const std::string& rejectReason, std::int64_t nowUs);

/// What a stored version says. Fails with DataLoss `watching.damaged`.
Result<domain::WatchingTerms> watchingTermsOf(const WatchingRow& row);
Result<std::vector<std::string>> checksOf(const WatchingRow& row);
std::string keptTerms(const domain::WatchingTerms& terms);
std::string keptChecks(const std::vector<std::string>& checks);

std::string sealedReasonContext(const std::string& scope, std::int64_t version);
std::string referenceContext(const std::string& scope, std::int64_t version);
std::string observedPictureContext(const Uuid& observation);
std::string observedNoteContext(const Uuid& observation);

/// Everything that is in force now.
struct WatchingInForce {
    std::map<std::string, WatchingRow> byScope;

    /// Empty when the centre's decision is damaged: then nobody says what is looked for.
    [[nodiscard]] std::vector<std::string> checksOf(domain::RoomKind kind) const;
    [[nodiscard]] std::int64_t versionOf(const std::string& scope) const;
    /// Fails as watchingTermsOf does.
    [[nodiscard]] Result<domain::WatchingTerms> termsOf(const Uuid& camera) const;
    /// What the analyst is told of a camera in a room of this kind. Fails as termsOf: without its
    /// masks a camera must not be watched.
    [[nodiscard]] Result<Json> desiredOf(const Uuid& camera, domain::RoomKind kind) const;
};
Result<WatchingInForce> watchingInForce(UnitOfWork& unit);

/// Adds to each camera of a certificate's JSON which settings were in force within its window:
/// `watchingVersion` (at its end; 0: none) and `watching` (every one of them, with zones).
Status addWatching(UnitOfWork& unit, Json& certificate, domain::Span window);

}  // namespace mingjing::app
