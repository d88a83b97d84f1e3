// SPDX-License-Identifier: Apache-2.0
// Starting, changing and stopping streams as center desires.
#include "video/recorder_node.h"

#include <chrono>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#include "center/kernel/files.h"
#include "center/kernel/log.h"
#include "video/record/storage_lock.h"

namespace mingjing::video {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Json;
using kernel::Result;
using kernel::Status;
using record::StreamKey;

namespace {

constexpr std::string_view kDesiredContext = "mingjing.recorder-desired.v1";

/// At a planned end center should hear of the last segments now. What it does not take in this time
/// waits in the spool for the next start.
constexpr std::int64_t kLastReportsUs = 2'000'000;

}  // namespace

RecorderNode::RecorderNode(RecorderConfig config, const kernel::Clock& clock, record::NodeKeys keys)
    : config_(std::move(config)),
      clock_(clock),
      keys_(std::move(keys)),
      trials_(clock, [this](const Json& body) { report("cameraTried", body); }) {}

RecorderNode::~RecorderNode() {
    stop();
    if (lockFile_ >= 0) ::close(lockFile_);
}

Result<std::unique_ptr<RecorderNode>> RecorderNode::create(RecorderConfig config,
                                                           const kernel::Clock& clock) {
    record::DiskFileSystem files;
    MJ_TRY(files.makeFolder(config.storage));
    MJ_TRY(files.makeFolder(config.spool));
    const std::string secrets = config.spool + "/secrets";
    MJ_TRY(files.makeFolder(secrets));
    if (::chmod(secrets.c_str(), 0700) != 0)
        return Error::of(ErrorKind::Unavailable, "storage.failed", secrets);
    MJ_ASSIGN(const int lock, record::lockStorage(config.storage));
    auto keys =
        record::openKeys(secrets + "/signing.key", config.node, clock.wall().us, config.algorithms);
    if (!keys.ok()) {
        ::close(lock);
        return keys.error();
    }
    std::unique_ptr<RecorderNode> node(
        new RecorderNode(std::move(config), clock, std::move(*keys)));
    node->lockFile_ = lock;
    auto* self = node.get();
    MJ_ASSIGN(node->storage_,
              record::Storage::open(
                  {self->config_.storage, 250'000, self->config_.segmentUs, self->config_.copy},
                  self->files_, clock, self->keys_, [self](const record::Report& report) -> Status {
                      return self->link_->report(report.kind, report.atUs, report.body);
                  }));
    net::NodeLinkOptions link;
    link.node = self->config_.node;
    link.key = self->config_.key;
    link.center = self->config_.center;
    link.spoolDir = self->config_.spool + "/reports";
    MJ_TRY(files.makeFolder(link.spoolDir));
    node->link_ = std::make_unique<net::NodeLink>(
        std::move(link), clock, [self](const Json& desired) { self->onDesired(desired); },
        [self] { return self->status(); });
    const auto identity = self->identity();
    node->opener_ = std::make_unique<SealedOpener>(self->config_.center, identity);
    node->exports_ = std::make_unique<ExportDesk>(
        ExportDeskOptions{self->config_.storage + "/exports", self->config_.center, identity},
        *self->storage_, self->keys_, clock,
        [self](const std::string& kind, const Json& body) { self->report(kind, body); });
    node->care_ = std::make_unique<StorageCare>(
        self->careOptions(), *self->storage_, self->files_, clock,
        [self](const std::string& kind, const Json& body) { self->report(kind, body); },
        [self] { return self->freeBytes() < self->config_.reserveBytes; },
        [self] { return self->link_->connected() && self->link_->waiting() == 0; });
    return node;
}

std::map<std::string, std::string> RecorderNode::identity() const {
    return {{"X-Node", config_.node}, {"Authorization", "Bearer " + config_.key}};
}

StorageCareOptions RecorderNode::careOptions() const {
    constexpr std::int64_t kMegabyte = 1'000'000;
    StorageCareOptions out;
    out.checking = config_.checkMegabytes > 0;
    out.check.root = out.copy.root = config_.storage;
    out.check.copyRoot = out.copy.copyRoot = config_.copy;
    out.check.bytesPerSecond = config_.checkMegabytes * kMegabyte;
    out.check.sweepUs = config_.sweepSeconds * kernel::kSecondUs;
    out.copy.bytesPerSecond = config_.copyMegabytes * kMegabyte;
    out.index.center = config_.center;
    out.index.headers = identity();
    out.index.headers["Content-Type"] = "application/json";
    out.index.stepUs = config_.compareMs * 1000;
    out.index.settleUs = config_.settleSeconds * kernel::kSecondUs;
    return out;
}

Status RecorderNode::start() {
    recall();
    storage_->start();
    MJ_TRY(link_->start());
    care_->start();
    return {};
}

void RecorderNode::stop() {
    if (!link_ || std::exchange(stopped_, true)) return;
    care_->stop();
    exports_->stop();
    trials_.stop();
    std::vector<std::shared_ptr<Stream>> all;
    {
        auto applying = applying_.lock();
        {
            auto streams = streams_.lock();
            for (const auto& [key, stream] : *streams) all.push_back(stream);
        }
        stopStreams(all);
        *applying = true;  // a late `desired` must not start anything again
    }
    storage_->stop();
    const std::int64_t untilUs = clock_.mono().us + kLastReportsUs;
    while (link_->connected() && link_->waiting() > 0 && clock_.mono().us < untilUs)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    link_->stop();
    streams_.lock()->clear();
}

std::string RecorderNode::desiredKey() const {
    return kernel::bytesOf(kernel::hmacSha256(config_.key, kDesiredContext));
}

/// The wishes hold passwords of cameras, so they are sealed with a key that only this node has.
void RecorderNode::remember(const Json& json) const {
    const auto saved = kernel::writeFileDurably(
        desiredPath(), kernel::seal(desiredKey(), json.dump(), kDesiredContext), 0600);
    if (!saved.ok()) kernel::logError("center's wishes are not saved: {}", saved.error().internal);
}

void RecorderNode::recall() {
    const auto sealed = kernel::readFile(desiredPath());
    if (!sealed.ok()) return;
    const auto text = kernel::unseal(desiredKey(), *sealed, kDesiredContext);
    if (!text.ok()) {
        kernel::logError("the saved wishes of center are damaged; waiting for center");
        return;
    }
    const auto json = kernel::parseJson(*text, std::size_t{16} << 20);
    if (!json.ok()) return;
    const auto desired = Desired::parse(*json);
    if (!desired.ok()) return;
    kernel::logInfo("recording as center last desired ({} cameras)", desired->cameras.size());
    apply(*desired);
}

void RecorderNode::onDesired(const Json& json) {
    const auto desired = Desired::parse(json);
    if (!desired.ok()) {
        kernel::logError("center's wishes are refused: {} {}", desired.error().code,
                         desired.error().internal);
        return;
    }
    trials_.apply(desired->trials);
    apply(*desired);
    // A trial is for now; the next start would only try it again.
    Json kept = json;
    kept.erase("trials");
    remember(kept);
}

void RecorderNode::apply(const Desired& desired) {
    desk_.configure(desired.mediaKey, desired.revokedViews);
    exports_->configure(desired.exports);
    storage_->requestRemoval(desired.removable);
    auto applying = applying_.lock();
    if (*applying) return;
    // Known before anything changes, so that no viewer is served what is about to be sealed.
    std::set<kernel::Uuid> sealed;
    for (const auto& camera : desired.cameras)
        if (camera.sealed) sealed.insert(camera.id);
    *sealed_.lock() = std::move(sealed);
    std::map<StreamKey, std::pair<const DesiredCamera*, std::string>> wanted;
    std::vector<kernel::Uuid> excluded;
    for (const auto& camera : desired.cameras) {
        if (!camera.video) {
            excluded.push_back(camera.id);
            continue;
        }
        if (!camera.mainUrl.empty()) wanted[{camera.id, "main"}] = {&camera, camera.mainUrl};
        if (!camera.subUrl.empty()) wanted[{camera.id, "sub"}] = {&camera, camera.subUrl};
    }
    *excluded_.lock() = std::move(excluded);
    std::vector<std::shared_ptr<Stream>> ending;
    {
        auto streams = streams_.lock();
        for (auto it = streams->begin(); it != streams->end();) {
            const bool keep = wanted.count(it->first) != 0;
            if (!keep) ending.push_back(it->second);
            it = keep ? std::next(it) : streams->erase(it);
        }
    }
    stopStreams(ending);
    for (const auto& stream : ending) {
        storage_->removeStream(stream->key);
        kernel::logInfo("{}: recording ends, center does not desire it", stream->key.text());
    }
    for (const auto& [key, wish] : wanted)
        startStream(key, *wish.first, wish.second, desired.openingKey);
}

bool RecorderNode::isSealed(const kernel::Uuid& camera) const {
    return sealed_.lock()->contains(camera);
}

/// All are asked before any is waited for. Whoever asks for facts meanwhile finds no capture.
void RecorderNode::stopStreams(const std::vector<std::shared_ptr<Stream>>& streams) {
    std::vector<std::unique_ptr<capture::CameraStream>> captures;
    {
        auto guard = streams_.lock();
        for (const auto& stream : streams)
            if (stream->capture) captures.push_back(std::move(stream->capture));
    }
    for (const auto& capture : captures) capture->requestStop();
    captures.clear();
}

void RecorderNode::startStream(const StreamKey& key, const DesiredCamera& camera,
                               const std::string& url, const std::string& openingKey) {
    const std::string recipient = camera.sealed ? openingKey : "";
    const std::string source =
        kernel::canonicalOrDie({url, camera.username, camera.password, camera.audio, camera.udp,
                                camera.sealed, kernel::hexOf(recipient)});
    std::shared_ptr<Stream> stream;
    {
        auto streams = streams_.lock();
        const auto found = streams->find(key);
        if (found != streams->end()) stream = found->second;
    }
    if (stream && stream->source == source) return;
    if (stream) {
        stopStreams({stream});
    } else {
        stream = std::make_shared<Stream>();
        stream->key = key;
        stream->slot = storage_->addStream(key);
        stream->live = std::make_shared<live::LiveStream>();
        stream->fanOut = std::make_unique<live::FanOut>(*stream->slot, *stream->live);
    }
    stream->source = source;
    stream->slot->sealTo(recipient);
    {
        auto streams = streams_.lock();
        stream->unsealable = camera.sealed && recipient.empty();
        (*streams)[key] = stream;
    }
    if (!stream->unsealable) return capture(*stream, camera, url);
    kernel::logError(
        "{}: body checks are recorded sealed or not at all, and center gave no key to "
        "seal to: NOT RECORDED",
        key.text());
    stream->slot->cannotRecord("no_sealing_key");
}

void RecorderNode::capture(Stream& stream, const DesiredCamera& camera, const std::string& url) {
    capture::CameraOptions options;
    options.label = stream.key.text();
    options.rtsp.url = url;
    options.rtsp.username = camera.username;
    options.rtsp.password = camera.password;
    options.rtsp.audio = camera.audio;
    options.rtsp.udp = camera.udp;
    options.firstRun = stream.slot->nextRun();
    // What is sealed reaches no viewer: the slot alone gets it.
    capture::Sink& sink =
        camera.sealed ? static_cast<capture::Sink&>(*stream.slot) : *stream.fanOut;
    auto capture = std::make_unique<capture::CameraStream>(std::move(options), clock_, sink);
    auto streams = streams_.lock();
    stream.capture = std::move(capture);
}

std::shared_ptr<live::LiveStream> RecorderNode::liveStream(const StreamKey& key) const {
    auto streams = streams_.lock();
    const auto found = streams->find(key);
    return found == streams->end() ? nullptr : found->second->live;
}

void RecorderNode::report(const std::string& kind, const Json& body) {
    const auto sent = link_->report(kind, clock_.wall().us, body);
    if (!sent.ok()) kernel::logError("a report is not kept: {} {}", kind, sent.error().code);
}

}  // namespace mingjing::video
