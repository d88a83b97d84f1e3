// SPDX-License-Identifier: Apache-2.0
// Strict reading: what a node tells is bounded before it is stored.
#include "center/app/observation_reports.h"

#include <algorithm>

#include "center/app/liveness.h"
#include "center/app/node_desk.h"
#include "center/app/staged_acts.h"
#include "center/app/watching.h"
#include "center/domain/json_read.h"
#include "center/domain/observations/kinds.h"
#include "center/kernel/crypto.h"
#include "center/kernel/log.h"

namespace mingjing::app {

using domain::readUuid;

namespace {

constexpr std::size_t kMostDetailBytes = 1024;
constexpr std::size_t kMostDetails = 16;
constexpr std::size_t kMostDetector = 64;
constexpr std::size_t kMostConfiguration = 16;
constexpr std::int64_t kMostAheadUs = kernel::kHourUs;  ///< of our clock
constexpr int kWholeMilli = 1000;
constexpr int kMostEnded = 200;
/// Made by the centre alone: it knows the codes.
constexpr const char* kDisplayWrong = "display_wrong";

Error damaged(const char* field, const char* code = "report.malformed") {
    return Error::invalid(std::string("body/") + field, code);
}

Result<std::int64_t> numberIn(const Json& body, const char* key, std::int64_t least,
                              std::int64_t most) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_number_integer()) return damaged(key);
    const auto value = it->get<std::int64_t>();
    if (value < least || value > most) return damaged(key);
    return value;
}

Result<std::string> wordIn(const Json& body, const char* key, std::size_t most) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) return damaged(key);
    auto text = it->get<std::string>();
    if (text.size() > most) return damaged(key, "observation.too_large");
    for (const char c : text)
        if (c < ' ' || c > '~') return damaged(key);
    return text;
}

/// An id, or nothing where there is null or no such field.
Result<std::optional<Uuid>> maybeIdIn(const Json& body, const char* key) {
    const auto it = body.find(key);
    if (it == body.end() || it->is_null()) return std::optional<Uuid>();
    const Uuid id = readUuid(body, key);
    if (id.isNil()) return damaged(key);
    return std::optional(id);
}

Result<std::string> detailIn(const Json& body) {
    const auto it = body.find("detail");
    if (it == body.end() || it->is_null()) return std::string("{}");
    if (!it->is_object()) return damaged("detail");
    if (it->size() > kMostDetails) return damaged("detail", "observation.too_large");
    for (const Json& value : *it)
        if (!value.is_number_integer() && !value.is_string() && !value.is_boolean())
            return damaged("detail");
    const auto text = kernel::canonicalJson(*it);
    if (!text.ok()) return damaged("detail");
    if (text->size() > kMostDetailBytes) return damaged("detail", "observation.too_large");
    return *text;
}

/// Of any spelling of base64.
std::optional<std::string> bytesOfAnyBase64(std::string text) {
    while (text.ends_with('=')) text.pop_back();
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return kernel::bytesOfBase64Url(text);
}

Result<std::string> thumbnailIn(const Json& body) {
    const auto it = body.find("thumbnail");
    if (it == body.end() || it->is_null()) return std::string();
    if (!it->is_string()) return damaged("thumbnail", "observation.thumbnail");
    const auto bytes = bytesOfAnyBase64(it->get<std::string>());
    const bool jpeg = bytes && bytes->starts_with("\xFF\xD8\xFF");
    if (!jpeg || bytes->size() > kMostThumbnailBytes)
        return damaged("thumbnail", "observation.thumbnail");
    return *bytes;
}

Status readTimes(const Json& body, std::int64_t nowUs, ObservationRow& row) {
    MJ_ASSIGN(row.fromUs, numberIn(body, "fromUs", 1, INT64_MAX));
    if (body.contains("toUs") && !body["toUs"].is_null()) {
        MJ_ASSIGN(row.toUs, numberIn(body, "toUs", 1, INT64_MAX));
    }
    if (row.fromUs > nowUs + kMostAheadUs || row.toUs.value_or(row.fromUs) < row.fromUs ||
        row.toUs.value_or(0) > nowUs + kMostAheadUs)
        return damaged("toUs", "observation.interval");
    return {};
}

Status readPlace(const Json& body, ObservationRow& row) {
    MJ_ASSIGN(row.segment, maybeIdIn(body, "segment"));
    if (!row.segment) return {};
    MJ_ASSIGN(row.fragment, numberIn(body, "fragment", 0, INT64_MAX));
    MJ_ASSIGN(row.offsetUs, numberIn(body, "offsetUs", INT64_MIN, INT64_MAX));
    return {};
}

Result<ObservationRow> observationIn(const Json& body, std::int64_t nowUs) {
    ObservationRow row;
    row.id = readUuid(body, "id");
    if (row.id.isNil()) return damaged("id");
    row.cameraId = readUuid(body, "camera");
    MJ_ASSIGN(row.stream, wordIn(body, "stream", 4));
    MJ_ASSIGN(row.kind, wordIn(body, "kind", kMostDetector));
    if (domain::findObservationKind(row.kind) == nullptr || row.kind == kDisplayWrong)
        return damaged("kind", "observation.kind_unknown");
    MJ_ASSIGN(row.zoneId, maybeIdIn(body, "zone"));
    MJ_TRY(readTimes(body, nowUs, row));
    MJ_ASSIGN(row.value, numberIn(body, "value", INT64_MIN, INT64_MAX));
    MJ_ASSIGN(const std::int64_t sure, numberIn(body, "confidenceMilli", 0, kWholeMilli));
    row.confidenceMilli = static_cast<int>(sure);
    MJ_TRY(readPlace(body, row));
    MJ_ASSIGN(row.detector, wordIn(body, "detector", kMostDetector));
    MJ_ASSIGN(row.configuration, wordIn(body, "configuration", kMostConfiguration));
    MJ_ASSIGN(row.settingsVersion, numberIn(body, "version", 0, INT64_MAX));
    MJ_ASSIGN(row.detail, detailIn(body));
    row.receivedUs = nowUs;
    return row;
}

/// The zone's kind as it was in the settings that the analyst had.
Result<std::string> kindOfZone(UnitOfWork& unit, const ObservationRow& row) {
    if (!row.zoneId) return std::string();
    MJ_ASSIGN(const auto settings, unit.watching().find(row.cameraId.text(), row.settingsVersion));
    if (!settings) return std::string();
    MJ_ASSIGN(const domain::WatchingTerms terms, watchingTermsOf(*settings));
    for (const domain::Zone& zone : terms.zones)
        if (zone.id == *row.zoneId) return zone.kind;
    return std::string();
}

bool saysTheSame(const ObservationRow& a, const ObservationRow& b) {
    const auto told = [](const ObservationRow& row) {
        return std::tie(row.fromUs, row.value, row.confidenceMilli, row.segment, row.fragment,
                        row.offsetUs, row.detector, row.configuration, row.settingsVersion,
                        row.detail);
    };
    return told(a) == told(b) && (!b.toUs || a.toUs == b.toUs);
}

/// On the camera's own record, without the picture: that is named by its hash.
Status appendSeen(CommandTransaction& transaction, const ObservationRow& row,
                  const std::string& thumbnail) {
    domain::NewEvent event;
    event.type = domain::kObservationSeen;
    event.happenedUs = row.fromUs;
    event.body = {{"confidenceMilli", row.confidenceMilli},
                  {"configuration", row.configuration},
                  {"detail", Json::parse(row.detail)},
                  {"detector", row.detector},
                  {"fragment", row.fragment},
                  {"fromUs", row.fromUs},
                  {"id", row.id.text()},
                  {"kind", row.kind},
                  {"offsetUs", row.offsetUs},
                  {"settingsVersion", row.settingsVersion},
                  {"stream", row.stream},
                  {"value", row.value}};
    event.body["segment"] = row.segment ? Json(row.segment->text()) : Json(nullptr);
    event.body["toUs"] = row.toUs ? Json(*row.toUs) : Json(nullptr);
    event.body["zone"] = row.zoneId ? Json(row.zoneId->text()) : Json(nullptr);
    if (!thumbnail.empty())
        event.body["thumbnailSha256"] = kernel::hexOf(kernel::sha256(thumbnail));
    MJ_TRY(transaction.append({domain::kCameraStream, row.cameraId}, std::move(event)));
    return {};
}

Status endAt(CommandTransaction& transaction, ObservationRow row, std::int64_t atUs) {
    row.toUs = std::max(row.fromUs, atUs);
    MJ_TRY(transaction.unit().observations().put(row));
    MJ_TRY(appendSeen(transaction, row, ""));
    return askRulesAgain(transaction.unit(), row);
}

/// The wrong code is over when a right one is shown, or when none can be read any more.
Status endWrongCode(CommandTransaction& transaction, const Uuid& camera, std::int64_t atUs) {
    MJ_ASSIGN(const auto open, transaction.unit().observations().openOf(camera, kDisplayWrong));
    if (!open || open->fromUs > atUs) return {};
    return endAt(transaction, *open, atUs);
}

Status storeSeen(CommandTransaction& transaction, const NodeReport& report, const Uuid& roomId) {
    UnitOfWork& unit = transaction.unit();
    MJ_ASSIGN(ObservationRow row, observationIn(report.body, transaction.nowUs()));
    MJ_ASSIGN(const std::string thumbnail, thumbnailIn(report.body));
    row.roomId = roomId;
    MJ_ASSIGN(row.zoneKind, kindOfZone(unit, row));
    MJ_ASSIGN(const auto known, unit.observations().lock(row.id));
    if (known && (known->cameraId != row.cameraId || known->kind != row.kind))
        return damaged("id", "observation.other");
    if (known && saysTheSame(*known, row) && (thumbnail.empty() || known->hasThumbnail)) return {};
    MJ_TRY(unit.observations().put(row));
    if (!thumbnail.empty())
        MJ_TRY(unit.observations().putPicture(
            row.id, transaction.vault().sealSmall(thumbnail, observedPictureContext(row.id))));
    MJ_TRY(appendSeen(transaction, row, thumbnail));
    MJ_TRY(noteStagedObservation(unit, row, known ? known->receivedUs : row.receivedUs));
    if (row.kind == "display_missing") MJ_TRY(endWrongCode(transaction, row.cameraId, row.fromUs));
    return askRulesAgain(unit, row);
}

/// A first code that does not fit begins an observation; each further one makes it surer.
Status noteWrongCode(CommandTransaction& transaction, ObservationRow row) {
    UnitOfWork& unit = transaction.unit();
    MJ_ASSIGN(const auto open, unit.observations().openOf(row.cameraId, kDisplayWrong));
    if (open) {
        if (row.fromUs <= open->fromUs) return {};
        ObservationRow again = *open;
        ++again.value;
        again.confidenceMilli = std::max(open->confidenceMilli, row.confidenceMilli);
        MJ_TRY(unit.observations().put(again));
        if (again.value > 2) return {};
        MJ_TRY(appendSeen(transaction, again, ""));
        return askRulesAgain(unit, again);
    }
    row.id = Uuid::make(transaction.nowUs());
    row.kind = kDisplayWrong;
    row.value = 1;
    MJ_TRY(unit.observations().put(row));
    MJ_TRY(appendSeen(transaction, row, ""));
    return askRulesAgain(unit, row);
}

Status storeCodeRead(CommandTransaction& transaction, const NodeReport& report,
                     const Uuid& roomId) {
    UnitOfWork& unit = transaction.unit();
    const std::int64_t nowUs = transaction.nowUs();
    const Json& body = report.body;
    ObservationRow row;
    row.cameraId = readUuid(body, "camera");
    row.roomId = roomId;
    row.receivedUs = nowUs;
    MJ_ASSIGN(row.stream, wordIn(body, "stream", 4));
    MJ_ASSIGN(row.fromUs, numberIn(body, "atUs", 1, nowUs + kMostAheadUs));
    MJ_ASSIGN(const std::int64_t sure, numberIn(body, "confidenceMilli", 0, kWholeMilli));
    row.confidenceMilli = static_cast<int>(sure);
    MJ_TRY(readPlace(body, row));
    MJ_ASSIGN(row.detector, wordIn(body, "detector", kMostDetector));
    MJ_ASSIGN(const std::string written, wordIn(body, "code", kMostDetector));
    // A code carries its check: a text that fails it was misread, and says nothing.
    const auto code = kernel::readLivenessCode(written);
    if (!code.ok()) return {};
    MJ_ASSIGN(const MachineReading answer,
              takeMachineReading(unit, {row.cameraId, row.fromUs, *code}, nowUs));
    if (answer == MachineReading::Fits) return endWrongCode(transaction, row.cameraId, row.fromUs);
    if (answer == MachineReading::CannotTell) return {};
    row.detail = kernel::canonicalOrDie({{"code", *code}});
    return noteWrongCode(transaction, std::move(row));
}

Result<bool> mayBeWatched(UnitOfWork& unit, const Uuid& roomId) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    return std::any_of(rooms.begin(), rooms.end(), [&](const domain::Room& room) {
        return room.id == roomId && permitsAnalysis(room);
    });
}

}  // namespace

bool isObservationReport(const std::string& kind) {
    return kind == "seen" || kind == "codeRead";
}

Status storeObservationReport(CommandTransaction& transaction, const NodeReport& report,
                              const Uuid& roomId) {
    MJ_ASSIGN(const bool may, mayBeWatched(transaction.unit(), roomId));
    if (!may) {
        // The room's class changed while the report was on its way.
        kernel::logWarning("{} of a room that may not be watched: dropped", report.kind);
        return {};
    }
    return report.kind == "seen" ? storeSeen(transaction, report, roomId)
                                 : storeCodeRead(transaction, report, roomId);
}

Status endUnwatched(CommandTransaction& transaction, const Uuid& camera, std::int64_t sinceUs) {
    ObservationFilter open;
    open.openOnly = true;
    open.camera = camera;
    MJ_ASSIGN(const auto rows,
              transaction.unit().observations().list(open, std::nullopt, kMostEnded));
    for (const ObservationRow& row : rows)
        if (row.fromUs <= sinceUs) MJ_TRY(endAt(transaction, row, sinceUs));
    return {};
}

Status askRulesAgain(UnitOfWork& unit, const ObservationRow& row) {
    MJ_ASSIGN(const auto there, unit.stays().occupancies({row.roomId}, row.fromUs));
    for (const domain::Occupancy& occupancy : there)
        if (occupancy.fromUs < row.toUs.value_or(INT64_MAX))
            MJ_TRY(unit.work().putOutbox({domain::kStayStream, occupancy.stayId}, 0));
    return {};
}

}  // namespace mingjing::app
