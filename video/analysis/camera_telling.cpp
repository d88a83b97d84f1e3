// SPDX-License-Identifier: Apache-2.0
// What a camera's watch tells, as reports, and what its checks keep for the next process.
#include "center/kernel/bytes.h"
#include "center/kernel/files.h"
#include "center/kernel/log.h"
#include "video/analysis/camera_watch.h"

namespace mingjing::video::analysis {

using kernel::Json;

namespace {

Json placeJson(const FramePlace& place) {
    return place.segment.isNil() ? Json(nullptr) : Json(place.segment.text());
}

constexpr std::int64_t kKeepEveryUs = 300'000'000;

}  // namespace

std::string CameraWatch::memoryPath() const {
    return around_.memory + "/" + key_.camera.text() + "-" + key_.stream + ".json";
}

/// Of the same settings only: after a new approval the camera may look elsewhere on purpose.
void CameraWatch::recallMemory() {
    if (around_.memory.empty()) return;
    const auto text = kernel::readFile(memoryPath());
    if (!text.ok()) return;
    const auto json = kernel::parseJson(*text);
    if (json.ok() && json->is_object() &&
        json->value("version", std::int64_t{-1}) == eyes_->settings().version)
        eyes_->recall(json->value("checks", Json::object()));
}

void CameraWatch::keepMemory(bool now) {
    const std::int64_t wallUs = around_.clock.wall().us;
    if (around_.memory.empty() || (!now && wallUs - memoryUs_ < kKeepEveryUs)) return;
    memoryUs_ = wallUs;
    Json checks = eyes_->memory();
    if (checks.empty()) return;
    const Json whole = {{"checks", std::move(checks)}, {"version", eyes_->settings().version}};
    if (const auto kept = kernel::writeFileDurably(memoryPath(), whole.dump()); !kept.ok())
        kernel::logError("{}: {}", key_.text(), kept.error().internal);
}

void CameraWatch::tell(const CountChange& change) {
    around_.report("persons", {{"camera", key_.camera.text()},
                               {"stream", key_.stream},
                               {"fromUs", change.fromUs},
                               {"value", change.value},
                               {"confidenceMilli", change.confidenceMilli},
                               {"segment", change.place.segment.text()},
                               {"fragment", change.place.fragment},
                               {"offsetUs", change.place.offsetUs},
                               {"detector", detectorName_},
                               {"latencyUs", around_.clock.wall().us - change.fromUs}});
}

void CameraWatch::tell(const Coverage::Spans& spans) {
    for (const auto& span : spans) {
        Json body = {{"camera", key_.camera.text()},
                     {"stream", key_.stream},
                     {"fromUs", span.fromUs},
                     {"toUs", span.toUs}};
        if (span.watched)
            body["frames"] = span.frames;
        else
            body["cause"] = causeOf(span.cause);
        around_.report(span.watched ? "watched" : "notWatched", body);
    }
}

void CameraWatch::tell(const Told& told) {
    const Observation& seen = told.observation;
    Json body = {{"camera", key_.camera.text()},
                 {"stream", key_.stream},
                 {"confidenceMilli", seen.confidenceMilli},
                 {"segment", placeJson(seen.place)},
                 {"fragment", seen.place.fragment},
                 {"offsetUs", seen.place.offsetUs},
                 {"detector", seen.detector}};
    if (seen.kind == "codeRead") {
        body["atUs"] = seen.fromUs;
        body["code"] = seen.detail.at("code");
        return around_.report("codeRead", body);
    }
    body["id"] = seen.id.text();
    body["kind"] = seen.kind;
    body["zone"] = seen.zone.isNil() ? Json(nullptr) : Json(seen.zone.text());
    body["fromUs"] = seen.fromUs;
    body["toUs"] = seen.toUs ? Json(*seen.toUs) : Json(nullptr);
    body["value"] = seen.value;
    body["configuration"] = around_.configuration;
    body["version"] = eyes_->settings().version;
    body["detail"] = seen.detail;
    if (!told.thumbnail.empty()) body["thumbnail"] = kernel::base64Url(told.thumbnail);
    around_.report("seen", body);
}

}  // namespace mingjing::video::analysis
