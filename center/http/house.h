// SPDX-License-Identifier: Apache-2.0
// What handlers stand on: the services of the application, who asks, and the frame of every route.
#pragma once

#include <functional>
#include <string>

#include "center/app/administration.h"
#include "center/app/finding_keeper.h"
#include "center/app/log_sequencer.h"
#include "center/app/log_timestamps.h"
#include "center/app/media_views.h"
#include "center/app/messages.h"
#include "center/app/pins.h"
#include "center/app/practice.h"
#include "center/app/sign_in.h"
#include "center/app/stay_desk.h"
#include "center/domain/permissions/access.h"
#include "center/http/fields.h"
#include "center/net/event_hub.h"
#include "center/net/http_server.h"
#include "center/net/kept_answers.h"

namespace mingjing::http {

struct NodeIdentity {
    std::string name, kind, key;
};

/// References only; main owns everything and outlives the servers.
struct House {
    app::Database& database;
    app::Vault& vault;
    app::KeptStays& stays;
    app::CommandBus& bus;
    app::StayDesk& desk;
    app::Administration& administration;
    app::SignIns& signIns;
    app::Pins& pins;
    app::Practice& practice;
    app::MediaViews& views;
    app::CameraTrials& trials;
    app::NodeDesk& nodes;
    app::RecordingState& recording;
    app::LogSequencer& sequencer;
    app::LogTimestamps& timestamps;
    const app::Secrets& secrets;
    net::EventHub& hub;
    net::KeptAnswers& answers;
    const app::Messages& messages;
    const kernel::Clock& clock;
    std::vector<std::string> origins;
    std::vector<NodeIdentity> nodeIdentities;
    std::string verifierPage;  ///< path; empty: none
    std::size_t stayFileMostMb = 0;
    Json watchingFigures = nullptr;  ///< measured of the checks of this version; null: none
};

/// Cookies: who is signed in, and in which room the browser stands.
inline constexpr const char* kSignInCookie = "__Host-mingjing";
inline constexpr const char* kTerminalCookie = "__Host-mingjing-terminal";

/// A request with its signed-in actor.
struct Call {
    const net::Request& request;
    app::Actor actor;
    std::int64_t expiresUs = 0;
    [[nodiscard]] Uuid pathId(const char* name = "id") const;
};

using Action = std::function<Result<net::Response>(const Call&)>;

/// Signs the caller in, asks for the ability, checks Origin on mutations, maps errors.
net::Handler guarded(House& house, std::optional<domain::Ability> ability, Action action);
/// For what needs no sign-in.
net::Handler open(House& house, std::function<Result<net::Response>(const net::Request&)> action);

/// For listeners that no browser reaches (nodes, the local socket): maps errors, nothing else.
net::Handler plain(House& house, std::function<Result<net::Response>(const net::Request&)> action);

/// Fails with Forbidden `ability.missing` unless the actor has one of these.
Status needsOneOf(const app::Actor& actor, std::initializer_list<domain::Ability> abilities);
/// Fails with Forbidden `ability.missing` where the table of access gives no role of the actor any
/// sight of it; of which stays is asked when the stay is known (reading.h).
Status mayRead(const app::Actor& actor, domain::Material material);
Status mayReadTranscripts(const app::Actor& actor);

/// The key and body hash of a mutation; fails with InvalidInput on a missing key.
Result<app::CommandKey> commandKey(const net::Request& request);
net::Response created(const Json& receipt, int status = 201);
/// How the log of record is: its newest head's age, and why it cannot be extended.
Json logState(const House& house, const std::optional<kernel::SignedHead>& newest);
net::ProblemRenderer problemRenderer(const app::Messages& messages);
/// Notices with their words, for receipts and proposals.
Json noticesJson(const app::Messages& messages, const Json& notices);
Json noticesJson(const app::Messages& messages, const std::vector<domain::Notice>& notices);

void addAccessRoutes(House& house, net::Router& router);
void addActRoutes(House& house, net::Router& router);
void addCaseImportRoutes(House& house, net::Router& router);
void addLogRoutes(House& house, net::Router& router);
void addHandoverRoutes(House& house, net::Router& router);
void addHelpRoutes(House& house, net::Router& router);
void addPrintRoutes(House& house, net::Router& router);
void addPracticeRoutes(House& house, net::Router& router);
void addSightRoutes(House& house, net::Router& router);
void addStayFileRoutes(House& house, net::Router& router);
void addOutageRoutes(House& house, net::Router& router);
void addPaperRoutes(House& house, net::Router& router);
void addRosterRoutes(House& house, net::Router& router);
void addPersonRoutes(House& house, net::Router& router);
void addPenRoutes(House& house, net::Router& router);
void addPhotoRoutes(House& house, net::Router& router);
void addTranscriptRoutes(House& house, net::Router& router);
void addBookingRoutes(House& house, net::Router& router);
void addStayRoutes(House& house, net::Router& router);
void addQuestioningRoutes(House& house, net::Router& router);
void addFindingRoutes(House& house, net::Router& router);
void addBoardRoutes(House& house, net::Router& router);
void addEventRoutes(House& house, net::Router& router);
void addRecipientRoutes(House& house, net::Router& router);
void addStorageRoutes(House& house, net::Router& router);
void addCertificateRoutes(House& house, net::Router& router);
void addBodyCheckRoutes(House& house, net::Router& router);
void addExportRoutes(House& house, net::Router& router);
void addDirectoryRoutes(House& house, net::Router& router);
void addRecordRoutes(House& house, net::Router& router);
void addObservationRoutes(House& house, net::Router& router);
void addWatchingRoutes(House& house, net::Router& router);
void addProposalRoutes(House& house, net::Router& router);
void addStagedRoutes(House& house, net::Router& router);
void addMediaRoutes(House& house, net::Router& router);
void addTrialRoutes(House& house, net::Router& router);
/// For the listener of the nodes.
void addNodeRoutes(House& house, net::Router& router);
/// For the local socket: whoever may open it has root's or the centre's own rights.
void addLocalRoutes(House& house, net::Router& router);

}  // namespace mingjing::http
