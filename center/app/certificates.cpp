// SPDX-License-Identifier: Apache-2.0
// Reads widely around the marks: persons may be in the room long before they are declared.
#include "center/app/certificates.h"

#include <algorithm>

#include "center/app/centre_reader.h"

namespace mingjing::app {

namespace {

Json spansJson(const std::vector<domain::Span>& spans) {
    Json out = Json::array();
    for (const domain::Span& span : spans)
        out.push_back({{"fromUs", span.fromUs}, {"toUs", span.toUs}});
    return out;
}

Json cameraJson(const domain::CameraCertificate& camera) {
    Json missing = Json::array();
    for (const domain::NamedGap& gap : camera.missing)
        missing.push_back(
            {{"cause", gap.cause}, {"fromUs", gap.span.fromUs}, {"toUs", gap.span.toUs}});
    return {{"cameraId", camera.cameraId.text()},
            {"coveredUs", camera.coveredUs},
            {"hasSound", camera.hasSound},
            {"missing", std::move(missing)},
            {"name", camera.name}};
}

}  // namespace

Result<domain::Certificate> certificateOf(UnitOfWork& unit, RecordingState& recording,
                                          const domain::Questioning& questioning,
                                          std::int64_t nowUs) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    const auto room = std::find_if(rooms.begin(), rooms.end(), [&](const auto& known) {
        return known.id == questioning.roomId;
    });
    if (room == rooms.end()) return Error::of(ErrorKind::NotFound, "room.not_found");
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    const std::int64_t endUs = questioning.endedUs.value_or(nowUs);
    const domain::Span wide{questioning.startedUs - domain::kPresenceSearchUs,
                            std::min(nowUs, endUs + domain::kPresenceSearchUs)};
    MJ_ASSIGN(domain::RoomRecord record, readRoomRecord(unit, *room, cameras, wide));
    if (const auto silentSinceUs = recording.silentSince("analyst");
        silentSinceUs && *silentSinceUs < wide.toUs)
        record.notWatched.push_back({*silentSinceUs, wide.toUs});
    std::vector<domain::NamedGap> gaps;
    for (const CameraRow& camera : cameras) {
        if (camera.roomId != room->id) continue;
        MJ_ASSIGN(const auto rows, unit.recordings().gaps(camera.id, "main", wide));
        for (const GapRow& row : rows)
            gaps.push_back({camera.id, {row.fromUs, row.toUs.value_or(nowUs)}, row.cause});
    }
    return domain::certify(record, questioning, gaps, nowUs);
}

Json toJson(const domain::Certificate& certificate) {
    Json cameras = Json::array();
    for (const domain::CameraCertificate& camera : certificate.cameras)
        cameras.push_back(cameraJson(camera));
    return {{"beginSeen", certificate.beginSeen},
            {"cameras", std::move(cameras)},
            {"coveredUs", certificate.coveredUs},
            {"declaredFromUs", certificate.declared.fromUs},
            {"declaredToUs", certificate.declared.toUs},
            {"endSeen", certificate.endSeen},
            {"format", "mingjing.recording-certificate.v1"},
            {"fromUs", certificate.window.fromUs},
            {"longestMissingUs", certificate.longestMissingUs},
            {"missing", spansJson(certificate.missing)},
            {"missingUs", certificate.missingUs},
            {"notWatched", spansJson(certificate.notWatched)},
            {"presentOutside", spansJson(certificate.presentOutside)},
            {"running", certificate.running},
            {"toUs", certificate.window.toUs}};
}

}  // namespace mingjing::app
