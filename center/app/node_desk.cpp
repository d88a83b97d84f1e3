// SPDX-License-Identifier: Apache-2.0
// Reports of recorders and analysts become rows and events; desired states are read from rows.
#include "center/app/node_desk.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/audit.h"
#include "center/app/exports.h"
#include "center/app/observation_reports.h"
#include "center/app/retention.h"
#include "center/app/staged_acts.h"
#include "center/app/storage_reports.h"
#include "center/app/watching.h"
#include "center/domain/json_read.h"
#include "center/kernel/crypto.h"
#include "center/kernel/log.h"

namespace mingjing::app {

using domain::NewEvent;
using domain::readUuid;

namespace {

constexpr std::int64_t kDurableEveryUs = 2 * kernel::kSecondUs;
constexpr std::size_t kShortHash = 16;  ///< digits of a hash that an audit entry shows
constexpr std::int64_t kRemoveEveryUs = 10 * kernel::kSecondUs;
constexpr std::int64_t kRevokedKeptUs = 120 * kernel::kSecondUs;

std::int64_t numberOf(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}
std::string textOf(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_string() ? it->get<std::string>() : "";
}
bool flagOf(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_boolean() && it->get<bool>();
}

/// Reports that are part of the camera's own record.
const char* timelineType(const NodeReport& report) {
    if (report.kind == "gap") return domain::kRecordingGap;
    if (report.kind == "segmentClosed") return domain::kSegmentClosed;
    if (report.kind == "segmentRemoved") return domain::kSegmentRemoved;
    if (report.kind == "persons") return domain::kPersonsCounted;
    if (report.kind == "notWatched") return domain::kWatchingStopped;
    return nullptr;
}

SegmentRow segmentOf(const Json& body, bool closed) {
    SegmentRow row;
    row.id = readUuid(body, "segment");
    row.cameraId = readUuid(body, "camera");
    row.stream = textOf(body, "stream");
    row.run = numberOf(body, "run");
    row.startUs = numberOf(body, "startUs");
    row.endUs = std::max(row.startUs, numberOf(body, "endUs"));
    row.closed = closed;
    row.truncated = flagOf(body, "truncated");
    row.hasAudio = flagOf(body, "hasAudio");
    row.path = textOf(body, "path");
    row.bytes = numberOf(body, "bytes");
    row.fragments = numberOf(body, "fragments");
    row.chainHead = textOf(body, "chainHead");
    if (const auto clock = body.find("clock"); clock != body.end() && clock->is_object()) {
        row.clockLeastUs = numberOf(*clock, "leastUs");
        row.clockMostUs = numberOf(*clock, "mostUs");
    }
    row.sealed = body.contains("sealed");
    return row;
}

GapRow gapOf(const Json& body) {
    GapRow row;
    row.id = readUuid(body, "id");
    row.cameraId = readUuid(body, "camera");
    row.stream = textOf(body, "stream");
    row.fromUs = numberOf(body, "fromUs");
    if (const std::int64_t toUs = numberOf(body, "toUs"); toUs > 0) row.toUs = toUs;
    row.cause = textOf(body, "cause");
    return row;
}

domain::CountChange countOf(const Json& body) {
    domain::CountChange change;
    change.cameraId = readUuid(body, "camera");
    change.fromUs = numberOf(body, "fromUs");
    change.value = static_cast<int>(numberOf(body, "value"));
    change.confidenceMilli = static_cast<int>(numberOf(body, "confidenceMilli"));
    change.segment = readUuid(body, "segment");
    change.fragment = numberOf(body, "fragment");
    change.offsetUs = numberOf(body, "offsetUs");
    return change;
}

WatchRow watchOf(const Json& body, bool watched) {
    WatchRow row;
    row.cameraId = readUuid(body, "camera");
    row.fromUs = numberOf(body, "fromUs");
    row.toUs = numberOf(body, "toUs");
    row.watched = watched;
    row.frames = static_cast<int>(numberOf(body, "frames"));
    row.cause = textOf(body, "cause");
    return row;
}

Status project(UnitOfWork& unit, const std::string& node, const NodeReport& report,
               const Uuid& roomId, std::int64_t nowUs) {
    const Json& body = report.body;
    RecordingStore& store = unit.recordings();
    if (report.kind == "segmentOpened") {
        SegmentRow row = segmentOf(body, false);
        row.roomId = roomId;
        row.node = node;
        return store.putSegment(row);
    }
    if (report.kind == "segmentRemoved") {
        MJ_TRY(unit.retention().removed(readUuid(body, "segment"), nowUs));
        return audit(unit, Actor::system(), nowUs,
                     {"segment_removed", "camera", readUuid(body, "camera"),
                      readUuid(body, "segment").text(), true});
    }
    if (report.kind == "segmentClosed") return store.putSegment(segmentOf(body, true));
    if (report.kind == "gap") return store.putGap(gapOf(body));
    if (report.kind == "persons") {
        const domain::CountChange change = countOf(body);
        MJ_TRY(noteStagedCount(unit, change, nowUs));
        return store.putCount(change, textOf(body, "detector"), nowUs);
    }
    if (report.kind == "watched") return store.putWatch(watchOf(body, true));
    if (report.kind == "notWatched") return store.putWatch(watchOf(body, false));
    if (report.kind == "view") {
        AuditRow row;
        row.atUs = nowUs;
        row.actor = readUuid(body, "actor");
        row.action = body.contains("toUs") && !body["toUs"].is_null() ? "view_ended" : "view_began";
        row.objectKind = "camera";
        row.object = readUuid(body, "camera");
        row.reason = textOf(body, "use");
        return unit.access().putAudit(row);
    }
    return Error::invalid("kind", "report.kind_unknown");
}

/// What is kept unread is read by who mends nodes; the picture of a room is not for them.
NodeReport withoutPicture(NodeReport report) {
    if (report.body.is_object() && report.body.contains("thumbnail")) {
        const std::string text = report.body["thumbnail"].dump();
        report.body["thumbnail"] = "sha256 " + kernel::hexOf(kernel::sha256(text));
    }
    return report;
}

/// A recorder finished a package, or cannot.
Status storeExport(UnitOfWork& unit, const NodeReport& report, std::int64_t nowUs) {
    const Uuid id = readUuid(report.body, "export");
    MJ_ASSIGN(const auto known, unit.exports().find(id));
    if (!known) {
        kernel::logWarning("report {} of an unknown export", report.kind);
        return {};
    }
    const bool made = report.kind == "exportMade";
    if (made)
        MJ_TRY(
            unit.exports().made(id, nowUs,
                                {numberOf(report.body, "bytes"), numberOf(report.body, "fragments"),
                                 textOf(report.body, "sha256"), numberOf(report.body, "zipBytes"),
                                 textOf(report.body, "zipSha256")}));
    else
        MJ_TRY(unit.exports().failed(id, textOf(report.body, "code")));
    return audit(
        unit, Actor::system(), nowUs,
        {made ? "export_made" : "export_failed", "export", id,
         made ? textOf(report.body, "sha256").substr(0, kShortHash) : textOf(report.body, "code"),
         made});
}

}  // namespace

NodeDesk::NodeDesk(Database& database, CommandBus& bus, Vault& vault, RecordingState& recording,
                   CameraTrials& trials, const Secrets& secrets, const kernel::Clock& clock)
    : database_(database),
      bus_(bus),
      vault_(vault),
      recording_(recording),
      trials_(trials),
      secrets_(secrets),
      clock_(clock),
      revision_(clock.wall().us) {}

Status NodeDesk::store(CommandTransaction& transaction, const std::string& node,
                       const NodeReport& report, const std::map<Uuid, Uuid>& cameras) {
    if (!report.flaw.empty()) return Error::invalid("reports", report.flaw);
    if (isStorageReport(report.kind))
        return storeStorageReport(transaction.unit(), node, report, transaction.nowUs());
    if (report.kind == "exportMade" || report.kind == "exportFailed")
        return storeExport(transaction.unit(), report, transaction.nowUs());
    if (report.kind == "cameraTried") {
        trials_.answer(report.body);
        return {};
    }
    const Uuid camera = readUuid(report.body, "camera");
    if (!cameras.contains(camera)) return Error::invalid("camera", "report.camera_unknown");
    if (isObservationReport(report.kind))
        return storeObservationReport(transaction, report, cameras.at(camera));
    if (const char* type = timelineType(report)) {
        NewEvent event;
        event.type = type;
        event.happenedUs = report.atUs;
        event.body = report.body;
        MJ_TRY(transaction.append({domain::kCameraStream, camera}, std::move(event)));
    }
    if (report.kind == "notWatched" && textOf(report.body, "cause") == "analyst_stopped")
        MJ_TRY(endUnwatched(transaction, camera, numberOf(report.body, "fromUs")));
    return project(transaction.unit(), node, report, cameras.at(camera), transaction.nowUs());
}

/// All in one transaction, as long as they are good. What is wrong with one of them and will be
/// wrong the next time too must not hold up the others: then each is stored alone.
Result<std::int64_t> NodeDesk::accept(const std::string& node, const Uuid& boot,
                                      const std::vector<NodeReport>& reports) {
    const auto isHopeless = [](const Error& error) {
        return error.kind == ErrorKind::InvalidInput;
    };
    auto stored = acceptAll(node, boot, reports);
    if (stored.ok() || !isHopeless(stored.error())) return stored;
    for (const NodeReport& report : reports) {
        stored = acceptAll(node, boot, {report});
        if (!stored.ok() && isHopeless(stored.error()))
            stored = acceptUnread(node, boot, withoutPicture(report), stored.error().code);
        if (!stored.ok()) return stored;
    }
    return stored;
}

Result<std::int64_t> NodeDesk::acceptUnread(const std::string& node, const Uuid& boot,
                                            const NodeReport& report, const std::string& reason) {
    const auto answer = bus_.runInternal([&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_ASSIGN(const std::int64_t acked, unit.recordings().lockNode(node, boot));
        if (report.seq != acked + 1) return Json{{"ackedSeq", acked}};
        MJ_TRY(keepUnreadable(unit, node, boot, report, reason, transaction.nowUs()));
        MJ_TRY(unit.recordings().ackNode(node, boot, report.seq, transaction.nowUs()));
        return Json{{"ackedSeq", report.seq}};
    });
    MJ_TRY(answer);
    return answer->at("ackedSeq").get<std::int64_t>();
}

Result<std::int64_t> NodeDesk::acceptAll(const std::string& node, const Uuid& boot,
                                         const std::vector<NodeReport>& reports) {
    const auto answer = bus_.runInternal([&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_ASSIGN(std::int64_t acked, unit.recordings().lockNode(node, boot));
        MJ_ASSIGN(const auto known, unit.directory().cameras());
        std::map<Uuid, Uuid> cameras;
        for (const CameraRow& camera : known) cameras[camera.id] = camera.roomId;
        std::vector<StreamRef> streams;
        for (const NodeReport& report : reports)
            if (const Uuid id = readUuid(report.body, "camera");
                (timelineType(report) != nullptr || isObservationReport(report.kind)) &&
                cameras.contains(id))
                streams.push_back({domain::kCameraStream, id});
        MJ_TRY(transaction.lock(streams));
        for (const NodeReport& report : reports) {
            if (report.seq <= acked) continue;
            if (report.seq != acked + 1) break;
            // A body of the wrong shape may throw where it is read.
            try {
                MJ_TRY(store(transaction, node, report, cameras));
            } catch (const Json::exception& e) {
                return Error::of(ErrorKind::InvalidInput, "report.malformed", e.what());
            }
            acked = report.seq;
        }
        MJ_TRY(unit.recordings().ackNode(node, boot, acked, transaction.nowUs()));
        return Json{{"ackedSeq", acked}};
    });
    MJ_TRY(answer);
    // What failed is listed no more; the recorder must know before somebody asks for it again.
    if (std::any_of(reports.begin(), reports.end(),
                    [](const NodeReport& report) { return report.kind == "exportFailed"; }))
        touch();
    return answer->at("ackedSeq").get<std::int64_t>();
}

Status NodeDesk::noteStatus(const std::string& node, const std::string& kind, const Json& status) {
    const std::string before = recording_.storage();
    recording_.noteStatus(node, kind, status);
    const std::string after = recording_.storage();
    if (before != after) {
        kernel::logWarning("storage of recordings: {} -> {}", before, after);
        touch();
    } else if (after == "full" && clock_.mono().us > askedToRemove_ + kRemoveEveryUs) {
        askedToRemove_ = clock_.mono().us;
        touch();
    }
    if (kind != "recorder" || !status.is_object()) return {};
    MJ_ASSIGN(const auto unit, database_.begin());
    const std::pair nodeKey{node, textOf(status, "nodeKey")};
    bool wrote = !nodeKey.second.empty() && !nodeKeys_.lock()->contains(nodeKey);
    if (wrote) MJ_TRY(noteNodeKey(*unit, nodeKey.first, nodeKey.second));
    for (const Json& camera : status.value("cameras", Json::array())) {
        const std::pair key{readUuid(camera, "camera"), textOf(camera, "stream")};
        const std::int64_t durableUs = numberOf(camera, "lastDurableUs");
        {
            auto written = durableWritten_.lock();
            std::int64_t& last = (*written)[key];
            if (durableUs < last + kDurableEveryUs) continue;
            last = durableUs;
        }
        MJ_TRY(unit->recordings().extendOpenSegments(key.first, key.second, durableUs));
        wrote = true;
    }
    if (wrote && unit->commit() != CommitResult::Committed)
        return Error::of(ErrorKind::Unavailable, "db.unreachable", "durable marks");
    if (!nodeKey.second.empty()) nodeKeys_.lock()->insert(nodeKey);
    return {};
}

/// A recorder that comes with another key than before is told in the log and on the audit.
Status NodeDesk::noteNodeKey(UnitOfWork& unit, const std::string& node, const std::string& key) {
    const std::int64_t nowUs = clock_.wall().us;
    MJ_ASSIGN(const auto known, unit.exports().nodeKeys());
    for (const NodeKeyRow& row : known)
        if (row.node == node && row.publicKey == key) return {};
    MJ_TRY(unit.exports().noteNodeKey({node, key, nowUs}));
    return audit(unit, Actor::system(), nowUs, {"node_key_seen", "node", Uuid{}, node, true});
}

Result<Json> NodeDesk::recorderDesired(UnitOfWork& unit) {
    Json desired = {{"cameras", Json::array()},
                    {"holds", Json::array()},
                    {"mediaKey", kernel::base64Url(secrets_.signingKey.publicKey())},
                    {"openingKey", kernel::base64Url(secrets_.openingKey.publicKey())},
                    {"revokedViews", Json::array()},
                    {"trials", trials_.wanted()}};
    std::map<Uuid, domain::Room> rooms;
    MJ_ASSIGN(const auto allRooms, unit.directory().rooms());
    for (const domain::Room& room : allRooms) rooms[room.id] = room;
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    for (const CameraRow& camera : cameras) {
        if (!camera.active || !rooms.contains(camera.roomId)) continue;
        const domain::Room& room = rooms[camera.roomId];
        MJ_ASSIGN(const std::string credentials,
                  vault_.openSmall(camera.credentials, "camera" + camera.id.text()));
        const auto colon = credentials.find('\n');
        Json item = {{"audio", camera.audio && permitsSound(room)},
                     {"id", camera.id.text()},
                     {"mainUrl", camera.mainUrl},
                     {"name", camera.name},
                     {"password", colon == std::string::npos ? "" : credentials.substr(colon + 1)},
                     {"privacy", domain::wordOf(room.privacy)},
                     {"roomId", camera.roomId.text()},
                     {"transport", camera.transport},
                     {"username", credentials.substr(0, colon)},
                     {"video", permitsPicture(room)}};
        item["subUrl"] = camera.subUrl.empty() ? Json(nullptr) : Json(camera.subUrl);
        desired["cameras"].push_back(std::move(item));
    }
    MJ_ASSIGN(const auto questionings, unit.stays().unsettledQuestionings());
    for (const QuestioningRow& row : questionings) {
        Json hold = {{"cameras", Json::array()},
                     {"fromUs", row.startedUs},
                     {"questioningId", row.id.text()}};
        hold["toUs"] = row.endedUs ? Json(*row.endedUs) : Json(nullptr);
        for (const CameraRow& camera : cameras)
            if (camera.roomId == row.roomId) hold["cameras"].push_back(camera.id.text());
        desired["holds"].push_back(std::move(hold));
    }
    MJ_ASSIGN(desired["exports"], desiredExports(unit, clock_.wall().us));
    desired["removable"] = Json::array();
    for (const auto& [name, node] : recording_.nodes()) {
        if (node.kind != "recorder") continue;
        MJ_ASSIGN(const Json segments, removableSegments(unit, node, clock_.wall().us));
        for (const Json& segment : segments) desired["removable"].push_back(segment);
    }
    MJ_ASSIGN(const auto revoked,
              unit.access().viewsClosedSince(clock_.wall().us - kRevokedKeptUs));
    for (const Uuid& view : revoked) desired["revokedViews"].push_back(view.text());
    return desired;
}

Result<Json> NodeDesk::analystDesired(UnitOfWork& unit) {
    Json desired = {{"cameras", Json::array()}};
    // A disk that fills: evidence first, so looking at it stops before anything is removed.
    if (recording_.storage() != "ok") {
        desired["paused"] = "storage";
        return desired;
    }
    MJ_ASSIGN(const auto allRooms, unit.directory().rooms());
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    MJ_ASSIGN(const WatchingInForce watching, watchingInForce(unit));
    for (const CameraRow& camera : cameras) {
        const auto room = std::find_if(allRooms.begin(), allRooms.end(),
                                       [&](const auto& r) { return r.id == camera.roomId; });
        if (!camera.active || room == allRooms.end() || !permitsAnalysis(*room)) continue;
        const auto settings = watching.desiredOf(camera.id, room->kind);
        if (!settings.ok()) {
            kernel::logError("camera {} is not watched: {}", camera.code, settings.error().code);
            continue;
        }
        Json item = *settings;
        item["id"] = camera.id.text();
        item["roomId"] = camera.roomId.text();
        item["stream"] = camera.subUrl.empty() ? "main" : "sub";
        desired["cameras"].push_back(std::move(item));
    }
    return desired;
}

Result<Json> NodeDesk::desired(const std::string& kind) {
    const std::int64_t rev = revision();
    MJ_ASSIGN(const auto unit, database_.begin());
    MJ_ASSIGN(Json answer, kind == "recorder" ? recorderDesired(*unit) : analystDesired(*unit));
    answer["rev"] = rev;
    return answer;
}

bool NodeDesk::waitForChange(std::int64_t known, std::chrono::milliseconds atMost) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, atMost, [&] { return closed_ || revision_ != known; });
    return revision_ != known;
}

std::int64_t NodeDesk::revision() {
    const std::lock_guard lock(mutex_);
    return revision_;
}

void NodeDesk::touch() {
    {
        const std::lock_guard lock(mutex_);
        ++revision_;
    }
    changed_.notify_all();
}

void NodeDesk::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

}  // namespace mingjing::app
