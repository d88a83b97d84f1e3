// SPDX-License-Identifier: Apache-2.0
// What a camera's watch tells, as reports.
#include "center/kernel/bytes.h"
#include "video/analysis/camera_watch.h"

namespace mingjing::video::analysis {

using kernel::Json;

namespace {

Json placeJson(const FramePlace& place) {
    return place.segment.isNil() ? Json(nullptr) : Json(place.segment.text());
}

}  // namespace

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
