// SPDX-License-Identifier: Apache-2.0
// What RUNNING means, from the recorder's newest status.
#include "center/app/recording_state.h"

#include <algorithm>

#include "center/domain/json_read.h"

namespace mingjing::app {

namespace {

constexpr std::int64_t kStaleUs = 3 * kernel::kSecondUs;

CameraStatus statusOf(const Json& json, kernel::MonoTime heard) {
    CameraStatus status;
    status.state = json.value("state", "unknown");
    status.lastDurableUs = json.value("lastDurableUs", std::int64_t{0});
    status.lastKeyUs = json.value("lastKeyUs", std::int64_t{0});
    status.gopUs = json.value("gopUs", std::int64_t{0});
    status.hasAudio = json.value("hasAudio", false);
    status.fpsMilli = json.value("fpsMilli", std::int64_t{0});
    status.kbps = json.value("kbps", std::int64_t{0});
    status.driftUs = json.value("driftUs", std::int64_t{0});
    status.heard = heard;
    status.fragment = json.value("fragment", std::int64_t{0});
    status.chainHead = json.value("chainHead", "");
    return status;
}

/// What is wrong with a second copy, as its recorder says; empty: nothing. A word that is not
/// known here is a failure.
std::string copyFault(const Json& copy) {
    if (!copy.is_object()) return "";
    const auto said = copy.find("state");
    const std::string state =
        said != copy.end() && said->is_string() ? said->get<std::string>() : "failing";
    for (const char* known : {"full", "away", "wrong"})
        if (state == known) return state;
    if (state != "ok" && state != "starting") return "failing";
    const auto lag = copy.find("lagUs");
    const bool late =
        lag != copy.end() && lag->is_number_integer() && lag->get<std::int64_t>() > kCopyBehindUs;
    return late ? "behind" : "";
}

}  // namespace

void RecordingState::noteStatus(const std::string& node, const std::string& kind,
                                const Json& status) {
    auto state = state_.lock();
    NodeStatus& known = state->nodes[node];
    known.kind = kind;
    known.seenUs = clock_.wall().us;
    known.heard = clock_.mono();
    if (!status.is_object()) return;
    if (kind == "analyst" && status.contains("configuration")) {
        known.configuration = status.value("configuration", "");
        known.checks = status.value("checks", Json::array());
    }
    if (kind == "analyst")
        for (const Json& camera : status.value("cameras", Json::array()))
            if (camera.value("state", "") == "watching")
                state->watched[domain::readUuid(camera, "camera")] = known.heard;
    if (kind != "recorder") return;
    if (status.contains("storage")) {
        known.freeBytes = status["storage"].value("freeBytes", std::int64_t{0});
        known.mediaBytes = status["storage"].value("mediaBytes", std::int64_t{0});
        known.quotaBytes = status["storage"].value("quotaBytes", std::int64_t{0});
        known.storage = status["storage"].value("state", "ok");
        known.wantedBytes = status["storage"].value("wantedBytes", std::int64_t{0});
        known.check = status["storage"].value("check", Json());
        known.copy = status["storage"].value("copy", Json());
    }
    auto& exports = state->exports[node];
    exports.clear();
    for (const Json& item : status.value("exports", Json::array()))
        exports[domain::readUuid(item, "export")] = {item.value("doneBytes", std::int64_t{0}),
                                                     item.value("totalBytes", std::int64_t{0})};
    for (const Json& camera : status.value("cameras", Json::array())) {
        const Uuid id = domain::readUuid(camera, "camera");
        state->cameras[{id, camera.value("stream", "main")}] = statusOf(camera, known.heard);
    }
}

std::optional<CameraStatus> RecordingState::camera(const Uuid& id, const std::string& stream) {
    auto state = state_.lock();
    const auto it = state->cameras.find({id, stream});
    return it == state->cameras.end() ? std::nullopt : std::optional(it->second);
}

std::vector<ChainEnd> RecordingState::chainEnds() {
    std::vector<ChainEnd> ends;
    auto state = state_.lock();
    for (const auto& [key, camera] : state->cameras)
        if (const auto link = kernel::hashOfHex(camera.chainHead);
            link && *link != Hash{} && camera.fragment > 0)
            ends.push_back({key.first, key.second, camera.fragment, *link, camera.lastDurableUs});
    return ends;
}

std::string RecordingState::verdict(const Uuid& cameraId, bool soundNeeded) {
    const auto status = camera(cameraId, "main");
    if (!status || clock_.mono().us - status->heard.us > kStaleUs) return "unknown";
    if (status->state != "running") return status->state;
    const std::int64_t nowUs = clock_.wall().us;
    const bool fresh = nowUs - status->lastDurableUs <= kStaleUs;
    const bool keyFresh = status->lastDurableUs - status->lastKeyUs <=
                          status->gopUs + status->gopUs / 2 + kernel::kSecondUs;
    const bool sound = !soundNeeded || status->hasAudio;
    return fresh && keyFresh && sound ? "running" : "stale";
}

std::optional<RecordingState::ExportProgress> RecordingState::exportProgress(const Uuid& exportId) {
    auto state = state_.lock();
    for (const auto& [node, exports] : state->exports)
        if (const auto found = exports.find(exportId); found != exports.end()) return found->second;
    return std::nullopt;
}

std::string RecordingState::storage() {
    auto state = state_.lock();
    std::string worst = "ok";
    for (const auto& [name, node] : state->nodes)
        if (node.storage == "full" || (node.storage == "tight" && worst == "ok"))
            worst = node.storage;
    return worst;
}

std::vector<RecordingState::CopyDown> RecordingState::copiesDown() {
    std::vector<CopyDown> down;
    auto state = state_.lock();
    for (const auto& [name, node] : state->nodes)
        if (std::string fault = copyFault(node.copy); !fault.empty())
            down.push_back({name, std::move(fault)});
    return down;
}

std::map<std::string, NodeStatus> RecordingState::nodes() {
    return state_.lock()->nodes;
}

bool RecordingState::watching(const Uuid& camera) {
    auto state = state_.lock();
    const auto it = state->watched.find(camera);
    return it != state->watched.end() && clock_.mono().us - it->second.us <= kNodeAwayUs;
}

bool RecordingState::connected(const std::string& kind) {
    auto state = state_.lock();
    for (const auto& [name, node] : state->nodes)
        if (node.kind == kind && clock_.mono().us - node.heard.us <= kNodeAwayUs) return true;
    return false;
}

std::optional<std::int64_t> RecordingState::silentSince(const std::string& kind) {
    if (connected(kind)) return std::nullopt;
    std::int64_t lastUs = startedUs_;
    for (const auto& [name, node] : nodes())
        if (node.kind == kind) lastUs = std::max(lastUs, node.seenUs);
    return lastUs;
}

std::set<Uuid> RecordingState::recordingRooms(const std::vector<CameraRow>& cameras,
                                              const std::map<Uuid, domain::Room>& rooms) {
    std::set<Uuid> running;
    for (const CameraRow& camera : cameras) {
        const auto room = rooms.find(camera.roomId);
        if (!camera.active || room == rooms.end()) continue;
        if (verdict(camera.id, needsSound(room->second)) == "running")
            running.insert(camera.roomId);
    }
    return running;
}

}  // namespace mingjing::app
