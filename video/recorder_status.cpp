// SPDX-License-Identifier: Apache-2.0
// What the recorder says about itself: to center, to operators, to Prometheus.
#include <fmt/format.h>

#include "video/recorder_node.h"

namespace mingjing::video {

using kernel::Json;

namespace {

constexpr std::int64_t kRunningUs = 3 * kernel::kSecondUs;
constexpr std::int64_t kConnectingUs = 15 * kernel::kSecondUs;

const char* stateOf(std::int64_t lastDurableUs, std::int64_t nowUs,
                    const capture::CameraFacts& camera) {
    const std::int64_t age = nowUs - lastDurableUs;
    if (age <= kRunningUs) return "running";
    const bool hopeful = camera.connected || camera.trouble.empty() || age <= kConnectingUs;
    return hopeful ? "connecting" : "down";
}

}  // namespace

Json RecorderNode::cameraStatus(const Stream& stream) const {
    const auto durable = stream.slot->facts();
    const auto camera = stream.capture ? stream.capture->facts() : capture::CameraFacts{};
    const char* state =
        stream.unsealable ? "down" : stateOf(durable.lastDurableUs, clock_.wall().us, camera);
    return {{"camera", stream.key.camera.text()},
            {"chainHead", kernel::hexOf(durable.chainHead)},
            {"driftUs", camera.driftUs},
            {"fpsMilli", durable.fpsMilli},
            {"fragment", durable.fragment},
            {"gopUs", durable.gopUs},
            {"hasAudio", durable.hasAudio},
            {"kbps", durable.kbps},
            {"lastDurableUs", durable.lastDurableUs},
            {"lastKeyUs", durable.lastKeyUs},
            {"state", state},
            {"stream", stream.key.stream}};
}

Json RecorderNode::status() const {
    Json cameras = Json::array();
    {
        auto streams = streams_.lock();
        for (const auto& [key, stream] : *streams) cameras.push_back(cameraStatus(*stream));
    }
    return {{"cameras", std::move(cameras)},
            {"exports", exports_->progress()},
            {"nodeKey", keys_.certificate.at("nodeKey")},
            {"storage", storageStatus()}};
}

std::int64_t RecorderNode::freeBytes() const {
    const std::int64_t onDisk = storage_->space().freeBytes;
    if (config_.quotaBytes <= 0) return onDisk;
    return std::min(onDisk, config_.quotaBytes - static_cast<std::int64_t>(storage_->mediaBytes()));
}

/// Tight below three times the reserve, full below it. What is wanted brings it back to twice the
/// reserve, so that removal does not begin again with the next segment.
Json RecorderNode::storageStatus() const {
    const std::int64_t free = freeBytes();
    const char* state = free < config_.reserveBytes       ? "full"
                        : free < 3 * config_.reserveBytes ? "tight"
                                                          : "ok";
    const bool full = free < config_.reserveBytes;
    Json out = care_->status();
    out["freeBytes"] = free;
    out["mediaBytes"] = storage_->mediaBytes();
    out["quotaBytes"] = config_.quotaBytes;
    out["state"] = state;
    out["usedBytes"] = storage_->space().usedBytes;
    out["wantedBytes"] = full ? 2 * config_.reserveBytes - free : 0;
    return out;
}

Json RecorderNode::health() const {
    Json out = status();
    out["status"] = "ok";
    out["node"] = config_.node;
    out["center"] = link_ && link_->connected() ? "connected" : "away";
    out["reportsWaiting"] = link_ ? link_->waiting() : 0;
    const auto counters = storage_->counters();
    out["journal"] = {
        {"batches", counters.batches},           {"damageFoundAtStart", counters.faultsAtStart},
        {"failures", counters.failures},         {"readDamaged", counters.readDamaged},
        {"readFromCopy", counters.readFromCopy}, {"slowestTickUs", counters.slowestTickUs}};
    Json excluded = Json::array();
    auto excludedIds = excluded_.lock();
    for (const auto& id : *excludedIds)
        excluded.push_back({{"camera", id.text()}, {"why", "no picture may be taken here"}});
    out["excluded"] = std::move(excluded);
    Json details = Json::array();
    Json unsealable = Json::array();
    auto streams = streams_.lock();
    for (const auto& [key, stream] : *streams) {
        details.push_back(operatorDetails(*stream));
        if (stream->unsealable)
            unsealable.push_back(
                {{"camera", key.camera.text()},
                 {"stream", key.stream},
                 {"why", "body checks are recorded sealed or not at all; center gave no key"}});
    }
    if (!unsealable.empty()) out["status"] = "failing";
    out["unsealable"] = std::move(unsealable);
    out["streams"] = std::move(details);
    return out;
}

Json RecorderNode::operatorDetails(const Stream& stream) const {
    const auto durable = stream.slot->facts();
    const auto camera = stream.capture ? stream.capture->facts() : capture::CameraFacts{};
    const std::string trouble = stream.unsealable ? "sealed.no_key" : camera.trouble;
    return {{"camera", stream.key.camera.text()},   {"stream", stream.key.stream},
            {"connected", camera.connected},        {"trouble", trouble},
            {"lastPacketUs", camera.lastPacketUs},  {"sessions", camera.sessions},
            {"lostPackets", camera.lostPackets},    {"gaps", durable.gaps},
            {"gapOpen", durable.gapOpen},           {"droppedFragments", durable.droppedFragments},
            {"writeTrouble", durable.writeTrouble}, {"viewers", stream.live->viewers()}};
}

std::string RecorderNode::metrics() const {
    std::string out;
    const auto put = [&out](std::string_view name, const std::string& labels, auto value) {
        out += fmt::format("mingjing_recorder_{}{} {}\n", name, labels, value);
    };
    const std::int64_t now = clock_.wall().us;
    auto streams = streams_.lock();
    for (const auto& [key, stream] : *streams) {
        const auto durable = stream->slot->facts();
        const auto camera = stream->capture ? stream->capture->facts() : capture::CameraFacts{};
        const std::string labels =
            fmt::format("{{camera=\"{}\",stream=\"{}\"}}", key.camera.text(), key.stream);
        put("connected", labels, camera.connected ? 1 : 0);
        put("unsealable", labels, stream->unsealable ? 1 : 0);
        put("durable_age_seconds", labels,
            static_cast<double>(now - durable.lastDurableUs) / 1'000'000);
        put("frames_per_second", labels, static_cast<double>(durable.fpsMilli) / 1000);
        put("kilobits_per_second", labels, durable.kbps);
        put("camera_drift_seconds", labels, static_cast<double>(camera.driftUs) / 1'000'000);
        put("fragments_total", labels, durable.fragment);
        put("gaps_total", labels, durable.gaps);
        put("packets_total", labels, camera.packets);
        put("bytes_total", labels, camera.bytes);
        put("sessions_total", labels, camera.sessions);
        put("lost_packets_total", labels, camera.lostPackets);
        put("dropped_fragments_total", labels, durable.droppedFragments);
        put("viewers", labels, stream->live->viewers());
    }
    const auto counters = storage_->counters();
    const auto space = storage_->space();
    put("journal_batches_total", "", counters.batches);
    put("storage_failures_total", "", counters.failures);
    put("slowest_tick_seconds", "", static_cast<double>(counters.slowestTickUs) / 1'000'000);
    put("storage_free_bytes", "", space.freeBytes);
    put("reads_from_copy_total", "", counters.readFromCopy);
    put("reads_damaged_total", "", counters.readDamaged);
    put("reports_waiting", "", link_ ? link_->waiting() : 0);
    return out + care_->metrics();
}

}  // namespace mingjing::video
