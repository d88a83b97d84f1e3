// SPDX-License-Identifier: Apache-2.0
// Reads widely around the marks: persons may be in the room long before they are declared.
#include "center/app/certificates.h"

#include <algorithm>

#include "center/app/centre_reader.h"
#include "center/kernel/liveness.h"

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
    Json json = {{"cameraId", camera.cameraId.text()}, {"clockPending", camera.clockPending},
                 {"coveredUs", camera.coveredUs},      {"hasSound", camera.hasSound},
                 {"missing", std::move(missing)},      {"name", camera.name},
                 {"provenLiveUs", camera.provenLiveUs}};
    if (camera.clock)
        json["clock"] = {{"fromUs", camera.clock->span.fromUs},
                         {"leastUs", camera.clock->leastUs},
                         {"mostUs", camera.clock->mostUs},
                         {"toUs", camera.clock->span.toUs}};
    return json;
}

/// Gaps, clocks and proofs of one camera.
Status addFacts(UnitOfWork& unit, const Uuid& camera, const domain::Span& wide,
                domain::CertificateFacts& facts) {
    MJ_ASSIGN(const auto gaps, unit.recordings().gaps(camera, "main", wide));
    for (const GapRow& row : gaps)
        facts.gaps.push_back({camera, {row.fromUs, row.toUs.value_or(wide.toUs)}, row.cause});
    MJ_ASSIGN(const auto segments, unit.recordings().segments(camera, "main", wide));
    for (const SegmentRow& row : segments)
        if (!row.closed)
            facts.open.push_back({camera, {row.startUs, row.endUs}});
        else if (row.clockLeastUs && row.clockMostUs)
            facts.clocks.push_back(
                {camera, {row.startUs, row.endUs}, *row.clockLeastUs, *row.clockMostUs});
    MJ_ASSIGN(const auto readings, unit.recordings().livenessReadings(camera, wide));
    for (const LivenessReadingRow& row : readings)
        facts.live.push_back(
            {camera, {kernel::slotBeginUs(row.slot), kernel::slotBeginUs(row.slot + 1)}});
    return {};
}

}  // namespace

const char* Certified::state() const {
    if (!judged.closed) return "provisional";
    return judged.breaks.empty() ? "complete" : "incomplete";
}

Result<Certified> certificateOf(UnitOfWork& unit, RecordingState& recording,
                                const domain::Questioning& questioning, std::int64_t nowUs) {
    MJ_ASSIGN(const auto rooms, unit.directory().rooms());
    const auto room = std::find_if(rooms.begin(), rooms.end(), [&](const auto& known) {
        return known.id == questioning.roomId;
    });
    if (room == rooms.end()) return Error::of(ErrorKind::NotFound, "room.not_found");
    MJ_ASSIGN(const auto cameras, unit.directory().cameras());
    const domain::Span wide = domain::certifiedSpan(questioning, nowUs);
    MJ_ASSIGN(const domain::RoomRecord record,
              readRoomRecord(unit, recording, *room, cameras, wide));
    domain::CertificateFacts facts;
    for (const CameraRow& camera : cameras)
        if (camera.roomId == room->id) MJ_TRY(addFacts(unit, camera.id, wide, facts));
    Certified out;
    out.certificate = domain::certify(record, questioning, facts, nowUs);
    MJ_ASSIGN(const domain::Settings settings, readSettings(unit));
    out.judged = domain::judgeRecording(out.certificate, record, settings.recordGapUs,
                                        settings.recordCloseUs, nowUs);
    return out;
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
            {"provenLiveUs", certificate.provenLiveUs},
            {"presentOutside", spansJson(certificate.presentOutside)},
            {"running", certificate.running},
            {"stillThere", certificate.stillThere},
            {"toUs", certificate.window.toUs}};
}

}  // namespace mingjing::app
