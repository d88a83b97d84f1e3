// SPDX-License-Identifier: Apache-2.0
// Wiring of the analyst: models, cameras, marks that survive the process, reports.
#include "video/analyst_node.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "center/kernel/files.h"
#include "center/kernel/log.h"

namespace mingjing::video {

using analysis::CoverageMark;
using analysis::Marks;
using analysis::StreamKey;
using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;

namespace {

constexpr auto kKeepEvery = std::chrono::seconds(2);
constexpr std::size_t kMaxCameras = 1000;
constexpr std::int64_t kRestUs = 5 * kernel::kSecondUs;
constexpr std::size_t kMostDoublings = 10;
constexpr auto kForgetAfter = std::chrono::hours(24 * 90);

Status makeFolder(const std::string& path) {
    std::error_code failed;
    std::filesystem::create_directories(path, failed);
    if (failed) return Error::of(ErrorKind::Unavailable, "analyst.spool_unusable", path);
    return {};
}

/// Of cameras that are long gone. A camera that is watched writes its own anew every few minutes.
void forgetOld(const std::string& folder) {
    std::error_code failed;
    const auto oldest = std::filesystem::file_time_type::clock::now() - kForgetAfter;
    std::filesystem::directory_iterator entry(folder, failed);
    for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
        if (const auto written = entry->last_write_time(failed); !failed && written < oldest)
            std::filesystem::remove(entry->path(), failed);
    if (failed) kernel::logWarning("{} could not be tidied: {}", folder, failed.message());
}

Result<StreamKey> streamKeyOf(const Json& json, const char* idName) {
    const auto id = kernel::Uuid::parse(json.at(idName).get<std::string>());
    StreamKey key{id.value_or(kernel::Uuid{}), json.at("stream").get<std::string>()};
    if (!id || id->isNil() || (key.stream != "main" && key.stream != "sub"))
        return Error::invalid("cameras", "node.desired_wrong");
    return key;
}

}  // namespace

AnalystNode::AnalystNode(AnalystConfig config, const kernel::Clock& clock)
    : config_(std::move(config)), clock_(clock) {}

AnalystNode::~AnalystNode() {
    stop();
}

Result<std::unique_ptr<AnalystNode>> AnalystNode::create(AnalystConfig config,
                                                         const kernel::Clock& clock) {
    std::unique_ptr<AnalystNode> node(new AnalystNode(std::move(config), clock));
    auto* self = node.get();
    net::NodeLinkOptions link;
    link.node = self->config_.node;
    link.key = self->config_.key;
    link.center = self->config_.center;
    link.spoolDir = self->config_.spool + "/reports";
    MJ_TRY(makeFolder(link.spoolDir));
    MJ_TRY(makeFolder(self->config_.spool + "/memory"));
    forgetOld(self->config_.spool + "/memory");
    self->loadTools();
    node->link_ = std::make_unique<net::NodeLink>(
        std::move(link), clock, [self](const Json& desired) { self->onDesired(desired); },
        [self] { return self->status(); });
    return node;
}

/// One toolbox per worker, loaded one after the other. What cannot be loaded is off; all else runs.
void AnalystNode::loadTools() {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    const int workers = config_.workers > 0 ? config_.workers : std::clamp(cores / 2, 1, 8);
    std::vector<analysis::Toolbox> toolboxes;
    for (int i = 0; i < workers; ++i) toolboxes.push_back(analysis::Toolbox::load(config_.models));
    missing_ = toolboxes.front().missing;
    for (const std::string& what : missing_) kernel::logError("checks are off, because {}", what);
    const analysis::Tools tools = toolboxes.front().tools();
    checks_ = analysis::Eyes::describe(tools);
    configuration_ = analysis::Eyes::configuration(tools);
    auto atWork = analysis::AtWork::open(atWorkPath());
    if (!atWork.ok()) kernel::logError("{}", atWork.error().internal);
    auto resting = atWork.ok() ? blame(*atWork) : std::map<std::string, std::int64_t>{};
    analyst_ = std::make_unique<analysis::Analyst>(
        analysis::CameraWatch::Surroundings{
            config_.evidence, clock_,
            [this](const std::string& kind, const Json& body) { report(kind, body); },
            configuration_, config_.spool + "/memory"},
        std::move(toolboxes), atWork.ok() ? std::move(*atWork) : analysis::AtWork());
    analyst_->rest(std::move(resting));
}

/// Cameras that were being decoded when the process before was killed or crashed. The first time is
/// no proof; each further one within the day doubles the rest.
std::map<std::string, std::int64_t> AnalystNode::blame(const analysis::AtWork& atWork) const {
    const std::int64_t nowUs = clock_.wall().us;
    Json crashes = Json::object();
    if (const auto text = kernel::readFile(crashesPath()); text.ok())
        if (auto json = kernel::parseJson(*text); json.ok() && json->is_object())
            crashes = std::move(*json);
    std::map<std::string, std::int64_t> out;
    for (const std::string& key : atWork.unfinished()) {
        Json& times = crashes[key];
        if (!times.is_array()) times = Json::array();
        Json kept = Json::array();
        for (const Json& time : times)
            if (time.is_number_integer() && nowUs - time.get<std::int64_t>() < 24 * kernel::kHourUs)
                kept.push_back(time);
        kept.push_back(nowUs);
        times = std::move(kept);
        const auto count = std::min<std::size_t>(times.size(), kMostDoublings);
        out[key] = nowUs + (kRestUs << (count - 1));
        kernel::logError("{} was being decoded when the analyst ended; it rests", key);
    }
    if (!out.empty())
        if (const auto saved = kernel::writeFileDurably(crashesPath(), crashes.dump()); !saved.ok())
            kernel::logError("{}", saved.error().internal);
    return out;
}

Status AnalystNode::start() {
    recallMarks();
    // First the spool: what the recalled cameras tell must be kept.
    MJ_TRY(link_->start());
    recall();
    analyst_->start();
    keeper_ = std::thread([this] { keepMarks(); });
    return {};
}

void AnalystNode::stop() {
    if (!link_ || std::exchange(stopped_, true)) return;
    *stopping_.lock() = true;
    wake_.notify_all();
    if (keeper_.joinable()) keeper_.join();
    analyst_->stop();
    saveMarks();
    link_->stop();
}

void AnalystNode::report(const std::string& kind, const Json& body) {
    const auto sent = link_->report(kind, clock_.wall().us, body);
    if (!sent.ok()) kernel::logError("a report is not kept: {} {}", kind, sent.error().code);
}

Status AnalystNode::apply(const Json& json) {
    std::map<StreamKey, analysis::WatchSettings> wanted;
    try {
        for (const auto& camera : json.at("cameras")) {
            MJ_ASSIGN(StreamKey key, streamKeyOf(camera, "id"));
            MJ_ASSIGN(auto settings, analysis::WatchSettings::of(camera));
            wanted.emplace(std::move(key), std::move(settings));
        }
    } catch (const Json::exception& e) {
        return Error::of(ErrorKind::InvalidInput, "node.desired_wrong", e.what());
    }
    if (wanted.size() > kMaxCameras) return Error::invalid("cameras", "node.desired_wrong");
    auto marks = oldMarks_.lock();
    analyst_->want(wanted, *marks);
    return {};
}

void AnalystNode::onDesired(const Json& json) {
    if (const auto applied = apply(json); !applied.ok()) {
        kernel::logError("center's wishes are refused: {} {}", applied.error().code,
                         applied.error().internal);
        return;
    }
    if (const auto saved = kernel::writeFileDurably(desiredPath(), json.dump()); !saved.ok())
        kernel::logError("center's wishes are not saved: {}", saved.error().internal);
}

/// Which cameras exist is no secret; so the wishes are kept as they came.
void AnalystNode::recall() {
    const auto text = kernel::readFile(desiredPath());
    if (!text.ok()) return;
    const auto json = kernel::parseJson(*text);
    if (!json.ok() || !apply(*json).ok())
        kernel::logError("the saved wishes of center are damaged; waiting for center");
}

void AnalystNode::recallMarks() {
    const auto text = kernel::readFile(marksPath());
    const auto json = text.ok() ? kernel::parseJson(*text) : Result<Json>(text.error());
    if (!json.ok()) return;
    auto marks = oldMarks_.lock();
    try {
        for (const auto& item : json->at("cameras")) {
            const auto key = streamKeyOf(item, "camera");
            if (!key.ok()) continue;
            (*marks)[*key] =
                CoverageMark{item.at("fromUs").get<std::int64_t>(),
                             item.at("lastUs").get<std::int64_t>(), item.at("frames").get<int>()};
        }
    } catch (const Json::exception&) {
        kernel::logError("the saved marks are damaged; what was missed cannot be told");
    }
}

void AnalystNode::saveMarks() {
    Json cameras = Json::array();
    for (const auto& [key, mark] : analyst_->marks())
        cameras.push_back({{"camera", key.camera.text()},
                           {"frames", mark.frames},
                           {"fromUs", mark.fromUs},
                           {"lastUs", mark.lastUs},
                           {"stream", key.stream}});
    if (cameras.empty()) return;
    const std::string text = Json{{"cameras", std::move(cameras)}}.dump();
    auto saved = saved_.lock();
    if (*saved == text) return;
    if (const auto kept = kernel::writeFileDurably(marksPath(), text); kept.ok())
        *saved = text;
    else
        kernel::logError("the marks are not saved: {}", kept.error().internal);
}

void AnalystNode::keepMarks() {
    while (true) {
        {
            auto stopping = stopping_.lock();
            wake_.wait_for(stopping.uniqueLock(), kKeepEvery, [&] { return *stopping; });
            if (*stopping) return;
        }
        saveMarks();
    }
}

Json AnalystNode::status() const {
    Json cameras = Json::array();
    for (const auto& [key, facts] : analyst_->facts())
        cameras.push_back({{"camera", key.camera.text()},
                           {"stream", key.stream},
                           {"state", facts.state},
                           {"lastFrameUs", facts.lastFrameUs},
                           {"delayUs", facts.delayUs},
                           {"fpsMilli", facts.fpsMilli},
                           {"looks", facts.looks},
                           {"gated", facts.gated},
                           {"detected", facts.detected}});
    return {
        {"cameras", std::move(cameras)}, {"checks", checks_}, {"configuration", configuration_}};
}

Json AnalystNode::health() const {
    Json cameras = Json::array();
    for (const auto& [key, facts] : analyst_->facts())
        cameras.push_back({{"camera", key.camera.text()},
                           {"stream", key.stream},
                           {"state", facts.state},
                           {"lastFrameUs", facts.lastFrameUs},
                           {"delayUs", facts.delayUs},
                           {"fpsMilli", facts.fpsMilli},
                           {"persons", facts.value ? Json(*facts.value) : Json(nullptr)},
                           {"looks", facts.looks},
                           {"gated", facts.gated},
                           {"detected", facts.detected},
                           {"fragments", facts.fragments},
                           {"brokenFragments", facts.broken},
                           {"skippedFragments", facts.skipped},
                           {"onlyKeyPictures", facts.onlyKeys},
                           {"sourceWidth", facts.source.width},
                           {"sourceHeight", facts.source.height},
                           {"trouble", facts.trouble}});
    return {{"status", "ok"},
            {"node", config_.node},
            {"center", link_->connected() ? "connected" : "away"},
            {"reportsWaiting", link_->waiting()},
            {"configuration", configuration_},
            {"off", missing_},
            {"journal", analyst_->trouble().empty() ? "followed" : analyst_->trouble()},
            {"cameras", std::move(cameras)}};
}

}  // namespace mingjing::video
