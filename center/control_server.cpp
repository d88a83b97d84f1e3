// SPDX-License-Identifier: Apache-2.0
// Putting the control server together.
#include "center/control_server.h"

#include "center/kernel/files.h"
#include "center/kernel/log.h"
#include "center/net/http_client.h"

namespace mingjing::center {

using domain::StreamRef;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

// Handlers at once: each holds at most one session of the pool (a stream only while it asks).
constexpr int kApiThreads = 12;
constexpr int kEventThreads = 128;
constexpr int kNodeThreads = 16;
constexpr int kLocalThreads = 2;
// One hint makes every page read again at once: they wait a moment rather than come back later.
constexpr int kWaiting = 128;
constexpr std::size_t kPoolSize = 32;
constexpr int kTimestampTimeoutS = 20;
constexpr std::size_t kMostTimestampBytes = std::size_t{256} << 10;

/// The live topics that a chain's growth concerns; pages read again what they show of them.
std::vector<const char*> topicsOf(const std::string& streamKind) {
    if (streamKind == domain::kStayStream) return {"stays", "questionings"};
    if (streamKind == domain::kRosterStream) return {"stays"};
    if (streamKind == domain::kHelpStream) return {"help"};
    if (streamKind == domain::kFindingStream) return {"findings"};
    if (streamKind == domain::kRoomStream) return {"rooms"};
    if (streamKind == domain::kCameraStream) return {"cameras", "observations"};
    if (streamKind == domain::kStaffStream || streamKind == domain::kUnitStream) return {"staff"};
    return {};
}

std::optional<app::TimestampOptions> timestampOptions(const CenterConfig& config) {
    if (config.timestamp.address.empty()) return std::nullopt;
    return app::TimestampOptions{config.timestamp.caFile, config.timestamp.everyUs,
                                 config.logEveryUs / 4};
}

/// RFC 3161 section 3.4: over HTTP.
app::LogTimestamps::Ask asking(const CenterConfig::Timestamp& config) {
    return [config](const std::string& request) -> Result<std::string> {
        const net::HttpClient client(config.address, kTimestampTimeoutS);
        auto answer =
            client.send("POST", config.path, {{"Content-Type", "application/timestamp-query"}},
                        request, kMostTimestampBytes);
        if (answer.ok() && answer->status == 200) return std::move(answer->body);
        return kernel::Error::of(
            kernel::ErrorKind::Unavailable, "timestamp.away",
            answer.ok() ? std::to_string(answer->status) : answer.error().code);
    };
}

/// What was measured of the checks of this version; null where no such file came along.
Json watchingFigures(const std::string& file) {
    const auto text = kernel::readFile(file);
    if (!text.ok()) return nullptr;
    auto json = kernel::parseJson(*text);
    if (json.ok() && json->is_object()) return std::move(json).value();
    kernel::logError("figures of the checks cannot be read: {}", file);
    return nullptr;
}

}  // namespace

ControlServer::ControlServer(const CenterConfig& config, const kernel::Clock& clock,
                             app::Secrets secrets, app::Messages messages,
                             std::vector<http::NodeIdentity> nodes)
    : database_(config.application, kPoolSize),
      secrets_(std::move(secrets)),
      messages_(std::move(messages)),
      vault_(secrets_.masterKey),
      stays_(vault_),
      hub_(kernel::Uuid::make(clock.wall().us).text()),
      answers_(clock),
      recording_(clock),
      bus_(database_, vault_, clock, [this](const auto& grown) { onCommitted(grown); }),
      trials_(recording_, clock),
      nodes_(database_, bus_, vault_, recording_, trials_, secrets_, clock),
      desk_(bus_, stays_, recording_),
      administration_(bus_, database_),
      signIns_(database_, bus_, clock),
      pins_(database_, clock),
      practice_(database_, bus_, desk_, administration_, stays_, clock, config.practice),
      views_(database_, vault_, nodes_, secrets_, clock),
      runner_(database_, bus_, stays_, recording_, clock),
      uptime_(database_, bus_, clock),
      sequencer_(database_, recording_, secrets_, clock, config.logEveryUs),
      timestamps_(database_, clock, timestampOptions(config), asking(config.timestamp)),
      house_{database_,
             vault_,
             stays_,
             bus_,
             desk_,
             administration_,
             signIns_,
             pins_,
             practice_,
             views_,
             trials_,
             nodes_,
             recording_,
             sequencer_,
             timestamps_,
             secrets_,
             hub_,
             answers_,
             messages_,
             clock,
             config.origins,
             std::move(nodes),
             config.verifierPage,
             config.stayFileMostMb,
             watchingFigures(config.qualityFile)} {
    const auto add = [this](const char* name, const std::string& listen, int threads,
                            net::Router router) {
        net::ServerOptions options;
        options.name = name;
        options.listen = listen;
        options.threads = threads;
        options.waiting = kWaiting;
        options.renderProblem = http::problemRenderer(messages_);
        servers_.push_back(
            std::make_unique<net::HttpServer>(std::move(options), std::move(router)));
    };
    net::Router api, events, nodeRoutes, local;
    http::addAccessRoutes(house_, api);
    http::addStayRoutes(house_, api);
    http::addTrialRoutes(house_, api);
    http::addActRoutes(house_, api);
    http::addBookingRoutes(house_, api);
    http::addPrintRoutes(house_, api);
    http::addTranscriptRoutes(house_, api);
    http::addPaperRoutes(house_, api);
    http::addPenRoutes(house_, api);
    http::addStayFileRoutes(house_, api);
    http::addBodyCheckRoutes(house_, api);
    http::addExportRoutes(house_, api);
    http::addRecipientRoutes(house_, api);
    http::addStorageRoutes(house_, api);
    http::addCertificateRoutes(house_, api);
    http::addOutageRoutes(house_, api);
    http::addSightRoutes(house_, api);
    http::addPracticeRoutes(house_, api);
    http::addRosterRoutes(house_, api);
    http::addPersonRoutes(house_, api);
    http::addPhotoRoutes(house_, api);
    http::addCaseImportRoutes(house_, api);
    http::addHandoverRoutes(house_, api);
    http::addHelpRoutes(house_, api);
    http::addQuestioningRoutes(house_, api);
    http::addFindingRoutes(house_, api);
    http::addBoardRoutes(house_, api);
    http::addDirectoryRoutes(house_, api);
    http::addRecordRoutes(house_, api);
    http::addLogRoutes(house_, api);
    http::addMediaRoutes(house_, api);
    http::addObservationRoutes(house_, api);
    http::addWatchingRoutes(house_, api);
    http::addProposalRoutes(house_, api);
    http::addStagedRoutes(house_, api);
    http::addEventRoutes(house_, events);
    http::addNodeRoutes(house_, nodeRoutes);
    http::addLocalRoutes(house_, local);
    add("nodes", config.nodesListen, kNodeThreads, std::move(nodeRoutes));
    add("events", config.eventsListen, kEventThreads, std::move(events));
    add("local", config.adminSocket, kLocalThreads, std::move(local));
    add("api", config.apiListen, kApiThreads, std::move(api));
}

Result<std::unique_ptr<ControlServer>> ControlServer::create(const CenterConfig& config,
                                                             const kernel::Clock& clock) {
    MJ_ASSIGN(auto secrets, app::openSecrets(config.secretsDir));
    MJ_ASSIGN(auto messages, app::Messages::load());
    std::vector<http::NodeIdentity> nodes;
    for (const NodeConfig& node : config.nodes) {
        MJ_ASSIGN(std::string key, app::openNodeKey(node.keyFile));
        nodes.push_back({node.name, node.kind, std::move(key)});
    }
    return std::unique_ptr<ControlServer>(new ControlServer(config, clock, std::move(secrets),
                                                            std::move(messages), std::move(nodes)));
}

void ControlServer::onCommitted(const std::vector<std::pair<StreamRef, std::int64_t>>& grown) {
    answers_.outdate();
    for (const auto& [stream, seq] : grown)
        for (const char* topic : topicsOf(stream.kind)) hub_.publish(topic, stream.id.text(), seq);
    if (!grown.empty()) runner_.wake();
}

Status ControlServer::start() {
    runner_.start();
    uptime_.start();
    sequencer_.start();
    timestamps_.start();
    for (const auto& server : servers_) {
        if (const Status started = server->start(); !started.ok()) {
            stop();
            return started;
        }
    }
    return {};
}

bool ControlServer::stop() {
    hub_.close();
    nodes_.close();
    int leftBehind = 0;
    for (const auto& server : servers_) {
        server->stop();
        leftBehind += server->leftBehind();
    }
    runner_.stop();
    uptime_.stop();
    sequencer_.stop();
    timestamps_.stop();
    return leftBehind == 0;
}

}  // namespace mingjing::center
