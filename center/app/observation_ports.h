// SPDX-License-Identifier: Apache-2.0
// What is stored of watching: what analysts saw, its settings, and acts staged to measure it. A
// part of ports.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/app/port_names.h"
#include "center/domain/observations/staged_acts.h"
#include "center/domain/questioning/recording.h"

namespace mingjing::app {

struct ListPlace;

/// One observation as it was told, and what people made of it.
struct ObservationRow {
    Uuid id, cameraId, roomId;
    std::string stream, kind;
    std::optional<Uuid> zoneId;
    std::string zoneKind;
    std::int64_t fromUs = 0;
    std::optional<std::int64_t> toUs;
    std::int64_t value = 0;
    int confidenceMilli = 0;
    std::optional<Uuid> segment;
    std::int64_t fragment = 0, offsetUs = 0;
    std::string detector, configuration;
    std::int64_t settingsVersion = 0;
    std::string detail;  ///< a JSON object
    std::int64_t receivedUs = 0;
    std::optional<Uuid> stagedAct;
    std::string verdict;  ///< confirmed, false, unclear; empty: nobody judged it
    std::optional<Uuid> verdictBy;
    std::optional<std::int64_t> verdictUs;
    std::string verdictNote;    ///< sealed; empty: none
    bool hasThumbnail = false;  ///< read only
};

struct ObservationFilter {
    bool openOnly = false;
    std::optional<Uuid> camera, room;
    std::string kind;                   ///< or several with commas between them; empty: all
    std::string verdict;                ///< empty: all; none: not judged yet
    std::int64_t fromUs = 0, toUs = 0;  ///< touching; 0: without such an end
};

struct ObservationCounts {
    std::int64_t open = 0, unjudged = 0;
};

/// What people judged of one camera's observations of a kind.
struct VerdictCount {
    Uuid cameraId;
    std::string kind, verdict;
    std::int64_t count = 0;
};

class ObservationStore {
public:
    virtual ~ObservationStore() = default;
    /// New, or told again: then what was told newest, but its end stays when it had one, and what
    /// people made of it is not touched.
    virtual Status put(const ObservationRow& row) = 0;
    virtual Status putPicture(const Uuid& id, const std::string& sealed) = 0;
    virtual Result<std::optional<std::string>> picture(const Uuid& id) = 0;
    /// Nobody else changes it until the unit of work ends.
    virtual Result<std::optional<ObservationRow>> lock(const Uuid& id) = 0;
    virtual Result<std::optional<ObservationRow>> find(const Uuid& id) = 0;
    /// The newest begin first.
    virtual Result<std::vector<ObservationRow>> list(const ObservationFilter& filter,
                                                     const std::optional<ListPlace>& after,
                                                     int limit) = 0;
    /// By camera.
    virtual Result<std::map<Uuid, ObservationCounts>> counts() = 0;
    /// Touching the span, by begin; at most `limit`.
    virtual Result<std::vector<ObservationRow>> ofRoom(const Uuid& roomId, domain::Span within,
                                                       int limit) = 0;
    /// Of one camera begun since, the newest first.
    virtual Result<std::vector<ObservationRow>> ofCamera(const Uuid& cameraId, std::int64_t sinceUs,
                                                         int limit) = 0;
    /// The open one of that kind, locked.
    virtual Result<std::optional<ObservationRow>> openOf(const Uuid& cameraId,
                                                         const std::string& kind) = 0;
    virtual Status judge(const ObservationRow& row) = 0;
    virtual Status markStaged(const Uuid& id, const Uuid& act) = 0;
    virtual Result<std::vector<VerdictCount>> verdictCounts(std::int64_t sinceUs) = 0;
};

/// A version of the settings of one scope: a camera's id, or the word of a room kind.
struct WatchingRow {
    std::string scope;
    std::int64_t version = 0;
    std::string state;   ///< proposed, approved, rejected, replaced
    std::string terms;   ///< JSON: {zones, thresholds}, or {checks}
    std::string reason;  ///< sealed
    Uuid by;
    std::int64_t atUs = 0;
    std::optional<Uuid> decidedBy;
    std::optional<std::int64_t> decidedUs;
    std::string rejectReason;                            ///< sealed; empty: not rejected
    std::optional<std::int64_t> approvedUs, replacedUs;  ///< in force from, until
    bool hasReference = false;
};

/// Where a list of proposals goes on: after the one of this scope, made then.
struct ProposalPlace {
    std::int64_t us = 0;
    std::string scope;
};

class WatchingStore {
public:
    virtual ~WatchingStore() = default;
    /// Every version of the scope, the newest first; nobody else adds or changes one until the
    /// unit of work ends.
    virtual Result<std::vector<WatchingRow>> lock(const std::string& scope) = 0;
    virtual Result<std::vector<WatchingRow>> versions(const std::string& scope) = 0;
    virtual Result<std::optional<WatchingRow>> find(const std::string& scope,
                                                    std::int64_t version) = 0;
    /// In one of these states, of every scope.
    virtual Result<std::vector<WatchingRow>> inState(const std::string& state) = 0;
    /// What waits for a decision, the oldest first; at most `limit` after `after`.
    virtual Result<std::vector<WatchingRow>> proposals(const std::optional<ProposalPlace>& after,
                                                       int limit) = 0;
    /// Fails with Conflict when the version is there.
    virtual Status add(const WatchingRow& row) = 0;
    /// Of the row's scope and version: state, who decided, times.
    virtual Status note(const WatchingRow& row) = 0;
    virtual Status putReference(const std::string& scope, std::int64_t version,
                                const std::string& sealed) = 0;
    virtual Result<std::optional<std::string>> reference(const std::string& scope,
                                                         std::int64_t version) = 0;
};

struct StagedActRow {
    Uuid id, cameraId;
    std::string act;
    Uuid by;
    domain::StagedTimes times;
    std::optional<std::int64_t> toldUs;  ///< the centre knew of it
    std::optional<Uuid> observation;
};

class StagedActStore {
public:
    virtual ~StagedActStore() = default;
    /// New, or what became of it.
    virtual Status put(const StagedActRow& row) = 0;
    virtual Result<std::optional<StagedActRow>> lock(const Uuid& id) = 0;
    virtual Result<std::optional<StagedActRow>> find(const Uuid& id) = 0;
    /// Of one camera, announced since, the newest first.
    virtual Result<std::vector<StagedActRow>> of(const Uuid& cameraId, std::int64_t sinceUs,
                                                 int limit) = 0;
    /// Of every camera, announced since.
    virtual Result<std::vector<StagedActRow>> since(std::int64_t us, int limit) = 0;
};

}  // namespace mingjing::app
