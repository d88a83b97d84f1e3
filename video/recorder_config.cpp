// SPDX-License-Identifier: Apache-2.0
// Reading the recorder's configuration and center's wishes.
#include <tuple>

#include "center/kernel/files.h"
#include "video/recorder_node.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Uuid;

namespace {

/// One second copy at most; not the storage itself, and neither inside the other.
kernel::Status readCopies(const Json& json, RecorderConfig& config) {
    const auto copies = json.value("copies", std::vector<std::string>());
    if (copies.empty()) return {};
    config.copy = copies.front();
    while (config.copy.size() > 1 && config.copy.back() == '/') config.copy.pop_back();
    const bool inside = (config.copy + "/").starts_with(config.storage + "/") ||
                        (config.storage + "/").starts_with(config.copy + "/");
    if (copies.size() > 1 || !config.copy.starts_with("/") || inside)
        return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong",
                         "copies: one absolute path outside of the storage");
    return {};
}

kernel::Status readCare(const Json& json, RecorderConfig& config) {
    constexpr std::int64_t kMost = 100'000;
    const std::tuple<const char*, std::int64_t*, std::int64_t> fields[] = {
        {"checkMegabytesPerSecond", &config.checkMegabytes, 0},
        {"copyMegabytesPerSecond", &config.copyMegabytes, 1},
        {"checkSweepSeconds", &config.sweepSeconds, 1},
        {"compareMilliseconds", &config.compareMs, 10},
        {"compareSettleSeconds", &config.settleSeconds, 0}};
    for (const auto& [name, value, least] : fields) {
        *value = json.value(name, *value);
        if (*value < least || *value > kMost)
            return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong", name);
    }
    return readCopies(json, config);
}

}  // namespace

Result<RecorderConfig> RecorderConfig::load(const std::string& path) {
    MJ_ASSIGN(const std::string text, kernel::readFile(path));
    MJ_ASSIGN(const Json json, kernel::parseJson(text));
    RecorderConfig config;
    std::string keyFile, hash = "sha256", signature = "ed25519";
    try {
        json.at("node").get_to(config.node);
        json.at("keyFile").get_to(keyFile);
        json.at("center").get_to(config.center);
        json.at("listen").get_to(config.listen);
        json.at("storage").get_to(config.storage);
        json.at("spool").get_to(config.spool);
        json.at("logFile").get_to(config.logFile);
        config.reserveBytes = json.value("reserveBytes", config.reserveBytes);
        config.quotaBytes = json.value("quotaBytes", config.quotaBytes);
        hash = json.value("hash", hash);
        signature = json.value("signature", signature);
        config.segmentUs = json.value("segmentSeconds", std::int64_t{600}) * kernel::kSecondUs;
        while (config.storage.size() > 1 && config.storage.back() == '/') config.storage.pop_back();
        MJ_TRY(readCare(json, config));
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong", e.what());
    }
    if (config.segmentUs < kernel::kSecondUs || config.segmentUs > kernel::kHourUs)
        return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong", "segmentSeconds");
    if (config.reserveBytes < 0 || config.quotaBytes < 0)
        return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong",
                         "reserveBytes, quotaBytes");
    const auto hashed = kernel::hashAlgorithmOf(hash);
    const auto signedWith = kernel::signatureAlgorithmOf(signature);
    if (!hashed || !signedWith)
        return Error::of(ErrorKind::InvalidInput, "recorder.config_wrong",
                         "hash: sha256 or sm3; signature: ed25519 or sm2");
    config.algorithms = {*hashed, *signedWith};
    MJ_ASSIGN(config.key, kernel::readFile(keyFile));
    while (!config.key.empty() && config.key.back() == '\n') config.key.pop_back();
    return config;
}

namespace {

std::string textOrEmpty(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

Uuid uuidOf(const Json& json) {
    return Uuid::parse(json.get<std::string>()).value_or(Uuid{});
}

DesiredTrial trialOf(const Json& json) {
    DesiredTrial trial;
    trial.id = uuidOf(json.at("id"));
    json.at("url").get_to(trial.rtsp.url);
    trial.rtsp.username = textOrEmpty(json, "username");
    trial.rtsp.password = textOrEmpty(json, "password");
    trial.rtsp.udp = textOrEmpty(json, "transport") == "udp";
    return trial;
}

DesiredCamera cameraOf(const Json& json) {
    DesiredCamera camera;
    camera.id = uuidOf(json.at("id"));
    camera.mainUrl = textOrEmpty(json, "mainUrl");
    camera.subUrl = textOrEmpty(json, "subUrl");
    camera.username = textOrEmpty(json, "username");
    camera.password = textOrEmpty(json, "password");
    json.at("audio").get_to(camera.audio);
    json.at("video").get_to(camera.video);
    camera.udp = textOrEmpty(json, "transport") == "udp";
    camera.sealed = textOrEmpty(json, "privacy") == "restricted";
    return camera;
}

}  // namespace

Result<Desired> Desired::parse(const Json& json) {
    try {
        Desired out;
        const auto key = kernel::bytesOfBase64Url(json.at("mediaKey").get<std::string>());
        if (!key || key->size() != 32) return Error::invalid("mediaKey", "node.desired_wrong");
        out.mediaKey = *key;
        // Without a key that fits, what is to be sealed is not recorded; the rest goes on.
        const auto opening = kernel::bytesOfBase64Url(textOrEmpty(json, "openingKey"));
        if (opening && opening->size() == 32) out.openingKey = *opening;
        for (const auto& item : json.at("cameras")) {
            out.cameras.push_back(cameraOf(item));
            if (out.cameras.back().id.isNil())
                return Error::invalid("cameras", "node.desired_wrong");
        }
        for (const auto& item : json.value("trials", Json::array()))
            out.trials.push_back(trialOf(item));
        for (const auto& item : json.value("revokedViews", Json::array()))
            out.revokedViews.insert(uuidOf(item));
        for (const auto& item : json.value("removable", Json::array()))
            out.removable.push_back(
                {uuidOf(item.at("segment")),
                 {uuidOf(item.at("camera")), item.at("stream").get<std::string>()},
                 item.at("order").get<std::string>()});
        for (const auto& item : json.value("exports", Json::array())) {
            MJ_ASSIGN(auto wanted, desiredExportOf(item));
            out.exports.push_back(std::move(wanted));
        }
        return out;
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "node.desired_wrong", e.what());
    }
}

}  // namespace mingjing::video
